"""Claims proposed from a paragraph: figures with who gives them, and what is said of institutions. A person confirms.

A speaker is kept only where the words name an office or a body. What is said of an institution in a clause with a known
first name in it is not proposed: it may be about a private person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.domain.claims.attributions import ALONE, Attribution, attributions, speaks_for_itself
from khabar.domain.claims.claim import About, Claim, Quantity, Source
from khabar.domain.claims.quantities import figures_in
from khabar.domain.claims.said_dates import Dated, dates_in
from khabar.domain.claims.sentences import Sentence, is_common, known_languages, language_of, sentences
from khabar.domain.publishing.strangers import known_first_names
from khabar.names.orthography import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from khabar.domain.claims.claim import Period

LONGEST_SPEAKER: Final = 16
MOST_IN_A_PARAGRAPH: Final = 50
_MARKS: Final = ' \n\t,،;؛:.–—-"“”„«»()'


@dataclass(frozen=True, slots=True)
class Reading:
    """What is the same for all sentences of a paragraph: where it stands, today's date, how far its text is trusted."""

    source: Source
    today: date
    trust: float = 1.0


def proposed(text: str, reading: Reading, *, language: str = "") -> list[Claim]:
    """Propose the claims of one paragraph.

    `language` is what the document says ("fa", "en-GB"); where the table has no words of it, it is guessed.
    """
    said = language.partition("-")[0].casefold()
    spoken = said if said in known_languages() else language_of(text)
    if not spoken:
        return []
    found = [claim for sentence in sentences(text, spoken) for claim in _of_sentence(sentence, reading)]
    return found[:MOST_IN_A_PARAGRAPH]


def _of_sentence(sentence: Sentence, reading: Reading) -> Iterator[Claim]:
    dated = dates_in(sentence, reading.today)
    for one in attributions(sentence):
        figures = figures_in(sentence, *one.clause, dated)
        for figure in figures:
            text = sentence.between(figure.first, figure.last)
            by = _unsure(one) if speaks_for_itself(sentence, one.clause, figure.first) else one
            yield _claim(sentence, reading, by, dated, _What(About.FIGURE, text, figure.quantity))
        body = "" if figures or one.confidence == ALONE else _body(sentence, *one.clause)
        if body and not _names_somebody(sentence, *one.clause):
            yield _claim(sentence, reading, one, dated, _What(About.INSTITUTION, body))


def _unsure(one: Attribution) -> Attribution:
    return one._replace(speaker=(0, 0), confidence=min(one.confidence, ALONE))


@dataclass(frozen=True, slots=True)
class _What:
    about: About
    text: str
    quantity: Quantity | None = None


def _claim(sentence: Sentence, reading: Reading, one: Attribution, dated: list[Dated], what: _What) -> Claim:
    start = sentence.start + sentence.tokens[0].start
    end = sentence.start + sentence.tokens[-1].end
    return Claim(
        sentence.text[sentence.tokens[0].start : sentence.tokens[-1].end],
        start,
        end,
        reading.source,
        what.about,
        what.text,
        one.stance,
        round(one.confidence * reading.trust, 3),
        _speaker(sentence, *one.speaker),
        _said(one, dated),
        what.quantity,
    )


def _speaker(sentence: Sentence, first: int, last: int) -> str:
    """Give the speaker's words where they name an office or a body; empty for everybody else."""
    first = max(first, last - LONGEST_SPEAKER)
    if not any(first <= place.first < last for place in sentence.places("institution")):
        return ""
    return sentence.between(first, last).strip(_MARKS)


def _said(one: Attribution, dated: list[Dated]) -> Period | None:
    """Give the date outside of what is said: that is when it was said."""
    outside = (each.period for each in dated if not one.clause[0] <= each.first < one.clause[1])
    return next(outside, None) if one.confidence > ALONE else None


def _body(sentence: Sentence, first: int, last: int) -> str:
    """Give the words that name an institution among these; empty where none does."""
    places = (place for place in sentence.places("institution") if first <= place.first and place.last <= last)
    place = next(places, None)
    return sentence.between(place.first, place.last) if place else ""


def _names_somebody(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a known first name stands among these words; in scripts with capitals only with one."""
    names = known_first_names()
    written = (sentence.text[token.start : token.end] for token in sentence.tokens[first:last])
    rare = (word for word in written if not word[:1].islower() and not is_common(word, sentence.language))
    return any(fold(word) in names for word in rare)
