"""Documents of every kind are read as their readers see them, with what a later reader must know beside the text."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from adapters.documents import hostile
from adapters.documents.newsletters import Layout, Newsletter, newsletter
from khabar.adapters.documents.docx_blocks import docx_blocks
from khabar.adapters.documents.html_blocks import html_blocks, html_text
from khabar.adapters.documents.kinds import kind_of
from khabar.adapters.documents.marked_content import without_reversed_marks
from khabar.adapters.documents.pdf_pages import PdfPages
from khabar.data.words import is_english_word
from khabar.domain.archive_files import FileKind
from khabar.domain.repair.found import PieceKind
from khabar.domain.repair.repairing import Paragraph, laid_out, repaired

SIDEWAYS = b"BT /F 12 Tf 72 700 Td (A letter) Tj ET BT /F 12 Tf 0 1 -1 0 40 300 Tm (set sideways) Tj ET"
BOLD = b"BT /F 12 Tf 2 Tr 72 700 Td (A letter) Tj ET"


def paragraphs(data: bytes) -> list[Paragraph]:
    return repaired([laid_out(page) for page in PdfPages(data).pages()], listed=is_english_word)


def in_order(made: Newsletter) -> float:
    """Give the share of pairs of paragraphs whose texts come in the right order."""
    told = "\n".join(one.text for one in paragraphs(made.pdf))
    places = [(told.find(one.first), told.find(one.last)) for one in made.paragraphs]
    pairs = [(one, other) for at, one in enumerate(places) for other in places[at + 1 :]]
    return sum(-1 not in (*one, *other) and one[1] < other[0] for one, other in pairs) / len(pairs)


LAYOUTS = {
    "three columns": Layout(),
    "three columns in rows": Layout(row_by_row=True),
    "narrow, ragged, in rows": Layout(gutter=9, justified=False, row_by_row=True),
    "indented, not level": Layout(columns=2, indented=True, headings_span=False, articles=1, paragraphs=16),
    "going on elsewhere": Layout(jumps=True),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de", "fa", "ar"])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_paragraphs_of_a_newsletter_come_in_their_order(kind: str, language: str) -> None:
    made = newsletter(replace(LAYOUTS[kind], language=language), seed=7)
    assert in_order(made) >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_paragraphs_in_columns_come_out_as_they_were_written(language: str) -> None:
    made = newsletter(Layout(language, 2, row_by_row=True), seed=8)
    found = {one.text for one in paragraphs(made.pdf)}
    written = {one.text for one in made.paragraphs}
    assert len(found & written) >= 0.9 * len(written)


@pytest.mark.slow
def test_headings_and_running_lines_are_told_from_the_text() -> None:
    made = newsletter(Layout("en", 3, articles=4), seed=9)
    found = paragraphs(made.pdf)
    headings = [one.text for one in found if one.kind is PieceKind.HEADING]
    assert headings == made.headings
    assert {one.kind for one in found} == {
        PieceKind.PARAGRAPH,
        PieceKind.HEADING,
        PieceKind.HEADER,
        PieceKind.PAGE_NUMBER,
    }


def test_letters_set_sideways_stand_apart() -> None:
    found = [(one.text, one.kind) for one in paragraphs(hostile.pdf(content=SIDEWAYS))]
    assert found == [("A letter", PieceKind.PARAGRAPH), ("set sideways", PieceKind.TURNED)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turn: int) -> None:
    along = {0: b"1 0 0 1 72 700", 90: b"0 1 -1 0 100 72", 180: b"-1 0 0 -1 500 100", 270: b"0 -1 1 0 480 760"}[turn]
    content = b"BT /F 12 Tf " + along + b" Tm (First line) Tj 0 -14 Td (and second.) Tj ET"
    (one,) = paragraphs(hostile.pdf(content=content, rotate=turn))
    assert one.text == "First line and second."
    box = one.parts[0].box
    assert box is not None
    assert 0 <= box.left < box.right <= (842 if turn % 180 else 595)


def test_a_page_that_is_a_picture_says_so() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile.pdf(content=b"q 500 0 0 700 40 40 cm /I Do Q"))) as made:
        image = made.make_stream(b"\xff" * 12)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height = 2, 2
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        made.pages[0].Resources.XObject = pikepdf.Dictionary(I=image)
        made.save(out)
    (one,) = paragraphs(out.getvalue())
    assert one.kind is PieceKind.PICTURE


def test_an_empty_page_says_nothing() -> None:
    assert paragraphs(hostile.pdf(content=b"")) == []


def test_marks_of_reversed_writing_are_taken_out_and_nothing_else() -> None:
    assert without_reversed_marks(hostile.pdf()) is None
    assert without_reversed_marks(b"no PDF at all") is None
    marked = b"/Span<</ActualText(x)>>BDC /ReversedChars BMC BT /F 9 Tf (a) Tj ET EMC EMC EMC"
    mended = without_reversed_marks(hostile.pdf(content=marked))
    assert mended is not None
    with pikepdf.open(io.BytesIO(mended)) as document:
        kept = document.pages[0].Contents.read_bytes()
    assert b"ReversedChars" not in kept
    assert b"ActualText" in kept
    assert kept.count(b"EMC") == 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", FileKind.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.7", FileKind.PDF),
        (b"<!doctype html><p>", FileKind.HTML),
        (b"\n<html>", FileKind.HTML),
        ("<p>x</p>".encode("utf-16"), FileKind.HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', FileKind.HTML),
        (b"<3 letters", FileKind.TEXT),
        (b"<name>", FileKind.TEXT),
        ("نامه".encode(), FileKind.TEXT),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind
    assert kind_of(hostile.word_file("x")) is FileKind.DOCX


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined] # the library names its class elsewhere
    return out.getvalue()


def test_a_word_file_is_read_with_headings_tables_and_notes_of_its_edges() -> None:
    made = docx.Document()
    made.add_heading("Letters", 1)
    made.add_paragraph("First one.")
    made.add_table(1, 2).rows[0].cells[1].text = "in a table"
    made.sections[0].header.paragraphs[0].text = "The Letter"
    made.sections[0].footer.paragraphs[0].text = "May"
    found = [(one.raw, one.kind) for one in docx_blocks(saved(made))]
    assert found[:3] == [
        ("Letters", PieceKind.HEADING),
        ("First one.", PieceKind.PARAGRAPH),
        ("in a table", PieceKind.PARAGRAPH),
    ]
    assert set(found[3:]) == {("The Letter", PieceKind.HEADER), ("May", PieceKind.FOOTER)}


def with_xml(inner: str) -> bytes:
    """A Word file with one paragraph of this inner XML."""
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return saved(made)


def test_what_was_deleted_is_not_read_and_what_was_inserted_is() -> None:
    inner = (
        '<w:ins w:id="1"><w:r><w:t>new </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>'
        "<w:r><w:t>text</w:t><w:br/><w:t>line</w:t><w:softHyphen/><w:tab/><w:t>x</w:t></w:r>"
    )
    assert [one.raw for one in docx_blocks(with_xml(inner))] == ["new text\nline\u00ad\tx"]


def test_direction_language_and_pages_of_a_word_file_are_kept() -> None:
    inner = (
        '<w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:lang w:val="en-US" w:bidi="fa-IR"/></w:rPr>'
        "<w:t>نامه</w:t></w:r><w:r><w:lastRenderedPageBreak/></w:r>"
    )
    (one,) = docx_blocks(with_xml(inner))
    assert (one.direction, one.language, one.page) == ("rtl", "fa-IR", 1)
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    made.add_paragraph("on the next page")
    assert [one.page for one in docx_blocks(saved(made))] == [1, 2]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    namespaces = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choices = f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {namespaces}><w:r><w:t>outside</w:t>{both}</w:r></w:p>"))
    assert [one.raw for one in docx_blocks(saved(made))] == ["outside", "in a box"]


def test_footnotes_of_a_word_file_are_read_as_such() -> None:
    note = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>a note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    data = hostile.with_part(hostile.word_file("text"), "word/footnotes.xml", note.encode())
    kinds = hostile.with_part(
        data,
        "word/_rels/document.xml.rels",
        relationships(data).replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Target="footnotes.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>',
        ),
    )
    assert ("a note", PieceKind.FOOTNOTE) in [(one.raw, one.kind) for one in docx_blocks(kinds)]


def relationships(data: bytes) -> bytes:
    """Give the list of parts of a Word file's document."""
    document = docx.Document(io.BytesIO(data))
    blob = document.part.rels.xml
    return blob if isinstance(blob, bytes) else str(blob).encode()


def test_a_page_says_how_it_is_written() -> None:
    page = '<html><head><meta charset="windows-1256"></head><p>نامه</p></html>'.replace("ی", "ي")
    found = html_text(page.encode("cp1256"))
    assert found is not None
    assert (found.charset, found.guessed) == ("windows-1256", False)
    assert "نامه" in found.text
    unknown = html_text("<meta charset='no-such'><p>è un giorno più</p>".encode("cp1252"))
    assert unknown is not None
    assert unknown.guessed
    declared_wrongly = html_text('<meta charset="cp1251"><p>نامه</p>'.encode())
    assert declared_wrongly is not None
    assert declared_wrongly.charset == "utf-8"


def test_an_empty_page_has_no_paragraphs() -> None:
    assert list(html_blocks("")) == []
    assert list(html_blocks("<html></html>")) == []
    assert list(html_blocks('<?xml version="1.0"?>\x00')) == []


def test_inline_words_stay_in_their_paragraph() -> None:
    found = [one.raw for one in html_blocks("one <b>bold</b> and <i>two</i><div>three</div>four")]
    assert found == ["one bold and two", "three", "four"]
