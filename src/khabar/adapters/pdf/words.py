"""The words that stand on our paper, one file for each language: they are the same on every copy.

A language without a file is refused by name: a form half in another language helps nobody.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent / "words"
_MOST = 2
NO_WORDS = "There are no words for “%(language)s” yet. There are: %(languages)s."
ONE_OR_TWO = "Choose one language, or two that differ."
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True)
class Words:
    """One language: which way it runs, which digits it writes, and its words by name, such as `offer.title`."""

    language: str
    direction: str
    digits: str
    said: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        """Give one text."""
        return self.said[name]

    def in_digits(self, text: str) -> str:
        """Write the digits of a text as readers of this language write them."""
        return text.translate(_PERSIAN_DIGITS) if self.digits == "persian" else text


def languages() -> tuple[str, ...]:
    """List the languages there are words for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def words_of(asked: tuple[str, ...]) -> tuple[Words, ...]:
    """Give the words of one language, or of two; Invalid for any other number, and for one that is not there."""
    if not 1 <= len(asked) <= _MOST or len(set(asked)) != len(asked):
        raise Invalid("language", ONE_OR_TWO)
    for language in asked:
        if language not in languages():
            raise Invalid("language", NO_WORDS % {"language": language, "languages": ", ".join(languages())})
    return tuple(map(_read, asked))


@cache
def _read(language: str) -> Words:
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    about = tables.pop("language")
    said = {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}
    return Words(language, about["direction"], about["digits"], MappingProxyType(said))
