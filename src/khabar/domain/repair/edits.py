"""What was changed in a text that was read, beside the text as it came: every change can be looked at and taken back.

The raw text is never touched. An edit says which part of it reads how, why, and what else it could have been; a line
break without an edit reads as a space.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class EditKind(StrEnum):
    """Why a part of the raw text reads otherwise than it came."""

    HYPHEN = "hyphen"
    """A word divided at the end of a line."""
    LETTERS = "letters"
    """Letters put in the order in which they stand on the page, or written plainly instead of as shapes."""
    TURNED = "turned"
    """A line that was stored backwards."""
    INITIAL = "initial"
    """A large first letter put to its word."""
    NOTICE = "notice"
    """"Continued on page 3" at the end of a text."""
    CORRECTED = "corrected"
    """What a person read otherwise than the machine."""


class Why(StrEnum):
    """What spoke for one reading of a divided word."""

    SOFT = "the file marks it as a soft hyphen"
    JOINED_KNOWN = "the joined word stands elsewhere in this text"
    JOINED_LISTED = "the joined word is in the word list"
    HYPHENATED_KNOWN = "the hyphenated word stands elsewhere in this text"
    BOTH_KNOWN = "both stand elsewhere; this one more often"
    CAPITAL = "the second part begins with a capital or a digit"
    NEITHER = "neither is known; the hyphen stays"


@dataclass(frozen=True, slots=True)
class Edit:
    """`raw[start:end]` reads as `now`; `other` is the reading that was not chosen, None where there is none."""

    start: int
    end: int
    now: str
    kind: EditKind
    other: str | None = None
    why: str = ""


def text_of(raw: str, edits: Sequence[Edit]) -> str:
    """Give the text as it is to be read."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [raw[at : edit.start].replace("\n", " "), edit.now]
        at = edit.end
    pieces.append(raw[at:].replace("\n", " "))
    return "".join(pieces)


def moved(edits: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    """Give the edits for the same raw text that now begins `by` letters later."""
    return tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in edits)


def switched(edits: Sequence[Edit], number: int) -> tuple[Edit, ...]:
    """Give the edits with the other reading of one of them chosen; ValueError where there was no choice."""
    edit = edits[number]
    if edit.other is None:
        raise ValueError("this change has no other reading")
    changed = replace(edit, now=edit.other, other=edit.now)
    return (*edits[:number], changed, *edits[number + 1 :])


def with_edit(edits: Sequence[Edit], added: Edit) -> tuple[Edit, ...]:
    """Give the edits with one more in its place; edits that it covers are dropped."""
    kept = (edit for edit in edits if edit.end <= added.start or edit.start >= added.end)
    return tuple(sorted((*kept, added), key=lambda edit: edit.start))


def raw_span(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Give the part of the raw text that `text[start:end]` was made of, whole edits where it cuts one."""
    ends = [start, end]
    at = length = 0
    for edit in edits:
        before = length + edit.start - at
        after = before + len(edit.now)
        if before < start < after:
            ends[0] = edit.start
        elif start >= after:
            ends[0] = start - after + edit.end
        if before < end < after:
            ends[1] = edit.end
        elif end >= after:
            ends[1] = end - after + edit.end
        at, length = edit.end, after
    return ends[0], ends[1]


def text_offsets(edits: Sequence[Edit]) -> tuple[int, ...]:
    """Give, for each edit, where its reading begins in the repaired text."""
    found: list[int] = []
    at = length = 0
    for edit in edits:
        length += edit.start - at
        found.append(length)
        length, at = length + len(edit.now), edit.end
    return tuple(found)
