"""What a campaign's public timeline says of a letter: to which body, on which day, answered or not, and how computed.

Bodies and days alone. It has no field for a word of a letter, a name, a source or a reason: what somebody typed about a
clock (why it stood still, who gave more time) stays in the house, and with it the last day that would need it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from khabar.domain.clocks import Clock, told_all
from khabar.domain.clocks.steps import Step, StepKind
from khabar.domain.errors import Invalid
from khabar.domain.letters.composing import Complaint, complaints
from khabar.domain.letters.drafts import Draft
from khabar.domain.petitions.plans import LANGUAGES
from khabar.domain.timelines import Sent

MOST_LETTERS: Final = 200
"""Letters and copies on one timeline."""
TOO_MANY: Final = "A timeline shows two hundred letters at most."

_TYPED_BY_PEOPLE: Final = frozenset({StepKind.PAUSE, StepKind.PAUSE_OPEN, StepKind.EXTENDED_BY, StepKind.EXTENDED_TO})
"""Lines that hold reasons and sources in somebody's words: where a clock has one, its last day is not told."""
_FIXED: Final = frozenset(
    {
        StepKind.BEGAN_SENT,
        StepKind.BEGAN_RECEIVED,
        StepKind.BEGAN_ACKNOWLEDGED,
        StepKind.RULE,
        StepKind.WEEKEND,
        StepKind.NO_WEEKEND,
        StepKind.HOLIDAY,
        StepKind.HOLIDAY_SOURCE,
        StepKind.HOLIDAYS_UNKNOWN,
        StepKind.MOVED,
        StepKind.DUE,
    }
)
"""Lines of how the last day was counted that say the same on every day they are read."""


@dataclass(frozen=True)
class PublicLetter:
    """One letter, or one copy, as everybody may see it. `computed`: how its last day was counted, by language."""

    body: str
    sent: date
    answered: date | None = None
    due: date | None = None
    is_copy: bool = False
    computed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_of(self, day: date) -> Sent:
        """Give it as a line of a timeline that is looked at on a day."""
        return Sent(self.body, self.sent, self.answered, day, self.is_copy, self.due)

    def to_plain(self) -> dict[str, Any]:
        """Write it as plain values, for the porch."""
        return {
            "body": self.body,
            "sent": self.sent.isoformat(),
            "answered": self.answered.isoformat() if self.answered else "",
            "due": self.due.isoformat() if self.due else "",
            "is_copy": self.is_copy,
            "computed": {language: list(lines) for language, lines in self.computed.items()},
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "PublicLetter":
        """Read what `to_plain` wrote."""
        return cls(
            body=plain["body"],
            sent=date.fromisoformat(plain["sent"]),
            answered=date.fromisoformat(plain["answered"]) if plain["answered"] else None,
            due=date.fromisoformat(plain["due"]) if plain["due"] else None,
            is_copy=plain["is_copy"],
            computed={language: tuple(lines) for language, lines in plain["computed"].items()},
        )


def page_name(slug: str) -> str:
    """Give the name of a petition's public page: consents to be named there are kept under it."""
    return f"petition/{slug}"


def may_stand(draft: Draft, page: str) -> bool:
    """Say whether a letter may stand on this page today: it was written for it, and no rule of letters objects."""
    return bool(page) and draft.publication == page and not complaints(draft)


def new_objections(before: Draft, after: Draft) -> tuple[Complaint, ...]:
    """List what the rules of letters object to once a letter shall stand on a page, and did not before."""
    known = set(complaints(before))
    return tuple(one for one in complaints(after) if one not in known)


def due_and_lines(clock: Clock | None) -> tuple[date | None, dict[str, tuple[str, ...]]]:
    """Give the last day of a clock and how it was counted, as far as both can be told without anybody's words."""
    if clock is None or clock.due is None or any(one.kind in _TYPED_BY_PEOPLE for one in clock.steps):
        return None, {}
    fixed: tuple[Step, ...] = tuple(one for one in clock.steps if one.kind in _FIXED)
    return clock.due, {language: told_all(fixed, language) for language in LANGUAGES}


def require_showable(letters: Iterable[PublicLetter]) -> None:
    """Refuse more letters than a page can show; Invalid (field `letters`)."""
    if sum(1 for _ in letters) > MOST_LETTERS:
        raise Invalid("letters", TOO_MANY)
