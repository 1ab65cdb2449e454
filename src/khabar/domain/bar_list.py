"""Whom a file may not be written to: the bars on it, what they cover, who may lift one. This is the one place for it.

A bar lies on the country of origin if the person had left it, on a country left in fear, and on bodies that forward to
these. It covers letters, lists, exports and forms; it is no law, so a legal answer stands beside it and makes no form.
Nothing here may lift a bar for anybody but the person concerned, or weigh one away by a single colleague.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from khabar.domain.errors import Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.text import Said, said

ADVOCATES_NEEDED = 2
_STATE = re.compile(r"[A-Z]{3}")

NO_STATE = "Please choose the State by its name in the list. Its code has three letters."
NO_MORE = "This State is no more. Please choose those that stand where it stood."
NO_BODY = "Please choose the body that forwards, from the address book."
ONLY_THE_PERSON = "Only the person concerned can lift a bar, by a word of their own that was given unobserved."
NO_SOURCE = "Please write how the person's word reached us, and who noted it."
NO_REASON = "Please write down your reason. Whoever reads this later must be able to understand it."
SAME_ADVOCATE = "You have decided on this already. A second advocate must decide as well."

THE_STATE = "This would tell the name to %(state)s, which is on the bar list. %(ground)s %(mend)s"
A_BODY = "This would go to %(body)s, which forwards to %(state)s, and that is on the bar list. %(ground)s %(mend)s"
FORWARDED = "Whoever gets this forwards to %(state)s, which is on the bar list. %(ground)s %(mend)s"
THE_PUBLIC = "This would be public, so it can be read in %(state)s, which is on the bar list. %(ground)s %(mend)s"
LEFT_ORIGIN = "It is the country of origin, and the person had left it."
LEFT_IN_FEAR = "The person left this country in fear."
FORWARDS_THERE = "What this body is told arrives there."
PERSON_LIFTS = "Only the person concerned can lift this bar."
ADVOCATES_DECIDE = "That State holds or took the person: two advocates may open this door, each with a reason."


class Ground(StrEnum):
    """Why a bar lies there."""

    ORIGIN = "origin"
    FEAR = "fear"
    FORWARDS = "forwards"


class Deed(StrEnum):
    """What is about to be done with the file. A bar covers all of these but the legal answer."""

    LETTER = "letter"
    LIST = "list"
    EXPORT = "export"
    FORM = "form"
    LEGAL_ANSWER = "legal_answer"


class Door(StrEnum):
    """Which kind of procedure a letter or form goes to. The first four are there to ask whoever holds someone."""

    WGEID = "wgeid"
    CED = "ced"
    WGAD = "wgad"
    DOMESTIC = "domestic"
    OTHER = "other"


OPEN_TO_HOLDERS = frozenset({Door.WGEID, Door.CED, Door.WGAD, Door.DOMESTIC})
"""Doors at which a State that holds or took the person is not barred, once two advocates have decided so."""

_DOOR_OF = MappingProxyType(
    {
        "wgeid-urgent": Door.WGEID,
        "wgeid-standard": Door.WGEID,
        "ced-30": Door.CED,
        "ced-31": Door.CED,
        "wgad-urgent": Door.WGAD,
        "wgad-regular": Door.WGAD,
        "domestic": Door.DOMESTIC,
    },
)


class WordOf(StrEnum):
    """Whose word it is that a bar may be lifted. The first two are the person's own; the others never are."""

    PERSON_ALONE = "person_alone"
    RELEASE_COPIED_IN = "release_copied_in"
    PERSON_OBSERVED = "person_observed"
    FAMILY = "family"
    LAWYER = "lawyer"
    MEDIA = "media"
    THIRD_HAND = "third_hand"


OWN_WORDS = frozenset({WordOf.PERSON_ALONE, WordOf.RELEASE_COPIED_IN})


@dataclass(frozen=True)
class Lifted:
    """How the person concerned lifted a bar: by which own word, how it reached us, noted on which day."""

    by: WordOf
    source: str = field(repr=False)
    on: date


@dataclass(frozen=True)
class Bar:
    """One bar: the State that must not be told (ISO 3166, three letters), and the body on the way to it, if it is one.

    Raises Invalid for a code without the shape of one or of a State that is no more, and where a body is missing or
    named on any other ground.
    """

    state: str
    ground: Ground
    body: str = ""
    lifted: Lifted | None = None

    def __post_init__(self) -> None:
        """Refuse a bar that would bar nobody."""
        if not _STATE.fullmatch(self.state):
            raise Invalid("state", NO_STATE)
        if self.state in SUCCESSORS:
            raise Invalid("state", NO_MORE)
        if (self.ground is Ground.FORWARDS) != bool(self.body):
            raise Invalid("body", NO_BODY)

    @property
    def in_force(self) -> bool:
        """Whether it holds: it does until the person concerned has lifted it."""
        return self.lifted is None


SUCCESSORS = MappingProxyType(
    {
        "ANT": ("BES", "CUW", "SXM", "NLD"),
        "CSK": ("CZE", "SVK"),
        "DDR": ("DEU",),
        "SCG": ("SRB", "MNE"),
        "SUN": (
            *("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"),
        ),
        "TMP": ("TLS",),
        "YMD": ("YEM",),
        "YUG": ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN"),
        "ZAR": ("COD",),
    },
)
"""Codes of States that are no more (ISO 3166-3) and who stands where they stood: a bar on one lies on all of these."""


@dataclass(frozen=True)
class Departure:
    """What the file says of where the person came from. `had_left` None: not known, which counts as left."""

    origin: str = ""
    had_left: bool | None = None
    left_in_fear: frozenset[str] = frozenset()


def bars_of(departure: Departure) -> tuple[Bar, ...]:
    """List the bars that a file begins with, in the order of their codes; a stateless person may have none on origin.

    Raises Invalid for a code without the shape of one. Bodies that forward are added when the address book names them.
    """
    origins = () if departure.had_left is False or not departure.origin else _standing_there(departure.origin)
    grounds = dict.fromkeys(origins, Ground.ORIGIN)
    for state in departure.left_in_fear:
        grounds |= dict.fromkeys(_standing_there(state), Ground.FEAR)
    return tuple(Bar(state, ground) for state, ground in sorted(grounds.items()))


def bars_on_body(bars: Iterable[Bar], body: str, forwards_to: Iterable[str]) -> tuple[Bar, ...]:
    """List the bars to add for a body that forwards to these States: one for each of them that is barred already."""
    barred = {bar.state for bar in bars if bar.in_force}
    return tuple(Bar(state, Ground.FORWARDS, body) for state in sorted(barred.intersection(forwards_to)))


def lift(bar: Bar, lifted: Lifted) -> Bar:
    """Give the bar lifted by the person concerned; Invalid for anybody else's word and for one without a source."""
    if lifted.by not in OWN_WORDS:
        raise Invalid("by", ONLY_THE_PERSON)
    if not lifted.source.strip():
        raise Invalid("source", NO_SOURCE)
    return replace(bar, lifted=lifted)


@dataclass(frozen=True)
class Vote:
    """One advocate's decision to go through a door although the State that holds the person will be told."""

    advocate: AccountId
    state: str
    door: Door
    reason: str = field(repr=False)
    on: date = date.min


@dataclass(frozen=True)
class Holding:
    """Which States hold or took the person, by what the file says, and what advocates have decided about them."""

    states: frozenset[str] = frozenset()
    votes: tuple[Vote, ...] = ()

    def opens(self, state: str, door: Door) -> bool:
        """Say whether two advocates with a reason each have opened this door, at which such a State is not barred."""
        decided = {vote.advocate for vote in self.votes if (vote.state, vote.door) == (state, door) and _counts(vote)}
        return self.may_open(state, door) and len(decided) >= ADVOCATES_NEEDED

    def may_open(self, state: str, door: Door) -> bool:
        """Say whether advocates could open this door: the State holds or took the person, the door is one of four."""
        return state in self.states and door in OPEN_TO_HOLDERS


def with_vote(holding: Holding, vote: Vote) -> Holding:
    """Add an advocate's decision; Invalid without a reason or a second time, Refused where nobody may decide so."""
    if not holding.may_open(vote.state, vote.door):
        raise Refused("This State does not hold the person, or this door is not one of those that may be opened.")
    if not _counts(vote):
        raise Invalid("reason", NO_REASON)
    if (vote.advocate, vote.state, vote.door) in {(one.advocate, one.state, one.door) for one in holding.votes}:
        raise Invalid("advocate", SAME_ADVOCATE)
    return replace(holding, votes=(*holding.votes, vote))


@dataclass(frozen=True)
class Told:
    """Who will be told the name: States (three letters), bodies (ids), States they forward to, or everybody."""

    states: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    forwards_to: frozenset[str] = frozenset()
    public: bool = False


@dataclass(frozen=True)
class Allowed:
    """No bar stands in the way."""


@dataclass(frozen=True)
class Against:
    """One bar in the way, the sentence that says so, and whether two advocates could open this door."""

    bar: Bar
    sentence: Said
    advocates_may_open: bool


@dataclass(frozen=True)
class Barred:
    """What stands in the way, in the order of the bar list. The answer of the law stands; no paper is made."""

    reasons: tuple[Against, ...]


NOT_AT_HOLDERS = Holding()


def may_write(
    bars: Iterable[Bar], told: Told, deed: Deed, door: Door = Door.OTHER, holding: Holding = NOT_AT_HOLDERS
) -> Allowed | Barred:
    """Say whether this may leave, asking every bar in force; a legal answer always may: it leaves nothing.

    Lists and exports go to no door, so only letters and forms can pass by a decision of two advocates.
    """
    if deed is Deed.LEGAL_ANSWER:
        return Allowed()
    at_door = door if deed in (Deed.LETTER, Deed.FORM) else Door.OTHER
    met = [(bar, way) for bar in bars if bar.in_force and (way := _way(bar, told))]
    reasons = tuple(
        _against(bar, way, may_open=holding.may_open(bar.state, at_door))
        for bar, way in met
        if not holding.opens(bar.state, at_door)
    )
    return Barred(reasons) if reasons else Allowed()


def door_of(procedure: str) -> Door:
    """Give the door of a procedure by its id; any other procedure is OTHER, where nobody is let past a bar."""
    return _DOOR_OF.get(procedure, Door.OTHER)


def _standing_there(state: str) -> tuple[str, ...]:
    return SUCCESSORS.get(state, (state,))


def _counts(vote: Vote) -> bool:
    return bool(vote.reason.strip())


def _way(bar: Bar, told: Told) -> str:
    """Give the sentence for how this would reach the barred State; empty where it would not."""
    if bar.body:
        return A_BODY if bar.body in told.bodies else ""
    if bar.state in told.states:
        return THE_STATE
    if bar.state in told.forwards_to:
        return FORWARDED
    return THE_PUBLIC if told.public else ""


_GROUNDS = MappingProxyType(
    {Ground.ORIGIN: LEFT_ORIGIN, Ground.FEAR: LEFT_IN_FEAR, Ground.FORWARDS: FORWARDS_THERE},
)


def _against(bar: Bar, way: str, *, may_open: bool) -> Against:
    mend = said(ADVOCATES_DECIDE if may_open else PERSON_LIFTS)
    values: dict[str, str | Said] = {"state": bar.state, "ground": said(_GROUNDS[bar.ground]), "mend": mend}
    return Against(bar, said(way, **(values | ({"body": bar.body} if bar.body else {}))), may_open)
