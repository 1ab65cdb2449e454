"""The lines of a clock as sentences in a reader's language: days in their calendar and in ISO, numbers in their digits.

English is said where a language has no words yet. What somebody wrote (a reason, a source) is never translated.
"""

from collections.abc import Iterable
from datetime import date

from khabar.data.wordings import Wording
from khabar.domain.clocks.steps import Count, Step, Value, Weekdays, Years
from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.reader_words import (
    counted_in_words,
    isolated,
    listed,
    number_for_reader,
    weekday_in_words,
    words_for,
)


def told(step: Step, language: str) -> str:
    """Say one line as a whole sentence."""
    words = words_for(language)
    return words[f"clocks.{step.kind}"].format_map({name: _told(value, words) for name, value in step.values})


def told_all(steps: Iterable[Step], language: str) -> tuple[str, ...]:
    """Say the lines in their order, each as a sentence."""
    return tuple(told(one, language) for one in steps)


def _told(value: Value, words: Wording) -> str:
    if isinstance(value, date):
        return day_in_plain_text(value, words.language)
    if isinstance(value, int):
        return number_for_reader(value, words.language)
    if isinstance(value, Count):
        return counted_in_words(value.number, value.unit, words)
    if isinstance(value, Weekdays):
        return listed([weekday_in_words(day, words.language) for day in value.days], words)
    if isinstance(value, Years):
        return listed([number_for_reader(year, words.language) for year in value.years], words)
    return isolated(value.strip().rstrip("."), words.direction)
