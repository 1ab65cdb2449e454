"""A gathering of two regions with one sitting, in an association that has a mail server."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast

import pytest

from association_cast import LEYLA
from khabar.apps.gatherings import actions, admitting, rounds
from khabar.apps.gatherings.admitting import Entry
from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest, OpenedSitting, Who
from khabar.apps.gatherings.queries import gathering_for
from khabar.domain.actors import Actor, system
from khabar.domain.gatherings.admission import Card
from khabar.domain.gatherings.invitations import WayIn
from khabar.domain.gatherings.plans import Plan, SittingPlan
from khabar.domain.gatherings.sittings import When

if TYPE_CHECKING:
    from khabar.config.options import Options
    from khabar.domain.errors import Outside
    from khabar.ports import Envelope, Parts

EVENING = When(datetime(2026, 5, 3, 18, 30), "Europe/Berlin", 90)  # noqa: DTZ001 - a time on the wall
LINK = "https://calls.example/room/9f2c"
PLAN = Plan(title="what we ask the ministry", regions=("north", "south"), points=("the letters nobody answers",))
SITTING = SittingPlan(name="evening", when=EVENING, way_in=WayIn(link=LINK))


class Acting(TypedDict):
    """What every action is given."""

    actor: Actor
    now: datetime
    parts: Parts


@dataclass
class Post:
    """A mail server that keeps what it is given, or refuses."""

    sent: list[Envelope] = field(default_factory=list)
    refuses: Outside | None = None

    def send(self, envelope: Envelope) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.sent.append(envelope)


@dataclass
class Hall:
    """A gathering by its parts; everything is done by the actions themselves."""

    parts: Parts
    post: Post
    id: str = ""
    sitting_id: str = ""

    def by(self, actor: Actor = LEYLA) -> Acting:
        return {"actor": actor, "now": self.parts.clock.now(), "parts": self.parts}

    @property
    def now(self) -> OpenedGathering:
        return gathering_for(self.id, LEYLA, parts=self.parts)

    @property
    def sitting(self) -> OpenedSitting:
        return self.now.sitting(self.sitting_id)

    def admit(self, pseudonym: str, region: str = "north", actor: Actor = LEYLA, **more: Any) -> str:  # noqa: ANN401 - fields by name
        who = Who(name="Golnar Rad", email=f"{pseudonym.lower()}@families.example")
        card = Card(pseudonym=pseudonym, region=region, **more.pop("card", {}))
        entry = {"card": card, "who": who, "sittings": frozenset({self.sitting_id}), **more}
        return admitting.admit(**self.by(actor), seen=self.now, entry=Entry(**entry))

    def admitted(self, pseudonym: str) -> OpenedGuest:
        made = self.admit(pseudonym)
        return self.now.guest(made)

    def invite(self, *guests: str, actor: Actor = LEYLA) -> int:
        seen = self.now
        chosen = [seen.guest(one) for one in guests] or list(seen.guests)
        return admitting.invite(**self.by(actor), seen=seen, guests=chosen)

    def change_sitting(self, actor: Actor = LEYLA, **changes: object) -> None:
        seen = self.now
        plan = replace(self.sitting.plan, **changes)  # type: ignore[arg-type]  # fields by name
        actions.change_sitting(**self.by(actor), seen=seen, sitting=seen.sitting(self.sitting_id), plan=plan)

    def mail(self) -> list[Envelope]:
        """Let a round send what waits, and give what it sent."""
        before = len(self.post.sent)
        rounds.mail_invitations(actor=system("mail"), now=self.parts.clock.now(), parts=self.parts)
        return self.post.sent[before:]


@pytest.fixture
def hall(db: None, association: Parts) -> Hall:  # noqa: ARG001 - db opens the house database
    """A gathering with one sitting, moderated by the Owl."""
    post = Post()
    settings = replace(cast("Options", association.options), mail_from="office@families.example")
    made = Hall(replace(association, mailer=post, options=settings), post)
    made.id = actions.open_gathering(**made.by(), plan=PLAN)
    owl = Card(pseudonym="Owl", region="south")
    made.sitting_id = actions.add_sitting(**made.by(), seen=made.now, plan=SITTING, moderator=owl)
    return made
