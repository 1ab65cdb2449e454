"""Says a line, a thing to bring, who is told and what falls due, in one language, with that language's days and States.

What the rules give is a code and values; the words stand in `words/`. Days are ISO in English, and in Persian the Solar
Hijri day with ISO beside it.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from babel import Locale

from khabar.adapters.pdf.days import written_day
from khabar.adapters.pdf.words import Words
from khabar.domain.errors import Invalid
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.lines import Kind, Line, Mark, Term, Value
from khabar.domain.procedures.states import state_name, two_letters
from khabar.domain.procedures.values import StateCode

if TYPE_CHECKING:
    from khabar.domain.procedures.dues import Due
    from khabar.domain.procedures.telling import Recipient

_FOLDER: Final = Path(__file__).parent / "words"
LANGUAGES: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
ENGLISH: Final = "en"
NO_WORDS: Final = "there are no words for “%s” yet. There are: %s."
UNDATED: Final = "undated"
_IDS: Final = frozenset(one.value for one in ProcedureId)

Tongue = Words
"""One language: which way it runs, which digits it writes, and its words by table and name."""


@cache
def tongue(language: str) -> Tongue:
    """Give the words of a language; Invalid for one without any."""
    if language not in LANGUAGES:
        raise Invalid("language", NO_WORDS % (language, ", ".join(LANGUAGES)))
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    about = tables.pop("language")
    said = {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}
    return Words(language, about["direction"], about["digits"], MappingProxyType(said))


def line_text(line: Line, words: Tongue) -> str:
    """Say a line as one sentence or two; what is only remembered, or second-hand, says so at its end."""
    said = words[f"lines.{line.code}"].format(**_filled(line.values, words), item=item_text(line, words))
    mark = line.authority.mark
    marked = mark in (Mark.RECOLLECTION, Mark.SECONDARY) and line.kind is not Kind.MISSING
    return f"{said} {words[f'marks.{mark}']}" if marked else said


def item_text(line: Line, words: Tongue) -> str:
    """Say what to bring so that a line no longer stands; empty where there is nothing."""
    return words[f"items.{line.item}"].format(**_filled(line.values, words)) if line.item else ""


def told_text(recipient: Recipient, words: Tongue) -> str:
    """Say who will be told."""
    states = [state_text(state, words) for state in recipient.states]
    said = words[f"told.{recipient.code}"].format(states=_comma(words).join(states))
    return f"{said} {words['marks.recollection']}" if recipient.mark is Mark.RECOLLECTION else said


def due_text(due: Due, words: Tongue) -> str:
    """Say what falls due."""
    return words[f"due.{due.code}"]


def due_reason(due: Due, words: Tongue, on: date) -> str:
    """Say how a day came about, and whether it has passed."""
    said = words[f"due.{due.code}-why"].format(**_filled(due.values, words))
    marked = f"{said} {words['marks.recollection']}" if due.mark is Mark.RECOLLECTION else said
    return f"{marked} {words['due.passed']}" if due.on < on else marked


def state_text(state: StateCode, words: Tongue) -> str:
    """Give a State's name; in another language than English as the Unicode CLDR has it."""
    if words.language == ENGLISH:
        return state_name(state)
    name: str | None = Locale.parse(words.language).territories.get(two_letters(state))
    return name or state_name(state)


def day_text(day: date, words: Tongue) -> str:
    """Write a day for readers of a language."""
    return day.isoformat() if words.language == ENGLISH else written_day(day, words)


def as_of_text(line: Line) -> str:
    """Give the day up to which an authority is good, in ISO; a word where none is known."""
    return line.authority.as_of.isoformat() if line.authority.as_of else UNDATED


def _filled(values: tuple[tuple[str, Value], ...], words: Tongue) -> dict[str, str]:
    return {name: _value(value, words) for name, value in values}


def _value(value: Value, words: Tongue) -> str:
    if isinstance(value, tuple):
        return _comma(words).join(state_text(state, words) for state in value)
    if isinstance(value, date):
        return day_text(value, words)
    if isinstance(value, StateCode):
        return state_text(value, words)
    if isinstance(value, Term):
        return words[f"terms.{value}"]
    if isinstance(value, int):
        return words.in_digits(str(value))
    return words[f"procedures.{value}"] if value in _IDS else value


def _comma(words: Tongue) -> str:
    return ", " if words.direction == "ltr" else "، "
