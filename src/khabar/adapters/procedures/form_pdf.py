"""A filled form as a PDF to print or send, set by Typst; what is missing stands on a last page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.pdf.values import paragraphs, value
from khabar.adapters.procedures.layouts import Layout, printed

if TYPE_CHECKING:
    from khabar.adapters.procedures.filled import FilledForm
    from khabar.adapters.procedures.form_parts import Named, Section, Table


def form_pdf(form: FilledForm) -> bytes:
    """Print a filled form; Invalid where a letter of it cannot be printed."""
    return printed("submission", _body(form), form.languages)


def _body(form: FilledForm) -> Layout:
    return {
        "title": form.title,
        "addressee": form.addressee,
        "draft": form.is_draft,
        "reference": value(form.reference),
        "on": form.on.isoformat(),
        "sections": [_section(one) for one in form.sections],
        "open_ends": [{"authority": one.label, "texts": list(one.given)} for one in form.open_ends],
    }


def _section(section: Section) -> Layout:
    return {
        "heading": section.heading,
        "facts": [_fact(one) for one in section.facts],
        "table": _table(section.table) if section.table else None,
    }


def _fact(named: Named) -> Layout:
    return {"label": named.label, "given": [part for text in named.given for part in paragraphs(text)]}


def _table(table: Table) -> Layout:
    return {
        "columns": list(table.columns),
        "rows": [[value(cell) for cell in row] for row in table.rows],
        "instead": table.instead,
        "reason": value(table.reason),
    }
