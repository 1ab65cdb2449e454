"""What the association of the demonstration begins with: bodies to write to, approved texts, one family's file.

Everything is invented, and made by the same actions as in life. It must never be called for a real installation.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import account_named
from khabar.apps.casework.actions import add_entry, open_file
from khabar.apps.casework.files import FileBody
from khabar.apps.casework.queries import opened_file
from khabar.apps.correspondence.actions import add_body, approve_template
from khabar.apps.correspondence.letters import BodyCard, BodyClock, BodyKind
from khabar.apps.correspondence.queries import templates
from khabar.domain.actors import staff
from khabar.domain.bar_list import Departure
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.clocks import Unit
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

BODIES = (
    BodyCard(
        name="Office of Visits, Lindenau",
        kind=BodyKind.AUTHORITY,
        language="en",
        email="visits@office.example",
        postal="Long Street 4\n1000 Lindenau",
        clock=BodyClock(20, Unit.DAYS, source="its own page"),
    ),
    BodyCard(
        name="Ombudsperson of Lindenau",
        kind=BodyKind.OVERSIGHT,
        language="en",
        email="desk@ombudsperson.example",
        postal="Court Square 1\n1000 Lindenau",
        clock=BodyClock(30, Unit.DAYS, source="our custom"),
    ),
    *(
        BodyCard(
            name=f"{place} delegation of the League of Towns",
            kind=BodyKind.OTHER,
            language="en",
            email=f"{place.lower()}@league.example",
        )
        for place in ("Northern", "Southern", "Eastern", "Western")
    ),
)


def begin(parts: Parts) -> None:
    """Fill the address book, let Mira approve every text, and open the file of one family with what it knows."""
    now = parts.clock.now()
    leyla = staff(account_named("leyla"), Duty.ADVOCATE, Duty.EDITOR)
    mira = staff(account_named("mira-advocate"), Duty.ADVOCATE, Duty.EDITOR)
    for card in BODIES:
        add_body(actor=leyla, now=now, parts=parts, card=card)
    for template in templates().values():
        approve_template(actor=mira, now=now, parts=parts, name=template.name, digest=template.digest)
    _open_file(leyla, parts)


def _open_file(leyla: Actor, parts: Parts) -> None:
    now = parts.clock.now()
    body = FileBody(
        label="A mother from the north, about her son",
        people=(
            FilePerson("kian", "Kian Moradi", Part.MISSED, ("کیان مرادی",)),
            FilePerson("golnar", "Golnar Moradi", Part.FAMILY, relation="mother"),
        ),
        step=NextStep("Ask the office how visits are asked for.", now.date() + timedelta(days=7)),
        departure=Departure(),
    )
    file_id = open_file(actor=leyla, now=now, parts=parts, body=body)
    golnar = Source("Golnar Moradi", Knowing.SAW)
    lines = (
        CaseEvent(EventKind.LEFT_HOME, "1399-02", "He went to the town to look for work.", golnar),
        CaseEvent(EventKind.CALL, "1400-06-12", "He called from a number she did not know. He was well.", golnar),
        CaseEvent(
            EventKind.HEARD_OF, "2023", "A neighbour heard that he is inside.", Source("a neighbour", Knowing.HEARD)
        ),
    )
    for line in lines:
        add_entry(actor=leyla, now=now, parts=parts, seen=opened_file(file_id, parts=parts), content=line)
