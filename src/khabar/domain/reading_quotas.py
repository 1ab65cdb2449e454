"""How many records of persons one account may open in a day, and when its reading calls for a look.

The count is of openings, not of persons: opening the same record twice counts twice, whichever page shows it. Lines of
a list count for a part of a record each. It must never depend on whose records they are.
"""

from __future__ import annotations

from enum import Enum
from math import ceil
from typing import TYPE_CHECKING, Final

from khabar.domain.duties import Duty
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId

RECORD: Final = 10
"""Points of one record that is opened. A line of a list is one point: ten lines are as much as a record."""
A_DAY: Final = 400
"""Records that one account may open in a day (UTC), unless the settings say otherwise."""
ABOVE_USUAL: Final = 30
"""So many records above what is usual for the account, its reading calls for a look (SAFETY A3b)."""
DAYS: Final = 28
"""Days before today that are looked at for what is usual; those on which nothing was read do not count."""
PEOPLE: Final = 2
"""So many colleagues let somebody go on for the day."""
USUAL_SHARE: Final = 0.95

MAY_LIFT: Final = frozenset(
    {
        *(Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS, Duty.ADVOCATE, Duty.EDITOR, Duty.COMPANION),
        Duty.UNLOCKER,
    }
)
"""Who may let a colleague go on: somebody of the same desk, or an unlocker. Never an operator."""


class QuotaReached(Refused):
    """This account has opened as many records today as the house allows; nothing more is shown to it."""


class Reading(Enum):
    """What one more opening comes to: it is as always; it calls for a look; it is one too many."""

    USUAL = "usual"
    CALLS_FOR_A_LOOK = "calls for a look"
    TOO_MUCH = "too much"


def usual_points(days: Collection[int]) -> int:
    """Give what is usual: the nearest-rank 95th percentile of the points of days on which something was read."""
    read = sorted(points for points in days if points > 0)
    return read[ceil(USUAL_SHARE * len(read)) - 1] if read else 0


def most_points(a_day: int, people: int) -> int:
    """Give the points of a day: those of `a_day` records, and as many again for each two who let it go on."""
    return a_day * RECORD * (1 + people // PEOPLE)


def look_at(before: int, adds: int, *, usual: int, most: int) -> Reading:
    """Say what an opening of `adds` points comes to where `before` were read today; one too many adds nothing."""
    if before + adds > most:
        return Reading.TOO_MUCH
    threshold = usual + ABOVE_USUAL * RECORD
    return Reading.CALLS_FOR_A_LOOK if before <= threshold < before + adds else Reading.USUAL


def may_lift(duties: Collection[Duty], *, of_stopped: Collection[Duty]) -> bool:
    """Say whether somebody with these duties is of the same desk as the one who was stopped, or an unlocker.

    Asked again of whoever has spoken when a second one does: the word of one who has left since counts no more.
    """
    return not MAY_LIFT.isdisjoint({*duties} & {*of_stopped, Duty.UNLOCKER})


def require_lifter(actor: Actor, *, stopped: AccountId, duties: Collection[Duty]) -> AccountId:
    """Give the account of somebody who may let `stopped`, who holds `duties`, go on for the day; Refused otherwise."""
    account = actor.account
    if account is None or account == stopped or not may_lift(actor.duties, of_stopped=duties):
        raise Refused("Two colleagues of the same desk, or unlockers, let somebody go on.")
    return account
