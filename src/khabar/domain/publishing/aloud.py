"""A text for the ear: numbers in words, digits told one by one, symbols taken apart, addresses left to the paper.

Whoever reads aloud on the telephone must never stop to think what a sign is called; and whoever listens cannot look
twice. Nothing else of a text is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from khabar.domain.publishing.directions import RIGHT_TO_LEFT
from khabar.domain.publishing.spoken_numbers import MOST, spoken, spoken_digits
from khabar.domain.publishing.word_places import sentences_in
from khabar.domain.reader_dates import day_in_words
from khabar.text import to_latin_digits

WORDS_A_MINUTE: Final = 110
"""An easy pace on the telephone, with its pauses."""
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ISO: Final = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_TIME: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_TOLD: Final = re.compile(r"(?<![\w.,])\+?\d+(?:[ \u00a0-]\d{2,})+(?![\w])|(?<!\w)\+?\d{10,}(?!\w)|(?<!\w)\+\d+(?!\w)")
_SYMBOL: Final = re.compile(r"(?<![\w/])[A-Z][A-Za-z0-9]*(?:[/.-][A-Za-z0-9]+)+(?![\w])|(?<![\w/])[A-Z]{2,6}/\d+(?!\w)")
_NUMBER: Final = r"(?<![\w])\d+(?![\w])"
_CAPITALS: Final = re.compile(r"[A-Z]+")
_LEAST_TOLD_LENGTH: Final = 7
_CENTURIES: Final = (range(1100, 2000), range(2010, 2100))


@dataclass(frozen=True)
class Ear:
    """What a language says for signs, and how it writes long numbers: marks between thousands and before tenths."""

    language: str
    printed: str
    point: str
    percent: str
    thousands: str
    decimal: str


def for_the_ear(text: str, ear: Ear) -> str:
    """Write a text as it is to be read aloud."""
    text = _ADDRESS.sub(ear.printed, " ".join(text.split()))
    text = to_latin_digits(text)
    text = _ISO.sub(partial(_day, ear=ear), text)
    text = _TIME.sub(partial(_time, ear=ear), text)
    text = _TOLD.sub(partial(_told, ear=ear), text)
    text = _SYMBOL.sub(partial(_symbol, ear=ear), text)
    return _numbers(text, ear)


def spoken_sentences(text: str, ear: Ear) -> list[str]:
    """Give the sentences of a text, each as it is to be read aloud."""
    return [for_the_ear(text[start:end].strip(), ear) for start, end in sentences_in(text)]


def minutes(words: int) -> int:
    """Say how many minutes it takes to read so many words aloud; never less than one."""
    return max(round(words / WORDS_A_MINUTE), 1)


def said_number(number: int, ear: Ear) -> str:
    """Say a whole number; one that is too long is told digit by digit."""
    return spoken(number, ear.language) if number <= MOST else spoken_digits(str(number), ear.language)


def _day(found: re.Match[str], ear: Ear) -> str:
    try:
        return to_latin_digits(day_in_words(date.fromisoformat(found.group()), ear.language))
    except ValueError:
        return found.group()


def _time(found: re.Match[str], ear: Ear) -> str:
    hour, minute = int(found[1]), int(found[2])
    return said_number(hour, ear) + (f" {said_number(minute, ear)}" if minute else "")


def _told(found: re.Match[str], ear: Ear) -> str:
    """Tell digits one by one, in the groups they are written in, but not a number with marks between thousands."""
    written = found.group()
    if sum(char.isdigit() for char in written) < _LEAST_TOLD_LENGTH or _is_one_number(written, ear):
        return written
    groups = re.findall(r"\d+", written)
    return _comma(ear).join(spoken_digits(group, ear.language) for group in groups)


def _comma(ear: Ear) -> str:
    return "، " if ear.language in RIGHT_TO_LEFT else ", "


def _is_one_number(written: str, ear: Ear) -> bool:
    return re.fullmatch(rf"[1-9]\d{{0,2}}(?:{_between_thousands(ear)}\d{{3}})+", written) is not None


def _between_thousands(ear: Ear) -> str:
    """Give the mark between thousands as a pattern; a space may be any of those that do not break."""
    return "[ \u00a0\u202f]" if ear.thousands.isspace() else re.escape(to_latin_digits(ear.thousands))


def _symbol(found: re.Match[str], ear: Ear) -> str:
    """Take the symbol of a document apart; its capitals are told letter by letter."""
    parts = re.split(r"[/.-]", found.group())
    return _comma(ear).join(" ".join(part) if _CAPITALS.fullmatch(part) else _numbers(part, ear) for part in parts)


def _numbers(text: str, ear: Ear) -> str:
    thousands, decimal = _between_thousands(ear), re.escape(ear.decimal)
    grouped = rf"(?<![\w{decimal}])\d{{1,3}}(?:{thousands}\d{{3}})+(?![\w])"
    text = re.sub(grouped, lambda found: re.sub(r"\D", "", found.group()) + "\ufffc", text)
    text = re.sub(rf"(?<![\w])(\d+)[{decimal}.](\d+)(?![\w])", partial(_tenths, ear=ear), text)
    text = re.sub(r"\d+\ufffc", lambda found: said_number(int(found.group()[:-1]), ear), text)
    text = re.sub(_NUMBER, partial(_whole, ear=ear), text)
    return re.sub(r"\s?[%٪]", f" {ear.percent}", text)


def _tenths(found: re.Match[str], ear: Ear) -> str:
    return f"{said_number(int(found[1]), ear)} {ear.point} {spoken_digits(found[2], ear.language)}"


def _whole(found: re.Match[str], ear: Ear) -> str:
    written = found.group()
    if written.startswith("0") and len(written) > 1:
        return spoken_digits(written, ear.language)
    number = int(written)
    if ear.language == "en" and len(written) == len("1999") and any(number in years for years in _CENTURIES):
        return _english_year(number)
    return said_number(number, ear)


def _english_year(year: int) -> str:
    """Say a number of four digits as English says years, and twelve hundred: in two halves."""
    first, last = divmod(year, 100)
    if not last:
        return f"{spoken(first, 'en')} hundred"
    return f"{spoken(first, 'en')} {'oh ' if last < len('0123456789') else ''}{spoken(last, 'en')}"
