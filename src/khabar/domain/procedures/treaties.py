"""When a treaty binds a State, and how far the table may be believed about it.

The day a treaty takes effect is computed, never stored: the later of deposit and period and of the treaty's own first
day. What is only remembered is unknown; no row is unknown, never no; "not a party" is true on the day it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from khabar.data.treaties import Instrument, Status, TreatyRow, Trust
from khabar.domain.calendars import months_later
from khabar.domain.procedures.lines import Authority, Mark
from khabar.domain.procedures.values import Days, StateCode, Tri

Rows = Mapping[tuple[str, Instrument], TreatyRow]

STALE_MONTHS: Final = 12
"""A row whose day is further back asks to be confirmed before filing."""
NEAR_MONTHS: Final = 12
"""How far a day that is not exact may be off: decisions and the UN's list differ by one to three months."""


@dataclass(frozen=True)
class Effect:
    """How long after its deposit an instrument takes effect, and the first day it took effect for anybody.

    `sure` and `first_sure`: whether the rule and the day were read in a text; else facts in between are unknown.
    """

    article: str
    first: date
    days: int = 0
    months: int = 0
    sure: bool = True
    first_sure: bool = True

    def after(self, deposit: date) -> date:
        """Give the day so long after a deposit."""
        return months_later(deposit, self.months) + timedelta(days=self.days)


EFFECTS: Final[Mapping[Instrument, Effect]] = MappingProxyType(
    {
        Instrument.CED: Effect("CED art. 39", date(2010, 12, 23), days=30),
        Instrument.CAT: Effect("CAT art. 27", date(1987, 6, 26), days=30, first_sure=False),
        Instrument.ICCPR_OP1: Effect("ICCPR-OP1 art. 9", date(1976, 3, 23), months=3, sure=False),
        Instrument.CEDAW_OP: Effect("CEDAW-OP art. 16", date(2000, 12, 22), months=3),
        Instrument.CRC_OPIC: Effect("CRC-OPIC art. 19", date(2014, 4, 14), months=3, first_sure=False),
        Instrument.ICCPR: Effect("ICCPR art. 49", date(1976, 3, 23), months=3, sure=False),
        Instrument.CEDAW: Effect("CEDAW art. 27", date(1981, 9, 3), days=30, sure=False, first_sure=False),
        Instrument.CRC: Effect("CRC art. 49", date(1990, 9, 2), days=30, sure=False, first_sure=False),
        Instrument.CAT22: Effect("CAT art. 22", date(1987, 6, 26), first_sure=False),
        Instrument.CED31: Effect("CED art. 31", date(2010, 12, 23)),
        Instrument.CED32: Effect("CED art. 32", date(2010, 12, 23)),
    },
)
"""A declaration has its own day and no period; it cannot take effect before the treaty."""

_NOT_IN: Final = frozenset({Status.NONE, Status.SIGNATURE})
_AUTHORITY_MARKS: Final = MappingProxyType(
    {
        Trust.OFFICIAL: Mark.VERIFIED,
        Trust.PARTIAL: Mark.VERIFIED,
        Trust.SECONDARY: Mark.SECONDARY,
        Trust.RECOLLECTION: Mark.RECOLLECTION,
    },
)


class Binding(StrEnum):
    """What the table lets us say of a State and an instrument on a day."""

    BOUND = "bound"
    NOT_BOUND = "not_bound"
    NOT_YET = "not_yet"
    LEFT = "left"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Standing:
    """One State and one instrument, with the row about it, or none."""

    state: StateCode
    instrument: Instrument
    row: TreatyRow | None

    @property
    def since(self) -> Days | None:
        """The days between which it took effect for this State; None where no row may say so."""
        row = self.row
        if row is None or row.trust is Trust.RECOLLECTION or row.status in _NOT_IN:
            return None
        if row.status is Status.DENOUNCED:
            return Days.of(row.bound_since) if row.bound_since else None
        return _effect(row, EFFECTS[self.instrument])

    def binding(self, on: date) -> Binding:
        """Say what the row lets us say about a day of filing."""
        row = self.row
        if row is None or row.trust is Trust.RECOLLECTION:
            return Binding.UNKNOWN
        if row.status in _NOT_IN:
            return Binding.NOT_BOUND if row.as_of is not None and on <= row.as_of else Binding.UNKNOWN
        if row.status is Status.DENOUNCED and row.on is not None and on >= row.on:
            return Binding.LEFT
        if self.since is None:
            return Binding.UNKNOWN
        by_then = self.since.is_by(on)
        return Binding.UNKNOWN if by_then is None else Binding.BOUND if by_then else Binding.NOT_YET

    def began_after_effect(self, began: Days) -> Tri:
        """Say whether something began after the treaty took effect for the State.

        What began before the day on which the State was still no party began before any effect, whatever came later.
        """
        row = self.row
        if self.since is not None:
            return began.is_after(self.since)
        if row is not None and row.status in _NOT_IN and row.trust is not Trust.RECOLLECTION and row.as_of is not None:
            return False if began.latest <= row.as_of else None
        return None

    def is_stale(self, on: date) -> bool:
        """Say whether the row asks to be confirmed before filing on this day."""
        as_of = self.row.as_of if self.row else None
        return as_of is None or months_later(as_of, STALE_MONTHS) < on

    @property
    def authority(self) -> Authority:
        """Name the row: State, instrument, status, day, source."""
        row = self.row
        if row is None:
            return Authority(f"{self.instrument} {self.state}: –", Mark.RECOLLECTION, None)
        when = "" if row.on is None else f" {row.on.year if row.year_only else row.on.isoformat()}"
        mark = _AUTHORITY_MARKS[row.trust]
        return Authority(f"{row.instrument} {row.iso3}: {row.status}{when} ({row.source})", mark, row.as_of)


def standing(rows: Rows, state: StateCode, instrument: Instrument) -> Standing:
    """Find what the table says."""
    return Standing(state, instrument, rows.get((state, instrument)))


def _effect(row: TreatyRow, rule: Effect) -> Days:
    """Compute the days between which an instrument took effect, wide where day, rule or first day are not sure."""
    if row.on is None:
        return Days(rule.first, max(rule.first, row.as_of or date.max))
    deposited = _deposited(row, row.on)
    latest = max(rule.after(deposited.latest), rule.first)
    if row.status is Status.SUCCESSION:
        return Days(min(rule.first, latest), latest)
    earliest = rule.after(deposited.earliest) if rule.sure else deposited.earliest
    return Days(max(earliest, rule.first) if rule.first_sure else earliest, latest)


def _deposited(row: TreatyRow, on: date) -> Days:
    if row.year_only:
        return Days(on, on.replace(month=12, day=31))
    if row.trust is Trust.PARTIAL:
        return Days(months_later(on, -NEAR_MONTHS), months_later(on, NEAR_MONTHS))
    return Days.of(on)
