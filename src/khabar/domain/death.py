"""A death: what the person wished while alive, who decides where nothing was said, and how it is recorded.

The wish decides. Where there is none, two people of the asking desk do, with their reasons and with somebody who knows.
What they decide is a signed event among the answers, so that rows tell nothing of it; until then, and after it, no page
differs. It must never be told by a page, on the word of press or hearsay, or by one person's decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.data.said_nobody import AROUND, NOBODY
from khabar.domain.by_two import MOST_BYTES, RecordedByTwo
from khabar.domain.calendars import months_later
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import SHORT, Filled, choice_field, text_field
from khabar.text import words

DEATH_TYPE = "consent.death"
MONTHS_TO_BRING = 12
"""So long a bringer may be named for it: families live far away, and nobody is to be told in haste."""

NO_SOURCE = "Write down who knows of it, and from where."
NO_REASON = "Write down why. The second person reads it before agreeing."
TOO_LONG_TOGETHER = "These words together are too long. Please shorten them."
NOTHING_TO_SAY = "Write down what the bringer may say of it: when, and how certain it is."
NO_WISH = "We know of nothing that the person wished for this case. Then two of you decide, or nobody is told."
WISHED_NOBODY = "The person wished that nobody be told. That holds."
WISH_DECIDES = "The person said while alive who is to be told. That decides, and not we."
NO_GROUND_TO_TELL = "Press and hearsay are no ground to tell anybody. Until somebody knows of it, nobody is told."


class Source(StrEnum):
    """Who or what says that the person has died."""

    DOCUMENT = "document"
    DOCTOR = "doctor"
    AUTHORITY = "authority"
    WITNESS = "witness"
    PRESS = "press"
    HEARSAY = "hearsay"


KNOWS = frozenset({Source.DOCUMENT, Source.DOCTOR, Source.AUTHORITY, Source.WITNESS})
"""Sources on which somebody may be told; television, press and third hands never are."""


class Ground(StrEnum):
    """What a decision rests on. NOT_TOLD: the death is kept, sealed, and this enquirer is not told."""

    WISH = "wish"
    TWO_PEOPLE = "two_people"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, kw_only=True)
class DeathDraft(Filled):
    """What one person writes down about a death, for a second one to confirm. `to_say` is for the bringer's mouth."""

    source: Source = choice_field(Source.HEARSAY)  # noqa: RUF009 - declares a dataclass field
    source_words: str = text_field(SHORT)
    ground: Ground = choice_field(Ground.NOT_TOLD)  # noqa: RUF009 - declares a dataclass field
    to_say: str = text_field(SHORT)
    reason: str = text_field(SHORT)

    @property
    def tells(self) -> bool:
        """Whether somebody is to be told."""
        return self.ground is not Ground.NOT_TOLD

    def objections(self, wish: str) -> list[Invalid]:
        """List what stands against it, beside the person's wish in life (empty where there is none)."""
        wrong = self.validate()
        if not self.source_words:
            wrong.append(Invalid("source_words", NO_SOURCE))
        if not self.reason:
            wrong.append(Invalid("reason", NO_REASON))
        if self.tells and not self.to_say:
            wrong.append(Invalid("to_say", NOTHING_TO_SAY))
        if self.tells and self.source not in KNOWS:
            wrong.append(Invalid("source", NO_GROUND_TO_TELL))
        if against := _against_ground(self.ground, wish):
            wrong.append(Invalid("ground", against))
        if len(f"{self.source_words}{self.to_say}{self.reason}".encode()) > MOST_BYTES:
            wrong.append(Invalid("reason", TOO_LONG_TOGETHER))
        return wrong


def _against_ground(ground: Ground, wish: str) -> str:
    if ground is Ground.WISH:
        if not wish:
            return NO_WISH
        return WISHED_NOBODY if wishes_nobody(wish) else ""
    return WISH_DECIDES if ground is Ground.TWO_PEOPLE and wish else ""


def wish_in_life(wishes: Iterable[str]) -> str:
    """Give what the person wished last, of all that was written down in its order; empty where nothing was."""
    return next((one for one in reversed([wish.strip() for wish in wishes]) if one), "")


def wishes_nobody(wish: str) -> bool:
    """Say whether a wish says plainly that nobody is to be told; whatever else it says, people read."""
    said = {word.casefold().replace("\u200c", "") for word in words(wish)}
    return bool(said & NOBODY) and said <= NOBODY | AROUND


@dataclass(frozen=True, kw_only=True)
class Death(RecordedByTwo[DeathDraft]):
    """That a person has died, as two people recorded it towards one enquirer, and whether she is to be told."""

    DRAFT = DeathDraft
    TO_NOBODY = "A death is told to one named person, never to “the family”."

    @property
    def last_day(self) -> date:
        """The last day on which it may be spoken."""
        return months_later(self.decided_on, MONTHS_TO_BRING)
