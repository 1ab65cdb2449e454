"""The file of one family in the demonstration: who is missed, what they know and how, a consent, a next step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.casework.actions import add_entry, open_file
from khabar.apps.casework.files import FileBody
from khabar.apps.casework.queries import opened_file
from khabar.domain.bar_list import Departure
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part

if TYPE_CHECKING:
    from khabar.demo.at_work import Office

STORY_DAYS = 33
"""How many days go by after the file is opened, until somebody looks (`beginning.begin`)."""
GOLNAR = Source("Golnar Moradi", Knowing.SAW)
LINES = (
    CaseEvent(EventKind.LEFT_HOME, "1399-02", "He went to the town to look for work.", GOLNAR),
    CaseEvent(EventKind.CALL, "1400-06-12", "He called from a number she did not know. He was well.", GOLNAR),
    CaseEvent(EventKind.HEARD_OF, "2023", "A neighbour heard that he is inside.", Source("a neighbour", Knowing.HEARD)),
)


def open_the_file(office: Office) -> str:
    """Open the file of a mother from the north with its lines and its next step; return its id."""
    body = FileBody(
        label="A mother from the north, about her son",
        people=(
            FilePerson("kian", "Kian Moradi", Part.MISSED, ("کیان مرادی",)),
            FilePerson("golnar", "Golnar Moradi", Part.FAMILY, relation="mother"),
        ),
        step=NextStep("Ask the office how visits are asked for.", office.today + timedelta(days=STORY_DAYS + 7)),
        departure=Departure(),
    )
    file_id = open_file(**office.by(office.leyla), body=body)
    for line in LINES:
        add_entry(**office.by(office.leyla), seen=opened_file(file_id, parts=office.parts), content=line)
    return file_id


def note_consent(office: Office, file_id: str, body: str) -> None:
    """Note that the mother agrees to be named to one body, and to nobody else."""
    said = ConsentEvent(
        "golnar",
        Scope(Use.RECIPIENT, body),
        Stand.GIVEN,
        office.today,
        reference="note of our talk, folder 1",
        how="by telephone",
        said_by="golnar",
    )
    add_entry(**office.by(office.leyla), seen=opened_file(file_id, parts=office.parts), content=said)
