"""Delimited text (RFC 4180 and its kin): its separator found, quotes and line breaks in cells kept.

It reads as it goes and never holds the file. A fault is one line that says where; it must never print a cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid
from khabar.domain.lists.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SEPARATORS: Final = ",;\t|"
_SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
"""What some spreadsheets write into the first line."""
_LOOKED_AT: Final = 60
"""Records looked at for the separator."""
_SAMPLE: Final = 100_000
_BROKEN: Final = 0.5
"""What a separator is worth with which the file cannot be read to its end."""
ONE_CHARACTER: Final = "a separator is one character, such as a comma, a semicolon or tab."


def separator_of(source: BinaryIO, encoding: str, wished: str = "") -> str:
    """Find the separator: the one that cuts the first records into equally many cells, more than one where it can."""
    if wished:
        named = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}.get(wished, wished)
        if len(named) != 1 or named in '"\r\n\x00':
            raise Invalid("separator", ONE_CHARACTER)
        return named
    with _text(source, encoding) as text:
        sample = _sample(text)
    if found := _SEPARATOR_LINE.fullmatch(sample.partition("\n")[0]):
        return found[1]
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def lines_of(source: BinaryIO, encoding: str, separator: str) -> Iterator[Line]:
    """Give each record that holds anything, with the line in which it begins; Invalid (field `list`) for a fault."""
    line = 1
    try:
        with _text(source, encoding) as text:
            reader = csv.reader(text, delimiter=separator, strict=True)
            for count, cells in enumerate(reader):
                if count > MOST_ROWS or len(cells) > MOST_COLUMNS:
                    raise _at(line, f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns.")
                if any(cell.strip() for cell in cells) and not _says_separator(line, cells, separator):
                    yield Line(line, tuple(cells))
                line = reader.line_num + 1
    except csv.Error as fault:
        raise _at(line, f"not readable as CSV: {fault}.") from fault
    except UnicodeError as fault:
        raise _at(line, f"some of it, here or soon after, is not {encoding}; say another --encoding.") from fault


def _text(source: BinaryIO, encoding: str) -> _Kept:
    source.seek(0)
    csv.field_size_limit(LONGEST_CELL)
    return _Kept(source, encoding=encoding, newline="")


class _Kept(io.TextIOWrapper):
    """A text over a file that stays open when the text is done with."""

    def __exit__(self, *_: object) -> None:
        with suppress(ValueError):  # the file was closed before its lines were read to the end
            self.detach()


def _sample(text: io.TextIOWrapper) -> str:
    try:
        return text.read(_SAMPLE)
    except UnicodeError as fault:
        raise _at(1, f"some of it, here or soon after, is not {text.encoding}; say another --encoding.") from fault


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """Say how evenly a separator cuts: the share of records with the commonest number of cells, then that number."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, strict=True)
    widths, worth = list[int](), 1.0
    try:
        for row in islice((row for row in reader if row), _LOOKED_AT):
            widths.append(len(row))
    except csv.Error:
        worth = 1.0 if len(sample) == _SAMPLE else _BROKEN
    if not widths:
        return (0.0, 0)
    (width, times), *_ = sorted(Counter(widths).items(), key=lambda one: (one[0] > 1, one[1]), reverse=True)
    return (worth * times / len(widths) if width > 1 else 0.0, width)


def _says_separator(line: int, cells: list[str], separator: str) -> bool:
    return line == 1 and _SEPARATOR_LINE.fullmatch(separator.join(cells)) is not None


def _at(line: int, sentence: str) -> Invalid:
    return Invalid("list", f"line {line}: {sentence}")
