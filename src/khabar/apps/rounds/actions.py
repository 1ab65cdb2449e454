"""One round, step by step. Each step is done by the process that holds its key class, and can be done again.

`conduct` keeps the order and notes what is finished; the deeds themselves stand in the apps below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.journal.actions import look_back
from khabar.apps.ledger.actions import record
from khabar.apps.quarantine.queries import is_quarantined
from khabar.apps.rounds.models import Round
from khabar.apps.rounds.queries import DONE, FINISHED, LOCKED, STILL, steps_done
from khabar.domain.errors import Broken, Locked
from khabar.domain.rounds import IN_QUARANTINE, round_at, round_number, timetable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.rounds import Step
    from khabar.ports import Parts

    Do = Callable[[Step, datetime], None]


def conduct(*, actor: Actor, now: datetime, parts: Parts, do: Do) -> int:
    """Do every step of the round that is due now and is not done yet; return the round's number.

    `do` does one step, here or in the process that has its key, and raises Locked when the key is not at hand: then
    the step waits for the next round and the others go on; in quarantine all wait that could tell or send. Before the
    first step it looks whether the journal outside the house goes further than the house remembers.
    Where a step is Broken the others go on too, so that pages are renewed whatever happens; the round then stays open,
    and the first such error is raised at the end.
    """
    hours = parts.options.round_hours
    number = round_number(now, hours)
    Round.objects.get_or_create(
        number=number, defaults={"planned_at": round_at(number, hours), "started_at": now, "steps": {}}
    )
    look_back(actor=actor, now=now, parts=parts)
    if broken := _do_steps(number, timetable(parts.options.kind).steps, do, now):
        raise broken[0]
    with transaction.atomic():
        Round.objects.filter(number=number).update(finished_at=now)
        record(actor=actor, now=now, parts=parts, act=FINISHED, subject=str(number))
    return number


def reopen(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Let the round of this moment be done once more, as somebody at the shell asked."""
    number = round_number(now, parts.options.round_hours)
    with transaction.atomic():
        if Round.objects.filter(number=number).update(finished_at=None, steps={}):
            record(actor=actor, now=now, parts=parts, act="round reopened", subject=str(number))


def _do_steps(number: int, steps: Sequence[Step], do: Do, now: datetime) -> list[Broken]:
    done, broken = steps_done(number), []
    for step in steps:
        if step not in done:
            try:
                _note(number, step, _outcome(do, step, now))
            except Broken as problem:
                broken.append(problem)
    return broken


def _outcome(do: Do, step: Step, now: datetime) -> str:
    if step not in IN_QUARANTINE and is_quarantined():
        return STILL
    try:
        do(step, now)
    except Locked:
        return LOCKED
    return DONE


def _note(number: int, step: Step, outcome: str) -> None:
    with transaction.atomic():
        row = Round.objects.select_for_update().get(number=number)
        row.steps = {**row.steps, step.value: outcome}
        row.save(update_fields=["steps"])
