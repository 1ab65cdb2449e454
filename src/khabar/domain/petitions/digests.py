"""What the addressees are told, and when: numbers only. Names go once, on paper, and never in a digest.

A mail for each signature teaches an office to delete them; one letter with a number, a head of a chain and a question
has to be answered. The texts are whole letters for each language (data/petition_digests.toml).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from khabar.data.petition_digests import digest_sentences
from khabar.domain.reader_dates import PERSIAN, day_for_reader
from khabar.text import to_persian_digits


class Occasion(StrEnum):
    """Why a digest is sent."""

    WEEK = "week"
    THRESHOLD = "threshold"
    END = "end"


@dataclass(frozen=True)
class Numbers:
    """What a petition had come to at one moment; `as_of` in ISO, `head` in hexadecimal."""

    confirmed: int
    on_paper: int
    as_of: str
    batches: int
    head: str


@dataclass(frozen=True)
class Told:
    """One digest: its occasion as it is kept ("week 2026-03-09", "threshold 1000", "end"), its numbers, its petition.

    `before`: how many had confirmed in the digest before this one, None for the first. `address`: where the signed
    count and the chain lie.
    """

    occasion: str
    title: str
    numbers: Numbers
    address: str
    before: int | None = None


def occasion_of(kept: str) -> tuple[Occasion, str]:
    """Give the occasion and what stands behind it: a day, a threshold, or nothing."""
    name, _, rest = kept.partition(" ")
    return Occasion(name), rest


def digest_paragraphs(told: Told, language: str) -> tuple[str, ...]:
    """Write a letter's paragraphs in one language (`en` or `fa`); its template adds the rest."""
    sentences, occasion = digest_sentences(language), occasion_of(told.occasion)
    moment = datetime.fromisoformat(told.numbers.as_of).astimezone(UTC)
    values = {
        "title": told.title,
        "confirmed": _figures(told.numbers.confirmed, language),
        "on_paper": _figures(told.numbers.on_paper, language),
        "batches": _figures(told.numbers.batches, language),
        "reached": _figures(int(occasion[1]), language) if occasion[0] is Occasion.THRESHOLD else "",
        "more": _figures((told.numbers.confirmed - (told.before or 0)), language),
        "fewer": _figures((told.before or 0) - told.numbers.confirmed, language),
        "time": _digits(moment.strftime("%H:%M"), language),
        "day": day_for_reader(moment.date(), language),
        "head": told.numbers.head,
        "address": told.address,
    }
    names = [occasion[0].value, "numbers", *_since(told), *(["paper"] if told.numbers.on_paper else [])]
    return tuple(sentences[name].format(**values) for name in [*names, "ask", "check", "names"])


def _since(told: Told) -> list[str]:
    if told.before is None or told.before == told.numbers.confirmed:
        return []
    return ["since"] if told.before < told.numbers.confirmed else ["since_fewer"]


def _figures(number: int, language: str) -> str:
    written = f"{number:,}"
    return to_persian_digits(written).replace(",", "٬") if language == PERSIAN else written


def _digits(written: str, language: str) -> str:
    return to_persian_digits(written) if language == PERSIAN else written
