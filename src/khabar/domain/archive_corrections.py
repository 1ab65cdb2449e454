"""Correcting a paragraph by hand: what a person typed becomes an edit beside the raw text, which is never touched.

A person sees a sign in place of every hidden word; it must come back where it stood, so that no word is lost or shown.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid
from khabar.domain.repair.edits import Edit, EditKind, raw_span, text_of, with_edit
from khabar.domain.search_queries import Hidden

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 20_000
"""Letters of a paragraph that can be corrected on a page."""
SIGNS: Final = "Please leave each sign […] where it stands: it covers a private person’s word."
NOTHING_LEFT: Final = "Please leave some of the text. A paragraph cannot be corrected away."
NOTHING_HERE: Final = "There is no text here that could be corrected."
TOO_LONG: Final = "This paragraph is too long to be corrected on a page."
_PIECES: Final = re.compile(r"\s+|\S+")


def corrected(raw: str, edits: Sequence[Edit], written: str, hidden: Hidden) -> tuple[Edit, ...]:
    """Give the edits by which the raw text reads as somebody wrote it, with hidden words put back under their signs.

    Invalid (field `text`) where a sign is gone or new, where nothing was or is left, or where it is too long.
    """
    text = text_of(raw, edits)
    whole = unmasked(written, text, hidden.spans(text))
    if max(len(text), len(whole)) > LONGEST:
        raise Invalid("text", TOO_LONG)
    if not text.strip():
        raise Invalid("text", NOTHING_HERE)
    if not whole.strip():
        raise Invalid("text", NOTHING_LEFT)
    if whole == text:
        return tuple(edits)
    start, end, now = _changed(text, whole)
    first, last = raw_span(edits, start, end)
    before, behind = _text_at(edits, first), _text_at(edits, last)
    now = text[before:start] + now + text[end:behind]
    return with_edit(edits, Edit(first, last, now, EditKind.CORRECTED, text[before:behind]))


def unmasked(written: str, text: str, places: Sequence[tuple[int, int]]) -> str:
    """Put the words at these places of the text back where their signs stand in what was written."""
    if not places:
        return written
    covered: list[str] = []
    at = 0
    for start, end in (*places, (len(text), len(text))):
        covered += [Hidden.SIGN] * text[at:start].count(Hidden.SIGN)
        covered += [text[start:end]] if start < end else []
        at = end
    pieces = written.split(Hidden.SIGN)
    if len(pieces) != len(covered) + 1:
        raise Invalid("text", SIGNS)
    return pieces[0] + "".join(word + piece for word, piece in zip(covered, pieces[1:], strict=True))


def _changed(text: str, whole: str) -> tuple[int, int, str]:
    """Give the one stretch of the text that differs, in whole words and never empty, and what stands there instead."""
    old, new = _PIECES.findall(text), _PIECES.findall(whole)
    same = _alike(old, new)
    most = min(len(old), len(new)) - same
    tail = min(most, _alike(old[::-1], new[::-1]))
    if same + tail == len(old):
        same, tail = (same - 1, tail) if same else (same, tail - 1)
    start = sum(map(len, old[:same]))
    end = len(text) - sum(map(len, old[len(old) - tail :]))
    return start, end, "".join(new[same : len(new) - tail])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the pieces with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _text_at(edits: Sequence[Edit], place: int) -> int:
    """Give where a place of the raw text, which cuts no edit, stands in the repaired text."""
    return place + sum(len(edit.now) - (edit.end - edit.start) for edit in edits if edit.end <= place)
