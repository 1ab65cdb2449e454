"""Where a text names somebody who was declared for it, in any spelling, any case and any script that names are read in.

First whole names are looked for, then single words of names, given to those whose whole name stands in the article too.
It must never let a longer name hide a shorter one of another person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.domain.publishing.spellings import LEAST_LETTERS, Spellings
from khabar.domain.publishing.word_places import Word, words_in
from khabar.names.orthography import fold
from khabar.names.tokens import TokenKind, token_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from khabar.domain.publishing.issues import Passage, Person, Place

_FARTHEST: Final = 3
"""Characters between two words of one name, at most: "Ravan, Darius"."""
_PARTING: Final = frozenset(".!?:;؟؛()")
"""Signs at which one name ends; a stop without a space, as in an address of mail, is none."""
_ALONE: Final = frozenset({TokenKind.NAME, TokenKind.PATRONYMIC})


@dataclass(frozen=True)
class Sighting:
    """A person named at [start, end) of a passage; `whole` where more than the first name stands there."""

    person: Person
    passage: Passage
    start: int
    end: int
    whole: bool

    @property
    def place(self) -> Place:
        """Where in the source this name stands."""
        return self.passage.at(self.start, self.passage.text[self.start : self.end])


@dataclass(frozen=True)
class _Form:
    """One way a person is called: the folded words of the name, or all of them as one."""

    person: Person
    words: tuple[str, ...]
    is_joined: bool = False


@dataclass(frozen=True)
class _Match:
    form: _Form
    count: int
    first: str


class Read:
    """The passages of one article with their words; words that the editor says are no person are left out."""

    def __init__(self, passages: Iterable[Passage], not_a_person: Sequence[str]) -> None:
        phrases = [tuple(word.folded for word in words_in(phrase)) for phrase in not_a_person]
        self.passages = tuple(passages)
        self.words = tuple(_without(words_in(passage.text), phrases) for passage in self.passages)

    def all_words(self) -> Iterator[Word]:
        """Give every word of every passage."""
        for words in self.words:
            yield from words


def sightings(read: Read, people: Sequence[Person], language: str) -> list[Sighting]:
    """List where these people are named, in the order of the text."""
    forms = [form for person in people for form in _forms(person)]
    if not forms:
        return []
    spellings = Spellings((word for form in forms for word in form.words), read.all_words(), language)
    wholes = [
        one
        for passage, words in zip(read.passages, read.words, strict=True)
        for one in _wholes(passage, words, forms, spellings)
    ]
    singles = [
        one
        for passage, words in zip(read.passages, read.words, strict=True)
        for one in _singles(passage, words, forms, spellings, wholes)
    ]
    return sorted({*wholes, *singles}, key=lambda one: (one.passage.place, one.start, one.end, one.person.name))


def _forms(person: Person) -> Iterator[_Form]:
    for name in (person.name, *person.forms):
        words = tuple(folded for word in words_in(name) if (folded := fold(word.text)))
        if words:
            yield _Form(person, words)
        if len(words) > 1:
            yield _Form(person, ("".join(words),), is_joined=True)


def _without(words: Sequence[Word], phrases: list[tuple[str, ...]]) -> tuple[Word, ...]:
    """Leave out the words that make up one of these phrases."""
    folded = [word.folded for word in words]
    dropped = {
        at + step
        for phrase in phrases
        for at in range(len(folded) - len(phrase) + 1)
        if phrase and tuple(folded[at : at + len(phrase)]) == phrase
        for step in range(len(phrase))
    }
    return tuple(word for at, word in enumerate(words) if at not in dropped)


def _wholes(
    passage: Passage, words: Sequence[Word], forms: Sequence[_Form], spellings: Spellings
) -> Iterator[Sighting]:
    """Find names of which two words or more stand together, the longest first where several begin at one word."""
    at = 0
    while at < len(words):
        found = [match for form in forms if (match := _matched(passage.text, words, at, form, spellings)).count > 1]
        most = max((match.count for match in found), default=0)
        for person in {match.form.person.place: match.form.person for match in found if match.count == most}.values():
            yield Sighting(person, passage, words[at].start, words[at + most - 1].end, whole=True)
        at += most or 1


def _matched(text: str, words: Sequence[Word], at: int, form: _Form, spellings: Spellings) -> _Match:
    """Count how many words from this one on are words of the name, each once, in any order."""
    left = list(form.words)
    count, first = 0, ""
    while left and at + count < len(words):
        word = words[at + count]
        if count and not _is_near(text, words[at + count - 1], word):
            break
        same = next((one for one in left if one in spellings.of(word)), None)
        if same is None:
            break
        left.remove(same)
        first = first or same
        count += 1
    return _Match(form, count, first)


def _is_near(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start]
    return between == "." or (len(between) <= _FARTHEST and not set(between) & _PARTING)


def _singles(
    passage: Passage, words: Sequence[Word], forms: Sequence[_Form], spellings: Spellings, wholes: Sequence[Sighting]
) -> Iterator[Sighting]:
    """Find single words of names; where several people bear one, those named whole in the article come first."""
    taken = [(one.start, one.end) for one in wholes if one.passage is passage]
    whole = {one.person.place for one in wholes}
    for at, word in enumerate(words):
        if any(start <= word.start < end for start, end in taken) or (word.is_cased and not word.is_capital):
            continue
        matches = [_matched(passage.text, words, at, form, spellings) for form in forms]
        borne = [match for match in matches if match.count and _stands_alone(match.first)]
        known = [match for match in borne if match.form.person.place in whole]
        for match in known or borne:
            is_first = match.first == match.form.words[0] and not match.form.is_joined
            yield Sighting(match.form.person, passage, word.start, word.end, whole=not is_first)


def _stands_alone(folded: str) -> bool:
    return len(folded) >= LEAST_LETTERS and token_of(folded).kind in _ALONE
