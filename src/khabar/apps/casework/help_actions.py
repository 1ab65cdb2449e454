"""Writing files of help: open on the person's own yes, note needs and what was done, hand over, close, erase.

Nothing is written after the yes has ended, and taking it back erases the file. No act here reads a family's file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.alarms.readings import count_listed, count_opened
from khabar.apps.casework.help_files import HELP_FILES, HelpBody, help_map, help_record
from khabar.apps.casework.help_queries import help_for, other_companions
from khabar.apps.casework.models import HelpFile
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.casework.companions import Done, Need, met, require_consent
from khabar.domain.casework.next_steps import require_ahead, require_reason
from khabar.domain.casework.people import NO_NAME
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import new_id
from khabar.vault.cases import new_case_key
from khabar.vault.chains import merkle_root
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from khabar.apps.casework.help_files import OpenedHelp
    from khabar.domain.actors import Actor
    from khabar.domain.casework.companions import NeedKind, OwnConsent
    from khabar.domain.casework.next_steps import NextStep
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

CHANGED = "Somebody changed this file while you were writing. Please look again."
NO_SUCH_COMPANION = "Please choose a colleague who stands by people who came out."


@dataclass(frozen=True)
class NewHelp:
    """What a file of help begins with: what the person wishes to be called, how they are reached, their yes."""

    called: str = field(repr=False)
    reach: str = field(repr=False)
    consent: OwnConsent


def open_help(*, actor: Actor, now: datetime, parts: Parts, new: NewHelp, step: NextStep) -> str:
    """Open a file of help on the person's own yes; whoever opens it is the companion. Return its id."""
    account = require_account(actor, Duty.COMPANION)
    if not new.called.strip():
        raise Invalid("called", NO_NAME)
    require_consent(new.consent, now.date())
    require_ahead(step, now.date())
    body = HelpBody(
        called=new.called,
        reach=new.reach,
        consent=new.consent,
        companion=account,
        step=step,
    )
    file_id = new_id(parts.entropy.bytes)
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(file_id), random=parts.entropy.bytes)
    sealed = Record(HELP_FILES, file_id, made.key)
    with transaction.atomic():
        HelpFile.objects.create(
            id=file_id,
            wrapped_key=made.wrapped,
            body=sealed.seal("body", help_map(body), random=parts.entropy.bytes),
            opened_at=now,
            next_step_on=step.on,
        )
        record(actor=actor, now=now, parts=parts, act="help opened", subject=file_id)
    return file_id


def take_help_step(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, step: NextStep) -> None:
    """Set what is done next and by when; a closed file is open again."""
    require_consent(seen.body.consent, now.date())
    ahead = require_ahead(step, now.date())
    _change(seen, lambda body: replace(body, step=ahead, closed_because=""), actor=actor, now=now, parts=parts)


def add_need(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, kind: NeedKind, what: str) -> str:
    """Keep something that is needed, and return its id."""
    require_consent(seen.body.consent, now.date())
    need = Need(new_id(parts.entropy.bytes), kind, what)
    _change(seen, lambda body: replace(body, needs=(*body.needs, need)), actor=actor, now=now, parts=parts)
    return need.id


def meet_need(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, need: str) -> None:
    """Keep that something needed was met today; Refused for an id that is none of this file's."""
    require_consent(seen.body.consent, now.date())
    needs = met(seen.body.needs, need, now.date())
    _change(seen, lambda body: replace(body, needs=needs), actor=actor, now=now, parts=parts)


def note_done(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, on: date, what: str) -> None:
    """Keep something that was done for the person."""
    require_consent(seen.body.consent, now.date())
    done = Done(on, what)
    _change(seen, lambda body: replace(body, done=(*body.done, done)), actor=actor, now=now, parts=parts)


def renew_consent(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, consent: OwnConsent) -> None:
    """Keep that the person has agreed anew; what they agreed to before is no longer there."""
    require_consent(consent, now.date())
    _change(seen, lambda body: replace(body, consent=consent), actor=actor, now=now, parts=parts)


def hand_over(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, to: AccountId) -> None:
    """Give the file to another companion, with whom the person agrees; who had it sees it no more."""
    if to not in {one.account for one in other_companions(seen.body.companion)}:
        raise Invalid("to", NO_SUCH_COMPANION)
    _change(seen, lambda body: replace(body, companion=to), actor=actor, now=now, parts=parts, act="help handed over")


def close_help(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp, reason: str) -> None:
    """Close a file of help with a reason; a next step opens it again."""
    because = require_reason(reason)
    _change(
        seen,
        lambda body: replace(body, closed_because=because),
        actor=actor,
        now=now,
        parts=parts,
        act="help closed",
    )


def erase_help(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedHelp) -> None:
    """Take back the person's yes: destroy the data key and empty the file; what is left of it is noise."""
    help_for(seen.id, actor, parts=parts)
    with transaction.atomic():
        erased = HelpFile.objects.filter(id=seen.id, wrapped_key__isnull=False).update(
            wrapped_key=None, body=b"", is_closed=True, next_step_on=None
        )
        if erased != 1:
            raise Conflict(CHANGED)
        record(actor=actor, now=now, parts=parts, act="help erased", subject=seen.id)


def note_help_list(*, actor: Actor, now: datetime, parts: Parts, subjects: Collection[str]) -> None:
    """Put the showing of a companion's list into the ledger: how many, and a root over which; else nothing is shown."""
    count_listed(actor=actor, now=now, parts=parts, lines=len(subjects))
    root = merkle_root([bytes.fromhex(one) for one in sorted(subjects)])
    record(actor=actor, now=now, parts=parts, act="help listed", details={"count": len(subjects), "root": root})


def note_help_reading(*, actor: Actor, now: datetime, parts: Parts, file_id: str) -> None:
    """Put the reading of a file of help into the ledger, and count it; without both nothing is shown."""
    count_opened(actor=actor, now=now, parts=parts)
    record(actor=actor, now=now, parts=parts, act="help read", subject=file_id)


def _change(
    seen: OpenedHelp,
    change: Callable[[HelpBody], HelpBody],
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    act: str = "help written in",
) -> None:
    """Change the body of a file as it was seen; Conflict when somebody changed it since. A reason closes it."""
    current = help_for(seen.id, actor, parts=parts)
    with transaction.atomic():
        claimed = HelpFile.objects.filter(id=seen.id, version=seen.version, wrapped_key__isnull=False).update(
            version=F("version") + 1
        )
        if claimed != 1:
            raise Conflict(CHANGED)
        row, body = HelpFile.objects.get(id=seen.id), change(current.body)
        row.body = help_record(row, parts=parts).seal("body", help_map(body), random=parts.entropy.bytes)
        row.is_closed = bool(body.closed_because)
        row.next_step_on = None if row.is_closed else body.step.on
        row.save(update_fields=["body", "next_step_on", "is_closed"])
        record(actor=actor, now=now, parts=parts, act=act, subject=seen.id)
