"""A filled form as a DOCX to edit: the same text as the PDF, in headings, lines and tables a word processor knows.

The file names no author and no program, and the same form gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from khabar.adapters.pdf.values import value

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from khabar.adapters.procedures.filled import FilledForm
    from khabar.adapters.procedures.form_parts import Named, Section, Table
    from khabar.adapters.procedures.saying import Tongue

FONT: Final = "Noto Sans"
ARABIC_FONT: Final = "Noto Sans Arabic"
ONE_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
_LABELS_MM: Final = 58


def form_docx(form: FilledForm) -> bytes:
    """Write a filled form as a DOCX."""
    document = docx.Document()
    _plain(document)
    writer = _Writer(document, form.languages)
    _head(writer, form)
    for section in form.sections:
        _section(writer, section)
    writer.said("form.signature", space=Pt(28))
    writer.text(writer.lead["form.as-given"], grey=True)
    writer.text(writer.lead["form.not-advice"], grey=True)
    _open_ends(writer, form)
    return _without_maker(document)


def _plain(document: Document) -> None:
    """Set the page and the font, and leave out who wrote it and when."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10)
    told = document.core_properties
    told.author = told.title = told.comments = told.last_modified_by = told.keywords = ""
    told.created = told.modified = ONE_MOMENT.replace(tzinfo=None)


class _Writer:
    """Writes lines of text, each in its own direction, into a document."""

    def __init__(self, document: Document, languages: tuple[Tongue, ...]) -> None:
        self.document = document
        self.languages = languages
        self.lead = languages[0]

    def said(self, key: str, *, style: str | None = None, bold: bool = False, space: Pt | None = None) -> None:
        """Write a text of ours in each language."""
        for at, words in enumerate(self.languages):
            line = self.document.add_paragraph(style=style if at == 0 else None)
            if space is not None and at == 0:
                line.paragraph_format.space_before = space
            write(line, words[key], bold=bold and at == 0, grey=at > 0)

    def text(self, text: str, *, bold: bool = False, grey: bool = False) -> None:
        """Write one text."""
        write(self.document.add_paragraph(), text, bold=bold, grey=grey)


def write(line: Paragraph, text: str, *, bold: bool = False, grey: bool = False) -> None:
    """Put a text into a paragraph, from right to left where its letters run so."""
    run = line.add_run(text)
    run.bold = bold
    if grey:
        run.font.color.rgb, run.font.size = _GREY, Pt(9)
    line.paragraph_format.space_after = Pt(3)
    if value(text)["direction"] == "rtl":
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT  # in a paragraph from right to left this is its start, the right edge
        line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - the library has no public word for it
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - the same
        properties.append(OxmlElement("w:rtl"))
        properties.get_or_add_rFonts().set(qn("w:cs"), ARABIC_FONT)


def _head(writer: _Writer, form: FilledForm) -> None:
    if form.is_draft:
        writer.said("form.draft", bold=True)
        writer.said("form.draft-why")
    writer.said(form.title, style="Heading 1")
    writer.text(writer.lead[form.addressee])
    file = f" · {writer.lead['form.file']}: {form.reference}" if form.reference else ""
    writer.text(f"{writer.lead['form.made']} {form.on.isoformat()}{file}", grey=True)
    writer.said("form.own-name", bold=True)


def _section(writer: _Writer, section: Section) -> None:
    writer.said(section.heading, style="Heading 2")
    labelled = [one for one in section.facts if one.label]
    for one in section.facts:
        if not one.label:
            for text in one.given:
                writer.text(text)
    if labelled:
        _facts(writer, labelled)
    if section.table is not None:
        _table(writer, section.table)


def _facts(writer: _Writer, facts: list[Named]) -> None:
    table = writer.document.add_table(rows=0, cols=2)
    for one in facts:
        label, given = table.add_row().cells
        label.width, given.width = Mm(_LABELS_MM), Mm(170 - _LABELS_MM)
        _fill(label, [words[one.label] for words in writer.languages], bold=True)
        _fill(given, [line for text in one.given for line in text.splitlines()] or [writer.lead["form.not-told"]])


def _table(writer: _Writer, told: Table) -> None:
    if not told.rows:
        writer.text(writer.lead[told.instead].format(reason=told.reason))
        return
    table = writer.document.add_table(rows=1, cols=len(told.columns))
    table.style = "Table Grid"
    for cell, column in zip(table.rows[0].cells, told.columns, strict=True):
        _fill(cell, [words[column] for words in writer.languages], bold=True)
    for row in told.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _fill(cell, [text])


def _fill(cell: _Cell, texts: list[str], *, bold: bool = False) -> None:
    for at, text in enumerate(texts):
        write(
            cell.paragraphs[0] if at == 0 else cell.add_paragraph(), text, bold=bold and at == 0, grey=bold and at > 0
        )


def _open_ends(writer: _Writer, form: FilledForm) -> None:
    """Put what is missing or in doubt on a page of its own."""
    if not form.open_ends:
        return
    writer.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    writer.said("form.not-part", style="Heading 2")
    for one in form.open_ends:
        for text in one.given:
            writer.text(text)
        writer.text(one.label, grey=True)


def _without_maker(document: Document) -> bytes:
    """Write the file with its parts in one order and at one moment, so that the same form gives the same bytes."""
    made = io.BytesIO()
    document.save(made)
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            new.writestr(zipfile.ZipInfo(name, _FIRST), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
