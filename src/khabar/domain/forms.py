"""What comes in at the porch: a family's request, a presence, a message, an amendment.

Only one name is ever needed; every other field may stay empty. A form says what was typed, tidied and nothing more.
No field for intelligence may enter here: no companions in the place, no unit, rank, leaders or buildings (schema test).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from khabar.domain.answers import Setting, Tells
from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.bodies import Unreadable
from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import (
    SHORT,
    Filled,
    bytes_field,
    choice_field,
    line_field,
    list_field,
    text_field,
    yes_no_field,
)
from khabar.domain.messages import hints
from khabar.domain.reaching import ReachedForm, Reads, Way

__all__ = ["AmendForm", "FiledBy", "MessageForm", "PersonForm", "PresenceForm", "Reads", "RequestForm", "Way"]

KEY_BYTES = 32
THINGS = 2

ONE_NAME = "One name is needed. Any spelling will do."
NO_EMAIL = "This is not an e-mail address. Leave it empty if there is none."
TWO_THINGS = "Please write at most two things."
WHO_IS_TOLD = "Say who may be told: one person, never “the family”. Or choose that nothing is told."
WATCHED = "What was written under the eyes of others is no word of the person's own, and what was written alone is."
NO_ADDRESS_HERE = "An address is not asked for here. Choose what else may be told; you can add to it later."
_EMAIL = re.compile(r"[^\s@\"<>]+@[^\s@\"<>.]+(?:\.[^\s@\"<>.]+)+")


class FiledBy(StrEnum):
    """Who filed a presence: the person, somebody on the spot for the person, or a list that was taken in."""

    SELF = "self"
    OTHER = "other"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class PersonForm(Filled):
    """What both sides say of one person, and the slip's keys where there is a slip: all three of 32 bytes, or none.

    `two_things` are what only one's people know, for recognition. `birth` is a date as written, in any calendar.
    """

    name: str = line_field()
    father: str = line_field()
    grandfather: str = line_field()
    mother: str = line_field()
    other_names: tuple[str, ...] = list_field()
    sex: str = line_field()
    birth: str = line_field()
    birth_place: str = line_field()
    nationality: str = line_field()
    last_place: str = line_field()
    two_things: tuple[str, ...] = list_field()
    language: str = line_field()
    locator: bytes = bytes_field()
    public: bytes = bytes_field()
    verify_key: bytes = bytes_field()

    def __post_init__(self) -> None:
        """Refuse half a slip: it would open a page that nobody can read."""
        super().__post_init__()
        lengths = {len(key) for key in (self.locator, self.public, self.verify_key)}
        if lengths not in ({0}, {KEY_BYTES}):
            raise Unreadable("a slip has three keys of 32 bytes")

    @property
    def called(self) -> str:
        """The name this side has for the person: the first that was written, or none."""
        return self.name or next(iter(self.other_names), "")

    @property
    def filed_on(self) -> date:
        """The day of filing, in the zone in which it was filed."""
        return datetime.fromisoformat(self.filed_at).date()

    def validate(self) -> list[Invalid]:
        """List what has to be mended: lengths, the one name, a birth that cannot be."""
        wrong = super().validate()
        if not (self.name or self.father or self.mother or self.other_names):
            wrong.append(Invalid("name", ONE_NAME))
        if len(self.two_things) > THINGS:
            wrong.append(Invalid("two_things", TWO_THINGS))
        if self.birth:
            try:
                parse_partial_date(self.birth, today=self.filed_on, field="birth")
            except Invalid as problem:
                wrong.append(problem)
        return wrong


@dataclass(frozen=True, kw_only=True)
class RequestForm(PersonForm, ReachedForm):
    """A family's request. The person of the base is the one who is sought; `enquirer_...` is the one who seeks.

    `said_of_me` is what may be said of the enquirer when the person is asked: nothing, unless she says otherwise.
    `who_may_know` names third persons: never compared or searched, forgotten in time (`domain.third_persons`).
    """

    enquirer_name: str = line_field()
    enquirer_given: str = line_field()
    kinship: str = line_field()
    said_of_me: SaidOfMe = choice_field(SaidOfMe.NOTHING)  # noqa: RUF009 - declares a dataclass field
    purpose: Purpose = choice_field(Purpose.NOT_TOLD)  # noqa: RUF009 - declares a dataclass field
    purpose_words: str = text_field(SHORT)
    email: str = line_field()
    safe_times: str = line_field()
    stop_word: str = line_field()
    last_news: str = text_field()
    last_news_date: str = line_field()
    who_may_know: tuple[str, ...] = list_field()
    risk: str = text_field(SHORT)

    def validate(self) -> list[Invalid]:
        """List what has to be mended, the address for mail among it."""
        wrong = super().validate()
        if self.email and not _EMAIL.fullmatch(self.email):
            wrong.append(Invalid("email", NO_EMAIL))
        return wrong


@dataclass(frozen=True, kw_only=True)
class PresenceForm(PersonForm):
    """A person who is here. `tell_...` name the one person who may be told, `tells` how much.

    `list_id` and `list_row` say where a presence from a list came from. No address is asked for. `setting` tells how a
    sheet was filled in: alone, or under the eyes of others; a form of the person's own has neither.
    """

    filed_by: FiledBy = choice_field(FiledBy.OTHER)  # noqa: RUF009 - declares a dataclass field
    setting: Setting = choice_field(Setting.OWN_WORD)  # noqa: RUF009 - declares a dataclass field
    tells: Tells = choice_field(Tells.NOTHING)  # noqa: RUF009 - declares a dataclass field
    tell_name: str = line_field()
    tell_kinship: str = line_field()
    tell_where: str = line_field()
    own_words: str = text_field(SHORT)
    must_not_know: tuple[str, ...] = list_field()
    if_i_die: str = text_field(SHORT)
    list_id: str = line_field()
    list_row: str = line_field()

    @property
    def is_own_word(self) -> bool:
        """Whether the person filed this; what others file is never the person's own word."""
        return self.filed_by is FiledBy.SELF

    @property
    def is_persons_answer(self) -> bool:
        """Whether the person said it, alone or under the eyes of others; what third hands file is no answer."""
        return self.is_own_word or self.setting is Setting.OBSERVED

    def validate(self) -> list[Invalid]:
        """List what has to be mended: telling needs one person to tell; what was watched is no word of one's own."""
        wrong = super().validate()
        if self.is_own_word is (self.setting is Setting.OBSERVED) and self.setting is not Setting.OWN_WORD:
            wrong.append(Invalid("setting", WATCHED))
        if self.tells is Tells.ADDRESS:
            wrong.append(Invalid("tells", NO_ADDRESS_HERE))
        elif self.tells is not Tells.NOTHING and not (self.tell_name or self.tell_kinship):
            wrong.append(Invalid("tell_name", WHO_IS_TOLD))
        return wrong


@dataclass(frozen=True, kw_only=True)
class MessageForm(Filled):
    """A family message as typed."""

    text: str = text_field()

    def validate(self) -> list[Invalid]:
        """Say that it is empty or too long; hints do not stand here, because they never block."""
        return [Invalid("text", hint.sentence) for hint in hints(self.text) if hint.blocks]


@dataclass(frozen=True, kw_only=True)
class AmendForm(Filled):
    """What a family or a person with a slip changes or adds later. An empty field leaves things as they were.

    `withdraw` ends a request, or takes back for everyone what a presence allowed.
    """

    locator: bytes = bytes_field()
    add_other_names: tuple[str, ...] = list_field()
    add_news: str = text_field()
    safe_times: str = line_field()
    stop_word: str = line_field()
    withdraw: bool = yes_no_field()
