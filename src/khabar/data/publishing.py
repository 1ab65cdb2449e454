"""What the newsletter's gate knows of each language: words that judge, and how people are named and spoken of.

loaded_words.toml and naming_words.toml are lists of our own, written by one reader; each says so in its first lines.
They must never hold a name of a person, a group or a place: what belongs to one house stands in its issue.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_SOURCE: Final = files("khabar.data")
_ABOUT: Final = ("source", "licence", "date")


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that judges, in the forms it is written in, and a plain word for it."""

    forms: tuple[str, ...]
    neutral: str


@dataclass(frozen=True, slots=True)
class NamingWords:
    """One language: what stands round names, and how somebody is spoken of without one."""

    someone: str
    whence: str
    about: str
    roles: Mapping[str, str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    titles: tuple[str, ...]
    months: tuple[str, ...]
    small: tuple[str, ...]
    ages: tuple[str, ...]
    provinces: tuple[str, ...]


@cache
def loaded_words() -> Mapping[str, tuple[LoadedWord, ...]]:
    """Give the words that judge people inside, by language."""
    return {
        language: tuple(LoadedWord(tuple(forms.split("|")), neutral) for forms, neutral in rows.items())
        for language, rows in _tables("loaded_words.toml").items()
    }


@cache
def naming_words() -> Mapping[str, NamingWords]:
    """Give what is known of names, by language."""
    return {language: _naming(rows) for language, rows in _tables("naming_words.toml").items()}


def _tables(name: str) -> dict[str, dict[str, Any]]:
    tables = tomllib.loads((_SOURCE / name).read_text("utf-8"))
    return {language: rows for language, rows in tables.items() if language not in _ABOUT}


def _naming(rows: dict[str, Any]) -> NamingWords:
    lists = {
        name: tuple(rows.get(name, "").split())
        for name in ("beginnings", "endings", "titles", "months", "small", "provinces")
    }
    return NamingWords(
        someone=rows["someone"],
        whence=rows["from"],
        about=rows["about"],
        roles=rows["roles"],
        ages=tuple(rows["ages"]),
        **lists,
    )
