"""What people wrote, with the direction it runs in, so that a name keeps its own on a page that runs the other way."""

from __future__ import annotations

import unicodedata

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}

Value = dict[str, str]


def value(text: str) -> Value:
    """Give a text with its direction: that of its first letter with one, or none where it has no such letter."""
    tidy = text.strip()
    found = (_STRONG[kind] for kind in map(unicodedata.bidirectional, tidy) if kind in _STRONG)
    return {"text": tidy, "direction": next(found, "")}


def paragraphs(text: str) -> list[Value]:
    """Give each line of a text as a paragraph of its own; an empty text has none."""
    return [value(line) for line in text.splitlines() if line.strip()]
