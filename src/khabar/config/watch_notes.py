"""What the watch remembers between two looks, in a small file of the house, and the mails it writes.

The mails are plain on purpose: no name of a body or person, no number, one size, whatever they say. They travel like
any mail and may be read on their way.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from khabar.domain.watching import Matter, Notice, Trouble, Watched
from khabar.ports import Envelope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

STATE = "watch.json"
WIDTH = 78
"""Each line of a mail is so long; a longer one would be written in another encoding, and so in another size."""
_SUBJECT = "Timetable: {}"
_LOOK, _WELL, _SIGN = "please look", "well again.", "rounds done"


@dataclass(frozen=True)
class Waiting:
    """What one address has not been told yet, under which Message-ID, and whether it may have arrived already."""

    notice: Notice
    message_id: str
    may_have_left: bool = False


@dataclass(frozen=True)
class Notes:
    """What is kept: how things stood, and what waits for the mail server."""

    watched: Watched = field(default_factory=Watched)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)


def envelope(waiting: Waiting, sender: str, recipient: str) -> Envelope:
    """Write the mail; of two mails to one address only the words differ, never the size."""
    notice = waiting.notice
    told = _LOOK if notice.look else _WELL if notice.well else _SIGN
    lines = (
        "Rounds are done." if notice.sign else "",
        f"Look: {_named(notice.look)}" if notice.look else "",
        f"Well again: {_named(notice.well)}" if notice.well else "",
        "What each word means stands in the guide. No mail for two days: call.",
    )
    body = "".join(f"{line:<{WIDTH}}\n" for line in lines)
    return Envelope(waiting.message_id, sender, recipient, _SUBJECT.format(told), body)


def _named(matters: Iterable[Matter]) -> str:
    return ", ".join(matter for matter in Matter if matter in frozenset(matters))


def read_notes(path: Path) -> Notes:
    """Read what was kept; a file that is missing or damaged is none, so that everything is said anew."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        troubles = {Matter(name): _trouble(one) for name, one in said["troubles"].items()}
        signed_on = date.fromisoformat(said["signed_on"]) if said["signed_on"] else None
        waiting = {str(address): _waiting(one) for address, one in said["waiting"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Notes()
    return Notes(Watched(troubles, signed_on), waiting)


def _trouble(said: Mapping[str, str]) -> Trouble:
    told_at = said["told_at"]
    return Trouble(_moment(said["since"]), _moment(told_at) if told_at else None)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment


def _waiting(said: Mapping[str, Any]) -> Waiting:
    notice = Notice(frozenset(map(Matter, said["look"])), frozenset(map(Matter, said["well"])), sign=bool(said["sign"]))
    return Waiting(notice, str(said["message_id"]), bool(said["may_have_left"]))


def write_notes(path: Path, notes: Notes) -> None:
    """Keep it: whole, and on the disk before anything is sent; raises OSError."""
    said = {
        "troubles": {
            matter: {"since": one.since.isoformat(), "told_at": one.told_at.isoformat() if one.told_at else ""}
            for matter, one in notes.watched.troubles.items()
        },
        "signed_on": notes.watched.signed_on.isoformat() if notes.watched.signed_on else "",
        "waiting": {
            address: {
                "look": sorted(one.notice.look),
                "well": sorted(one.notice.well),
                "sign": one.notice.sign,
                "message_id": one.message_id,
                "may_have_left": one.may_have_left,
            }
            for address, one in notes.waiting.items()
        },
    }
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
