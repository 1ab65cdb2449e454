"""Looks up every letter of a document in our fonts before it is printed, and names those that are not there.

It exists because Typst sets a text with missing letters without any warning: a name would reach its reader with holes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from khabar.adapters.pdf.fonts import drawn
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.documents import Document

LACKING = "We have no letter shape for %(letters)s. Please write it in other letters."
_NOT_DRAWN = frozenset({"Cf", "Zs", "Zl", "Zp"})
"""Joiners, direction marks and spaces steer a text and have no shape."""
_LAYOUT = frozenset("\n\r\t")
_MOST_NAMED = 12


def lacking(text: str) -> tuple[str, ...]:
    """List the letters of a text that cannot be printed, each once, in their order."""
    return tuple(char for char in dict.fromkeys(text) if not _is_drawn(char))


def require_letters(document: Document) -> None:
    """Raise Invalid for the first field with letters that cannot be printed; it names them and their code points."""
    for field, text in _texts("document", document):
        letters = lacking(text)
        if letters:
            raise Invalid(field, LACKING % {"letters": ", ".join(map(_named, letters[:_MOST_NAMED]))})


def _is_drawn(char: str) -> bool:
    return char in _LAYOUT or unicodedata.category(char) in _NOT_DRAWN or ord(char) in drawn()


def _named(char: str) -> str:
    code_point = f"U+{ord(char):04X}"
    shown = char.isprintable() and not unicodedata.combining(char)
    return f"“{char}” ({code_point})" if shown else f"({code_point})"


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(field, one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(each.name, getattr(value, each.name))
