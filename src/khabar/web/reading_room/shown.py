"""Read-models of the archive's pages: a document in a list, a document with its paragraphs, a paragraph, a hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.domain.archive_snippets import Piece, snippet
from khabar.web.reading_room.words import FILES, KINDS, MARKS, refusal, why_so

if TYPE_CHECKING:
    from datetime import date

    from khabar.apps.archive.queries import Hit, Listed, OpenedDocument, Passage
    from khabar.apps.archive.states import State
    from khabar.domain.archive_documents import Filing

_PERCENT = 100
_SURE = 95
"""Percent from which a paragraph needs no word of doubt."""


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list. `why`: the sentence with which it was refused."""

    id: str
    filing: Filing = field(repr=False)
    state: State
    added_by: str
    added_on: date
    why: str
    pages_read: int
    pages_of: int
    kind: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class ChoiceShown:
    """A place that could read otherwise: both readings, why, and which one it is."""

    number: int
    now: str
    other: str
    why: str


@dataclass(frozen=True)
class ParagraphShown:
    """A paragraph on a page: its text and raw text, where it stands, how sure that is, what to know of it."""

    leaf: str
    at: int
    version: int
    text: str = field(repr=False)
    raw: str = field(repr=False)
    direction: str
    kind: str
    is_heading: bool
    is_apart: bool
    page: int | None
    box: str
    percent: int
    is_doubtful: bool
    marks: list[str]
    choices: list[ChoiceShown]
    corrected_by: str
    is_corrected: bool


@dataclass(frozen=True)
class DocumentShown:
    """A document on its page; `earlier` and `further` are the numbers of leaves beside this one."""

    row: DocumentRow
    number: int
    leaves: int
    earlier: int | None
    further: int | None
    paragraphs: list[ParagraphShown]
    is_gone_through: bool
    waiting_claims: int
    has_most_claims: bool
    has_marked_words: bool


@dataclass(frozen=True)
class HitShown:
    """A hit in a list: its document, the piece of text, where it stands."""

    row: DocumentRow
    number: int
    anchor: str
    pieces: tuple[Piece, ...]
    direction: str
    page: int | None
    by_sound: bool
    marks: list[str]


def row_shown(one: Listed) -> DocumentRow:
    """Give a document as lists show it."""
    card = one.card
    return DocumentRow(
        id=one.id,
        filing=card.filing,
        state=one.state,
        added_by=one.added_by,
        added_on=one.added_at.date(),
        why=refusal(card.why) if card.why else "",
        pages_read=one.pages_read,
        pages_of=one.pages_of,
        kind=str(FILES[card.origin.kind]) if card.origin else "",
        sha256=card.sha256,
        bytes=card.length,
    )


def paragraph_shown(one: Passage) -> ParagraphShown:
    """Give a paragraph as pages show it."""
    paragraph = one.kept.paragraph
    box = paragraph.parts[0].box
    percent = round(_PERCENT * paragraph.confidence)
    return ParagraphShown(
        leaf=one.leaf,
        at=one.at,
        version=one.version,
        text=one.text,
        raw=one.raw,
        direction=paragraph.direction,
        kind=str(KINDS[paragraph.kind]),
        is_heading=paragraph.kind.value == "heading",
        is_apart=one.is_apart,
        page=paragraph.page,
        box="" if box is None else " ".join(f"{place:.0f}" for place in box),
        percent=percent,
        is_doubtful=percent < _SURE,
        marks=[str(MARKS[mark]) for mark in paragraph.marks],
        choices=[ChoiceShown(each.number, each.now, each.other, why_so(each.why)) for each in one.choices],
        corrected_by=one.corrected_by,
        is_corrected=one.kept.as_read is not None,
    )


def document_shown(opened: OpenedDocument) -> DocumentShown:
    """Give a document as its page shows it."""
    number, leaves = opened.number, opened.leaves
    return DocumentShown(
        row=row_shown(opened.listed),
        number=number + 1,
        leaves=leaves,
        earlier=number - 1 if number else None,
        further=number + 1 if number + 1 < leaves else None,
        paragraphs=[paragraph_shown(one) for one in opened.passages],
        is_gone_through=opened.is_gone_through,
        waiting_claims=opened.waiting_claims,
        has_most_claims=opened.has_most_claims,
        has_marked_words=opened.has_marked_words,
    )


def hit_shown(hit: Hit) -> HitShown:
    """Give a hit as the list of hits shows it."""
    one, paragraph = hit.passage, hit.passage.kept.paragraph
    return HitShown(
        row=row_shown(hit.listed),
        number=hit.number,
        anchor=f"p{one.at}",
        pieces=snippet(one.text, one.found),
        direction=paragraph.direction,
        page=paragraph.page,
        by_sound=all(span.by_sound for span in one.found),
        marks=[str(MARKS[mark]) for mark in paragraph.marks],
    )
