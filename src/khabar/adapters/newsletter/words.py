"""The words of the newsletter itself, one file for each language: what stands round articles, on paper and in mails.

Days, counts and pages are written here as readers of the language write them. A language without a file is refused.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from khabar.domain.reader_dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_FOLDER: Final = Path(__file__).parent / "words"
_LATIN: Final = "0123456789"
DIGITS: Final = {"latin": _LATIN, "persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
_GROUPED_FROM: Final = 10_000
"""Counts below stand without a mark between thousands: 4,812 is 4812."""


@dataclass(frozen=True)
class Chrome:
    """One language: which way it runs, its digits, and its words by name, such as `paper.contents`."""

    language: str
    direction: str
    digits: str
    thousands: str
    decimal: str
    said: Mapping[str, str] = field(repr=False)

    @property
    def comma(self) -> str:
        """The comma of the language, with its space."""
        return "، " if self.direction == "rtl" else ", "

    def __getitem__(self, name: str) -> str:
        """Give one text with its gaps."""
        return self.said[name]

    def say(self, name: str, /, **values: str) -> str:
        """Give one text with its gaps filled."""
        return self.said[name].format(**values)

    def in_digits(self, text: str) -> str:
        """Write the digits of a text as readers of this language write them."""
        return text.translate(str.maketrans(_LATIN, self.digits))

    def count(self, number: int) -> str:
        """Write a count, with marks between thousands where it is long."""
        grouped = f"{number:,}".replace(",", self.thousands) if number >= _GROUPED_FROM else str(number)
        return self.in_digits(grouped)

    def day(self, day: date) -> str:
        """Write a day in the calendar of the language."""
        return self.in_digits(day_in_words(day, self.language) or day.isoformat())


@cache
def languages() -> tuple[str, ...]:
    """List the languages there are words for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def chrome_of(language: str) -> Chrome:
    """Give the words of a language; KeyError where there are none."""
    if language not in languages():
        raise KeyError(language)
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    about = tables.pop("language")
    said = {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}
    digits = DIGITS[about["digits"]]
    return Chrome(language, about["direction"], digits, about["thousands"], about["decimal"], MappingProxyType(said))
