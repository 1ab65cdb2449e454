"""The words of a text with where they stand, as the gate looks at them: folded for comparison, kept as written.

A word holds its marks, joiners and apostrophes; a hyphen parts two words. Whether a word begins a sentence is told,
because there a capital says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from khabar.names.orthography import APOSTROPHES, fold

_INSIDE: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_INSIDE}]|[{APOSTROPHES}](?=[^\W\d_]))*")
_NUMBER: Final = re.compile(r"\d+")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;؟؛۔\u2028]\s*$|^\s*$")
_OPENING: Final = re.compile(r"[ \n\t\u00a0\"'“”„«»‹›‘’(\[{¿¡*_—–-]+$")
_PARTS_SENTENCES: Final = re.compile(r"[.!?…؟۔]+[\"”“»’)\]]*\s+|\u2028")
_LOOKED_BACK: Final = 12
_folded = lru_cache(maxsize=65536)(fold)


@dataclass(frozen=True, slots=True)
class Word:
    """One word at [start, end) of its text, and its form for comparison."""

    text: str
    start: int
    end: int
    begins_sentence: bool
    folded: str

    @property
    def is_cased(self) -> bool:
        """Say whether its script has capitals."""
        return self.text.lower() != self.text.upper()

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital."""
        return self.text[0] != self.text[0].lower()


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[Word, ...]:
    """List the words of a text in their order."""
    return tuple(_word(text, found) for found in _WORD.finditer(text))


def _word(text: str, found: re.Match[str]) -> Word:
    return Word(found.group(), found.start(), found.end(), _begins(text, found.start()), _folded(found.group()))


def numbers_in(text: str) -> list[tuple[int, int]]:
    """List the numbers in digits of any script, each with where it starts."""
    return [(int(found.group()), found.start()) for found in _NUMBER.finditer(text)]


def sentences_in(text: str) -> list[tuple[int, int]]:
    """Give the sentences of a text as [start, end); the stop of a shortened word may part one too often."""
    ends = [found.end() for found in _PARTS_SENTENCES.finditer(text)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if text[start:end].strip()]


def _begins(text: str, start: int) -> bool:
    before = _OPENING.sub("", text[max(0, start - _LOOKED_BACK) : start])
    return bool(_ENDS_SENTENCE.search(before)) and (bool(before) or start <= _LOOKED_BACK)
