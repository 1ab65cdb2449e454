"""Given and family names for invented people, each in spellings that somebody has really used.

Spellings come from the table of attested names (khabar.data): as written at home, and as written in Latin letters.
None is made by the folding code of this project. Persian writings are joined to the table by two letters alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final

from khabar.data import AttestedName, Spelling, attested_names, common_names

LANGUAGES: Final = ("fa", "ar", "ru", "he")
"""The communities of the invented people: Persian, Arabic, Russian and Hebrew names."""

_PERSIAN_LETTERS: Final = str.maketrans("یکة", "يكه")
"""Two letters that Persian and Arabic keyboards write apart, and the closing -h."""
_LEAST_SEEN: Final = 2
_LEAST_SHARE: Final = 0.03
"""A Latin spelling is used if seen twice and this share of the name's spellings: rarer ones are often errors."""
_EVENNESS: Final = 0.5
"""How far common names outnumber rare ones: weight = count to this power."""

PATRONYMICS: Final = {
    "александр": "александрович",
    "алексей": "алексеевич",
    "андрей": "андреевич",
    "василий": "васильевич",
    "иван": "иванович",
    "михаил": "михайлович",
    "николай": "николаевич",
    "павел": "павлович",
    "сергей": "сергеевич",
    "фёдор": "фёдорович",
}
"""Name after the father, by the father's name; those of the table of attested names."""


@dataclass(frozen=True, slots=True)
class AttestedSpellings:
    """One name: its writings at home, its Latin spellings, and how often each was seen."""

    native: tuple[str, ...]
    latin: tuple[str, ...]
    latin_counts: tuple[int, ...]

    def in_latin(self, random: Random) -> str:
        """Draw a Latin spelling, capitalised."""
        return random.choices(self.latin, self.latin_counts)[0].title()

    def at_home(self, random: Random) -> str:
        """Draw a writing in the script of home, capitalised where the script knows capitals."""
        return random.choice(self.native).title()


@dataclass(frozen=True, slots=True)
class NamePool:
    """The names of one kind in one community, with their weights."""

    names: tuple[AttestedSpellings, ...]
    weights: tuple[float, ...]

    def draw(self, random: Random) -> AttestedSpellings:
        """Draw a name; common names come more often."""
        return random.choices(self.names, self.weights)[0]


@lru_cache(maxsize=1)
def name_pools() -> Mapping[tuple[str, str], NamePool]:
    """Give the pools by language and kind (given_m, given_f, family, patronymic for the Russian ones)."""
    names: dict[tuple[str, str], list[AttestedSpellings]] = defaultdict(list)
    attested = _by_letters(attested_names())
    for common in common_names():
        lang = "ar" if common.lang == "fa" else common.lang
        found = attested.get((lang, common.native.translate(_PERSIAN_LETTERS)), [])
        if spellings := _spellings(common.native, found):
            names[common.lang, common.kind].append(spellings)
    return {key: _pool(found) for key, found in names.items()}


@lru_cache(maxsize=1)
def patronymics() -> Mapping[str, AttestedSpellings]:
    """Give the names after the father, by the father's name at home."""
    attested = _by_letters(attested_names())
    found = ((father, _spellings(name, attested.get(("ru", name), []))) for father, name in PATRONYMICS.items())
    return {father.title(): spellings for father, spellings in found if spellings}


def _by_letters(attested: Iterable[AttestedName]) -> Mapping[tuple[str, str], list[AttestedName]]:
    table: dict[tuple[str, str], list[AttestedName]] = defaultdict(list)
    for name in attested:
        table[name.lang, name.native.translate(_PERSIAN_LETTERS)].append(name)
    return table


def _spellings(native: str, found: Iterable[AttestedName]) -> AttestedSpellings | None:
    """Join the rows of one name; none if no Latin spelling of it was seen often enough."""
    rows = list(found)
    latin = dict(_trusted(spelling for name in rows for spelling in name.spellings))
    if not latin:
        return None
    writings = tuple(dict.fromkeys((native, *(name.native for name in rows))))
    return AttestedSpellings(writings, tuple(latin), tuple(latin.values()))


def _trusted(spellings: Iterable[Spelling]) -> Iterator[tuple[str, int]]:
    seen: dict[str, int] = defaultdict(int)
    for spelling in spellings:
        seen[spelling.latin] += spelling.count
    total = sum(seen.values())
    return ((latin, count) for latin, count in seen.items() if count >= _LEAST_SEEN and count >= _LEAST_SHARE * total)


def _pool(names: list[AttestedSpellings]) -> NamePool:
    return NamePool(tuple(names), tuple(float(sum(name.latin_counts)) ** _EVENNESS for name in names))
