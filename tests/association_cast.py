"""The cast in an association: Leyla and Mira advocate, Nima stands by who came out, Shirin's family has a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from khabar.apps.casework import actions
from khabar.apps.casework.files import FileBody, OpenedFile
from khabar.apps.casework.queries import opened_file
from khabar.domain.actors import staff
from khabar.domain.bar_list import Departure
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from khabar.apps.casework.files import Content
    from khabar.ports import Parts

LEYLA = staff(AccountId("b1" * 16), Duty.ADVOCATE, Duty.EDITOR)
MIRA = staff(AccountId("a1" * 16), Duty.ADVOCATE)
NIMA = staff(AccountId("d1" * 16), Duty.COMPANION)
EZRA = staff(AccountId("e1" * 16), Duty.EDITOR)
TODAY = date(2026, 3, 2)
SHIRINS = FileBody(
    label="The family of the baker's daughter",
    people=(
        FilePerson("darius", "Darius Ahmadi", Part.MISSED, ("داریوش احمدی",)),
        FilePerson("shirin", "Shirin Ahmadi", Part.FAMILY, relation="sister"),
    ),
    step=NextStep("write to the ministry", TODAY + timedelta(days=14)),
    departure=Departure(origin="NLD", had_left=True),
)


def shirins_file(association: Parts, body: FileBody = SHIRINS) -> str:
    """Open the file of Shirin's family."""
    return actions.open_file(actor=LEYLA, now=association.clock.now(), parts=association, body=body)


def opened(file_id: str, association: Parts) -> OpenedFile:
    """Open a file as it is now."""
    return opened_file(file_id, parts=association)


def written(file_id: str, content: Content, association: Parts) -> str:
    """Write a line into a file, as it is now."""
    seen = opened(file_id, association)
    return actions.add_entry(actor=LEYLA, now=association.clock.now(), parts=association, seen=seen, content=content)


def agreed(file_id: str, person: str, scope: Scope | None, association: Parts, *, stand: Stand = Stand.GIVEN) -> str:
    """Note what somebody agreed to, or took back."""
    said = ConsentEvent(person, scope, stand, association.clock.now().date(), "C-7", "by telephone", person)
    return written(file_id, said, association)
