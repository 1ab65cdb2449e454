"""Which State is bound by which human-rights treaty since when, as a public source said, and what States are called.

treaties.tsv and states.tsv hold the rows; README.md says where they come from and as of when. A row is what somebody
wrote on a day: how far it may be believed is decided in khabar.domain.procedures. No row never means no treaty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_SOURCE: Final = files("khabar.data")


class Instrument(StrEnum):
    """Treaties, protocols, and the declarations that open a door (CAT art. 22, CED arts. 31 and 32)."""

    CAT = "CAT"
    CAT22 = "CAT22"
    CED = "CED"
    CED31 = "CED31"
    CED32 = "CED32"
    CEDAW = "CEDAW"
    CEDAW_OP = "CEDAW-OP"
    CRC = "CRC"
    CRC_OPIC = "CRC-OPIC"
    ICCPR = "ICCPR"
    ICCPR_OP1 = "ICCPR-OP1"


class Status(StrEnum):
    """What a row says. A `party` is one whose deposit is known by its year alone."""

    RATIFICATION = "ratification"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    PARTY = "party"
    DECLARATION = "declaration"
    SIGNATURE = "signature"
    NONE = "none"
    DENOUNCED = "denounced"


class Trust(StrEnum):
    """Where a row comes from: an official text, a text without the exact date, one secondary source, or memory."""

    OFFICIAL = "official"
    PARTIAL = "partial"
    SECONDARY = "secondary"
    RECOLLECTION = "recollection"


@dataclass(frozen=True, slots=True)
class TreatyRow:
    """One State and one instrument.

    `on`: day of deposit, declaration or signature, or the day a denunciation took effect; a bare year stands as its
    1 January with `year_only`. `as_of`: the status is good up to this day, None where no day is known. `bound_since`:
    for a State that has left, the day on which it had become bound, where a decision says so.
    """

    iso3: str
    instrument: Instrument
    status: Status
    on: date | None
    year_only: bool
    as_of: date | None
    trust: Trust
    bound_since: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State by its ISO 3166 codes; `others` are more names for it, `loosely` those that may mean another as well.

    `gone`: the State is no more, and these stand where it stood.
    """

    iso3: str
    iso2: str
    name: str
    others: tuple[str, ...]
    loosely: tuple[str, ...]
    gone: tuple[str, ...]


@lru_cache(maxsize=1)
def treaty_rows() -> Mapping[tuple[str, Instrument], TreatyRow]:
    """Give every row by State (ISO 3166, three letters) and instrument."""
    return MappingProxyType({(row.iso3, row.instrument): row for row in map(_treaty, _rows("treaties.tsv"))})


@lru_cache(maxsize=1)
def state_rows() -> Mapping[str, StateRow]:
    """Give the States, and those that are no more, by their three letters."""
    return MappingProxyType({row.iso3: row for row in map(_state, _rows("states.tsv"))})


def _treaty(cells: list[str]) -> TreatyRow:
    iso3, instrument, status, on, precision, as_of, trust, bound_since, source, note = cells
    return TreatyRow(
        iso3=iso3,
        instrument=Instrument(instrument),
        status=Status(status),
        on=_day(on),
        year_only=precision == "year",
        as_of=_day(as_of),
        trust=Trust(trust),
        bound_since=_day(bound_since),
        source=source,
        note=note,
    )


def _state(cells: list[str]) -> StateRow:
    iso3, iso2, name, others, gone = cells
    named = tuple(one for one in others.split("|") if one)
    return StateRow(
        iso3,
        iso2,
        name,
        tuple(one for one in named if not one.startswith("~")),
        tuple(one.removeprefix("~") for one in named if one.startswith("~")),
        tuple(gone.split()),
    )


def _day(text: str) -> date | None:
    """Read a day, or the 1 January of a bare year; None of an empty cell."""
    if not text:
        return None
    return date.fromisoformat(text if "-" in text else f"{text}-01-01")


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_SOURCE / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
