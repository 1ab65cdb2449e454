"""How the shell shows a list: the first rows as they would be understood, and the id of a row, and nothing more."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.understanding import understood
from khabar.text import without_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from khabar.domain.lists.mapping import Bound, Heading, Mapping
    from khabar.domain.lists.tables import Line, Table

LONGEST_ID_SHOWN: Final = 200
SHOWN: Final = 10


def looked_at(table: Table, heading: Heading, mapping: Mapping, kind: ListKind, *, today: date) -> str:
    """Say what the file was taken for, what each column means, and how its first rows would be understood."""
    return "\n".join(_lines(table, heading, mapping, kind, today))


def shown_id(line: Line, bound: Bound) -> str:
    """Give a row's id for one line of a terminal: never another cell, no control characters, not for ever long."""
    at = bound.meanings.index(Meaning.ID) if Meaning.ID in bound.meanings else len(line.cells)
    cell = line.cells[at] if at < len(line.cells) else ""
    shown = printable(without_bidi_controls(cell).strip())
    return shown if len(shown) <= LONGEST_ID_SHOWN else shown[: LONGEST_ID_SHOWN - 1] + "…"


def printable(text: str) -> str:
    """Give a text that moves no terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def _lines(table: Table, heading: Heading, mapping: Mapping, kind: ListKind, today: date) -> Iterator[str]:
    told = table.told
    guessed = " (guessed by its letters)" if told.guessed else ""
    yield f"Kind of file: {told.form}" + (f", {told.encoding}{guessed}" if told.encoding else "")
    if told.separator:
        yield f"Separator: {'tab' if told.separator == chr(9) else told.separator}"
    if told.sheet:
        yield f"Sheet: {printable(told.sheet)}; there are {', '.join(map(printable, told.sheets))}"
    yield "Columns:"
    for column in mapping.columns:
        yield f"  {printable(column.header)} -> {column.meaning or 'left out'}"
    if problem := next(iter(mapping.validate(kind)), None):
        yield problem.message
        return
    bound = mapping.of(heading.cells, kind)
    yield "First rows as they would be understood:"
    for line in islice(table.lines, heading.lines, heading.lines + SHOWN):
        row = understood(line, bound, kind, today=today)
        said = "; ".join(f"{one.meaning}: {printable(one.text)}" for one in row.values)
        yield f"  line {line.number}: {said}" + (f" — {row.to_mend}" if row.to_mend else "")
        yield from (f"    {sentence}" for sentence in row.of_birth)
