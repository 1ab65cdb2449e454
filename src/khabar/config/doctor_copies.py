"""What the doctor says of what lies outside the house: backups, drills, the journal, and what was begun and not ended.

It is the dead man's notice: where nothing was written for 26 hours, somebody has to look.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.apps.journal.lines import read
from khabar.apps.journal.queries import journal_name
from khabar.apps.ledger.queries import last_act_at
from khabar.apps.quarantine.queries import is_quarantined
from khabar.config.backing_up import DRILLED, MADE
from khabar.config.findings import Finding, look, note, ok
from khabar.config.upgrading import STATE
from khabar.config.wiring import second_place
from khabar.domain.errors import Outside
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.config.options import Options

TOO_OLD = timedelta(hours=26)


def examine_copies(options: Options, now: datetime) -> Iterator[Finding]:
    """Look at what would be there if this machine were gone."""
    if is_quarantined():
        yield look("quarantine", "This house keeps still: it tells and sends nothing. See: khabar quarantine show")
    if (options.house / STATE).exists():
        yield look("upgrade", "One was broken off. Go on with it: khabar upgrade")
    yield _age("backup", last_act_at(MADE), now, "Make one: khabar backup --drill FILE", options)
    yield _age(
        "drill", last_act_at(DRILLED), now, "A backup that nobody restored is a hope: khabar backup --drill", options
    )
    yield _journal(options, now)


def _age(about: str, last: datetime | None, now: datetime, mend: str, options: Options) -> Finding:
    if last is None:
        say = look if options.backup_recipients else note
        return say(about, f"None was ever made here. {mend}")
    if now - last > TOO_OLD:
        return look(about, f"The last was of {last:%Y-%m-%d %H:%M} UTC, more than 26 hours ago. {mend}")
    return ok(about, f"The last was of {last:%Y-%m-%d %H:%M} UTC.")


def _journal(options: Options, now: datetime) -> Finding:
    about = "journal"
    if not options.second_place:
        return note(about, "There is no second place, so a restored house could not learn what was withdrawn since.")
    place = second_place(options, "operator")
    try:
        line = place.last_line(journal_name()) if place else None
    except Outside:
        return look(about, f"{Path(options.second_place)} is not there. Put the second place back in.")
    if place is None or line is None:
        return note(about, "It has no line yet; the next round writes one.")
    try:
        at = read(line, place.verify_key).at
    except VaultError:
        return look(about, "Its last line is not one of this house. Look at what lies in the second place.")
    if now - at > TOO_OLD:
        return look(about, f"Its last line is of {at:%Y-%m-%d %H:%M} UTC. Is `khabar work` running?")
    return ok(about, f"complete until {at:%Y-%m-%d %H:%M} UTC.")
