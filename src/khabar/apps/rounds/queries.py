"""What is known of the timetable: the last round, what is overdue, which step waits for keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.ledger.queries import last_subjects
from khabar.apps.rounds.models import Round, Unreadable
from khabar.domain.rounds import Step, goes_steadily, next_round_at, round_number

if TYPE_CHECKING:
    from datetime import datetime

DONE = "done"
LOCKED = "locked"
FINISHED = "round finished"
"""The act in the ledger: its entries are in the order of doing, whatever the clock said."""
_ROUNDS_OF_A_DAY = 25
"""As many as there can be in a day, and the one before."""
STILL = "still"
"""What came of a step: done, its key was locked, the installation was in quarantine."""


@dataclass(frozen=True)
class State:
    """How the timetable stands: the last finished round and the next one, rounds missed, steps that found no key."""

    last_finished_at: datetime | None
    next_at: datetime
    missed: int
    waiting_for_keys: tuple[Step, ...]
    unreadable: int

    @property
    def is_overdue(self) -> bool:
        """Whether a round should have been finished and was not: somebody has to look."""
        return self.missed > 1


def state(now: datetime, *, every_hours: int) -> State:
    """Give the state of the timetable at this moment."""
    current = round_number(now, every_hours)
    # A round of a day to come was done by a clock that ran ahead: it must not hide that today's are missed.
    last = Round.objects.filter(finished_at__isnull=False, number__lte=current).order_by("-number").first()
    steps = dict(last.steps) if last else {}
    return State(
        last_finished_at=last.finished_at if last else None,
        next_at=next_round_at(now, every_hours),
        missed=max(0, current - last.number) if last else 0,
        waiting_for_keys=tuple(step for step in Step if steps.get(step.value) == LOCKED),
        unreadable=Unreadable.objects.count(),
    )


def finished(number: int) -> bool:
    """Say whether this round of the timetable has been done."""
    return Round.objects.filter(number=number, finished_at__isnull=False).exists()


def clock_goes_steadily(now: datetime, *, every_hours: int) -> bool:
    """Say whether the clock has not leapt within the last day, as far as the rounds show."""
    done = last_subjects(FINISHED, count=_ROUNDS_OF_A_DAY)
    return goes_steadily([int(number) for number in done], round_number(now, every_hours), every_hours)


def steps_done(number: int) -> frozenset[Step]:
    """Give the steps of a round that need not be done again."""
    row = Round.objects.filter(number=number).first()
    return frozenset(Step(name) for name, outcome in (row.steps if row else {}).items() if outcome == DONE)
