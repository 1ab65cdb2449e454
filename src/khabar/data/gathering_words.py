"""What the invited read of a gathering, and how minutes say who spoke; gathering_words.toml holds the sentences."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_SOURCE: Final = files("khabar.data")


@cache
def gathering_languages() -> tuple[str, ...]:
    """List the languages in which people are invited."""
    return tuple(_tables())


@cache
def gathering_words(language: str) -> Mapping[str, str]:
    """Give the sentences of one language; KeyError for a language nobody is invited in."""
    return MappingProxyType(_tables()[language])


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads((_SOURCE / "gathering_words.toml").read_text("utf-8"))
    return {name: words for name, words in table.items() if isinstance(words, dict)}
