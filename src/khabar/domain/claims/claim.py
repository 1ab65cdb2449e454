"""A claim: a piece of a document in which somebody states a figure, or something about an institution.

What a machine proposes has nobody's confirmation and says how sure its rule is. A figure is an interval: "at least 120"
has no upper end, "about 120" reaches a tenth to either side. Hints are read while running, to keep claims sealed.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from khabar.domain.errors import Invalid

NOT_NAMED = "Write who confirms this claim."


class Stance(StrEnum):
    """How the text stands to what is said: the speaker says so, says it is not so, or is quoted word by word."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUOTES = "quotes"


class About(StrEnum):
    """What a claim may be about; there is no third kind."""

    FIGURE = "figure"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `earliest` to `latest`, both included, as read from `text` as written."""

    earliest: date
    latest: date
    text: str = ""

    def overlaps(self, other: "Period") -> bool:
        """Say whether some day lies in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as an interval: `least` and `most` are included, None is no end on that side.

    `unit` is what is counted (person, family, percent …), `population` which of them, by words of the reviewed table;
    `population_text` the same as written. `as_of` is when it held, None where the text does not say.
    """

    least: float | None
    most: float | None
    unit: str
    population: frozenset[str] = frozenset()
    population_text: str = ""
    as_of: Period | None = None

    def meets(self, other: "Quantity") -> bool:
        """Say whether one number could be both figures."""
        low = max(-float("inf") if one.least is None else one.least for one in (self, other))
        high = min(float("inf") if one.most is None else one.most for one in (self, other))
        return low <= high


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim stands: a document by its hash or number, the page, the outlet, when it was published."""

    document: str
    page: int | None = None
    outlet: str = ""
    published: Period | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: `text` is what stands at [start, end) of the paragraph it was found in.

    `speaker` is a body or an office as the text names it; empty where nobody is named, or only a private person.
    `confidence` (0 to 1) is that of the rule, no probability of truth. `confirmed_by` is empty for a proposal.
    """

    text: str
    start: int
    end: int
    source: Source
    about: About
    about_text: str
    stance: Stance
    confidence: float
    speaker: str = ""
    said: Period | None = None
    quantity: Quantity | None = None
    confirmed_by: str = ""

    @property
    def held_on(self) -> Period | None:
        """When the figure held: as the text says, else when it was said, else when it was published."""
        as_of = self.quantity.as_of if self.quantity else None
        return as_of or self.said or self.source.published


def confirmed(claim: Claim, by: str) -> Claim:
    """Give the claim as somebody confirms it; Invalid (field `confirmed_by`) without a person."""
    if not by.strip():
        raise Invalid("confirmed_by", NOT_NAMED)
    return replace(claim, confirmed_by=by.strip())
