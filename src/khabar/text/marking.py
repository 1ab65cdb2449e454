"""Words that people will see translated, where no framework may be known: marked for translators, told by the doors.

Whole sentences of the rules are found by their shape and need no mark (`khabar.cli.found_words`). A sentence about
names travels as `Said`: its words and what fills their gaps, never put together before its language is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def marked(text: str) -> str:
    """Give the text back; the catalogues find it by this call. Doors translate it when they show it."""
    return text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a clause that could stand alone, with named gaps such as %(left)s and what fills each.

    A text fills its gap as somebody wrote it; what is said itself is translated like the rest. `str()` is English.
    """

    words: str
    values: tuple[tuple[str, str | int | Said], ...] = ()

    def __str__(self) -> str:
        """Say it in English, as the shell does."""
        return self.told(str, str)

    def told(self, translated: Callable[[str], str], written: Callable[[str | int], str]) -> str:
        """Say it with these translations; `written` gives what somebody wrote, or a number, as it is to be shown."""
        filled = {
            name: value.told(translated, written) if isinstance(value, Said) else written(value)
            for name, value in self.values
        }
        return translated(self.words) % filled

    def with_texts(self, renamed: Callable[[str], str]) -> Said:
        """Give the same with every written text called by another name, as where a form has chosen it from a list."""
        return Said(self.words, tuple((name, _renamed(value, renamed)) for name, value in self.values))


def _renamed(value: str | int | Said, renamed: Callable[[str], str]) -> str | int | Said:
    if isinstance(value, Said):
        return value.with_texts(renamed)
    return renamed(value) if isinstance(value, str) else value


def said(words: str, /, **values: str | int | Said) -> Said:
    """Say these words with a value for each of their gaps; the words stand in the source, marked."""
    return Said(words, tuple(values.items()))
