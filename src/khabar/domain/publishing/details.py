"""What a text tells of one person beside the name: face, province, year, age; at most two of them may come together.

What the editors know of a person is looked for in the whole article, in any digits and either calendar; an age, a year
or a province that nobody declared counts where it stands in one sentence with the person's name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from khabar.data.publishing import naming_words
from khabar.domain.publishing.issues import Detail
from khabar.domain.publishing.spoken_numbers import spoken
from khabar.domain.publishing.word_places import numbers_in, sentences_in, words_in
from khabar.names.orthography import fold
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.publishing.issues import Article, Passage, Person, Place
    from khabar.domain.publishing.sightings import Sighting

MOST_DETAILS: Final = 2
_YEARS: Final = (range(1300, 1500), range(1900, 2100))
"""Four digits that are read as a year: of the two Hijri calendars, and of the Gregorian."""
_SOLAR_BEHIND: Final = (621, 622)

Shown = dict[Detail, "Place"]


def details_shown(article: Article, person: Person, passages: Sequence[Passage], seen: Sequence[Sighting]) -> Shown:
    """Give what the article shows of this person, each with the place at which it stands first.

    A full name holds the first name in it, so the two never count twice.
    """
    own = [one for one in seen if one.person is person]
    shown: Shown = {}
    for one in own:
        shown.setdefault(Detail.NAME if one.whole else Detail.FIRST_NAME, one.place)
    if Detail.NAME in shown:
        shown.pop(Detail.FIRST_NAME, None)
    for picture in article.pictures:
        if is_shown(person, picture.shows):
            shown.setdefault(Detail.FACE, picture.place)
    for detail, place in (*_known_facts(person, passages, article.language), *_beside(own, article.language)):
        shown.setdefault(detail, place)
    return shown


def is_shown(person: Person, shows: Sequence[str]) -> bool:
    """Say whether a picture that shows these people shows this one, called by any form of the name."""
    called = {fold(name) for name in (person.name, *person.forms)}
    return any(fold(name) in called for name in shows)


def _known_facts(person: Person, passages: Sequence[Passage], language: str) -> Iterator[tuple[Detail, Place]]:
    """Find what the editors know of the person wherever it stands in the article."""
    for passage in passages:
        yield from ((Detail.PROVINCE, place) for place in _places_named(passage, person.known.provinces))
        for number, start in numbers_in(passage.text):
            if any(_is_year(number, year) for year in person.known.years):
                yield Detail.YEAR, passage.at(start, passage.text[start : start + 1])
        for age in person.known.ages:
            yield from ((Detail.AGE, place) for place in _ages(passage, 0, len(passage.text), language, age))


def _places_named(passage: Passage, provinces: Sequence[str]) -> Iterator[Place]:
    words = words_in(passage.text)
    folded = [word.folded for word in words]
    for province in provinces:
        wanted = [word.folded for word in words_in(province)]
        for at in range(len(folded) - len(wanted) + 1) if wanted else ():
            if folded[at : at + len(wanted) - 1] == wanted[:-1] and folded[at + len(wanted) - 1].startswith(wanted[-1]):
                yield passage.at(words[at].start, words[at].text)


def _is_year(number: int, year: int) -> bool:
    """Say whether a number is this year, in its own calendar or as Solar Hijri and Gregorian years overlap."""
    return number == year or abs(number - year) in _SOLAR_BEHIND


def _beside(own: Sequence[Sighting], language: str) -> Iterator[tuple[Detail, Place]]:
    """Find ages, years and provinces in the sentences in which the person is named."""
    for one in own:
        for start, end in sentences_in(one.passage.text):
            if start <= one.start < end:
                yield from ((Detail.AGE, place) for place in _ages(one.passage, start, end, language))
                yield from ((Detail.YEAR, place) for place in _years(one.passage, start, end))
                yield from ((Detail.PROVINCE, place) for place in _province_words(one.passage, start, end, language))


def _years(passage: Passage, start: int, end: int) -> Iterator[Place]:
    for number, at in numbers_in(passage.text[start:end]):
        if any(number in years for years in _YEARS):
            yield passage.at(start + at, passage.text[start + at : start + at + 1])


def _ages(passage: Passage, start: int, end: int, language: str, age: int | None = None) -> Iterator[Place]:
    """Find an age told in one of the ways of this language: this one in digits or in words, or any in digits."""
    text = to_latin_digits(passage.text)
    for pattern in _age_patterns(language, age):
        for found in pattern.finditer(text, start, end):
            yield passage.at(found.start(), passage.text[found.start() : found.end()])


@cache
def _age_patterns(language: str, age: int | None) -> tuple[re.Pattern[str], ...]:
    number = r"\d{1,3}" if age is None else rf"(?:{age}|{re.escape(spoken(age, language))})"
    return tuple(
        re.compile(rf"(?<!\w){re.escape(pattern).replace('N', number, 1)}(?!\d)", re.IGNORECASE)
        for pattern in _spaced(naming_words()[language].ages)
    )


def _spaced(patterns: Sequence[str]) -> Iterator[str]:
    """Give each pattern, and, where a space stands in it, the same with a joiner as Persian writes it."""
    for pattern in patterns:
        yield pattern
        if " " in pattern and not pattern.isascii():
            yield pattern.replace(" ", "\u200c")


def _province_words(passage: Passage, start: int, end: int, language: str) -> Iterator[Place]:
    wanted = {fold(word) for word in naming_words()[language].provinces}
    for word in words_in(passage.text[start:end]):
        if word.folded in wanted:
            yield passage.at(start + word.start, word.text)
