"""Words of the rules for what leaves on paper, in mail and beside a clock: one file for each language, in wording/.

Pages have catalogues; a letter is written in its reader's language, not in that of the page on which it was made.
A language without a file is never filled with another by itself: whoever asks is told that it is not there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_FOLDER: Final = files("khabar.data") / "wording"


@dataclass(frozen=True)
class Wording:
    """One language: its code, the direction it runs in (ltr or rtl), and its words by name, such as `clocks.due`."""

    language: str
    direction: str
    said: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        """Give the words of this name."""
        return self.said[name]


@cache
def worded_languages() -> tuple[str, ...]:
    """List the languages there are words for."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _FOLDER.iterdir() if one.name.endswith(".toml")))


@cache
def wording(language: str) -> Wording:
    """Give the words of one language; KeyError where there are none."""
    if language not in worded_languages():
        raise KeyError(language)
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    direction = tables.pop("language")["direction"]
    said = {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}
    return Wording(language, direction, MappingProxyType(said))
