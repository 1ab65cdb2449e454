"""Numbers in a sentence: digits of any script with their separators, and words in eight languages.

A number that is part of a date, a time, an ordinal or a longer row of signs is none here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.data.claims import number_words
from khabar.domain.claims.sentences import as_in_the_table
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.claims.sentences import Sentence

HUNDRED: Final = 100
THOUSAND: Final = 1000
_GROUPED: Final = r"\d{1,3}(?:[.,٬\u00a0\u202f’'](?=\d{3}(?!\d))\d{3})+"
_GROUPED_BY_SPACE: Final = r"\d{1,3}(?: \d{3}(?!\d))+"
_PLAIN: Final = r"\d+(?:[.,٫]\d+)?"
_BY_SPACE: Final = frozenset({"fr", "ru", "sq"})
"""Languages that part thousands by a plain space."""
_BY_POINT: Final = frozenset({"de", "tr", "sq", "fr", "ru"})
"""Languages that part thousands by a point, and write a comma before parts of one."""
_NOT_BEFORE: Final = r"(?:(?<![\w.,:/٫٬-])|(?<=\sو))"
_NOT_BEHIND: Final = r"(?![\w:/]|[.,-]\d)"
_ARABIC_AND: Final = "و"
_JOINED: Final = frozenset({"de"})
"""Languages that write numbers as one word."""


class Number(NamedTuple):
    """A number from word `first` up to word `last`, that one not included. `worded`: not written in digits."""

    first: int
    last: int
    value: float
    worded: bool = False


def numbers_in(sentence: Sentence) -> list[Number]:
    """List the numbers of a sentence, from the left."""
    found = [*_in_digits(sentence), *_in_words(sentence)]
    kept: list[Number] = []
    for number in sorted(found, key=lambda one: (one.first, -one.last)):
        if not kept or number.first >= kept[-1].last:
            kept.append(number)
    return kept


def _in_digits(sentence: Sentence) -> Iterator[Number]:
    plain = to_latin_digits(sentence.text)
    forms = [_GROUPED, *([_GROUPED_BY_SPACE] if sentence.language in _BY_SPACE else []), _PLAIN]
    for match in re.finditer(f"{_NOT_BEFORE}(?:{'|'.join(forms)}){_NOT_BEHIND}", plain):
        spans = enumerate(sentence.tokens)
        inside = [at for at, token in spans if token.start < match.end() and match.start() < token.end]
        last, value = _magnified(sentence, inside[-1] + 1, _value(match[0], sentence.language))
        yield Number(inside[0], last, value)


def _value(written: str, language: str) -> float:
    """Read digits with separators: a lone group of three after a point counts by the habit of the language."""
    plain = re.sub(r"[\u00a0\u202f’'٬ ]", "", written).replace("٫", ".")
    groups = re.split(r"[.,]", plain)
    thousands = all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004 - a group has three digits
    by_point = "." in plain and language not in _BY_POINT
    if len(groups) > 1 and thousands and not (by_point and len(groups) == 2):  # noqa: PLR2004 - one point
        return float("".join(groups))
    return float(plain.replace(",", "."))


def _magnified(sentence: Sentence, last: int, value: float) -> tuple[int, float]:
    """Take "thousand" and "million" behind digits to the number."""
    words = _table(sentence.language)
    while last < len(sentence.words) and (more := words.get(sentence.words[last], 0)) >= THOUSAND:
        last, value = last + 1, value * more
    return last, value


def _in_words(sentence: Sentence) -> Iterator[Number]:
    read = [_read(word, sentence.language) for word in sentence.words]
    at = 0
    while at < len(read):
        last = at
        values: list[int] = []
        while last < len(read) and (read[last] is not None) and (values or read[last]):
            values.extend(read[last] or [])
            last += 1
        while last > at and read[last - 1] == []:
            last -= 1
        total = together(values)
        if total > 1:
            yield Number(at, last, float(total), worded=True)
        at = max(last, at + 1)


def _read(word: str, language: str) -> list[int] | None:
    """Read one word: the values in it, an empty list for "and", None for a word that is no number."""
    words = _table(language)
    if word in words:
        return [words[word]] if words[word] else []
    if language == "ar" and word.startswith(_ARABIC_AND) and words.get(word[1:]):
        return [words[word[1:]]]
    return _unjoined(word, words) if language in _JOINED else None


def _unjoined(word: str, words: dict[str, int]) -> list[int] | None:
    """Part a number written as one word, "zweihundertfünfundzwanzig"; None where something is left over."""
    values: list[int] = []
    at = 0
    while at < len(word):
        part = next((one for one in _by_length(word[at:], words)), "")
        if not part:
            return None
        values += [words[part]] if words[part] else []
        at += len(part)
    return values if len(values) > 1 else None


def _by_length(rest: str, words: dict[str, int]) -> Iterator[str]:
    return (rest[:length] for length in range(len(rest), 0, -1) if rest[:length] in words)


def together(values: Sequence[int]) -> int:
    """Put the values of number words together: 2, 100, 20, 5 is 225; 3, 1000 is 3,000; 4, 20, 10 is 90."""
    total = current = 0
    for value in values:
        if value >= THOUSAND:
            total, current = total + max(current, 1) * value, 0
        elif value == HUNDRED:
            current = max(current, 1) * HUNDRED
        elif value == 20 and current == 4:  # noqa: PLR2004 - quatre-vingts
            current = 80
        else:
            current += value
    return total + current


@cache
def _table(language: str) -> dict[str, int]:
    return {as_in_the_table(form): value for one, value, forms in number_words() if one == language for form in forms}
