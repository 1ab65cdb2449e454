"""Dates inside sentences, read by the rules for written dates: in three calendars, months by name or by number.

Only dates with a year are read; one with two readings (a year that is Solar Hijri or Hijri) is kept as the span of the
likelier one, with its text. Days to come are no dates of what was said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.domain.claims.claim import Period
from khabar.domain.claims.sentences import as_in_the_table
from khabar.domain.dates import Precision, parse_partial_date
from khabar.domain.errors import Invalid
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.claims.sentences import Sentence

MOST_WORDS: Final = 4
"""Words before the year that may belong to a date."""
_YEAR: Final = re.compile(r"(?:1[2-9]|20)\d\d")
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?![\d/-])")
_FILLERS: Final = re.compile(r"\b(?:de|du|of|the|der|den|më|à)\b|ماه|سال|سنة|عام|(?<=\d)(?:er|\.)(?=\s)", re.IGNORECASE)
_A_YEAR: Final = frozenset({Precision.YEAR, Precision.RANGE})
_YEARLY: Final = frozenset(
    map(
        as_in_the_table,
        ("in", "year", "since", "en", "année", "depuis", "im", "jahr", "seit", "yılında", "году", "года"),
    )
) | frozenset(map(as_in_the_table, ("سال", "عام", "سنة", "në", "vitin")))
"""Words beside a bare number that make it a year."""
_CALENDARS: Final = frozenset({"شمسی", "خورشیدی", "قمری", "میلادی", "هجری", "م", "ش", "ق", "ه"})


class Dated(NamedTuple):
    """A date from word `first` up to word `last`, that one not included."""

    first: int
    last: int
    period: Period


def dates_in(sentence: Sentence, today: date) -> list[Dated]:
    """List the dates of a sentence, from the left."""
    plain = to_latin_digits(sentence.text)
    found: list[Dated] = []
    for match in _NUMERIC.finditer(plain):
        words, period = _words(sentence, match.start(), match.end()), _period(match[0], today)
        if words and period:
            found.append(Dated(words[0], words[-1] + 1, period))
    taken = {at for one in found for at in range(one.first, one.last)}
    for at, token in enumerate(sentence.tokens):
        dated = _around(sentence, at, today) if at not in taken and _YEAR.fullmatch(token.word) else None
        found.extend([dated] if dated else [])
    return sorted(found, key=lambda one: one.first)


def _words(sentence: Sentence, start: int, end: int) -> list[int]:
    return [at for at, token in enumerate(sentence.tokens) if start <= token.start < end]


def _around(sentence: Sentence, year: int, today: date) -> Dated | None:
    """Read the longest date that ends in this year; a bare year only where a month or a word of years says so."""
    last = year + 1
    while last < len(sentence.tokens) and sentence.words[last] in _CALENDARS:
        last += 1
    for first in range(max(0, year - MOST_WORDS), year):
        if _FILLERS.fullmatch(sentence.between(first, first + 1)):
            continue
        period = _period(sentence.between(first, last), today, needs_month=True)
        if period:
            return Dated(first, last, period)
    beside = {sentence.words[at] for at in (year - 1, last) if 0 <= at < len(sentence.words)}
    period = _period(sentence.between(year, last), today) if beside & _YEARLY else None
    return Dated(year, last, period) if period else None


def _period(text: str, today: date, *, needs_month: bool = False) -> Period | None:
    try:
        read = parse_partial_date(" ".join(_FILLERS.sub(" ", text).split()), today=today)
    except Invalid:
        return None
    if needs_month and read.precision in _A_YEAR:
        return None
    likeliest = read.readings[0]
    return Period(likeliest.earliest, likeliest.latest, text)
