"""Health, self-harm and escape in a letter: found by words, asked of the writer, never passed over in silence.

A word list sees words, not meaning, so what it finds is a question: does this speak of a person? Yes makes the letter a
confidential appeal; no needs a reason that stays with the letter. In a language without a list, all of it is asked.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from khabar.data.letters import topic_words
from khabar.domain.carried_words import folded
from khabar.domain.errors import Invalid
from khabar.text import clip_graphemes, marked

_EXCERPT = 40

ASKS = MappingProxyType(
    {
        "health": marked("Does this letter speak of somebody's health?"),
        "self_harm": marked("Does this letter speak of somebody who harmed or may harm themselves?"),
        "escape": marked("Does this letter speak of somebody's escape, or of a wish to leave?"),
    },
)
SAY_WHY_NOT = "Please write why these words speak of nobody. Whoever approves this letter will read it."


class Topic(StrEnum):
    """What may leave only in a confidential appeal."""

    HEALTH = "health"
    SELF_HARM = "self_harm"
    ESCAPE = "escape"


@dataclass(frozen=True)
class Question:
    """A topic the writer has to answer for, and where it was seen; `excerpt` is shown to the writer, never logged."""

    topic: Topic
    field: str
    excerpt: str = dataclasses.field(default="", repr=False)

    @property
    def sentence(self) -> str:
        """What the writer is asked."""
        return ASKS[self.topic]


@dataclass(frozen=True)
class Answer:
    """What the writer says: the letter speaks of this, or it does not, with the reason."""

    speaks_of_it: bool
    reason: str = dataclasses.field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse a no without a reason."""
        if not self.speaks_of_it and not self.reason.strip():
            raise Invalid("reason", SAY_WHY_NOT)


def questions(texts: Mapping[str, str], language: str) -> tuple[Question, ...]:
    """List what the writer must be asked of these texts (by field): each topic once, where it was seen first.

    Words of every language we have are looked for; in a letter of a language without words, each topic is asked.
    """
    found = {question.topic: question for question in reversed(list(_seen(texts)))}
    if language.partition("-")[0] not in topic_words():
        found = {topic: Question(topic, "language") for topic in Topic} | found
    return tuple(found[topic] for topic in Topic if topic in found)


def unanswered(asked: Iterable[Question], answers: Mapping[Topic, Answer]) -> tuple[Question, ...]:
    """List the questions that the writer has not answered."""
    return tuple(question for question in asked if question.topic not in answers)


def spoken_of(answers: Mapping[Topic, Answer]) -> tuple[Topic, ...]:
    """List the topics that the writer says the letter speaks of, found by words or not."""
    return tuple(topic for topic in Topic if topic in answers and answers[topic].speaks_of_it)


def _seen(texts: Mapping[str, str]) -> Iterable[Question]:
    for name, text in texts.items():
        plain = folded(text)
        for topic, pattern in _patterns():
            if match := pattern.search(plain):
                yield Question(topic, name, clip_graphemes(text[match.start() : match.end()], _EXCERPT))


_PERSIAN = "fa"
_ENDINGS = r"(?:\s?ها)?(?:یی|ی|م|ت|ش|مان|تان|شان|یم|یت|یش|یمان|یتان|یشان)?"
"""What Persian joins to a noun: plural, possession, "a"."""


@cache
def _patterns() -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    return tuple(
        (Topic(topic), _pattern(phrases, _ENDINGS if language == _PERSIAN else ""))
        for language, topics in topic_words().items()
        for topic, phrases in topics.items()
    )


def _pattern(phrases: Iterable[str], ending: str) -> re.Pattern[str]:
    """Match any phrase as whole words, with any white space between them; a star stands for further letters."""
    parts = (_words(folded(one.removesuffix("*"))) + (r"\w*" if one.endswith("*") else ending) for one in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _words(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
