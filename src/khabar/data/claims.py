"""Words by which claims about figures and institutions are found in eight languages, and words for numbers.

claim_words.tsv and number_words.tsv hold them; source and limits stand in README.md. Not read by native speakers.
It must never hold the name of a person, a body or a place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words of one kind in one language; an asterisk stands for any letters. `key` names what they all mean."""

    language: str
    kind: str
    key: str
    forms: tuple[str, ...]


@lru_cache(maxsize=1)
def cue_words() -> tuple[CueWords, ...]:
    """List the cue words in the order of the table."""
    return tuple(
        CueWords(language, kind, key, tuple(forms.split(" " if kind == "common" else "|")))
        for language, kind, key, forms in _rows("claim_words.tsv")
    )


@lru_cache(maxsize=1)
def number_words() -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """List language, value and the words that mean it; a value of 0 marks words that join numbers."""
    return tuple(
        (language, int(value), tuple(forms.split(" "))) for language, value, forms in _rows("number_words.tsv")
    )


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_SOURCE / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
