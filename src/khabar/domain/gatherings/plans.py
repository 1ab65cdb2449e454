"""What a gathering is planned as: title, regions, points, rules of speaking; and each sitting with its time and way in.

All of it is for colleagues, and the title for the wall of a room; no mail and no calendar carries it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.domain.errors import Invalid
from khabar.domain.gatherings.admission import LONG_REGION, LONGEST_REGION
from khabar.domain.gatherings.invitations import House, Summary, WayIn
from khabar.domain.gatherings.nameless import require_no_name, require_none_of
from khabar.domain.gatherings.sittings import When
from khabar.domain.gatherings.speakers import Rules

LONGEST_TITLE, LONGEST_POINT, MOST_REGIONS, MOST_POINTS = 100, 200, 40, 40
NO_TITLE = "Give the gathering a title, without anybody’s name."
LONG_TITLE = "A title has at most 100 letters."
NO_REGIONS = "Write at least one region that people speak from, one to a line."
MANY_REGIONS = "A gathering has at most 40 regions."
SAME_REGION = "A region stands here twice."
LONG_POINT = "A point has at most 200 letters."
MANY_POINTS = "A gathering has at most 40 points."
NO_SITTING_NAME = "Say for whom this sitting is, such as “Europe and Africa, evening”."
LONG_SITTING_NAME = "This has at most 100 letters."


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A gathering without its sittings. `not_a_person`: words that look like a name and are none. Raises Invalid."""

    title: str = field(repr=False)
    regions: tuple[str, ...]
    summary: Summary = Summary.MEETING
    points: tuple[str, ...] = ()
    not_a_person: tuple[str, ...] = field(default=(), repr=False)
    rules: Rules = field(default_factory=Rules)
    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        """Refuse a plan nobody could hold a gathering by."""
        if not self.title.strip():
            raise Invalid("title", NO_TITLE)
        if len(self.title) > LONGEST_TITLE:
            raise Invalid("title", LONG_TITLE)
        self._require_regions()
        if len(self.points) > MOST_POINTS:
            raise Invalid("points", MANY_POINTS)
        if any(len(one) > LONGEST_POINT for one in self.points):
            raise Invalid("points", LONG_POINT)

    def _require_regions(self) -> None:
        if not self.regions:
            raise Invalid("regions", NO_REGIONS)
        if len(self.regions) > MOST_REGIONS:
            raise Invalid("regions", MANY_REGIONS)
        if len({one.casefold() for one in self.regions}) != len(self.regions):
            raise Invalid("regions", SAME_REGION)
        if any(len(one) > LONGEST_REGION for one in self.regions):
            raise Invalid("regions", LONG_REGION)


@dataclass(frozen=True, kw_only=True)
class SittingPlan:
    """One sitting: for whom, when, the way in, who moderates (the id of somebody admitted), whether it is cancelled."""

    name: str
    when: When
    way_in: WayIn = field(default_factory=WayIn, repr=False)
    moderator: str = ""
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        """Refuse a sitting nobody could tell from the others."""
        if not self.name.strip():
            raise Invalid("name", NO_SITTING_NAME)
        if len(self.name) > LONGEST_TITLE:
            raise Invalid("name", LONG_SITTING_NAME)


def require_nameless(plan: Plan) -> None:
    """Raise Invalid where the title or a point has something that looks like somebody's name."""
    require_no_name("title", plan.title, plan.not_a_person)
    for point in plan.points:
        require_no_name("points", point, plan.not_a_person)


def require_nobody_inside(plan: Plan, sittings: Iterable[str], names: Iterable[str]) -> None:
    """Raise Invalid where title, points, regions or the names of sittings name one of these people."""
    known = tuple(names)
    require_none_of("title", (plan.title,), known)
    require_none_of("points", plan.points, known)
    require_none_of("regions", (*plan.regions, *sittings), known)
