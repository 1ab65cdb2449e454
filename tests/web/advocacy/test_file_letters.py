"""Letters on a file's page: what left, what came, and the silence between them, drawn and as a table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, MIRA
from khabar.apps.correspondence import actions, queries
from khabar.apps.correspondence.letters import BodyCard, BodyKind, LetterBody
from khabar.domain.letters.dispatch import Channel, Happening, Note
from khabar.domain.letters.drafts import LetterKind
from web.advocacy.deeds import page_of
from web.desks import text

if TYPE_CHECKING:
    from django.test import Client

    from conftest import SettableClock
    from khabar.apps.correspondence.letters import OpenedLetter
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

TEXT = "request_for_information.en.1"


def drafted(rooms: Rooms, file_id: str) -> OpenedLetter:
    """A letter of this file to a ministry by post, with a copy to an ombudsman."""
    parts, now = rooms.parts, rooms.parts.clock.now()
    template = queries.template_named(TEXT)
    actions.approve_template(actor=MIRA, now=now, parts=parts, name=TEXT, digest=template.digest)
    to, copy = (
        actions.add_body(
            actor=LEYLA,
            now=now,
            parts=parts,
            card=BodyCard(name=name, kind=BodyKind.AUTHORITY, language="en", state="DEU", postal="Mill Lane 1"),
        )
        for name in ("The Ministry", "The Ombudsman")
    )
    body = LetterBody(
        kind=LetterKind.REQUEST_FOR_INFORMATION,
        language="en",
        template=TEXT,
        author=LEYLA.name,
        signed=("Leyla",),
        to=to,
        copies=(copy,),
        channels={to: Channel.POST, copy: Channel.POST},
        texts={"matter": "visits", "salutation": "Sir", "questions": "How many visits were there?"},
        named=(),
    )
    made = actions.draft_letter(actor=LEYLA, now=now, parts=parts, body=body, file=file_id)
    return queries.letter_now(made, parts=parts)


def test_every_copy_that_left_stands_there_with_its_answer_or_its_silence(
    leyla: Client, rooms: Rooms, clock: SettableClock
) -> None:
    file_id, other, parts = rooms.file(), rooms.file(), rooms.parts
    letter = drafted(rooms, file_id)
    assert "Letters that left" not in text(leyla.get(page_of(file_id)))
    actions.approve_letter(actor=MIRA, now=clock.now(), parts=parts, seen=letter)
    for place in (0, 1):
        seen = queries.letter_now(letter.id, parts=parts)
        actions.send(actor=LEYLA, now=clock.now(), parts=parts, seen=seen, place=place)
    clock.advance(timedelta(days=40))
    came = Note(Happening.ANSWERED, clock.now().date(), proof="a letter")
    seen = queries.letter_now(letter.id, parts=parts)
    actions.note(actor=LEYLA, now=clock.now(), parts=parts, seen=seen, place=0, what=came)
    clock.advance(timedelta(days=2))
    answer = leyla.get(page_of(file_id))
    shown = text(answer)
    table = shown[shown.index("Letters that left") :]
    assert "Answered after 40 days" in table
    assert "Unanswered for 42 days" in table
    for name in ("The Ministry", "The Ombudsman"):
        assert name in table
        assert name in answer.content.decode().partition('<figure class="timeline">')[2].partition("</figure>")[0]
    assert "Letters that left" not in text(leyla.get(page_of(other)))
