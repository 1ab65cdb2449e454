"""Answers of procedures for people and programs: JSON, a sheet to read, filled forms as DOCX and PDF.

Every sentence stands in `words/`, one file for each language; the rules give codes alone. Nothing here decides.
"""

from khabar.adapters.procedures.answers import answers
from khabar.adapters.procedures.door_sheet import door_sheet
from khabar.adapters.procedures.filled import FORMS, FilledForm, filled_form
from khabar.adapters.procedures.form_docx import form_docx
from khabar.adapters.procedures.form_pdf import form_pdf
from khabar.adapters.procedures.reading_sheet import reading_sheet
from khabar.adapters.procedures.saying import LANGUAGES, Tongue, tongue

__all__ = [
    "FORMS",
    "LANGUAGES",
    "FilledForm",
    "Tongue",
    "answers",
    "door_sheet",
    "filled_form",
    "form_docx",
    "form_pdf",
    "reading_sheet",
    "tongue",
]
