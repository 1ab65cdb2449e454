"""What each step of an association's round does. Every one can be interrupted and done again without harm.

There is nothing to match and nothing to release to anybody sought: none of that is installed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.intake.limits import sweep
from khabar.domain.actors import system
from khabar.domain.rounds import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from khabar.apps.rounds.errands import Errand
    from khabar.ports import Parts


def count(now: datetime, parts: Parts) -> None:
    """Bring the counts of petitions up to date, and drop counters of days gone by; a locked house does it too."""
    del parts
    sweep(actor=system("count"), now=now)


DEEDS: Mapping[Step, Callable[[datetime, Parts], None]] = {
    Step.COUNT: count,
}

ERRANDS: tuple[Errand, ...] = ()
"""What is done between rounds."""


def forget_when_locked(parts: Parts) -> None:
    """Nothing is remembered here from one step to the next."""
    del parts


def do_step(step: Step, *, now: datetime, parts: Parts) -> None:
    """Do one step in this process; raises Locked when its key is not at hand."""
    DEEDS[step](now, parts)
