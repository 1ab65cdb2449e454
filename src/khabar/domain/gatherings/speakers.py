"""The speakers' list: who may speak next, and why just now. It stands outside the call, so it serves every telephone.

1. A reply comes directly under the one it answers: short, a few to each turn.
2. Who has spoken less often comes first; so nobody speaks twice while somebody waits for the first time.
3. Then whose region has spoken less often; then whoever raised a hand earlier.
Nobody, by a reply either, speaks twice before every region that waits has spoken once. The moderator waits like all.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from khabar.domain.errors import Conflict, Invalid

LEAST_SECONDS, MOST_SECONDS, MOST_REPLIES = 15, 1800, 5
BAD_SECONDS = "A speaker has from 15 seconds to 30 minutes."
BAD_REPLIES = "To one turn there are at most 5 replies."
RAISED_ALREADY = "This hand is raised already."
NOT_RAISED = "This hand is not raised any more."
NOBODY_SPEAKS = "Nobody speaks just now, so there is nothing to reply to."
OWN_TURN = "Nobody replies to the own turn. Raise the hand to speak again."
NOBODY_WAITS = "Nobody waits to speak."


class Way(StrEnum):
    """How somebody takes part, and so how the moderator hears of the hand."""

    CALL = "call"
    PHONE = "phone"
    CHAT = "chat"
    ROOM = "room"


@dataclass(frozen=True)
class Rules:
    """Seconds for a first turn, for a later one, for a reply; how many replies a turn may have. Raises Invalid."""

    first_seconds: int = 180
    again_seconds: int = 90
    reply_seconds: int = 45
    replies: int = 2

    def __post_init__(self) -> None:
        """Refuse what would silence people, or never end."""
        for name in ("first_seconds", "again_seconds", "reply_seconds"):
            if not LEAST_SECONDS <= getattr(self, name) <= MOST_SECONDS:
                raise Invalid(name, BAD_SECONDS)
        if not 0 <= self.replies <= MOST_REPLIES:
            raise Invalid("replies", BAD_REPLIES)


@dataclass(frozen=True)
class Hand:
    """A raised hand: whose, from which region, by which way, its number among all hands; `reply` to the turn on."""

    speaker: str
    region: str
    way: Way
    number: int
    reply: bool = False


@dataclass(frozen=True)
class Turn:
    """Somebody speaks, or spoke: by which hand, since when, until when; `under` is the turn it replies to, or -1."""

    hand: Hand
    began: datetime
    ended: datetime | None = None
    under: int = -1


@dataclass(frozen=True)
class Floor:
    """Hands that are up and turns that were taken, both in order. Made anew by each act, never changed."""

    hands: tuple[Hand, ...] = ()
    turns: tuple[Turn, ...] = ()
    raised: int = 0

    @property
    def current(self) -> Turn | None:
        """The turn that is on."""
        return self.turns[-1] if self.turns and self.turns[-1].ended is None else None


class Why(StrEnum):
    """Why one hand comes before another."""

    REPLY = "reply"
    NEVER_SPOKE = "never_spoke"
    SPOKE_LESS = "spoke_less"
    REGION_NEVER_SPOKE = "region_never_spoke"
    REGION_SPOKE_LESS = "region_spoke_less"
    EARLIER = "earlier"


class Held(StrEnum):
    """Why a reply does not come directly: the turn has its replies, or a region waits that has not spoken yet."""

    ENOUGH = "enough"
    REGION_WAITS = "region_waits"


@dataclass(frozen=True)
class Ahead:
    """Somebody who speaks before, and why."""

    speaker: str
    why: Why


@dataclass(frozen=True)
class Place:
    """One place in the list, from 1: whose, as a direct reply or not, who is ahead and why, why a reply is held."""

    number: int
    hand: Hand
    directly: bool
    ahead: tuple[Ahead, ...] = ()
    held: Held | None = None


@dataclass
class _Tally:
    """How often people and regions have spoken, and how many replies the turn may still have."""

    people: Counter[str]
    regions: Counter[str]
    replies_left: int

    def key(self, hand: Hand) -> tuple[int, int, int]:
        return self.people[hand.speaker], self.regions[hand.region], hand.number

    def held(self, hand: Hand, hands: tuple[Hand, ...]) -> Held | None:
        if self.replies_left < 1:
            return Held.ENOUGH
        someone_waits = any(not self.regions[one.region] for one in hands)
        return Held.REGION_WAITS if self.people[hand.speaker] and someone_waits else None

    def after(self, hand: Hand, *, directly: bool, replies: int) -> "_Tally":
        left = self.replies_left - 1 if directly else replies
        return _Tally(self.people + Counter([hand.speaker]), self.regions + Counter([hand.region]), left)


@dataclass(frozen=True)
class _Choice:
    hand: Hand
    directly: bool


def raise_hand(floor: Floor, speaker: str, region: str, way: Way) -> Floor:
    """Put somebody on the list; Conflict where the hand is up already. Who spoke for a region stays with it."""
    return _raised(floor, Hand(speaker, region, way, floor.raised + 1))


def raise_reply(floor: Floor, speaker: str, region: str, way: Way) -> Floor:
    """Put somebody directly under the turn that is on; Conflict where nobody speaks, or it is the own turn."""
    if floor.current is None:
        raise Conflict(NOBODY_SPEAKS)
    if floor.current.hand.speaker == speaker:
        raise Conflict(OWN_TURN)
    return _raised(floor, Hand(speaker, region, way, floor.raised + 1, reply=True))


def lower(floor: Floor, number: int) -> Floor:
    """Take one hand down, by its number; Conflict where it is down."""
    kept = tuple(one for one in floor.hands if one.number != number)
    if len(kept) == len(floor.hands):
        raise Conflict(NOT_RAISED)
    return replace(floor, hands=kept)


def upcoming(floor: Floor, rules: Rules) -> tuple[Place, ...]:
    """List the order in which those who wait would speak if no other hand went up, each place with its reasons."""
    hands, tally = floor.hands, _tally(floor, rules)
    places: list[Place] = []
    ahead: dict[int, list[Ahead]] = {one.number: [] for one in hands}
    held: dict[int, Held | None] = {}
    while hands:
        held |= {one.number: tally.held(one, hands) for one in hands if one.reply}
        choice = _chosen(hands, tally)
        for one in hands:
            if one is not choice.hand:
                ahead[one.number].append(Ahead(choice.hand.speaker, _why(choice, one, hands, tally)))
        number = choice.hand.number
        places.append(Place(len(places) + 1, choice.hand, choice.directly, tuple(ahead[number]), held.get(number)))
        hands = _left(hands, choice)
        tally = tally.after(choice.hand, directly=choice.directly, replies=rules.replies)
    return tuple(places)


def call_next(floor: Floor, rules: Rules, *, now: datetime) -> Floor:
    """End the turn that is on and give the floor to the first of the list; Conflict where nobody waits."""
    if not floor.hands:
        raise Conflict(NOBODY_WAITS)
    choice = _chosen(floor.hands, _tally(floor, rules))
    turns = end_turn(floor, now=now).turns if floor.current else floor.turns
    under = _root(floor) if choice.directly else -1
    turn = Turn(replace(choice.hand, reply=choice.directly), now, under=under)
    return Floor(_left(floor.hands, choice), (*turns, turn), floor.raised)


def end_turn(floor: Floor, *, now: datetime) -> Floor:
    """End the turn that is on, without calling anybody; Conflict where nobody speaks."""
    on = floor.current
    if on is None:
        raise Conflict(NOBODY_SPEAKS)
    return replace(floor, turns=(*floor.turns[:-1], replace(on, ended=max(now, on.began))))


def take_back(floor: Floor) -> Floor:
    """Undo a call made by mistake: the hand is up again at its place, and the turn does not count."""
    on = floor.current
    if on is None:
        raise Conflict(NOBODY_SPEAKS)
    others = (one for one in floor.hands if (one.speaker, one.reply) != (on.hand.speaker, on.hand.reply))
    return replace(floor, hands=tuple(sorted((*others, on.hand), key=_number)), turns=floor.turns[:-1])


def pass_over(floor: Floor) -> Floor:
    """Note that whoever was called is not there: the hand is down, the turn does not count, it may go up again."""
    if floor.current is None:
        raise Conflict(NOBODY_SPEAKS)
    return replace(floor, turns=floor.turns[:-1])


def without(floor: Floor, speaker: str) -> Floor:
    """Take every hand of one person down, as when they leave."""
    return replace(floor, hands=tuple(one for one in floor.hands if one.speaker != speaker))


def seconds_for(floor: Floor, turn: Turn, rules: Rules) -> int:
    """Give how many seconds a turn has."""
    if turn.under >= 0:
        return rules.reply_seconds
    earlier = floor.turns[: floor.turns.index(turn)]
    return rules.again_seconds if any(_same(one, turn) for one in earlier) else rules.first_seconds


def seconds_left(floor: Floor, rules: Rules, *, now: datetime) -> int:
    """Give the seconds that the turn which is on still has, less than 0 when it is over; 0 while nobody speaks."""
    on = floor.current
    return 0 if on is None else seconds_for(floor, on, rules) - int((now - on.began).total_seconds())


def waiting_regions(floor: Floor) -> tuple[str, ...]:
    """List the regions that wait and have not spoken yet, in the order in which their hands went up."""
    spoken = {one.hand.region for one in floor.turns}
    return tuple(dict.fromkeys(one.region for one in floor.hands if one.region not in spoken))


def _raised(floor: Floor, hand: Hand) -> Floor:
    if any((one.speaker, one.reply) == (hand.speaker, hand.reply) for one in floor.hands):
        raise Conflict(RAISED_ALREADY)
    spoke_for = [one.hand.region for one in floor.turns if one.hand.speaker == hand.speaker]
    kept = replace(hand, region=spoke_for[0] if spoke_for else hand.region)
    return replace(floor, hands=(*floor.hands, kept), raised=hand.number)


def _tally(floor: Floor, rules: Rules) -> _Tally:
    root = _root(floor)
    replied = sum(1 for one in floor.turns if root >= 0 and one.under == root)
    return _Tally(
        Counter(one.hand.speaker for one in floor.turns),
        Counter(one.hand.region for one in floor.turns),
        rules.replies - replied if root >= 0 else 0,
    )


def _root(floor: Floor) -> int:
    """Give the turn that replies belong to: the last that is none itself; -1 before anybody spoke."""
    return next((at for at in range(len(floor.turns) - 1, -1, -1) if floor.turns[at].under < 0), -1)


def _chosen(hands: tuple[Hand, ...], tally: _Tally) -> _Choice:
    """Choose who is next: the earliest reply that may come directly, else by the three keys; a held reply waits so."""
    direct = [one for one in hands if one.reply and tally.held(one, hands) is None]
    if direct:
        return _Choice(min(direct, key=_number), directly=True)
    return _Choice(min(hands, key=tally.key), directly=False)


def _left(hands: tuple[Hand, ...], choice: _Choice) -> tuple[Hand, ...]:
    """Give the hands that stay up. With a new turn on, replies to the old one wait like all others, one for each."""
    rest = tuple(one for one in hands if one.number != choice.hand.number)
    if choice.directly:
        return rest
    kept: dict[str, Hand] = {}
    for one in rest:
        if one.speaker != choice.hand.speaker or not one.reply:
            kept.setdefault(one.speaker, replace(one, reply=False))
    return tuple(kept.values())


def _why(choice: _Choice, waiting: Hand, hands: tuple[Hand, ...], tally: _Tally) -> Why:
    """Say which rule decided that one comes before the other."""
    if choice.directly:
        is_direct_too = waiting.reply and tally.held(waiting, hands) is None
        return Why.EARLIER if is_direct_too else Why.REPLY
    mine, theirs = tally.key(waiting), tally.key(choice.hand)
    if theirs[0] < mine[0]:
        return Why.SPOKE_LESS if theirs[0] else Why.NEVER_SPOKE
    if theirs[1] < mine[1]:
        return Why.REGION_SPOKE_LESS if theirs[1] else Why.REGION_NEVER_SPOKE
    return Why.EARLIER


def _number(hand: Hand) -> int:
    return hand.number


def _same(one: Turn, other: Turn) -> bool:
    return one.hand.speaker == other.hand.speaker
