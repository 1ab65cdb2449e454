"""What happened, by whose word: each line of a file with its source, and where two lines cannot both be true.

Nothing here weighs one source against another; what contradicts stands side by side until a person mends a line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from khabar.domain.dates import PartialDate, parse_partial_date
from khabar.domain.errors import Invalid
from khabar.text import Said, marked, said

NO_WHAT = "Please write what happened, in one sentence."
NO_SPEAKER = "Please write who says so. A line without a speaker cannot be used anywhere."
EARLIER = marked("“%(first)s” (%(on)s) lies after “%(second)s” (%(then)s). One of these dates cannot be right.")


class Knowing(StrEnum):
    """How a source knows what it says."""

    SAW = "saw"
    HEARD = "heard"
    DOCUMENT = "document"
    MEDIA = "media"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What kind of line it is, in the order in which a life can hold them where an order is certain."""

    BORN = "born"
    LEFT_HOME = "left_home"
    TAKEN = "taken"
    LAST_SEEN = "last_seen"
    HEARD_OF = "heard_of"
    VISIT = "visit"
    CALL = "call"
    STEP = "step"
    CAME_OUT = "came_out"
    DIED = "died"
    OTHER = "other"


_NEVER_BEFORE = {
    EventKind.BORN: frozenset(EventKind) - {EventKind.BORN, EventKind.STEP, EventKind.OTHER},
}
"""What can never lie before an event of this kind."""
_NEVER_AFTER_DEATH = frozenset(
    {EventKind.BORN, EventKind.LEFT_HOME, EventKind.TAKEN, EventKind.LAST_SEEN, EventKind.CALL, EventKind.CAME_OUT}
)


@dataclass(frozen=True)
class Source:
    """Who says so, and how they know."""

    speaker: str = field(repr=False)
    knowing: Knowing = Knowing.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse a line nobody answers for."""
        if not self.speaker.strip():
            raise Invalid("speaker", NO_SPEAKER)


@dataclass(frozen=True)
class CaseEvent:
    """One line of a file. `when` is the date as given; `incident`: a claim about what somebody did, never a finding."""

    kind: EventKind
    when: str
    what: str = field(repr=False)
    source: Source = field(repr=False)
    incident: bool = False
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse a line that says nothing."""
        if not self.what.strip():
            raise Invalid("what", NO_WHAT)

    def on(self, today: date) -> PartialDate | None:
        """Read the date; None where none was given. Raises Invalid (field `when`) for one that cannot be read."""
        return parse_partial_date(self.when, today=today, field="when") if self.when.strip() else None


@dataclass(frozen=True)
class Span:
    """The days on which an event may have been, over all readings of its date."""

    event: CaseEvent
    earliest: date
    latest: date


def spans(events: Iterable[CaseEvent], today: date) -> tuple[Span, ...]:
    """Give the events that have a date, by their earliest day; of two on one day the shorter span first."""
    dated = ((event, event.on(today)) for event in events)
    found = (
        Span(event, min(one.earliest for one in when.readings), max(one.latest for one in when.readings))
        for event, when in dated
        if when is not None
    )
    return tuple(sorted(found, key=lambda one: (one.earliest, one.latest)))


def likely_spans(events: Iterable[CaseEvent], today: date) -> tuple[Span, ...]:
    """Give the same by the likeliest reading of each date alone, in its order: for showing, never for objecting."""
    dated = ((event, event.on(today)) for event in events)
    found = (
        Span(event, when.readings[0].earliest, when.readings[0].latest) for event, when in dated if when is not None
    )
    return tuple(sorted(found, key=lambda one: (one.earliest, one.latest)))


def contradictions(events: Iterable[CaseEvent], today: date) -> Iterator[Said]:
    """Say which two dates cannot both be right: only where no reading of either leaves it possible."""
    for one, other in combinations(spans(events, today), 2):
        for first, second in ((one, other), (other, one)):
            if _must_come_first(first.event.kind, second.event.kind) and first.earliest > second.latest:
                yield said(
                    EARLIER,
                    first=first.event.what,
                    on=first.event.when,
                    second=second.event.what,
                    then=second.event.when,
                )


def _must_come_first(first: EventKind, second: EventKind) -> bool:
    if second is EventKind.DIED:
        return first in _NEVER_AFTER_DEATH
    return second in _NEVER_BEFORE.get(first, frozenset())
