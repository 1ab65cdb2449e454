from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, MIRA
from khabar.apps.correspondence import actions, queries
from khabar.apps.correspondence.letters import BodyCard, BodyKind, LetterBody
from khabar.apps.correspondence.models import Letter
from khabar.apps.gatherings.models import Sitting
from khabar.apps.petitions.queries import shown_timeline
from khabar.apps.rounds import association_steps
from khabar.domain.duties import Duty
from khabar.domain.letters.dispatch import Channel
from khabar.domain.letters.drafts import LetterKind
from web.association import NOWHERE, told
from web.desks import hidden, text
from web.editing.test_gatherings import planned, sent
from web.editing.test_petitions import published

if TYPE_CHECKING:
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def ministry(rooms: Rooms) -> str:
    card = BodyCard(name="The Ministry of Answers", kind=BodyKind.AUTHORITY, language="en", postal="Mill Lane 1")
    return actions.add_body(actor=LEYLA, now=rooms.parts.clock.now(), parts=rooms.parts, card=card)


def approve_text(rooms: Rooms) -> None:
    template = queries.template_named("request_for_information.en.1")
    now = rooms.parts.clock.now()
    actions.approve_template(actor=MIRA, now=now, parts=rooms.parts, name=template.name, digest=template.digest)


def posted(rooms: Rooms) -> str:
    """A letter that left by post."""
    approve_text(rooms)
    to, parts, now = ministry(rooms), rooms.parts, rooms.parts.clock.now()
    body = LetterBody(
        kind=LetterKind.REQUEST_FOR_INFORMATION,
        language="en",
        template="request_for_information.en.1",
        author=LEYLA.name,
        signed=("Leyla",),
        to=to,
        channels={to: Channel.POST},
        texts={"matter": "visits", "salutation": "Sir or Madam", "questions": "How many visits took place?"},
        named=(),
    )
    letter = actions.draft_letter(actor=LEYLA, now=now, parts=parts, body=body)
    actions.approve_letter(actor=MIRA, now=now, parts=parts, seen=queries.letter_now(letter, parts=parts))
    actions.send(actor=LEYLA, now=now, parts=parts, seen=queries.letter_now(letter, parts=parts), place=0)
    return letter


def test_an_advocate_means_a_letter_and_an_editor_approves_the_public_timeline(rooms: Rooms) -> None:
    leyla, _tomas, page = published(rooms)
    mira, letter = rooms.browser("mira", Duty.ADVOCATE), posted(rooms)
    assert "No letter may stand here yet." in text(leyla.get(f"{page}timeline/"))
    at = f"/advocacy/letters/{letter}/"
    shown = mira.get(at)
    assert "petition/tell-us" in text(shown)
    given = {"version": str(shown.context["version"]), "page": "petition/tell-us"}
    assert "It is noted." in text(mira.post(f"{at}page/", given, follow=True))
    before = leyla.get(f"{page}timeline/")
    assert "The Ministry of Answers" in text(before)
    assert "<svg" in before.content.decode()
    late = text(leyla.post(f"{page}timeline/approve/", {"seen": "another"}, follow=True))
    assert "The letters of this timeline are others by now." in late
    assert "Approved" in text(leyla.post(f"{page}timeline/approve/", {"seen": hidden(before, "seen")}, follow=True))
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    found = shown_timeline("tell-us")
    assert found is not None
    assert found.letters[0].body == "The Ministry of Answers"
    assert "1 letter or copy is approved" in text(leyla.get(f"{page}timeline/"))
    assert "taken down" in text(leyla.post(f"{page}timeline/take-down/", follow=True))
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    assert shown_timeline("tell-us") is None


def test_an_advocate_makes_a_letter_of_minutes_by_a_button(rooms: Rooms) -> None:
    approve_text(rooms)
    mira, to = rooms.browser("mira", Duty.ADVOCATE, Duty.EDITOR), ministry(rooms)
    page = planned(mira)
    minutes = f"{page}sittings/{Sitting.objects.get().id}/minutes/"
    sent(mira, minutes, {"kind": "asked", "speaker": "", "text": "How many visits took place?"})
    assert f'href="{page}letter/"' in mira.get(minutes).content.decode()
    given = {"to": to, "language": "en", "matter": "visits", "salutation": "Sir or Madam", "signed": "Mira"}
    missing = mira.post(f"{page}letter/", given | {"to": ""})
    assert 'href="#id_to"' in missing.content.decode()
    answer = text(mira.post(f"{page}letter/", given, follow=True))
    assert "The letter is drafted." in answer
    assert "How many visits took place?" in answer
    assert Letter.objects.count() == 1
    no_text = text(mira.post(f"{page}letter/", given | {"language": "fa"}))
    assert "Nobody has approved the text" in no_text


def test_an_editor_who_is_no_advocate_is_offered_no_letter(rooms: Rooms) -> None:
    ezra = rooms.browser("ezra", Duty.EDITOR)
    page = planned(ezra)
    minutes = f"{page}sittings/{Sitting.objects.get().id}/minutes/"
    assert f'href="{page}letter/"' not in ezra.get(minutes).content.decode()
    assert told(ezra.get(f"{page}letter/")) == told(ezra.get(NOWHERE))
