"""The answers as plain text for a screen: every door with all its lines, and at the end what they are not.

The doors that were examined come first; the others are one line, with who would be told there.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from khabar.adapters.procedures.saying import (
    ENGLISH,
    as_of_text,
    due_reason,
    due_text,
    item_text,
    line_text,
    told_text,
    tongue,
)
from khabar.domain.procedures import EXAMINED
from khabar.domain.procedures.lines import KNOWN_UP_TO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from khabar.domain.procedures import Result

WIDTH: Final = 100
_SIGNS: Final = {"bars": "×", "doubt": "?", "missing": "…", "note": "·", "holds": "✓"}


def reading_sheet(results: Sequence[Result], on: date) -> str:
    """Write all answers of one day, in English."""
    words = tongue(ENGLISH)
    examined = [one for one in results if one.procedure in EXAMINED]
    parts = ["\n".join(_door(one, on)) for one in examined]
    rest = [
        _indented("→", f"{one.procedure}: {' '.join(told_text(each, words) for each in one.told)}")
        for one in results
        if one.procedure not in EXAMINED
    ]
    closing = [words["sheet.not_advice"], words["sheet.rules_as_of"].format(day=KNOWN_UP_TO.isoformat())]
    return "\n\n".join([*parts, "\n".join([words["sheet.others"], *rest]), *_wrapped(closing)]) + "\n"


def _wrapped(texts: list[str]) -> list[str]:
    return [textwrap.fill(one, WIDTH) for one in texts]


def _door(result: Result, on: date) -> Iterator[str]:
    words = tongue(ENGLISH)
    yield f"{result.answer.upper():<12}{result.procedure}: {words[f'procedures.{result.procedure}']}"
    for line in result.reasons:
        yield _indented(_SIGNS[line.kind], f"{line_text(line, words)} [{line.authority.text}; {as_of_text(line)}]")
    for item in dict.fromkeys(item_text(one, words) for one in result.missing):
        yield _indented("+", item)
    for due in result.due:
        yield _indented(due.on.isoformat(), f"{due_text(due, words)}. {due_reason(due, words, on)}")
    yield _indented("→", " ".join(told_text(one, words) for one in result.told))


def _indented(sign: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=f"  {sign} ", subsequent_indent="      ")
