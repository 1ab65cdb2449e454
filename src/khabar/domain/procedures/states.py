"""Which State a word means: codes, names in many languages, names it had before; and States that are no more.

A word that could mean two States is never settled silently, and a State that is no more never stands for one of those
that came after it: whoever asks must choose.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Final

from khabar.data.treaties import StateRow, state_rows
from khabar.domain.procedures.values import StateCode
from khabar.linkage.nationalities import countries_of

LIKE_ENOUGH: Final = 0.8
"""How alike a known name must be to be offered instead (difflib's measure); found by trying slips of the keyboard."""
MOST_OFFERED: Final = 3
LONGEST_CODE: Final = 3
STATELESS: Final = frozenset(
    {"stateless", "none", "no nationality", "بی تابعیت", "بدون تابعیت", "عديم الجنسية", "apatride"},
)
"""Words people write where a nationality is asked and there is none."""


class Trouble(StrEnum):
    """Why a word means no State."""

    UNKNOWN = "unknown"
    GONE = "gone"
    SEVERAL = "several"
    NO_ROW = "no_row"


@dataclass(frozen=True)
class Named:
    """A State; `others` are those the word may mean as well, though lists mean this one."""

    state: StateCode
    others: tuple[StateCode, ...] = ()


@dataclass(frozen=True)
class NotNamed:
    """Why not, and which States to choose from instead."""

    trouble: Trouble
    choices: tuple[StateCode, ...] = ()


def state_named(text: str) -> Named | NotNamed:
    """Find the State a word means: its code, its names, names it had before, and names in other languages."""
    key = _key(text)
    found = _names().get(key, ())
    loosely = _loosely().get(key, ())
    if found:
        return _one(found[0], loosely)
    if loosely:
        return NotNamed(Trouble.SEVERAL, loosely)
    return _in_other_words(text)


def state_name(state: StateCode) -> str:
    """Give the name of a State in English; the code itself where there is none."""
    row = state_rows().get(state)
    return row.name if row else str(state)


def two_letters(state: StateCode) -> str:
    """Give its code of two letters; empty where it has none."""
    row = state_rows().get(state)
    return row.iso2 if row else ""


def is_stateless(text: str) -> bool:
    """Say whether a word says that somebody has no nationality."""
    return _key(text) in STATELESS


def _one(row: StateRow, loosely: tuple[StateCode, ...]) -> Named | NotNamed:
    if row.gone:
        return NotNamed(Trouble.GONE, tuple(map(StateCode, row.gone)))
    return Named(StateCode(row.iso3), loosely)


def _in_other_words(text: str) -> Named | NotNamed:
    """Look in the table of countries in many languages; what it alone knows, as territories, has no row here."""
    by_iso2 = {row.iso2: row for row in state_rows().values() if row.iso2}
    codes = countries_of(text)
    rows = [by_iso2[code] for code in codes if code in by_iso2]
    if len(codes) == len(rows) == 1:
        return Named(StateCode(rows[0].iso3))
    if len(rows) > 1:
        return NotNamed(Trouble.SEVERAL, tuple(StateCode(row.iso3) for row in rows))
    if codes:
        return NotNamed(Trouble.NO_ROW)
    key = _key(text)
    close = get_close_matches(key, list(_names()), MOST_OFFERED, LIKE_ENOUGH) if len(key) > LONGEST_CODE else []
    rows = [row for name in close for row in _names()[name] if not row.gone]
    return NotNamed(Trouble.UNKNOWN, tuple(dict.fromkeys(StateCode(row.iso3) for row in rows)))


def _key(text: str) -> str:
    """Reduce a name to its letters and digits, without case, accents and the sign between them."""
    letters = unicodedata.normalize("NFD", text.casefold())
    spaced = "".join(one if one.isalnum() else " " for one in letters if not unicodedata.combining(one))
    return " ".join(spaced.split())


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[StateRow, ...]]:
    names: dict[str, tuple[StateRow, ...]] = {}
    for row in state_rows().values():
        for name in (row.iso3, row.iso2, row.name, *row.others):
            if _key(name):
                names.setdefault(_key(name), (row,))
    return names


@lru_cache(maxsize=1)
def _loosely() -> Mapping[str, tuple[StateCode, ...]]:
    loosely: dict[str, tuple[StateCode, ...]] = {}
    for row in state_rows().values():
        for name in row.loosely:
            loosely[_key(name)] = (*loosely.get(_key(name), ()), StateCode(row.iso3))
    return loosely
