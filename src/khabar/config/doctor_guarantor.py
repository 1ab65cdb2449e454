"""What the doctor says of the guarantor: whether there is one, how its licence stands, whether its word comes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.config.findings import Finding, look, note, ok
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.config.options import Options

ABOUT = "guarantor"
QUIET = timedelta(days=7)


def examine_guarantor(options: Options, now: datetime) -> Iterator[Finding]:
    """Look at who must agree from outside; an association asks nobody and needs none."""
    if options.kind is Kind.ASSOCIATION:
        return
    if not options.guarantor_key:
        why = options.no_guarantor or "the settings give no reason. docs/guarantor.md says what one is for."
        yield note(ABOUT, f"There is none: {why}")
        return
    yield _licence(options, now)
    yield _word(now)


def _licence(options: Options, now: datetime) -> Finding:
    from khabar.apps.guarantor.queries import licence_under  # noqa: PLC0415 - Django is set up only by now

    stands = licence_under(options, now.date())
    if not stands.may_ask:
        return look(ABOUT, f"Nobody is asked by name: {options.guarantor_name} has given no licence for today. Ask it.")
    if stands.is_near_its_end:
        return look(ABOUT, f"Its licence to ask ends on {stands.ends}. Ask {options.guarantor_name} for a new one.")
    return ok(ABOUT, f"{options.guarantor_name}; its licence to ask lasts until {stands.ends}.")


def _word(now: datetime) -> Finding:
    """Tell a guarantor who does not answer from one to whom nothing was brought."""
    from khabar.apps.guarantor.queries import exchanged, number_waiting  # noqa: PLC0415 - the same

    waiting, last = number_waiting(), exchanged().taken_at
    if waiting and (last is None or now - last > QUIET):
        return look(ABOUT, f"{waiting:,} acts wait, and no word was taken in for a week. See: khabar guarantor --help")
    return ok(ABOUT, f"{waiting:,} acts wait for its word.")
