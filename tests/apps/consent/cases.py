"""Darius, sought by Shirin and by Ezra, and what he says to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cast
from khabar.apps.consent import actions as consent
from khabar.apps.consent.queries import (
    may_tell,
    permitted_now,
)
from khabar.domain.answers import Answer, Disclosure, Setting, Tells
from khabar.domain.ids import EventId, PermitId, PresenceId, RequestId
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


@dataclass(frozen=True)
class Case:
    """Darius, sought by Shirin and by Ezra."""

    parts: Parts
    darius: PresenceId
    shirin: RequestId
    ezra: RequestId

    def says(self, tells: Tells, to: RequestId, setting: Setting = Setting.ALONE, **said: object) -> PermitId:
        now = self.parts.clock.now()
        draft = Answer(
            event_id=EventId(""),
            parents=(),
            subject=self.darius,
            recipient=to,
            tells=tells,
            setting=setting,
            given_on=now.date(),
            **said,  # type: ignore[arg-type]  # plain values by name
        )
        return consent.record_answer(actor=cast.TOMAS, now=now, parts=self.parts, draft=cast.read_by_two(draft))

    def takes_back(self, to: RequestId | None = None, actor: Actor = cast.MIRA) -> tuple[PermitId, ...]:
        now = self.parts.clock.now()
        return consent.withdraw(actor=actor, now=now, parts=self.parts, subject=self.darius, recipient=to)

    def open_to(self, recipient: RequestId) -> frozenset[Disclosure]:
        return may_tell(self.darius, recipient, on=self.parts.clock.now().date(), parts=self.parts)

    def opens(self, permit: PermitId) -> frozenset[Disclosure]:
        return permitted_now(permit, on=self.parts.clock.now().date(), parts=self.parts)

    def rebuild(self) -> int:
        return consent.rebuild(actor=cast.JOB, now=self.parts.clock.now(), parts=self.parts)


def verify_key(parts: Parts) -> bytes:
    return parts.keys.key(KeyClass.REGISTER).verify_key
