"""What somebody asks of us about herself: be silent, leave me in peace, not this one, show me, mend it, erase it.

To be silent needs no proof and holds at once. Whatever would make us louder again, or gives something out, or cannot be
undone, takes two people and a reason. No rule in here may open anything: a wish only ever closes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from khabar.domain import bodies
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.form_fields import NAME, SHORT, choice_field, list_field, text_field
from khabar.domain.forms import PersonForm
from khabar.domain.ids import AccountId
from khabar.vault import canonical

SCHEMA = 1
PEOPLE_NEEDED = 2
MOST_VOTES = 30
"""Words of colleagues that one wish keeps. Judged: whoever needs more should talk to one another."""
TARGET = 32
"""Longest name of what a word is about: an id, or a field."""
LONGEST_VOTE = 1750
"""Bytes that one word takes at most where it is sealed: reason and value of 200 characters of four bytes, and names."""


class WishKind(StrEnum):
    """What is wished. The first four speak of a person described; the others of one request or presence."""

    SILENCE = "silence"
    NOT_ME = "not_me"
    IN_PEACE = "in_peace"
    NOT_TO = "not_to"
    SEE = "see"
    MEND = "mend"
    ERASE = "erase"
    ERASE_IN_PEACE = "erase_in_peace"


_K = WishKind
OF_A_PERSON = frozenset({_K.SILENCE, _K.NOT_ME, _K.IN_PEACE, _K.NOT_TO})
"""Kinds that close for whoever the description may mean, now and later, without any proof."""
ERASING = frozenset({_K.ERASE, _K.ERASE_IN_PEACE})
CLOSING = OF_A_PERSON | ERASING
"""Kinds under which nothing is asked or told while they stand. Who wants to be erased wants silence first."""
FOR_A_FAMILY = frozenset({_K.SEE, _K.MEND, _K.ERASE})
"""What may be wished about a request; its family desk decides. All else is the asking desk's."""


class CameBy(StrEnum):
    """How a wish came: a form without a name at the porch, the page of a slip, or by somebody at a desk.

    NOTED: version 0.1.0 had marked it at a request.
    """

    PORCH = "porch"
    PAGE = "page"
    TELEPHONE = "telephone"
    PAPER = "paper"
    IN_PERSON = "in_person"
    NOTED = "noted"


class SaidBy(StrEnum):
    """For whom it is said. It is written down and never asked to be proven."""

    MYSELF = "myself"
    ANOTHER = "another"


NO_ENQUIRER = "Write who must not know: a name, or how you are related."


@dataclass(frozen=True, kw_only=True)
class WishForm(PersonForm):
    """A wish about a person described, as typed. `not_to` names who must not know, where it is not for everybody."""

    kind: WishKind = choice_field(WishKind.SILENCE)  # noqa: RUF009 - declares a dataclass field
    said_by: SaidBy = choice_field(SaidBy.MYSELF)  # noqa: RUF009 - declares a dataclass field
    not_to: tuple[str, ...] = list_field()
    words: str = text_field(SHORT)

    def validate(self) -> list[Invalid]:
        """List what has to be mended: one name, and who must not know where it is not everybody."""
        wrong = super().validate()
        if self.kind not in OF_A_PERSON:
            wrong.append(Invalid("kind", "Please choose what you wish."))
        if self.kind is WishKind.NOT_TO and not self.not_to:
            wrong.append(Invalid("not_to", NO_ENQUIRER))
        return wrong


class WishState(StrEnum):
    """Where a wish stands. Sealed: rows tell nothing of it."""

    STANDS = "stands"
    DONE = "done"
    LIFTED = "lifted"


class Deed(StrEnum):
    """What two people can agree on about a wish.

    LIFT: it does not hold any more, or is not done. SPARE: this one request or presence is not meant. PUT_ASIDE: this
    presence is not the person's, and stays away. GRANT: what was wished is done.
    """

    LIFT = "lift"
    SPARE = "spare"
    PUT_ASIDE = "put_aside"
    GRANT = "grant"


DEEDS = MappingProxyType(
    {
        _K.SILENCE: frozenset({Deed.LIFT, Deed.SPARE}),
        _K.NOT_ME: frozenset({Deed.LIFT, Deed.SPARE, Deed.PUT_ASIDE}),
        _K.IN_PEACE: frozenset({Deed.LIFT, Deed.SPARE}),
        _K.NOT_TO: frozenset({Deed.LIFT, Deed.SPARE}),
        _K.SEE: frozenset({Deed.LIFT, Deed.GRANT}),
        _K.MEND: frozenset({Deed.LIFT, Deed.GRANT}),
        _K.ERASE: frozenset({Deed.LIFT, Deed.GRANT}),
        _K.ERASE_IN_PEACE: frozenset({Deed.LIFT, Deed.GRANT}),
    },
)
"""Which deed each kind of wish knows."""
NEEDS_TARGET = frozenset({Deed.SPARE, Deed.PUT_ASIDE})

MENDABLE = (
    "name",
    "father",
    "grandfather",
    "mother",
    "other_names",
    "sex",
    "birth",
    "birth_place",
    "nationality",
    "last_place",
    "language",
)
"""What of a request or presence can be put right: what describes a person, never what was said or allowed."""


@dataclass(frozen=True)
class Vote:
    """One colleague's word: what should be done, to which request or presence (or field), to what value, and why."""

    deed: Deed
    by: AccountId
    reason: str = field(repr=False)
    on: date
    target: str = ""
    value: str = field(default="", repr=False)

    def is_for_the_same_as(self, other: "Vote") -> bool:
        """Say whether both ask for one and the same thing."""
        return (self.deed, self.target, self.value) == (other.deed, other.target, other.value)

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "deed": self.deed.value,
            "by": self.by,
            "reason": self.reason,
            "on": self.on.isoformat(),
            "target": self.target,
            "value": self.value,
        }

    @classmethod
    def from_body(cls, body: object) -> "Vote":
        """Read what was sealed."""
        if not isinstance(body, dict):
            raise Unreadable("a vote is not a map")
        try:
            deed = Deed(bodies.text_of(body, "deed"))
        except ValueError as error:
            raise Unreadable("a deed has no meaning we know") from error
        return cls(
            deed,
            AccountId(bodies.text_of(body, "by")),
            bodies.text_of(body, "reason"),
            bodies.day_of(body, "on"),
            bodies.text_of(body, "target"),
            bodies.text_of(body, "value"),
        )


@dataclass(frozen=True)
class WishStanding:
    """Where a wish stands, whose word waits for a second one, and what two people have agreed on, with reasons."""

    state: WishState = WishState.STANDS
    waiting: tuple[Vote, ...] = ()
    agreed: tuple[Vote, ...] = ()

    @property
    def spared(self) -> frozenset[str]:
        """Requests and presences of which two people said that they are not meant."""
        return frozenset(vote.target for vote in self.agreed if vote.deed is Deed.SPARE)

    @property
    def put_aside(self) -> frozenset[str]:
        """Presences of which two people said that they are not the person's own."""
        return frozenset(vote.target for vote in self.agreed if vote.deed is Deed.PUT_ASIDE)

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "state": self.state.value,
            "waiting": [vote.to_body() for vote in self.waiting],
            "agreed": [vote.to_body() for vote in self.agreed],
        }

    @classmethod
    def from_body(cls, body: object) -> "WishStanding":
        """Read what was sealed; Unreadable where it is not what it should be."""
        if not isinstance(body, dict):
            raise Unreadable("a standing is not a map")
        try:
            state = WishState(bodies.text_of(body, "state"))
        except ValueError as error:
            raise Unreadable("state has no meaning we know") from error
        return cls(state, _votes(body, "waiting"), _votes(body, "agreed"))


@dataclass(frozen=True)
class Agreed:
    """What came of one more word: the standing, and whether two people have now decided."""

    standing: WishStanding
    decided: bool


def agree(kind: WishKind, standing: WishStanding, vote: Vote) -> Agreed:
    """Count one colleague's word; the second one, by somebody else and for the same thing, decides.

    Conflict where the wish does not stand any more; Refused for a deed this kind does not know, and for one person who
    speaks twice; Invalid without a reason.
    """
    _require_countable(kind, standing, vote)
    before = [one for one in standing.waiting if one.is_for_the_same_as(vote)]
    if any(one.by == vote.by for one in before):
        raise Refused("Two different people decide this.")
    if not before:
        return Agreed(replace(standing, waiting=(*standing.waiting, vote)), decided=False)
    rest = tuple(one for one in standing.waiting if not one.is_for_the_same_as(vote))
    agreed = (*standing.agreed, *before, vote)
    state = {Deed.LIFT: WishState.LIFTED, Deed.GRANT: WishState.DONE}.get(vote.deed, standing.state)
    ends = state is not WishState.STANDS
    return Agreed(WishStanding(state, () if ends else rest, agreed), decided=True)


def without(standing: WishStanding, gone: frozenset[AccountId]) -> WishStanding:
    """Give the standing without the words of people who left the desk, as long as nobody has joined them."""
    return replace(standing, waiting=tuple(vote for vote in standing.waiting if vote.by not in gone))


def take_back(standing: WishStanding, *, by: AccountId) -> WishStanding:
    """Drop all that this colleague said and nobody has joined yet; Refused where there is nothing of the kind."""
    rest = tuple(vote for vote in standing.waiting if vote.by != by)
    if len(rest) == len(standing.waiting):
        raise Refused("There is nothing to take back.")
    return replace(standing, waiting=rest)


def _require_countable(kind: WishKind, standing: WishStanding, vote: Vote) -> None:
    if standing.state is not WishState.STANDS:
        raise Conflict("Others have decided about this already. Please look at it again.")
    if vote.deed not in DEEDS[kind] or (vote.deed in NEEDS_TARGET and not vote.target) or _says_more(kind, vote):
        raise Refused("This cannot be done with this wish.")
    if not vote.by:
        raise Refused("Only people decide this.")
    if not vote.reason.strip():
        raise Invalid("reason", "Please write why, in a sentence. It is kept.")
    if len(vote.reason) > NAME:
        raise Invalid("reason", "This is too long. Please use at most 200 characters.")
    if len(standing.waiting) + len(standing.agreed) >= MOST_VOTES:
        raise Refused("Too much has been said about this wish.")
    if kind is WishKind.MEND and vote.deed is Deed.GRANT:
        _require_mendable(vote)


def _says_more(kind: WishKind, vote: Vote) -> bool:
    """Say whether a word carries what it has no use for: one person's must not use up the room of all others."""
    mends = kind is WishKind.MEND and vote.deed is Deed.GRANT
    return len(vote.target) > TARGET or bool(vote.value and not mends)


def _require_mendable(vote: Vote) -> None:
    if vote.target not in MENDABLE:
        raise Invalid("target", "Please choose what is to be put right.")
    if len(vote.value) > NAME:
        raise Invalid("value", "This is too long. Please use at most 200 characters.")


def _votes(body: Mapping[str, object], name: str) -> tuple[Vote, ...]:
    listed = body.get(name, ())
    if not isinstance(listed, list | tuple):
        raise Unreadable(f"{name} is not a list")
    return tuple(Vote.from_body(one) for one in listed)


@dataclass(frozen=True, kw_only=True)
class SignedWish:
    """What the holder of a slip wishes about her own file, as the slip signed it on her page."""

    locator: bytes
    kind: WishKind
    words: str = field(repr=False)
    written_on: date
    signature: bytes = field(default=b"", repr=False)

    def as_signed(self, key: bytes) -> bytes:
        """Give what the slip signs: this wish, from this page, on this day, sent this once."""
        return canonical.encode(["wish", self.locator, self.kind.value, self.words, self.written_on.isoformat(), key])

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "locator": self.locator,
            "wish": self.kind.value,
            "words": self.words,
            "written_on": self.written_on.isoformat(),
            "signature": self.signature,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "SignedWish":
        """Read what was sealed; Unreadable where it is no wish about one's own file."""
        try:
            kind = WishKind(bodies.text_of(body, "wish"))
        except ValueError as error:
            raise Unreadable("a wish has no meaning we know") from error
        words = bodies.text_of(body, "words")
        if kind in OF_A_PERSON or len(words) > SHORT:
            raise Unreadable("this is no wish about a file")
        return cls(
            locator=bodies.bytes_of(body, "locator"),
            kind=kind,
            words=words,
            written_on=bodies.day_of(body, "written_on"),
            signature=bodies.bytes_of(body, "signature"),
        )


NOTHING_KEPT = (
    "Nothing of you is kept with us. Should your name come on a list again, we shall not know that we are to leave you "
    "in peace, and somebody may ask you."
)
CARD_KEPT = (
    "We keep a sealed card with your names and your birth, and use it for one thing: to know you in any spelling, and "
    "to leave you in peace. You may take it back."
)
"""What somebody is told who decides what erasing shall mean; one of the two, in these words."""
