"""A file that was read, as the paragraphs it says: in reading order, put together, each with where it stands.

Pages first become columns of lines (`laid_out`, page by page, so that a long file need not lie in memory as words); all
pages together then become paragraphs (`repaired`). Files that know their paragraphs skip both (`repaired_blocks`).
What is set apart (running lines, notices, page numbers) stands behind the text. Nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from khabar.domain.repair.backwards import signs_in, signs_of, turned
from khabar.domain.repair.columns import columns
from khabar.domain.repair.continuing import continued
from khabar.domain.repair.edits import Edit, EditKind, Why, text_of, with_edit
from khabar.domain.repair.found import SET_APART, Block, Box, Page, PieceKind
from khabar.domain.repair.glyphs import is_right_to_left
from khabar.domain.repair.hyphens import vocabulary, with_hyphens
from khabar.domain.repair.lines import Line, lines_of, runs_right_to_left
from khabar.domain.repair.margins import Apart, Sheet, without_running_lines
from khabar.domain.repair.paragraphs import Part, Piece, pieces_of, with_headings
from khabar.text import Script, script_of

FROM_A_PDF_IN_ARABIC: Final = 0.7
"""Writers and readers of PDFs swap, double and drop letters of Arabic script; no such text is ever quite sure."""
TURNED_ROUND: Final = 0.8
SIDEWAYS: Final = 0.6
GUESSED: Final = 0.8
OPEN_HYPHENS: Final = 2.0
"""So many times the part of words that are divided, and known to neither the text nor a list, is taken off."""
JOINED: Final = 0.95
"""For each join over columns or pages."""
_NO_LETTERS: Final = re.compile("[\ufffd\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""The sign for an unknown character, and characters that fonts of a single file give a meaning."""


class Mark(StrEnum):
    """What a reader of a paragraph must be told beside it."""

    UNRELIABLE = "extracted, unreliable"
    TURNED = "stored backwards, turned round"
    UNREADABLE = "some letters say nothing"
    SIDEWAYS = "set sideways on the page"
    PICTURE = "a page without text: a picture"
    GUESSED = "letters guessed from bytes"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: raw text, the edits that make it readable, its places, and how far it may be trusted.

    `confidence` goes from 0 to 1 by fixed factors for known troubles; it is a rule of thumb and no probability.
    `page_confidence` is that of all text on the page where it begins. `joined` says, for each join, why.
    """

    kind: PieceKind
    raw: str
    edits: tuple[Edit, ...]
    parts: tuple[Part, ...]
    direction: str
    confidence: float
    page_confidence: float = 1.0
    marks: tuple[Mark, ...] = ()
    joined: tuple[str, ...] = ()
    language: str = ""

    @property
    def text(self) -> str:
        """The text as it is to be read."""
        return text_of(self.raw, self.edits)

    @property
    def page(self) -> int | None:
        """The page it begins on, from 1; None for files without pages."""
        return self.parts[0].page


@dataclass(frozen=True, slots=True)
class Laid:
    """One page in columns of lines, the lines set sideways on it, and whether it holds nothing but pictures."""

    sheet: Sheet
    sideways: tuple[Line, ...] = ()
    bare: bool = False


Listed = Callable[[str], bool]


def nothing_listed(_word: str) -> bool:
    """Stand in for a word list where there is none."""
    return False


def laid_out(page: Page) -> Laid:
    """Put the words of one page into columns of lines."""
    parts = columns(page.words, right_to_left=runs_right_to_left(page.words)) if page.words else []
    sheet = Sheet(page.number, page.width, page.height, tuple(tuple(lines_of(part)) for part in parts))
    sideways = tuple(lines_of(page.turned)) if page.turned else ()
    return Laid(sheet, sideways, bare=page.pictured and not page.words)


def repaired(pages: Sequence[Laid], *, listed: Listed = nothing_listed) -> list[Paragraph]:
    """Put the pages of one document together to paragraphs. `listed` knows the words of a list, in small letters."""
    edged = without_running_lines([page.sheet for page in pages])
    pieces: list[Piece] = []
    column = 0
    for sheet in edged.sheets:
        for lines in sheet.columns:
            pieces += pieces_of(lines, sheet.number, column)
            column += 1
    whole = continued(with_headings(pieces), edged.bearing)
    whole += [_apart(one) for one in edged.apart]
    whole += [_apart(Apart(page.sheet.number, line, PieceKind.TURNED)) for page in pages for line in page.sideways]
    found = [_paragraph(piece) for piece in _in_order(_turned_round(whole))]
    found = _with_hyphens(found, listed)
    found += [_picture(page.sheet) for page in pages if page.bare]
    return _with_page_confidence(found)


def repaired_blocks(
    blocks: Iterable[Block], *, guessed: bool = False, listed: Listed = nothing_listed
) -> list[Paragraph]:
    """Make paragraphs of the blocks of a file that knows them. `guessed`: its letters were guessed from bytes."""
    found = [_of_block(block, guessed=guessed) for block in blocks]
    ordered = [one for one in found if one.kind not in SET_APART] + [one for one in found if one.kind in SET_APART]
    return _with_page_confidence(_with_hyphens(ordered, listed))


def _apart(one: Apart) -> Piece:
    line = one.line
    part = Part(one.page, line.box, 0, len(line.raw))
    return Piece(line.raw, line.edits, (part,), line.size, line.right_to_left, kind=one.kind)


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    return [one for one in pieces if one.kind not in SET_APART] + [one for one in pieces if one.kind in SET_APART]


def _turned_round(pieces: Sequence[Piece]) -> list[Piece]:
    """Turn round the pieces whose letters say that they are stored backwards, and those beside them that may be."""
    texts = [piece.text for piece in pieces]
    if not signs_of(texts).backwards:
        return list(pieces)
    most = signs_of(texts).say_backwards
    return [
        replace(piece, edits=turned_lines(piece.raw, piece.edits), right_to_left=True)
        if _is_backwards(text, most=most)
        else piece
        for piece, text in zip(pieces, texts, strict=True)
    ]


def _is_backwards(text: str, *, most: bool) -> bool:
    signs = signs_in(text)
    return signs.say_backwards or (most and signs.lean_backwards and any(map(is_right_to_left, text)))


def turned_lines(raw: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Give the edits that turn every line of a raw text round; what was read on a line before is turned with it."""
    found = tuple(edits)
    for line in re.finditer(r"[^\n]+", raw):
        inside = [edit for edit in edits if line.start() <= edit.start and edit.end <= line.end()]
        shifted = [replace(edit, start=edit.start - line.start(), end=edit.end - line.start()) for edit in inside]
        read = text_of(line[0], shifted)
        edit = Edit(line.start(), line.end(), turned(read), EditKind.TURNED, other=read)
        found = with_edit(found, edit)
    return found


def _paragraph(piece: Piece) -> Paragraph:
    marks = list[Mark]()
    text = piece.text
    if any(script_of(char) is Script.ARABIC for char in text):
        marks.append(Mark.UNRELIABLE)
    if piece.kind is PieceKind.TURNED:
        marks.append(Mark.SIDEWAYS)
    marks += _marks(text, piece.edits)
    direction = "rtl" if piece.right_to_left else "ltr"
    return Paragraph(piece.kind, piece.raw, piece.edits, piece.parts, direction, 1.0, 1.0, tuple(marks), piece.joined)


def _marks(text: str, edits: Iterable[Edit]) -> list[Mark]:
    found = list[Mark]()
    if any(edit.kind is EditKind.TURNED for edit in edits):
        found.append(Mark.TURNED)
    if _unreadable(text):
        found.append(Mark.UNREADABLE)
    return found


def _of_block(block: Block, *, guessed: bool) -> Paragraph:
    edits = tuple[Edit, ...]()
    if signs_in(block.raw).say_backwards:
        edits = turned_lines(block.raw, ())
    marks = _marks(text_of(block.raw, edits), edits)
    if guessed:
        marks.append(Mark.GUESSED)
    letters = [is_right_to_left(char) for char in block.raw if char.isalpha()]
    mostly = "rtl" if sum(letters) * 2 > len(letters) else "ltr"
    part = Part(block.page, None, 0, len(block.raw))
    return Paragraph(
        block.kind,
        block.raw,
        edits,
        (part,),
        block.direction or mostly,
        1.0,
        marks=tuple(marks),
        language=block.language,
    )


def _with_hyphens(paragraphs: Sequence[Paragraph], listed: Listed) -> list[Paragraph]:
    known = vocabulary(one.raw for one in paragraphs)
    found = []
    for one in paragraphs:
        edits = with_hyphens(one.raw, one.edits, known, listed)
        done = replace(one, edits=edits)
        found.append(replace(done, confidence=_confidence(done)))
    return found


def _confidence(one: Paragraph) -> float:
    """Multiply the factors of all troubles."""
    open_hyphens = sum(edit.why == Why.NEITHER for edit in one.edits) / max(1, len(one.raw.split()))
    factors = (
        FROM_A_PDF_IN_ARABIC if Mark.UNRELIABLE in one.marks else 1.0,
        TURNED_ROUND if Mark.TURNED in one.marks else 1.0,
        SIDEWAYS if Mark.SIDEWAYS in one.marks else 1.0,
        GUESSED if Mark.GUESSED in one.marks else 1.0,
        max(0.5, 1.0 - OPEN_HYPHENS * open_hyphens),
        JOINED ** len(one.joined),
        max(0.0, 1.0 - 2.0 * _unreadable(one.text)),
    )
    confidence = 1.0
    for factor in factors:
        confidence *= factor
    return confidence


def _unreadable(text: str) -> float:
    """Give the part of a text that is no letter, sign or space of any script."""
    bad = len(_NO_LETTERS.findall(text))
    return bad / len("".join(text.split())) if bad else 0.0


def _picture(sheet: Sheet) -> Paragraph:
    part = Part(sheet.number, Box(0.0, 0.0, sheet.width, sheet.height), 0, 0)
    return Paragraph(PieceKind.PICTURE, "", (), (part,), "ltr", 0.0, 0.0, (Mark.PICTURE,))


def _with_page_confidence(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put beside each paragraph the mean confidence of its page, weighed by letters."""
    letters: dict[int | None, float] = {}
    weighed: dict[int | None, float] = {}
    for one in paragraphs:
        for part in one.parts:
            length = part.end - part.start
            letters[part.page] = letters.get(part.page, 0.0) + length
            weighed[part.page] = weighed.get(part.page, 0.0) + length * one.confidence
    return [
        replace(one, page_confidence=weighed[one.page] / letters[one.page] if letters[one.page] else 0.0)
        for one in paragraphs
    ]
