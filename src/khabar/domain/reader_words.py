"""Numbers, counted things, lists and foreign words as a language writes them, for texts without markup.

Days stand in `reader_dates`. English is said where a language has no words of ours yet; what somebody wrote is kept as
it is, between marks that keep its own direction.
"""

import unicodedata

from babel.core import Locale
from babel.dates import get_day_names

from khabar.data.wordings import Wording, worded_languages, wording
from khabar.text import to_persian_digits

FALLBACK = "en"
RIGHT_TO_LEFT = "rtl"
_PERSIAN = "fa"
_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RUNS_LEFT = frozenset({"R", "AL"})


def words_for(language: str) -> Wording:
    """Give the words of a language, or English where it has none: "fa-AF" has those of "fa"."""
    code = language.partition("-")[0]
    return wording(code if code in worded_languages() else FALLBACK)


def number_for_reader(number: int, language: str) -> str:
    """Write a number in the digits of the language."""
    return to_persian_digits(str(number)) if language.partition("-")[0] == _PERSIAN else str(number)


def counted_in_words(number: int, noun: str, words: Wording) -> str:
    """Say so many of something: "1 day", "412 days". `noun` is one of the table `counted`."""
    form = str(Locale.parse(words.language).plural_form(number))
    return words[f"counted.{noun}_{form}"].format(n=number_for_reader(number, words.language))


def weekday_in_words(day: int, language: str) -> str:
    """Name a day of the week; Monday is 0."""
    return str(get_day_names("wide", locale=language)[day])


def listed(items: list[str], words: Wording) -> str:
    """Join as the language joins: "Thursday, Friday and Saturday"; one item stands alone, none gives nothing."""
    if not items:
        return ""
    *before, last = items
    for place, item in enumerate(reversed(before)):
        if place == 0:
            last = words["joined.two"].format(first=item, last=last)
        else:
            last = words["joined.more"].format(first=item, rest=last)
    return last


def isolated(text: str, direction: str) -> str:
    """Put marks round what runs the other way, or has no direction of its own (digits), so that nothing turns about.

    What runs as the sentence runs is left bare: old mail programs show such marks as boxes.
    """
    kinds = {unicodedata.bidirectional(char) for char in text}
    foreign = bool(kinds & _RUNS_LEFT) if direction != RIGHT_TO_LEFT else "L" in kinds or not kinds & _RUNS_LEFT
    return f"{_OPEN}{text}{_CLOSE}" if foreign and text else text
