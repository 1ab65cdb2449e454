"""The invisible characters that steer writing direction (Unicode Standard Annex 9, table of directional formatting).

They can make a text look like another one, so doors refuse or drop them in names and codes.
ZWNJ and ZWJ are not among them: they are spelling, and are never dropped here.
"""

from typing import Final

BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks, embeddings, overrides and isolates of writing direction."""

_DROP: Final = dict.fromkeys(map(ord, BIDI_CONTROLS))


def has_bidi_controls(text: str) -> bool:
    """Say whether the text holds any character that steers writing direction."""
    return not BIDI_CONTROLS.isdisjoint(text)


def without_bidi_controls(text: str) -> str:
    """Give the text without the characters that steer writing direction; everything else stays."""
    return text.translate(_DROP)
