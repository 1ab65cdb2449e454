"""What happens to one person in world A: each state is what colleagues and the person did, and nothing outside.

World B has not the person; there the same rounds pass and nothing is done. `released` names the family to whom a word
leaves with the next round, where the state ends in a yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cast
from khabar.apps.lodged.models import Lodged
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import Findings
from khabar.apps.matches.models import Pair
from khabar.apps.registry import actions as registry
from khabar.apps.registry.models import Request
from khabar.domain.answers import Setting, Tells
from khabar.domain.asking import Step
from khabar.domain.before_asking import QuestionCheck, Risk
from khabar.domain.errors import Refused
from khabar.domain.ids import PairId, PresenceId, RequestId
from silence import population

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ports import Parts

CHILD = Findings(route_risk=Risk.LOW, questions=QuestionCheck.AGREE, by_name_alone_possible=True, under_age=True)


@dataclass(frozen=True)
class State:
    """One state: how the person comes in, what happens once there is a pair, and to whom a word leaves."""

    name: str
    happens: Callable[[Parts, PresenceId], None]
    fields: tuple[tuple[str, object], ...] = ()
    released: str = ""
    has_pair: bool = True


BRIDGE = "the association's family"


def request_of(holder: str) -> RequestId:
    """Give the request whose page this slip opens, or the one that came over the bridge."""
    if holder == BRIDGE:
        return RequestId(Request.objects.get(locator=Lodged.objects.get().locator).id)
    return RequestId(Request.objects.get(locator=population.slip(holder).locator.hex()).id)


def pair_with(holder: str, presence: PresenceId) -> PairId:
    """Give the pair that the matcher proposed."""
    return PairId(Pair.objects.get(request_id=request_of(holder), presence_id=presence).id)


def _nothing(_parts: Parts, _presence: PresenceId) -> None:
    """Leave it at what the round made of it."""


def _asked(parts: Parts, presence: PresenceId, holder: str = "shirin") -> PairId:
    pair = pair_with(holder, presence)
    cast.ask(parts, pair)
    return pair


def _agreed(parts: Parts, presence: PresenceId) -> None:
    cast.agree_to_ask(parts, pair_with("shirin", presence), cast.MIRA)


def _ask_only(parts: Parts, presence: PresenceId) -> None:
    _asked(parts, presence)


def _not_reached(parts: Parts, presence: PresenceId) -> None:
    matches.record_not_reached(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=_asked(parts, presence))


def _observed_no(parts: Parts, presence: PresenceId) -> None:
    cast.answered(parts, _asked(parts, presence), Tells.NOTHING, Setting.OBSERVED)


def _no_alone(parts: Parts, presence: PresenceId) -> None:
    cast.answered(parts, _asked(parts, presence), Tells.NOTHING)


def _no_to_bridge(parts: Parts, presence: PresenceId) -> None:
    pair = pair_with(BRIDGE, presence)
    cast.verify_enquirer(parts, request_of(BRIDGE))
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.NOTHING)


def _observed_yes(parts: Parts, presence: PresenceId) -> None:
    cast.answered(parts, _asked(parts, presence), Tells.ALIVE, Setting.OBSERVED)


def _yes(parts: Parts, presence: PresenceId) -> None:
    cast.answered(parts, _asked(parts, presence), Tells.MESSAGES, own_words="I am well.")


def _yes_to_another(parts: Parts, presence: PresenceId) -> None:
    cast.answered(parts, _asked(parts, presence, "leyla"), Tells.MESSAGES, own_words="I am well, aunt.")


def _withdrawn(parts: Parts, presence: PresenceId) -> None:
    pair = _asked(parts, presence)
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well.")
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)


def _yes_but(parts: Parts, presence: PresenceId) -> None:
    pair = _asked(parts, presence, "ezra")
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well.", must_not_know=("Ezra Rostami",))


def _child(parts: Parts, presence: PresenceId) -> None:
    now, pair = parts.clock.now(), pair_with("shirin", presence)
    matches.note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=CHILD)
    try:
        step = Step.AGREE_TO_ASK
        matches.take_step(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, step=step, reason="she asks so much")
    except Refused:
        return
    raise AssertionError("a child was to be asked")


def _erased(parts: Parts, presence: PresenceId) -> None:
    _no_alone(parts, presence)
    registry.erase_presence(actor=cast.JOB, now=parts.clock.now(), parts=parts, presence_id=presence)


_NOT_EZRA = (("must_not_know", ("Ezra Rostami", "my cousin")),)

STATES = (
    State("presence only", _nothing, has_pair=False),
    State("pair", _nothing),
    State("agreed by one", _agreed),
    State("asked", _ask_only),
    State("not reached", _not_reached),
    State("observed no", _observed_no),
    State("no alone", _no_alone),
    State("observed yes", _observed_yes, released="shirin"),
    State("yes", _yes, released="shirin"),
    State("yes to somebody else", _yes_to_another, released="leyla"),
    State("withdrawn", _withdrawn),
    State("this enquirer must not know", _yes_but, fields=_NOT_EZRA),
    State("under age", _child),
    State("erased", _erased),
)
OVER_THE_BRIDGE = State("a no to the association's family", _no_to_bridge)
"""Not there, because the program has not got them yet: a block list beyond *must not know*, a sealed death."""
