"""Which letters of a text stand inside quotation marks, in the habits of five scripts.

Latin, Greek, Cyrillic, Arabic and Hebrew writing quote with “…”, ‘…’, «…», ‹…›, „…“, „…”, ‚…‘, »…«, ”…”, ״…״ and the
straight marks. An apostrophe inside a word opens and closes nothing, and a mark that nobody closed quotes nothing.
"""

from __future__ import annotations

from typing import Final

_CLOSED_BY: Final = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "״": "״",
    "「": "」",
    "『": "』",
    "'": "'",
}
"""Each mark that can open, and those that can close it (German „…“ and »…«, Swedish and Hebrew ”…”)."""
_MAY_BEGIN: Final = frozenset("“”„«»‹›‘‚\"'״¿¡…([*_")
"""What a quotation may begin with, beside a letter or a digit."""
_APOSTROPHES: Final = frozenset("'’‘״\"")
"""Marks that also stand inside words."""


def quoted(text: str) -> list[tuple[int, int]]:
    """Give the stretches between marks that belong together, the outermost only, as [start, end) without the marks."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = _end_of(text, at) if _opens(text, at) else -1
        if end < 0:
            at += 1
        else:
            found.append((at + 1, end))
            at = end + 1
    return found


def is_quoted(start: int, end: int, stretches: list[tuple[int, int]]) -> bool:
    """Say whether [start, end) lies wholly inside one of these stretches."""
    return any(first <= start and end <= last for first, last in stretches)


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    begins = after.isalnum() or (bool(after) and after in _MAY_BEGIN)
    return text[at] in _CLOSED_BY and begins and not before.isalnum()


def _end_of(text: str, start: int) -> int:
    """Find the mark that closes the one at `start`; marks of the same kind may stand inside one another."""
    closing = _CLOSED_BY[text[start]]
    depth = 0
    for at in range(start + 1, len(text)):
        if text[at] == text[start] and text[at] not in closing:
            depth += 1
        elif text[at] in closing and not _is_inside_a_word(text, at):
            if depth == 0:
                return at
            depth -= 1
    return -1


def _is_inside_a_word(text: str, at: int) -> bool:
    return text[at] in _APOSTROPHES and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()
