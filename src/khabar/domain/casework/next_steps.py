"""The next step of a file: always one, always with a day; and who is called in which order.

A file without a next step is how families are forgotten. So an open file cannot be saved without one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from khabar.domain.errors import Invalid

NO_STEP = "Please write what is done next. A file is never without a next step."
NO_DAY = "Please choose the day of the next step."
IN_THE_PAST = "This day has gone by. Please choose a day from today on."
TOO_FAR = "This is more than half a year away. Families should hear from us sooner, even if there is nothing to tell."
NO_REASON = "Please write why. Whoever reads this later must be able to understand it."
FURTHEST = timedelta(days=183)


@dataclass(frozen=True)
class NextStep:
    """What is done next, and by which day."""

    what: str = field(repr=False)
    on: date

    def __post_init__(self) -> None:
        """Refuse a step that says nothing."""
        if not self.what.strip():
            raise Invalid("step", NO_STEP)


def require_ahead(step: NextStep, today: date) -> NextStep:
    """Give the step back; Invalid where its day has gone by, or is further than half a year."""
    if step.on < today:
        raise Invalid("on", IN_THE_PAST)
    if step.on - today > FURTHEST:
        raise Invalid("on", TOO_FAR)
    return step


def require_reason(reason: str) -> str:
    """Give the reason for closing a file without what stands around it; Invalid where there is none."""
    if not reason.strip():
        raise Invalid("reason", NO_REASON)
    return reason.strip()


@dataclass(frozen=True)
class ToCall:
    """One family to call: the file, the day its step is due, when it was last spoken with, whether it said stop."""

    file: str
    due: date
    last_spoken: date | None = None
    stopped: bool = False


def calling_order(families: Iterable[ToCall], today: date) -> tuple[ToCall, ...]:
    """Order the families to call today: whose step is due, the longest unheard first, then by day and id.

    Who gave the stop word is not called. A family never spoken with stands before all others.
    """
    due = (one for one in families if one.due <= today and not one.stopped)
    return tuple(sorted(due, key=lambda one: (one.last_spoken or date.min, one.due, one.file)))
