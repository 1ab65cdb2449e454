"""Word files by python-docx: every paragraph in order, with tables, text boxes, notes, heads and feet; no macro runs.

What was deleted under tracked changes is not read, what was inserted is. Pages are counted where Word has marked them.
A file that would unfold to far more than it is, is refused before anything in it is unfolded.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from khabar.adapters.documents.failing import Failing
from khabar.domain.archive_files import MOST_BLOCKS, MOST_UNPACKED, Untaken
from khabar.domain.repair.found import Block, PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element

MOST_PARTS: Final = 5_000
MOST_TIMES: Final = 200
"""No honest part unfolds to so many times its packed size, once it is large."""
LARGE: Final = 5_000_000
_ENCRYPTED: Final = 1
_P, _R, _T = qn("w:p"), qn("w:r"), qn("w:t")
_MOVED_AWAY: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
_SIGNS: Final = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE_MARK: Final = qn("w:lastRenderedPageBreak")
_ON: Final = frozenset({None, "1", "true", "on"})
_NOTES: Final = ("footnotes", "endnotes")


def docx_blocks(data: bytes) -> Iterator[Block]:
    """Give the paragraphs of a Word file, then its notes, heads and feet."""
    _refuse_bombs(data)
    document = docx.Document(io.BytesIO(data))
    headings = _heading_styles(document)
    for given, block in enumerate(_all_blocks(document, headings)):
        if given == MOST_BLOCKS:
            raise Failing(Untaken.TOO_LONG)
        yield block


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Failing(Untaken.LOCKED)
    bloated = any(part.file_size > max(LARGE, MOST_TIMES * part.compress_size) for part in parts)
    if bloated or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Failing(Untaken.UNFOLDS)


def _all_blocks(document: Document, headings: frozenset[str]) -> Iterator[Block]:
    yield from _blocks(document.element.body, headings, PieceKind.PARAGRAPH)
    for part in document.part.package.iter_parts():
        name = str(part.partname).rpartition("/")[2]
        element = getattr(part, "element", None)
        if name.startswith(_NOTES):
            yield from _blocks(parse_xml(part.blob), headings, PieceKind.FOOTNOTE)
        elif element is not None and name.startswith("header"):
            yield from _blocks(element, headings, PieceKind.HEADER)
        elif element is not None and name.startswith("footer"):
            yield from _blocks(element, headings, PieceKind.FOOTER)


def _heading_styles(document: Document) -> frozenset[str]:
    """Give the ids of styles that are headings or titles, in whatever language Word spoke."""
    found = {"Title"}
    for style in document.styles.element.iter(qn("w:style")):
        level = style.find(f".//{qn('w:outlineLvl')}")
        if level is not None or str(style.get(qn("w:styleId"))).startswith("Heading"):
            found.add(str(style.get(qn("w:styleId"))))
    return frozenset(found)


def _blocks(root: _Element, headings: frozenset[str], kind: PieceKind) -> Iterator[Block]:
    """Give each paragraph under an element; pages count from 1 where there are marks of them."""
    page = 1 if kind is PieceKind.PARAGRAPH and root.find(f".//{_PAGE_MARK}") is not None else None
    for paragraph in root.iter(_P):
        if _is_a_copy(paragraph):
            continue
        raw = _text(paragraph).strip(" \t\n")
        if raw:
            yield Block(raw, _kind(paragraph, headings, kind), _language(paragraph), _direction(paragraph), page)
        if page is not None:
            page += sum(1 for mark in paragraph.iter(_PAGE_MARK) if not _is_a_copy(mark))


def _is_a_copy(element: _Element) -> bool:
    """Say whether an element is the second writing of a text box, for old programs."""
    return any(above.tag == _FALLBACK for above in element.iterancestors())


def _text(paragraph: _Element) -> str:
    """Give the text of a paragraph without that of paragraphs inside it, which come by themselves."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == _P or element.tag in _MOVED_AWAY:
            continue
        if element.tag == _T:
            pieces.append(element.text or "")
        elif element.tag in _SIGNS:
            pieces.append(_SIGNS[element.tag])
        else:
            stack.extend(reversed(element))
    return "".join(pieces)


def _kind(paragraph: _Element, headings: frozenset[str], kind: PieceKind) -> PieceKind:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    titled = style is not None and style.get(qn("w:val")) in headings
    return PieceKind.HEADING if titled and kind is PieceKind.PARAGRAPH else kind


def _direction(paragraph: _Element) -> str:
    said = paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}")
    return "rtl" if said is not None and said.get(qn("w:val")) in _ON else ""


def _language(paragraph: _Element) -> str:
    """Give the language that the first run names: of right-to-left runs their own."""
    language = paragraph.find(f"{_R}/{qn('w:rPr')}/{qn('w:lang')}")
    if language is None:
        return ""
    mine = "w:bidi" if _direction(paragraph) else "w:val"
    return str(language.get(qn(mine)) or "")
