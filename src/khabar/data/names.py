"""Common names with their attested Latin spellings, and the learned tables of name comparison.

names.tsv is cut from Wikidata labels (CC0), common_names.tsv written by hand, names-2.npz learned; see README.md.
It must never grow past 5,000 forms: this is a table for rarity, demonstration and tests, not a list of people.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO, Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A Latin spelling seen for a name, and how often."""

    latin: str
    count: int


@dataclass(frozen=True, slots=True)
class AttestedName:
    """A name as written in its own script (lang ar, he or ru), how often it was seen, and its Latin spellings."""

    lang: str
    native: str
    count: int
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class CommonName:
    """A common name of a language (fa, ar, he, ru); kind is given_m, given_f or family. By hand, not attested."""

    lang: str
    kind: str
    native: str


@lru_cache(maxsize=1)
def attested_names() -> tuple[AttestedName, ...]:
    """List the attested names; spellings are ordered from most to least seen."""
    return tuple(
        AttestedName(lang, native, int(count), tuple(_spellings(spellings)))
        for lang, native, count, spellings in _rows("names.tsv")
    )


@lru_cache(maxsize=1)
def common_names() -> tuple[CommonName, ...]:
    """List common given and family names, in no meaningful order."""
    return tuple(CommonName(lang, kind, native) for lang, kind, native in _rows("common_names.tsv"))


@lru_cache(maxsize=1)
def rarity_parameters() -> Mapping[str, float]:
    """Give the shares assumed where counts do not tell how common a name is; rarity.toml says why each."""
    return {key: float(value) for key, value in tomllib.loads((_SOURCE / "rarity.toml").read_text("utf-8")).items()}


def opened_name_model(version: str) -> IO[bytes]:
    """Open the tables of a version of name comparison; one that is not here raises FileNotFoundError."""
    return (_SOURCE / f"{version}.npz").open("rb")


def name_tokens_seen() -> Mapping[str, int]:
    """Give, by language, how many name words the counts of `attested_names` are counted among."""
    return {"ar": 212302, "he": 104566, "ru": 618249}  # sums of the count column of tokens.tsv


def _spellings(cell: str) -> Iterator[Spelling]:
    for spelling in cell.split(" "):
        latin, _, count = spelling.rpartition(":")
        yield Spelling(latin, int(count))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_SOURCE / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
