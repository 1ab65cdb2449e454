"""A piece of a paragraph round the places that were sought, cut between words, so that a list of hits can be read.

What is left out is said with an ellipsis; the words themselves are never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.search_queries import Span

AROUND: Final = 90
"""Letters kept on either side of a place."""
LONGEST: Final = 420
"""Letters of a snippet, a long place aside; the places behind it are left out."""
CUT: Final = "…"


class Piece(NamedTuple):
    """A piece of a snippet: its text, and whether it is what was sought, by its sound alone perhaps."""

    text: str
    is_found: bool = False
    by_sound: bool = False


def snippet(text: str, found: Sequence[Span]) -> tuple[Piece, ...]:
    """Give the pieces round the places that were found, in order; of a text without any its beginning."""
    if not found:
        end = _word_end(text, LONGEST)
        return (Piece(text[:end] + (CUT if end < len(text) else "")),)
    start = _word_start(text, found[0].start - AROUND)
    kept = [one for one in found if one.end <= start + LONGEST] or [found[0]]
    end = _word_end(text, kept[-1].end + AROUND)
    pieces = [Piece(CUT)] if start else []
    at = start
    for one in kept:
        pieces += [Piece(text[at : one.start]), Piece(text[one.start : one.end], is_found=True, by_sound=one.by_sound)]
        at = one.end
    pieces += [Piece(text[at:end]), *([Piece(CUT)] if end < len(text) else [])]
    return tuple(piece for piece in pieces if piece.text)


def _word_start(text: str, place: int) -> int:
    """Give the beginning of the word at a place, looking back no further than a place's surroundings go."""
    if place <= 0:
        return 0
    blank = text.rfind(" ", max(0, place - AROUND), place + 1)
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.find(" ", place, place + AROUND)
    return blank if blank >= 0 else place
