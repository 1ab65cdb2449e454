"""Who telephones which family on which day: planned by the hands there are, the earliest promised date first.

And what came of a call, and when somebody who calls in is known again by the family's own question.
Nothing here may look at what is known of the person sought: a plan is the same whatever we know.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from khabar.domain.ids import AccountId, RequestId
from khabar.text import to_latin_digits, words

DAYS_PLANNED = 7
DAYS_AHEAD = 14
"""Families whose date comes within so many days may be called already, where hands are left."""
MOST_CALLS = 60
"""More calls than this in one day nobody makes well."""
WRONG_TRIES = 3
LOCKED_FOR = timedelta(days=1)


class Outcome(StrEnum):
    """What came of a call. WANTS_CALL: she was reached and wants to be called back by the family desk."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    STOP_WORD = "stop_word"
    WANTS_CALL = "wants_call"

    @property
    def was_heard(self) -> bool:
        """Whether the family has heard from us: then its next date moves, as it does when a mail leaves.

        Who says the stop word has heard us too; a date that stood still would tell whoever stands beside her.
        """
        return self is not Outcome.NOT_REACHED


@dataclass(frozen=True)
class Hands:
    """How many calls one helper can make on one day."""

    helper: AccountId
    day: date
    calls: int


@dataclass(frozen=True)
class DueCall:
    """A family to be called: the day by which it hears from us, and whose own people they are.

    `missed`: somebody called and did not reach them, so they come first.
    """

    request: RequestId
    by: date
    missed: bool = False
    not_by: frozenset[AccountId] = frozenset()


@dataclass(frozen=True)
class PlannedCall:
    """One call of a plan."""

    request: RequestId
    helper: AccountId
    day: date


@dataclass(frozen=True)
class CallPlan:
    """Every family that is due: planned, planned later than promised (`late`), or left without a call.

    `missing` is how many more calls would keep every date up to the last day planned.
    """

    calls: tuple[PlannedCall, ...] = ()
    late: frozenset[RequestId] = frozenset()
    left: tuple[RequestId, ...] = ()
    missing: int = 0


@dataclass
class _Table:
    """Hands by day and helper, and whom they call so far."""

    hands: Mapping[tuple[date, AccountId], int]
    called: dict[tuple[date, AccountId], list[DueCall]] = field(default_factory=dict)

    def without_room(self, families: Iterable[DueCall], *, in_time: bool) -> list[DueCall]:
        """Place families in their order, moving others to other hands where that makes room; give those without any.

        Hands that were looked through in vain lead to no room for anybody after, so they are not looked through again.
        """
        unplaced, full = [], set[tuple[date, AccountId]]()
        for family in families:
            tried = set(full)
            if not self._place(family, tried, in_time=in_time):
                unplaced.append(family)
                full = tried
        return unplaced

    def _place(self, family: DueCall, tried: set[tuple[date, AccountId]], *, in_time: bool) -> bool:
        for slot in self._open_to(family, in_time=in_time):
            if slot in tried:
                continue
            tried.add(slot)
            row = self.called.setdefault(slot, [])
            if len(row) < self.hands[slot]:
                row.append(family)
                return True
            for other in row:
                if self._place(other, tried, in_time=slot[0] <= other.by):
                    row.remove(other)
                    row.append(family)
                    return True
        return False

    def _open_to(self, family: DueCall, *, in_time: bool) -> list[tuple[date, AccountId]]:
        """List the hands for a family: the earliest day first, on one day whoever has most to spare."""
        may = [
            slot
            for slot in self.hands
            if slot[1] not in family.not_by and (slot[0] <= family.by if in_time else slot[0] > family.by)
        ]
        return sorted(may, key=lambda slot: (slot[0], self._load(slot), slot[1]))

    def _load(self, slot: tuple[date, AccountId]) -> float:
        return len(self.called.get(slot, ())) / self.hands[slot]


def plan(due: Iterable[DueCall], hands: Iterable[Hands], *, until: date) -> CallPlan:
    """Plan the calls up to and including `until`. The same families and hands give the same plan. In this order.

    1. Whoever was not reached comes first, then the earliest promised date.
    2. Each is called in time where there is any way to keep those before them too; nobody calls his own people.
    3. Whoever is left gets what hands remain, later than promised, and stands in the list of those.
    """
    room: Counter[tuple[date, AccountId]] = Counter()
    for one in hands:
        if one.calls > 0 and one.day <= until:
            room[one.day, one.helper] += one.calls
    table, families = _Table(room), sorted(due, key=_order)
    too_late = table.without_room(families, in_time=True)
    unplanned = table.without_room(too_late, in_time=False)
    planned = [
        PlannedCall(family.request, helper, day)
        for (day, helper), row in sorted(table.called.items())
        for family in sorted(row, key=_order)
    ]
    return CallPlan(
        calls=tuple(planned),
        late=frozenset(family.request for family in too_late if family not in unplanned),
        left=tuple(family.request for family in unplanned),
        missing=sum(1 for family in too_late if family.by <= until),
    )


def _order(family: DueCall) -> tuple[bool, date, RequestId]:
    return not family.missed, family.by, family.request


def agrees(said: str, kept: str) -> bool:
    """Say whether an answer reads the same but for capitals, digits, punctuation and the order of words.

    It only hints: a person looks at both and decides, because "plum jam" is also "jam of plums".
    """
    return bool(kept.strip()) and _folded(said) == _folded(kept)


def _folded(answer: str) -> Sequence[str]:
    return sorted(words(to_latin_digits(answer).casefold()))


def locked_until(wrong: Sequence[datetime]) -> datetime | None:
    """Give until when nobody may try again, out of the moments of wrong tries since the last right one."""
    return max(wrong) + LOCKED_FOR if len(wrong) >= WRONG_TRIES else None


def first_name(given: str, full: str) -> str:
    """Give what a calling list calls the enquirer: her given name, or the first word of her name."""
    return given or next(iter(full.split()), "")
