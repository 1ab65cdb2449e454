"""Words that judge people inside: allowed as somebody's own words, inside quotation marks, and nowhere else.

The table is a list of our own, written by one reader (`khabar.data.publishing`); a house adds words of its own in its
issue. A plain word that does not judge is offered with each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khabar.data.publishing import loaded_words, naming_words
from khabar.domain.publishing.quotations import is_quoted, quoted
from khabar.domain.publishing.word_places import words_in
from khabar.names.orthography import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.publishing.issues import Passage, Place
    from khabar.domain.publishing.word_places import Word

Own = tuple[tuple[str, str, str], ...]
"""Words a house adds: language, word, and the plain word for it."""


@dataclass(frozen=True)
class Loaded:
    """A judging word as it stands in the text, where, and a plain word for it."""

    word: str
    neutral: str
    place: Place


@dataclass(frozen=True)
class _Row:
    words: tuple[str, ...]
    neutral: str


def loaded(passage: Passage, own: Own = (), meant_otherwise: Sequence[str] = ()) -> Iterator[Loaded]:
    """Find judging words outside quotation marks; those that the editor means of others are passed over."""
    others = {fold(word) for word in meant_otherwise}
    words = words_in(passage.text)
    rows, endings = _table(passage.language, own), _endings(passage.language)
    for at, word in enumerate(words):
        for row in _begun_by(word, rows, endings):
            count = len(row.words)
            last = words[min(at + count, len(words)) - 1]
            whole = passage.text[word.start : last.end]
            if not _goes_on(words, at, row, endings) or others & {fold(whole), " ".join(row.words)}:
                continue
            if not is_quoted(word.start, last.end, quoted(passage.text)):
                yield Loaded(whole, row.neutral, passage.at(word.start, word.text))
                break


def _begun_by(word: Word, rows: dict[str, list[_Row]], endings: tuple[str, ...]) -> list[_Row]:
    """Give the rows whose first word this is, or this without an ending."""
    stems = {word.folded, *(word.folded.removesuffix(one) for one in endings if word.folded.endswith(one))}
    return [row for stem in sorted(stems, key=len, reverse=True) for row in rows.get(stem, ())]


def _goes_on(words: Sequence[Word], at: int, row: _Row, endings: tuple[str, ...]) -> bool:
    """Say whether the other words of a row follow; the last may have an ending."""
    rest = words[at + 1 : at + len(row.words)]
    if len(rest) != len(row.words) - 1:
        return False
    return all(
        word.folded == wanted or word.folded.removeprefix(wanted) in endings
        for word, wanted in zip(rest, row.words[1:], strict=True)
    )


@cache
def _table(language: str, own: Own) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {}
    forms = [(form, entry.neutral) for entry in loaded_words()[language] for form in entry.forms]
    forms += [(word, neutral) for spoken, word, neutral in own if spoken == language]
    for form, neutral in forms:
        words = tuple(word.folded for word in words_in(form))
        if words:
            rows.setdefault(words[0], []).append(_Row(words, neutral))
    return rows


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(fold(one) for one in naming_words()[language].endings)
