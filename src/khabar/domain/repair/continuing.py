"""Texts put together again over columns and pages: by what stands at a column's end, and by notices of where to go on.

Notices ("continued on page 3") are followed first: what stands on that page under "continued from page 1" is moved
behind the text it belongs to. Then a paragraph that ends with its column is joined to the next column's first.
It must never join over a heading, nor lose a notice: it is set apart, and each join says why it was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.continuation_words import (
    COMES_FROM_ALONE,
    COMES_FROM_AT_THE_END,
    COMES_FROM_AT_THE_HEAD,
    GOES_ON_ALONE,
    GOES_ON_AT_THE_END,
)
from khabar.domain.repair.edits import Edit, EditKind, raw_span, with_edit
from khabar.domain.repair.found import PieceKind
from khabar.domain.repair.paragraphs import Piece, ends_a_sentence, together
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAME_SIZE: Final = 1.06
LONGEST: Final = 20_000
"""A paragraph of so many letters goes on in no other column."""
FULL: Final = 1.2
"""A last line is full where the next word had no room, give or take this many letters' heights."""
MANY_INDENTS: Final = 3
"""So many indented paragraphs make a document whose paragraphs begin with an indent."""
ALIKE: Final = 0.5
"""Headings of one article share this part of their words."""
SAME_RANK: Final = 0.95
"""A heading this much smaller than an article's own does not end it."""
MOST_PAGES_ON: Final = 1
"""A text that a notice announces may run on for so many pages more."""
MOST_NOTICES: Final = 400
"""Notices followed in one document."""
HYPHENATED: Final = "its last word is divided"
UNFINISHED: Final = "its last sentence is not finished"
LOWER_CASE: Final = "the next part begins with a small letter"
NOT_INDENTED: Final = "the next part has no indent"
BY_NOTICE: Final = "a notice says where it goes on"
_HYPHENS: Final = ("-", "\u00ad", "\u2010", "\ufffe", "\x02")


@dataclass(frozen=True, slots=True)
class Notice:
    """Where a text goes on (`onward`) or came from: the page it names, and where in the text the words stand."""

    onward: bool
    page: int
    start: int
    end: int
    alone: bool


def notice_in(text: str) -> Notice | None:
    """Find the notice that a paragraph is, ends with, or begins with."""
    plain = to_latin_digits(text)
    for onward, alone, patterns in (
        (False, True, COMES_FROM_ALONE),
        (True, True, GOES_ON_ALONE),
        (True, False, GOES_ON_AT_THE_END),
        (False, False, COMES_FROM_AT_THE_HEAD),
        (False, False, COMES_FROM_AT_THE_END),
    ):
        for pattern in patterns:
            found = pattern.search(plain)
            if found:
                return Notice(onward, int(found["page"]), found.start(), found.end(), alone)
    return None


Known = tuple[Piece, Notice | None]


def continued(pieces: Sequence[Piece], bearing: Mapping[int, int]) -> list[Piece]:
    """Put the pieces of a document into the order in which they go on, and join those that are one paragraph.

    `bearing` gives, for each number that a page bears, that page as counted in the file.
    """
    indents = sum(piece.indented for piece in pieces) >= MANY_INDENTS
    whole: list[Piece] = []
    text: int | None = None
    awaited: int | None = None
    for piece, notice in _followed([_known(piece) for piece in pieces], bearing):
        if piece.kind is not PieceKind.NOTICE:
            why = _goes_on(whole[text], piece, indents=indents, awaited=awaited) if text is not None else ""
            if why and text is not None:
                whole[text] = together(whole[text], piece, why)
            else:
                text = len(whole)
                whole.append(piece)
            awaited = None
        else:
            whole.append(piece)
        if notice is not None and notice.onward:
            awaited = bearing.get(notice.page, notice.page)
    return whole


def _known(piece: Piece) -> Known:
    """Look for the notice in a piece; one that stands alone makes the piece a notice, others are cut off it."""
    text = piece.text
    notice = notice_in(text)
    if notice is None:
        return piece, None
    if notice.alone:
        return replace(piece, kind=PieceKind.NOTICE), notice
    start, end = raw_span(piece.edits, len(text[: notice.start].rstrip()), notice.end)
    cut = Edit(start, end, "", EditKind.NOTICE, other=text[notice.start : notice.end])
    return replace(piece, edits=with_edit(piece.edits, cut)), notice


def _followed(known: list[Known], bearing: Mapping[int, int]) -> list[Known]:
    """Move each text that a notice announces behind the text that it goes on from."""
    ordered = list(known)
    used: set[int] = set()
    onward = [piece for piece, notice in known if notice is not None and notice.onward]
    for piece in onward[:MOST_NOTICES]:
        at = next((place for place, one in enumerate(ordered) if one[0] is piece), None)
        block = _announced(ordered, at, bearing, used) if at is not None else None
        if at is not None and block is not None and at not in block:
            used.add(id(ordered[block.start][0]))
            ordered = _moved(ordered, at, block)
    return ordered


def _moved(ordered: Sequence[Known], at: int, block: range) -> list[Known]:
    """Put a block behind the piece at `at`; headings before its first paragraph only repeat the article's: notices."""
    moved: list[Known] = []
    for piece, notice in ordered[block.start : block.stop]:
        repeats = piece.kind is PieceKind.HEADING and all(one.kind is PieceKind.NOTICE for one, _ in moved)
        moved.append((replace(piece, kind=PieceKind.NOTICE) if repeats else piece, notice))
    kept = [*ordered[: block.start], *ordered[block.stop :]]
    place = (at if at < block.start else at - len(block)) + 1
    return [*kept[:place], *moved, *kept[place:]]


def _announced(ordered: Sequence[Known], at: int, bearing: Mapping[int, int], used: set[int]) -> range | None:
    """Find what stands on the page named at `at` as the rest of its text: from its notice to the next article."""
    here, notice = ordered[at]
    page = bearing.get(notice.page, notice.page) if notice else None
    heading = _heading_before(ordered, at)
    there = [place for place, (piece, _) in enumerate(ordered) if piece.page == page and id(piece) not in used]
    back = [place for place in there if place != at and _comes_back(ordered[place][1])]
    fitting = [place for place in back if _page_named(ordered[place][1], bearing) == here.page] or back
    if fitting:
        first = fitting[0]
        if first and ordered[first - 1][0].kind is PieceKind.HEADING and ordered[first - 1][0].page == page:
            first -= 1
        return _block(ordered, first, heading)
    if heading is not None and page != here.page:
        alike = (place for place in there if _same_article(ordered[place][0], heading))
        first = next(alike, -1)
        return _block(ordered, first, heading) if first >= 0 else None
    return None


def _comes_back(notice: Notice | None) -> bool:
    return notice is not None and not notice.onward


def _page_named(notice: Notice | None, bearing: Mapping[int, int]) -> int | None:
    return bearing.get(notice.page, notice.page) if notice else None


def _heading_before(ordered: Sequence[Known], at: int) -> Piece | None:
    """Give the heading of the article that a notice ends: the largest of those that stand together before it."""
    found: Piece | None = None
    for piece, _ in reversed(ordered[:at]):
        if piece.kind is PieceKind.HEADING:
            found = piece if found is None or piece.size > found.size else found
        elif found is not None:
            break
    return found


def _same_article(piece: Piece, heading: Piece) -> bool:
    if piece.kind is not PieceKind.HEADING:
        return False
    one, other = (set(re.findall(r"\w{3,}", one.text.casefold())) for one in (piece, heading))
    return bool(one and other) and len(one & other) >= ALIKE * min(len(one), len(other))


def _block(ordered: Sequence[Known], first: int, heading: Piece | None) -> range:
    """Give the places of a text from its notice to the next heading or notice; the next page too where it has none."""
    own = heading.size if heading else 0.0
    begun, pages = False, 0
    for place in range(first, len(ordered)):
        piece, notice = ordered[place]
        before = ordered[max(place - 1, first)][0]
        pages += piece.page != before.page
        if pages > MOST_PAGES_ON:
            return range(first, place)
        if begun and (_comes_back(notice) or (piece.kind is PieceKind.HEADING and piece.size >= SAME_RANK * own)):
            return range(first, place)
        begun = begun or piece.kind is PieceKind.PARAGRAPH
    return range(first, len(ordered))


def _goes_on(one: Piece, other: Piece, *, indents: bool, awaited: int | None) -> str:
    """Say why one paragraph goes on in another; empty where nothing says so."""
    if not _may_go_on(one, other):
        return ""
    text, small = one.text.rstrip(), other.text[:1].islower()
    finished = ends_a_sentence(text)
    if text.endswith(_HYPHENS):
        return HYPHENATED
    if awaited is not None:
        return BY_NOTICE if other.page == awaited and (small or not finished) else ""
    if one.room > other.first + FULL * one.size or (indents and other.indented):
        return ""
    reasons = ((small, LOWER_CASE), (not finished, UNFINISHED), (indents, NOT_INDENTED))
    return next((why for holds, why in reasons if holds), "")


def _may_go_on(one: Piece, other: Piece) -> bool:
    """Say whether two pieces are paragraphs of different columns in letters of one size and one direction."""
    texts = one.kind is PieceKind.PARAGRAPH and other.kind is PieceKind.PARAGRAPH and one.column != other.column
    if len(one.raw) > LONGEST:
        return False
    alike = max(one.size, other.size) <= SAME_SIZE * min(one.size, other.size)
    return texts and alike and one.right_to_left == other.right_to_left
