"""A child who is sought: guardian, own wish, and a best-interests decision before anything is asked or told.

The decision is a named person's who answers for children, written down by one of the asking desk and confirmed by
another. It speaks of one child and one enquirer: a parent may be the danger. It plays no part once the child is of age.
It must never stand over the child's own no, nor rest on the word of the one who seeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.domain.by_two import MOST_BYTES, RecordedByTwo
from khabar.domain.dates import could_be_under, parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import SHORT, Filled, choice_field, line_field, text_field
from khabar.domain.withheld import is_withheld_from

BEST_INTERESTS_TYPE = "consent.best_interests"
YEARS_OF_AGE = 18
"""Convention on the Rights of the Child, article 1."""

WHO_DECIDED = "Write the name of the person who decided, and what that person is."
WHO_IS_GUARDIAN = "Write who the guardian is."
NO_REASON = "Write down the reasons. The second person reads them before agreeing."
TOO_LONG_TOGETHER = "These words together are too long. Please shorten them."
SEEKER_DECIDES_NOTHING = "Whoever seeks the child can neither decide this nor speak for the child."
CHILD_SAYS_NO = "The child does not want it. Nobody decides over that."
SEEKER_IS_THE_DANGER = "The child is to be kept safe from this enquirer. Then nothing is asked and nothing is told."
GUARDIAN_SAYS_NO = "The guardian refuses. Unless the guardian is the danger, nobody decides over that."


class Guardian(StrEnum):
    """What whoever cares for the child there says to it. NONE: there is nobody."""

    AGREES = "agrees"
    REFUSES = "refuses"
    NONE = "none"
    IS_THE_DANGER = "is_the_danger"


class OwnWish(StrEnum):
    """What the child wants, asked in words of its age. TOO_YOUNG: it cannot say yet."""

    YES = "yes"
    NO = "no"
    TOO_YOUNG = "too_young"


class Interest(StrEnum):
    """What is best for the child: that it is asked and news may pass to this enquirer, or that it is left in peace."""

    MAY_BE_ASKED = "may_be_asked"
    LEFT_IN_PEACE = "left_in_peace"


class Danger(StrEnum):
    """Whether the child has to be kept safe from the one who seeks."""

    NONE_KNOWN = "none_known"
    THE_ENQUIRER = "the_enquirer"


@dataclass(frozen=True, kw_only=True)
class InterestsDraft(Filled):
    """What one person of the desk writes down of the decision, for a second one to confirm."""

    decided_by: str = line_field()
    guardian: Guardian = choice_field(Guardian.NONE)  # noqa: RUF009 - declares a dataclass field
    guardian_name: str = line_field()
    own_wish: OwnWish = choice_field(OwnWish.TOO_YOUNG)  # noqa: RUF009 - declares a dataclass field
    danger: Danger = choice_field(Danger.NONE_KNOWN)  # noqa: RUF009 - declares a dataclass field
    interest: Interest = choice_field(Interest.LEFT_IN_PEACE)  # noqa: RUF009 - declares a dataclass field
    reason: str = text_field(SHORT)

    def objections(self, seekers: Iterable[str]) -> list[Invalid]:
        """List what stands against it; `seekers` are the names of the one who seeks."""
        wrong, names = self.validate(), [one for one in seekers if one]
        if not self.decided_by:
            wrong.append(Invalid("decided_by", WHO_DECIDED))
        if self.guardian is not Guardian.NONE and not self.guardian_name:
            wrong.append(Invalid("guardian_name", WHO_IS_GUARDIAN))
        if not self.reason:
            wrong.append(Invalid("reason", NO_REASON))
        if is_withheld_from(names, [self.decided_by]):
            wrong.append(Invalid("decided_by", SEEKER_DECIDES_NOTHING))
        if self.guardian is Guardian.AGREES and is_withheld_from(names, [self.guardian_name]):
            wrong.append(Invalid("guardian_name", SEEKER_DECIDES_NOTHING))
        if self.interest is Interest.MAY_BE_ASKED:
            wrong.extend(self.against_asking())
        if len(f"{self.decided_by}{self.guardian_name}{self.reason}".encode()) > MOST_BYTES:
            wrong.append(Invalid("reason", TOO_LONG_TOGETHER))
        return wrong

    def against_asking(self) -> Iterable[Invalid]:
        """List what nobody may decide over: the child's no, a danger, a guardian who refuses."""
        if self.own_wish is OwnWish.NO:
            yield Invalid("own_wish", CHILD_SAYS_NO)
        if self.danger is Danger.THE_ENQUIRER:
            yield Invalid("danger", SEEKER_IS_THE_DANGER)
        if self.guardian is Guardian.REFUSES:
            yield Invalid("guardian", GUARDIAN_SAYS_NO)


@dataclass(frozen=True, kw_only=True)
class BestInterests(RecordedByTwo[InterestsDraft]):
    """A best-interests decision about one child and one enquirer, as two people recorded it."""

    DRAFT = InterestsDraft
    TO_NOBODY = "A decision about a child speaks of one enquirer, never of “the family”."

    @property
    def allows(self) -> bool:
        """Whether the child may be asked, and news may pass where the child then says yes."""
        return self.found.interest is Interest.MAY_BE_ASKED and not list(self.found.against_asking())


@dataclass(frozen=True)
class WrittenBirth:
    """A birth as one side wrote it, and the day on which it was written, from which an age is counted."""

    text: str = field(repr=False)
    written_on: date
    by_enquirer: bool = False


def is_child(births: Iterable[WrittenBirth], *, thought_so: bool, on: date) -> bool:
    """Say whether this person has to be treated as a child on this day: by either side's date, or by what we think.

    A date that leaves it possible makes a child. What we think (`thought_so`) stands against every date, as somebody
    may have written a wrong one; it ends where a date tells of a child who has come of age since it was written. Not
    where an enquirer wrote it: whoever seeks a child would write that it comes of age tomorrow.
    """
    births = list(births)
    if any(_could_be_child(one, on) for one in births):
        return True
    ours = (one for one in births if not one.by_enquirer)
    return thought_so and not any(_could_be_child(one, one.written_on) for one in ours)


def _could_be_child(birth: WrittenBirth, on: date) -> bool:
    """Say no where nothing was written, or nothing that can be read."""
    try:
        read = parse_partial_date(birth.text, today=birth.written_on) if birth.text else None
    except Invalid:
        return False
    return read is not None and could_be_under(read, YEARS_OF_AGE, on)
