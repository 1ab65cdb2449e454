"""What people do at the asking desk, as plain functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cast
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.outbox.models import Item
from khabar.domain.answers import Tells

if TYPE_CHECKING:
    from khabar.apps.matches.files import Findings
    from khabar.domain.actors import Actor
    from khabar.domain.asking import PairState, Step
    from khabar.domain.ids import PairId, PresenceId
    from khabar.ports import Parts


def step(parts: Parts, pair: PairId, who: Actor, what: Step, reason: str = "", seen: int | None = None) -> PairState:
    now = parts.clock.now()
    return matches.take_step(actor=who, now=now, parts=parts, pair_id=pair, step=what, reason=reason, seen=seen)


def found_out(parts: Parts, pair: PairId, findings: Findings = cast.FOUND_OUT, seen: int | None = None) -> None:
    now = parts.clock.now()
    matches.note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=findings, seen=seen)


def state(parts: Parts, pair: PairId) -> PairState:
    return opened_pair(pair, parts=parts).inside.standing.state


def waiting() -> int:
    return Item.objects.exclude(state="done").count()


def own_presence(parts: Parts, **fields: object) -> PresenceId:
    said = {"tell_name": "Shirin", "tell_kinship": "sister", "tells": Tells.MESSAGES, "own_words": "I am well"}
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **(said | fields)))
