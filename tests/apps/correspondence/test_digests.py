from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, MIRA
from khabar.apps.campaigns import actions as campaigns
from khabar.apps.campaigns.queries import due_digests
from khabar.apps.correspondence import actions, digests, queries
from khabar.apps.correspondence.letters import BodyCard, BodyKind
from khabar.apps.rounds import association_steps
from khabar.domain.actors import staff, system
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.letters.dispatch import State
from khabar.domain.letters.drafts import LetterKind
from signing import Desk, as_association, plan

if TYPE_CHECKING:
    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
JOB = system("clocks")


TOMAS = staff(AccountId("c1" * 16), Duty.EDITOR)


@pytest.fixture
def crossed(parts: Parts) -> Parts:
    """An association whose petition has just crossed a threshold of three."""
    house = as_association(parts)
    now = house.clock.now()
    campaign = campaigns.write(actor=LEYLA, now=now, parts=house, plan=plan())
    campaigns.approve(actor=TOMAS, now=now, parts=house, campaign_id=campaign, version=1)
    association_steps.publish_petitions(now, house)
    for number in range(3):
        Desk(house).signed(f"one{number}@example.org", petition_id=campaign)
    association_steps.count(now, house)
    association_steps.count(now, house)
    return house


def approve_text(house: Parts) -> None:
    template = queries.template_named("digest.en.1")
    actions.approve_template(actor=MIRA, now=house.clock.now(), parts=house, name=template.name, digest=template.digest)


def ministry(house: Parts) -> str:
    card = BodyCard(
        name="The Ministry of Answers", kind=BodyKind.AUTHORITY, language="en", email="desk@answers.example"
    )
    return actions.add_body(actor=LEYLA, now=house.clock.now(), parts=house, card=card)


def drafted(house: Parts) -> list[OpenedLetter]:
    digests.draft_digests(actor=JOB, now=house.clock.now(), parts=house)
    return queries.letters_for(LEYLA, parts=house)


def test_a_digest_waits_while_nobody_knows_its_addressee_or_has_approved_its_text(crossed: Parts) -> None:
    assert drafted(crossed) == []
    ministry(crossed)
    assert drafted(crossed) == []
    assert len(due_digests(parts=crossed)) == 1


def test_a_digest_becomes_one_letter_with_numbers_alone_that_people_approve(crossed: Parts) -> None:
    approve_text(crossed)
    to = ministry(crossed)
    (letter,) = drafted(crossed)
    assert (letter.body.kind, letter.body.to) == (LetterKind.DIGEST, to)
    assert "3 people have confirmed" in letter.body.texts["digest"]
    assert "one0@example.org" not in str(letter.body)
    assert len(drafted(crossed)) == 1
    assert due_digests(parts=crossed) == []
    assert queries.objections(letter, today=letter.made_on, parts=crossed) == ()
    actions.approve_letter(actor=MIRA, now=crossed.clock.now(), parts=crossed, seen=letter)
    assert queries.letter_now(letter.id, parts=crossed).main.state is State.APPROVED
