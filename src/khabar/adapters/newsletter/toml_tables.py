"""Reads a TOML file with a place for every key, so that whoever wrote it is told the line, and the key they meant.

Python's own reader keeps no lines, so the text is walked a second time for its headers and keys. What a key holds is
checked here by kind; what it means is checked elsewhere.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NoReturn

from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import Place, Written
from khabar.text import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Path = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and numbers in arrays of tables, such as ("articles", 2, "title")."""

LONGEST: Final = 400
_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*=")
_AT_LINE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_LONG_QUOTES: Final = ('"""', "'''")
_PAGE: Final = re.compile(r"https://[^\s<>\"'\\]+")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS: Final = re.compile("[\u200b\u200e\u200f\u061c\u2060]")


@dataclass(frozen=True)
class Source:
    """A TOML file: how it is named to its writer, and the line of every key and header in it."""

    name: str
    lines: Mapping[Path, int]

    def place(self, path: Path) -> Place:
        """Give the place of a value, or of the table round it where the value has no line of its own."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.name, self.lines.get(path, 1))


@dataclass(frozen=True)
class Table:
    """One table of the file: its keys, and what is there in which shape. Every way of asking refuses with the line."""

    source: Source
    path: Path
    values: Mapping[str, Any]
    kind: str

    def refuse(self, key: str, message: str) -> NoReturn:
        """Refuse what a key says, at its line."""
        raise Invalid(str(self.place(key)), message)

    def place(self, key: str = "") -> Place:
        """Give the place of a key, or of the table."""
        return self.source.place((*self.path, key) if key else self.path)

    def require_known(self, keys: Collection[str]) -> None:
        """Refuse a key that this kind of table does not have, and name the nearest that it has."""
        for key in self.values:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1, cutoff=0.0)
                self.refuse(key, f"There is no “{key}” in {self.kind}. The nearest is “{near[0]}”.")

    def require(self, *keys: str) -> None:
        """Refuse a table without one of these keys."""
        for key in keys:
            if self.values.get(key, "") == "":
                raise Invalid(str(self.place()), f"Here “{key}” is missing: {self.kind} needs it.")

    def text(self, key: str, *, longest: int = LONGEST) -> str:
        """Give a line of text, tidied; empty where there is none. Refuses line breaks, and signs that turn writing."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, f"“{key}” must be text in quotation marks.")
        if any(char != "\t" and (ord(char) < ord(" ") or char in "\x7f\x85\u2028\u2029") for char in value):
            self.refuse(key, f"“{key}” must be one line: no line breaks, no control characters.")
        if _TURNING.search(value):
            self.refuse(key, f"“{key}” holds an invisible sign that turns the direction of writing round.")
        if len(value) > longest:
            self.refuse(key, f"“{key}” has {len(value)} characters; at most {longest} are possible.")
        return normalise(_MARKS.sub("", value))

    def written(self, key: str) -> Written:
        """Give a line of text with its place."""
        return Written(self.text(key), self.place(key))

    def page(self, key: str) -> str:
        """Give the address of a page; refuses any that is not https."""
        value = self.text(key)
        if value and not _PAGE.fullmatch(value):
            self.refuse(key, f"“{key}” must be the address of a page: https://…")
        return value

    def choice(self, key: str, choices: Collection[str], default: str = "") -> str:
        """Give one of these words."""
        value = self.text(key) or default
        if value not in choices:
            self.refuse(key, f"“{key}” is one of: {', '.join(choices)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; one text alone is a list of one."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self.refuse(key, f"“{key}” must be a list of texts in quotation marks.")
        return tuple(text for one in listed if (text := normalise(one)))

    def numbers(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """Give a list of whole numbers; one alone is a list of one."""
        value = self.values.get(key, [])
        listed = value if isinstance(value, list) else [value]
        for one in listed:
            if not isinstance(one, int) or isinstance(one, bool) or not least <= one <= most:
                self.refuse(key, f"“{key}” must be a whole number from {least} to {most}.")
        return tuple(listed)

    def number(self, key: str, least: int, most: int, default: int = 0) -> int:
        """Give a whole number between these bounds."""
        found = self.numbers(key, least, most) if not isinstance(self.values.get(key), list) else ()
        if key in self.values and not found:
            self.refuse(key, f"“{key}” must be one whole number from {least} to {most}.")
        return found[0] if found else default

    def flag(self, key: str) -> bool | None:
        """Give true, false, or None where the key is not there."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, f"“{key}” is true or false.")
        return value

    def day(self, key: str) -> date | None:
        """Give a day, written as a TOML date or as text in ISO; None where there is none."""
        value = self.values.get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                self.refuse(key, f"“{key}” must be a day such as 2026-11-21.")
        if isinstance(value, datetime) or not isinstance(value, date | None):
            self.refuse(key, f"“{key}” must be a day such as 2026-11-21.")
        return value

    def tables(self, key: str, kind: str) -> tuple[Table, ...]:
        """Give the tables written as [[key]]."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(key, f"“{key}” must be written as [[{key}]], one for each.")
        return tuple(Table(self.source, (*self.path, key, at), one, kind) for at, one in enumerate(value))


def read_toml(text: str, name: str, kind: str) -> Table:
    """Read a whole file; Invalid with the line where it is no TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _AT_LINE.search(str(problem))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        raise Invalid(f"{name}:{line}", f"This is no TOML: {_AT_LINE.sub('', str(problem))}.") from None
    return Table(Source(name, dict(_lines(text))), (), values, kind)


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Walk the headers and keys of a file; what stands inside long quotes is text."""
    here: Path = ()
    counts: dict[Path, int] = {}
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        header = _HEADER.match(line)
        if header and not _KEY.match(line):
            here = _table_path(header[2].split("."), counts, is_new=header[1] == "[[")
            yield here, number
        elif key := _KEY.match(line):
            yield (*here, key[1].strip("\"'")), number
        closing = next((quotes for quotes in _LONG_QUOTES if line.count(quotes) % 2), "")


def _table_path(parts: list[str], counts: dict[Path, int], *, is_new: bool) -> Path:
    """Give the way to a table: each array on it at its latest entry, the last at a new one where it begins one."""
    path: Path = ()
    for at, part in enumerate(parts):
        path = (*path, part.strip().strip("\"'"))
        if is_new and at == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
