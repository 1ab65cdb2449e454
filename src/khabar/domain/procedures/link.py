"""Whether a treaty opens a door against a State: bound on the day of filing, and since before it began.

A case may be linked with several States; one good link is enough, and all must fail before a door is barred. Where a
link is not known, the door is neither open nor barred.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from khabar.data.treaties import Instrument
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Authority, Kind, Line, Lines, bars, doubt, holds, lacking, not_known, note
from khabar.domain.procedures.treaties import Binding, Standing
from khabar.domain.procedures.values import StateCode


class Verdict(StrEnum):
    """What one link says."""

    YES = "yes"
    WAIT = "wait"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True)
class Link:
    """One State, what it says of the door, and why; `stale` is said only where this link carries the answer."""

    state: StateCode | None
    verdict: Verdict
    lines: Lines
    stale: Lines = ()


@dataclass(frozen=True)
class Linked:
    """All links together: the lines for the answer, and the States through which the door opens."""

    lines: Lines
    through: tuple[StateCode, ...]


def no_state(item: str, authority: Authority) -> Link:
    """Give the link with a State nobody has named."""
    return Link(None, Verdict.UNKNOWN, (not_known(item, authority),))


def joined(links: Iterable[Link]) -> Linked:
    """Put links together: the best one decides, the others are said as notes; only if all fail do they bar."""
    found = tuple(links)
    best = next(verdict for verdict in Verdict if any(one.verdict is verdict for one in found))
    decided = [line for one in found if one.verdict is best for line in (*one.lines, *one.stale)]
    beside = [_beside(line) for one in found if one.verdict is not best for line in one.lines if line.kind in _FAILING]
    through = tuple(one.state for one in found if one.verdict is Verdict.YES and one.state is not None)
    return Linked((*decided, *beside), through)


def _beside(line: Line) -> Line:
    """Say a line as a note, because another link is better."""
    return note("another-link", line.authority) if line.code == "not-known" else replace(line, kind=Kind.NOTE)


_FAILING: Final = frozenset({Kind.BARS, Kind.DOUBT, Kind.MISSING})


def binding_line(standing: Standing, inquiry: Inquiry) -> Line:
    """Say what the table says of one State and one instrument on the day of filing."""
    about = {"state": standing.state, "instrument": standing.instrument.value}
    binding = standing.binding(inquiry.on)
    if binding is Binding.BOUND:
        return holds("bound", standing.authority, **about)
    if binding is Binding.LEFT and standing.row is not None and standing.row.on is not None:
        return bars("left", standing.authority, **about, day=standing.row.on)
    if binding is Binding.NOT_BOUND:
        return bars("not-bound", standing.authority, **about)
    if binding is Binding.NOT_YET and standing.since is not None:
        return lacking("wait", "wait", standing.authority, **about, day=standing.since.latest)
    return doubt("binding-unknown", standing.authority, **about)


VERDICTS: Final = {
    Kind.HOLDS: Verdict.YES,
    Kind.MISSING: Verdict.WAIT,
    Kind.DOUBT: Verdict.UNKNOWN,
    Kind.BARS: Verdict.NO,
}


def bound_by(inquiry: Inquiry, state: StateCode, *instruments: Instrument) -> Link:
    """Say whether a State is bound by all of these on the day of filing."""
    standings = [inquiry.standing(state, one) for one in instruments]
    lines = tuple(binding_line(one, inquiry) for one in standings)
    return Link(state, worst(lines), lines, stale_rows(standings, inquiry))


def worst(lines: Lines) -> Verdict:
    """Give the verdict of lines that must all hold."""
    verdicts = {VERDICTS[line.kind] for line in lines if line.kind in VERDICTS}
    order = (Verdict.NO, Verdict.UNKNOWN, Verdict.WAIT, Verdict.YES)
    return next(one for one in order if one in verdicts)


def stale_rows(standings: Iterable[Standing], inquiry: Inquiry) -> Lines:
    """Ask to confirm before filing what the table knows only up to more than twelve months ago."""
    return tuple(
        note("confirm", one.authority, state=one.state, instrument=one.instrument.value)
        for one in standings
        if one.row is not None and one.is_stale(inquiry.on)
    )


def under_ced(inquiry: Inquiry, state: StateCode) -> Link:
    """Say whether the Convention on enforced disappearance reaches what began, for one State (art. 35)."""
    standing = inquiry.standing(state, Instrument.CED)
    binding = binding_line(standing, inquiry)
    time = _commenced(standing, inquiry)
    if time.kind is Kind.BARS or binding.kind is Kind.BARS:
        lines: Lines = tuple(line for line in (binding, time) if line.kind is Kind.BARS)
        return Link(state, Verdict.NO, lines, stale_rows([standing], inquiry))
    return Link(state, worst((binding, time)), (binding, time), stale_rows([standing], inquiry))


def _commenced(standing: Standing, inquiry: Inquiry) -> Line:
    """Say whether it commenced after the Convention entered into force for the State."""
    began = inquiry.case.disappearance.began
    if began is None:
        return not_known("began", by.CED_35)
    after = standing.began_after_effect(began)
    about = {"state": standing.state}
    if after is None:
        return doubt("perhaps-before", by.CED_35, **about)
    if after:
        return holds("began-after", by.CED_35, **about)
    if standing.since is None:
        return bars("began-before-any", _with_row(by.CED_35, standing), **about)
    return bars("began-before", _with_row(by.CED_35, standing), **about, day=standing.since.latest)


def _with_row(rule: Authority, standing: Standing) -> Authority:
    row = standing.authority
    return Authority(f"{rule.text}; {row.text}", rule.mark, row.as_of)
