"""Words by which incoming mail is understood: machines, answers, quotes, letters that look alike, how sure a step is.

Each table says in its file where it comes from; mail_phrases.toml, quote_headers.toml and lookalikes.tsv are written by
hand, reply_steps.toml is counted by the bench. It must never hold an address, a name or a text of a real mail.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A line such as "On … wrote:": its language, the mail program, a sample, and a pattern with WHEN and WHO."""

    language: str
    client: str
    sample: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Separator:
    """A line such as "-----Original Message-----": its language, the mail program, a sample, and words it may hold."""

    language: str
    client: str
    sample: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The repeated head of a letter: its language, the mail program, a sample, and names of its four kinds of line."""

    language: str
    client: str
    sample: str
    labels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a step named the right letter, of how many times it named one."""

    right: int
    seen: int


@cache
def phrases(section: str) -> tuple[str, ...]:
    """List the phrases of one section of mail_phrases.toml, all languages together, in the order of the file."""
    return tuple(phrase for listed in _toml("mail_phrases.toml")[section].values() for phrase in listed)


@cache
def attributions() -> tuple[Attribution, ...]:
    """List the lines that begin a quote."""
    return tuple(
        Attribution(row["language"], row["client"], row["sample"], row["pattern"]) for row in _rows("attribution")
    )


@cache
def separators() -> tuple[Separator, ...]:
    """List the lines that stand between an answer and what it answers."""
    return tuple(
        Separator(row["language"], row["client"], row["sample"], tuple(row["words"])) for row in _rows("separator")
    )


@cache
def blocks() -> tuple[Block, ...]:
    """List the heads that are repeated line by line."""
    kinds = ("from", "sent", "to", "subject")
    return tuple(
        Block(row["language"], row["client"], row["sample"], tuple(tuple(row[kind]) for kind in kinds))
        for row in _rows("block")
    )


@cache
def lookalikes() -> Mapping[str, str]:
    """Give letters, and pairs of letters, that can be read as other Latin ones, with what they are read as."""
    lines = (_SOURCE / "lookalikes.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines[1:])
    return {written: read for written, read in pairs}  # noqa: C416 - a pair is a list here


@cache
def counted_steps() -> Mapping[str, Counted]:
    """Give for each step of finding the letter how often it was right."""
    return {name: Counted(row["right"], row["seen"]) for name, row in _toml("reply_steps.toml")["steps"].items()}


def _rows(kind: str) -> Iterator[dict[str, Any]]:
    yield from _toml("quote_headers.toml")[kind]


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_SOURCE / name).read_text(encoding="utf-8"))
