"""Other names of one person: Alexander and Sasha, Fatemeh and Fati, Ibrahim and Avraham. Evidence of its own kind.

An alias is looked up in a reviewed table, never guessed from letters; spellings of one form are not aliases.
It must never be counted as likeness: who is called Sasha may be Alexander, and may as well be Alexandra.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.data.aliases import name_aliases
from khabar.names.orthography import fold
from khabar.names.tokens import Token

NO_ALIAS: Final = 0
_NAME: Final = 0
"""The first place of a row is the name itself, the others are its aliases."""


class _Place(NamedTuple):
    """Where a form stands in the table: its row, which of the row's names it writes, and whether aliases are equals."""

    row: int
    name: int
    equals: bool


def alias_of(left: Token, right: Token) -> bool:
    """Say whether one word is another name of people who bear the other, in any script. Symmetric."""
    return are_aliases(alias_number(left.folded), alias_number(right.folded))


def alias_number(folded: str) -> int:
    """Give the number of a folded form in the table, NO_ALIAS if it is not there."""
    return _numbers().get(folded, NO_ALIAS)


@lru_cache(maxsize=1 << 16)
def are_aliases(left: int, right: int) -> bool:
    """Say of two numbers of `alias_number` what `alias_of` says of the words."""
    if NO_ALIAS in (left, right):
        return False
    one, other = _stock()[left - 1], _stock()[right - 1]
    return not one & other and any(_related(place, another) for place in one for another in other)


def also_called(token: Token) -> frozenset[str]:
    """Give the folded forms, in all scripts, of the other names of people who bear this one; empty for most words."""
    places = _places().get(token.folded)
    if places is None:
        return frozenset()
    forms = {form for place in places for form, another in _rows()[place.row] if _related(place, another)}
    return frozenset(form for form in forms if not _places()[form] & places)


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, int]:
    return {form: number for number, form in enumerate(_places(), 1)}


@lru_cache(maxsize=1)
def _stock() -> tuple[frozenset[_Place], ...]:
    return tuple(_places().values())


def _related(place: _Place, another: _Place) -> bool:
    if place.row != another.row or place.name == another.name:
        return False
    return place.equals or _NAME in (place.name, another.name)


@lru_cache(maxsize=1)
def _places() -> Mapping[str, frozenset[_Place]]:
    found: dict[str, set[_Place]] = {}
    for row in _rows():
        for form, place in row:
            found.setdefault(form, set()).add(place)
    return {form: frozenset(places) for form, places in found.items()}


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, _Place], ...], ...]:
    return tuple(tuple(_forms(at)) for at in range(len(name_aliases())))


def _forms(row: int) -> Iterator[tuple[str, _Place]]:
    aliases = name_aliases()[row]
    for number, forms in enumerate([aliases.name, *aliases.aliases]):
        for form in forms:
            yield fold(form), _Place(row, number, aliases.kind == "diminutive")
