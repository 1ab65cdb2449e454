"""The shell door to the table of treaties: what it says of one State, since when that binds, and how far to trust it.

It needs no installation. A State that is no more, or a word for two States, is not guessed at; no row is never a no.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

import click

from khabar.adapters.casefile.telling_states import not_a_state, taken_as
from khabar.data.treaties import Instrument, Trust, treaty_rows
from khabar.domain.errors import Invalid
from khabar.domain.procedures.states import Named, state_name, state_named
from khabar.domain.procedures.treaties import EFFECTS, Binding, Standing, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.procedures.values import StateCode

TRUSTED: Final = {
    Trust.OFFICIAL: "stands in an official text",
    Trust.PARTIAL: "an official text shows it, not its exact date",
    Trust.SECONDARY: "one secondary source",
    Trust.RECOLLECTION: "from memory: to be confirmed, decides nothing",
}
BINDING: Final = {
    Binding.BOUND: "bound",
    Binding.NOT_BOUND: "not bound",
    Binding.NOT_YET: "not yet bound",
    Binding.LEFT: "has left",
    Binding.UNKNOWN: "unknown",
}
NO_ROW: Final = "no row: unknown, never “no”"
CLOSING: Final = (
    "Effect is computed: the later of deposit and period, and of the treaty's own first day.\n"
    "“none” and “signature” are true on their day only: the State may have joined since.\n"
    "Nothing here is legal advice; look it up in the UN Treaty Collection before filing."
)


class _Clock(Protocol):
    def now(self) -> datetime: ...


class _Bare(Protocol):
    clock: _Clock


@click.command("treaties")
@click.argument("state", metavar="STATE")
@click.option("--on", metavar="DATE", help="For which day, YYYY-MM-DD; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def treaties(bare: _Bare, state: str, *, on: str | None, as_json: bool) -> None:
    """Say which treaties bind a State, by its code or its name, also one it had before."""
    day = _day(bare, on)
    found = _found(state)
    standings = [standing(treaty_rows(), found, one) for one in Instrument]
    if as_json:
        entries = [_entry(one, day) for one in standings]
        document = {"state": state_name(found), "iso3": str(found), "on": day.isoformat(), "instruments": entries}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{state_name(found)} ({found}), for {day.isoformat()}")
    for one in standings:
        click.echo("\n".join(_lines(one, day)))
    click.echo(CLOSING)


def _found(text: str) -> StateCode:
    found = state_named(text)
    if not isinstance(found, Named):
        raise Invalid("STATE", not_a_state(text, found))
    if found.others:
        click.echo(f"khabar: {taken_as(text, found)}", err=True)
    return found.state


def _day(bare: _Bare, on: str | None) -> date:
    if on is None:
        return bare.clock.now().date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise Invalid("--on", "this is no day. Write it as YYYY-MM-DD.") from None


def _entry(one: Standing, on: date) -> dict[str, object]:
    row = one.row
    return {
        "instrument": one.instrument.value,
        "binding": one.binding(on).value,
        "status": row.status.value if row else None,
        "date": _written(one),
        "effect": _effect(one),
        "as_of": row.as_of.isoformat() if row and row.as_of else None,
        "trust": row.trust.value if row else None,
        "confirm_before_filing": one.is_stale(on),
        "source": row.source if row else None,
        "note": (row.note or None) if row else None,
    }


def _lines(one: Standing, on: date) -> Iterator[str]:
    row = one.row
    if row is None:
        yield f"  {one.instrument:<10} {NO_ROW}"
        return
    written = " ".join(filter(None, (row.status.value, _written(one))))
    yield f"  {one.instrument:<10} {BINDING[one.binding(on)]}: {written}{_since(one)}"
    as_of = f"as of {row.as_of.isoformat()}" if row.as_of else "without a date"
    confirm = "; confirm before filing" if one.is_stale(on) else ""
    yield f"             {as_of}; {TRUSTED[row.trust]}{confirm}"
    yield f"             {row.source}"
    if row.note:
        yield f"             {row.note}"


def _written(one: Standing) -> str | None:
    if one.row is None or one.row.on is None:
        return None
    return str(one.row.on.year) if one.row.year_only else one.row.on.isoformat()


def _since(one: Standing) -> str:
    """Say since when, by which article, and what of it is not sure."""
    since = one.since
    if since is None:
        return ""
    sure = since.earliest == since.latest
    doubt = "" if sure else f", to be confirmed, not before {since.earliest.isoformat()}"
    return f"; in force {since.latest.isoformat()} ({EFFECTS[one.instrument].article}{doubt})"


def _effect(one: Standing) -> str | None:
    """Give the day, or the days between which it took effect; None where the row may not say so."""
    since = one.since
    if since is None:
        return None
    first, last = since.earliest.isoformat(), since.latest.isoformat()
    return first if first == last else f"{first} to {last}"
