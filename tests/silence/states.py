"""What happens to one person in world A: each state is what colleagues and the person did, and nothing outside.

World B has not the person; there the same rounds pass and nothing is done. `released` names the family to whom a word
leaves with the next round, where the state ends in a yes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.lodged.models import Lodged
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import Findings
from khabar.apps.matches.models import Pair
from khabar.apps.post.wished import say
from khabar.apps.registry import actions as registry
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import request_file
from khabar.apps.sightings import actions as sightings
from khabar.apps.wishes import actions as wishes
from khabar.apps.wishes.actions import Said
from khabar.config import wiring
from khabar.domain.answers import Setting, Tells
from khabar.domain.asking import Step
from khabar.domain.before_asking import QuestionCheck, Risk
from khabar.domain.death import Ground
from khabar.domain.errors import Refused
from khabar.domain.ids import NO_ACCOUNT, PairId, PresenceId, RequestId
from khabar.domain.sightings import Sighting
from khabar.domain.wishes import CameBy, Deed, Vote, WishForm, WishKind
from silence import population

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ports import Parts

CLEAR = Findings(route_risk=Risk.LOW, questions=QuestionCheck.AGREE, by_name_alone_possible=True)


@dataclass(frozen=True)
class State:
    """One state: how the person comes in, what happens once there is a pair, and to whom a word leaves."""

    name: str
    happens: Callable[[Parts, PresenceId], None]
    fields: tuple[tuple[str, object], ...] = ()
    released: str = ""
    has_pair: bool = True


BRIDGE = "the association's family"
BY_POST = "the family by post"
"""Who seeks Zebulon Quirk, without a page and without a date of birth."""


def request_of(holder: str) -> RequestId:
    """Give the request whose page this slip opens, or the one that came over the bridge."""
    if holder == BRIDGE:
        return RequestId(Request.objects.get(locator=Lodged.objects.get().locator).id)
    if holder == BY_POST:
        rows = (RequestId(row.id) for row in Request.objects.filter(locator=""))
        return next(row for row in rows if request_file(row, parts=wiring.parts()).form.name == population.NOBODY)
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


def _not_him_my_aunt(parts: Parts, presence: PresenceId) -> None:
    him, aunt = pair_with("ezra", presence), pair_with("leyla", presence)
    for pair in (him, aunt):
        cast.ask(parts, pair)
    cast.answered(parts, him, Tells.NOTHING, must_not_know=("Ezra Rostami", "my brother"))
    cast.answered(parts, aunt, Tells.ALIVE)


def _refused(parts: Parts, pair: PairId, findings: Findings) -> None:
    now, step = parts.clock.now(), Step.AGREE_TO_ASK
    matches.note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=findings)
    with pytest.raises(Refused):
        matches.take_step(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, step=step, reason="she asks so much")


def _child(parts: Parts, presence: PresenceId) -> None:
    _refused(parts, pair_with(BY_POST, presence), CLEAR)


def _not_for_ezra(parts: Parts, presence: PresenceId) -> None:
    _refused(parts, pair_with("ezra", presence), CLEAR)


def _seen(parts: Parts, _presence: PresenceId) -> None:
    now = parts.clock.now()
    told = Sighting(filed_at=now.isoformat(), seen_name="Darius Ahmadi", seen_where="the mill", teller="Bahram")
    sightings.write_down(actor=cast.MIRA, now=now, parts=parts, sighting=told)


def _dead(parts: Parts, presence: PresenceId) -> None:
    cast.weighed(parts, _asked(parts, presence), cast.death_found(parts, Ground.NOT_TOLD))


def _dead_to_tell(parts: Parts, presence: PresenceId) -> None:
    cast.weighed(parts, pair_with("shirin", presence), cast.death_found(parts, Ground.TWO_PEOPLE))


def _child_decided(parts: Parts, presence: PresenceId) -> None:
    pair, found = pair_with(BY_POST, presence), cast.interests_found(parts)
    matches.note_findings(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, findings=CLEAR)
    cast.weighed(parts, pair, found)


def _erased(parts: Parts, presence: PresenceId) -> None:
    _no_alone(parts, presence)
    registry.erase_presence(actor=cast.JOB, now=parts.clock.now(), parts=parts, presence_id=presence)


def _wish(parts: Parts, said: Said) -> str:
    key = hashlib.sha256(said.kind.value.encode()).digest()
    kept = wishes.keep(actor=cast.MIRA, now=parts.clock.now(), parts=parts, said=said, key=key)
    assert kept
    return kept


def _described(parts: Parts, kind: WishKind, **fields: object) -> Said:
    filed_at = parts.clock.now().isoformat()
    form = WishForm(**({"filed_at": filed_at, "name": "Daryush Ahmadi", "kind": kind} | fields))  # type: ignore[arg-type]  # values by name
    return Said(kind=kind, came_by=CameBy.TELEPHONE, form=form)


def _objected(parts: Parts, presence: PresenceId) -> None:
    _yes(parts, presence)
    _wish(parts, _described(parts, WishKind.SILENCE))


def _blocked(parts: Parts, presence: PresenceId) -> None:
    _yes(parts, presence)
    _wish(parts, _described(parts, WishKind.NOT_TO, not_to=("my sister", "شیرین احمدی")))


def _erased_in_peace(parts: Parts, presence: PresenceId) -> None:
    _no_alone(parts, presence)
    wish = _wish(parts, Said(kind=WishKind.ERASE_IN_PEACE, came_by=CameBy.IN_PERSON, holder=presence, proof="his word"))
    now = parts.clock.now()
    for who in (cast.MIRA, cast.TOMAS):
        say(actor=who, now=now, parts=parts, wish_id=wish, vote=Vote(Deed.GRANT, NO_ACCOUNT, "He asks.", now.date()))


_NOT_EZRA = (("must_not_know", ("Ezra Rostami", "my cousin")),)
_A_CHILD = (("name", population.NOBODY), ("father", "Ebenezer"), ("birth", "2013"))

STATES = (
    State("presence only", _nothing, has_pair=False),
    State("pair", _nothing),
    State("seen by somebody who came out", _seen),
    State("agreed by one", _agreed),
    State("asked", _ask_only),
    State("not reached", _not_reached),
    State("observed no", _observed_no),
    State("no alone", _no_alone),
    State("observed yes", _observed_yes, released="shirin"),
    State("yes", _yes, released="shirin"),
    State("yes to somebody else", _yes_to_another, released="leyla"),
    State("withdrawn", _withdrawn),
    State("this enquirer must not know", _not_for_ezra, fields=_NOT_EZRA),
    State("yes, but this enquirer must not know", _yes_but),
    State("under age", _child, fields=_A_CHILD),
    State("under age, decided", _child_decided, fields=_A_CHILD),
    State("sealed death", _dead),
    State("death to be told by a bringer", _dead_to_tell),
    State("erased", _erased),
    State("somebody asked for silence", _objected),
    State("this enquirer blocked", _blocked),
    State("erased and known again", _erased_in_peace),
)
NOT_HIM_MY_AUNT = State("not him; my aunt, alive", _not_him_my_aunt, released="leyla")
OVER_THE_BRIDGE = State("a no to the association's family", _no_to_bridge)
