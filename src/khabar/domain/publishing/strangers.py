"""Words that look like the name of somebody nobody declared: a question to the editor, never an answer.

In scripts with capitals: two capitalised words together, a capitalised word after a title or behind somebody's first
name, a known first name inside a sentence. In Arabic script: a known first name before a family name, or after a title.
It must never be silent about two capitalised words; about a lone family name, or an unusual first name, it must be.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from khabar.data.names import attested_names, common_names
from khabar.data.publishing import NamingWords, naming_words
from khabar.domain.publishing.spellings import Spellings
from khabar.names.orthography import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.publishing.issues import Place
    from khabar.domain.publishing.sightings import Read, Sighting
    from khabar.domain.publishing.word_places import Word

LEAST_SEEN: Final = 5
SURE: Final = 1.0
"""Score (natural log) from which a capitalised word is taken for a first name written by ear.

Of 37 first names 28 are found by this or by the table, of 53 capitalised English words that are no names one.
"""
_BY_EAR: Final = frozenset({"fa", "ar"})
"""How often a Latin spelling of a first name was seen at least for it to count as known."""
_FAMILY_ENDINGS: Final = ("زاده", "پور", "نژاد", "فر", "نیا", "وند", "یان", "لو", "چی", "منش", "پناه", "دوست")
_BETWEEN: Final = frozenset({" ", "\n", "-", "\u00a0", " \n", "‐"})


@cache
def known_first_names() -> frozenset[str]:
    """Give first names, folded, as people write them in the scripts we read: known from the tables of names."""
    native = {name.native for name in common_names() if name.kind.startswith("given")}
    latin = {
        spelling.latin
        for name in attested_names()
        if name.native in native
        for spelling in name.spellings
        if spelling.count >= LEAST_SEEN
    }
    return frozenset(map(fold, native | latin))


@cache
def _native_first_names() -> tuple[str, ...]:
    """Give first names that a Latin or Cyrillic text writes by ear: few of them have attested spellings."""
    native = (name for name in common_names() if name.kind.startswith("given") and name.lang in _BY_EAR)
    return tuple(sorted({name.native for name in native}))


@cache
def known_family_names() -> frozenset[str]:
    """Give family names of the tables of names, folded."""
    return frozenset(fold(name.native) for name in common_names() if name.kind == "family")


def strangers(read: Read, seen: Sequence[Sighting], language: str) -> Iterator[Place]:
    """Give the places at which somebody undeclared seems to be named, each run of words once."""
    habits = _Habits(naming_words()[language], tuple(read.all_words()), language)
    for passage, words in zip(read.passages, read.words, strict=True):
        known = [(one.start, one.end) for one in seen if one.passage is passage]
        for word in _asked(passage.text, words, known, habits):
            yield passage.at(word.start, word.text)


class _Habits:
    """What is no name in one article: small words, months, and words that stand there without a capital too."""

    def __init__(self, naming: NamingWords, words: Sequence[Word], language: str) -> None:
        self._plain = frozenset((*naming.small, *naming.months))
        self._everyday = {word.text for word in words if word.is_cased and not word.is_capital}
        self.titles = frozenset(naming.titles)
        inside = [word for word in words if self.may_be_name(word) and not word.begins_sentence]
        self._heard = Spellings(_native_first_names(), inside, language, SURE)

    def is_first_name(self, word: Word) -> bool:
        """Say whether a word inside a sentence is a first name that is known, or sounds like one."""
        return word.folded in known_first_names() or bool(self._heard.of(word))

    def may_be_name(self, word: Word) -> bool:
        """Say whether a capitalised word may be part of a name."""
        if not word.is_capital or word.text in self._plain or word.text in self.titles:
            return False
        if len(word.text) > 1 and word.text.isupper():
            return False
        return not (word.begins_sentence and word.text.lower() in self._everyday)


def _asked(text: str, words: Sequence[Word], known: Sequence[tuple[int, int]], habits: _Habits) -> Iterator[Word]:
    """Give the first word of each run that asks for an answer."""
    asked_to = -1
    for at, word in enumerate(words):
        if word.start <= asked_to or _is_known(word, known):
            continue
        before = words[at - 1] if at and _touch(text, words[at - 1], word, habits) else None
        after = words[at + 1] if at + 1 < len(words) and _touch(text, word, words[at + 1], habits) else None
        if _asks(word, before, after, known, habits):
            asked_to = _end_of_run(text, words, at, habits)
            yield word


def _asks(
    word: Word, before: Word | None, after: Word | None, known: Sequence[tuple[int, int]], habits: _Habits
) -> bool:
    if before is not None and before.text in habits.titles:
        return not word.is_cased or word.is_capital
    if not word.is_cased:
        return word.folded in known_first_names() and after is not None and _is_family(after)
    if not habits.may_be_name(word):
        return False
    if not word.begins_sentence and any(beside is not None and _is_known(beside, known) for beside in (before, after)):
        return True
    if after is not None and habits.may_be_name(after) and not _is_known(after, known):
        return True
    return not word.begins_sentence and habits.is_first_name(word)


def _is_family(word: Word) -> bool:
    return word.folded in known_family_names() or word.text.endswith(_FAMILY_ENDINGS)


def _is_known(word: Word, known: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in known)


def _touch(text: str, one: Word, other: Word, habits: _Habits) -> bool:
    """Say whether nothing but a space, a hyphen or the stop of a title stands between two words."""
    between = text[one.end : other.start]
    return between in _BETWEEN or (between == ". " and one.text in habits.titles)


def _end_of_run(text: str, words: Sequence[Word], at: int, habits: _Habits) -> int:
    while at + 1 < len(words) and _touch(text, words[at], words[at + 1], habits) and habits.may_be_name(words[at + 1]):
        at += 1
    return words[at].start
