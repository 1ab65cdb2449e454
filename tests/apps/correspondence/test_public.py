from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.correspondence.writing import answer_from, approved, asking, came, ministry, sent
from association_cast import LEYLA, NIMA, SHIRINS, agreed, shirins_file
from khabar.apps.campaigns import actions as campaigns
from khabar.apps.campaigns.timelines import take_down_timeline
from khabar.apps.correspondence import public, queries
from khabar.apps.petitions.queries import shown_timeline
from khabar.apps.rounds import association_steps
from khabar.domain.actors import staff, system
from khabar.domain.bar_list import Departure
from khabar.domain.casework.consents import Scope, Stand, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.letters.drafts import Named, Role
from signing import plan

if TYPE_CHECKING:
    from apps.correspondence.writing import Post
    from conftest import SettableClock
    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.apps.petitions.queries import ShownTimeline
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
TOMAS = staff(AccountId("c1" * 16), Duty.EDITOR)
PAGE = "petition/tell-us"


@pytest.fixture
def campaign(office: Parts) -> str:
    """A petition that lies on the porch."""
    now = office.clock.now()
    made = campaigns.write(actor=LEYLA, now=now, parts=office, plan=plan())
    campaigns.approve(actor=TOMAS, now=now, parts=office, campaign_id=made, version=1)
    association_steps.publish_petitions(now, office)
    return made


def meant(house: Parts, letter: OpenedLetter, page: str = PAGE) -> OpenedLetter:
    seen = queries.letter_now(letter.id, parts=house)
    public.stand_on(actor=LEYLA, now=house.clock.now(), parts=house, seen=seen, page=page)
    return queries.letter_now(letter.id, parts=house)


def approve(house: Parts, campaign: str) -> None:
    now = house.clock.now()
    seen = public.proposed_timeline(campaign, TOMAS, today=now.date(), parts=house).seen
    public.approve(actor=TOMAS, now=now, parts=house, campaign_id=campaign, seen=seen)


def freshened(house: Parts) -> ShownTimeline | None:
    now = house.clock.now()
    public.freshen_timelines(actor=system("clocks"), now=now, parts=house)
    association_steps.publish_petitions(now, house)
    return shown_timeline("tell-us")


def test_a_timeline_is_meant_approved_shown_and_follows_the_answer(
    office: Parts, campaign: str, clock: SettableClock, post: Post
) -> None:
    letter = meant(office, sent(office, asking(office, ministry(office))))
    association_steps.publish_petitions(clock.now(), office)
    assert shown_timeline("tell-us") is None
    approve(office, campaign)
    association_steps.publish_petitions(clock.now(), office)
    clock.advance(timedelta(days=412))
    silent = freshened(office)
    assert silent is not None
    (line,) = silent.letters
    assert (line.body, line.as_of(silent.as_of).days, line.answered) == ("Ministry of the Interior", 412, None)
    assert "20 working days" in " ".join(line.computed["en"])
    assert "their own page" not in str(line.to_plain())
    came(office, answer_from("desk@interior.example", post.sent[0]))
    assert queries.letter_now(letter.id, parts=office).main.answered_on == clock.now().date()
    answered = freshened(office)
    assert answered is not None
    assert answered.letters[0].answered == clock.now().date()


def test_a_letter_that_names_somebody_inside_can_be_meant_for_no_page(office: Parts, campaign: str) -> None:
    del campaign
    file = shirins_file(office)
    named = (Named("darius", "Darius Ahmadi", Role.INSIDE, ("داریوش احمدی",)),)
    letter = asking(office, ministry(office), named=named, file=file)
    with pytest.raises(Invalid, match="cannot stand on a public page") as refused:
        meant(office, letter)
    assert refused.value.field == "page"
    assert not queries.letter_now(letter.id, parts=office).body.publication


def test_a_consent_taken_back_takes_its_letter_off_the_page(office: Parts, campaign: str) -> None:
    file, to = shirins_file(office, replace(SHIRINS, departure=Departure())), ministry(office)
    for scope in (Scope(Use.RECIPIENT, to), Scope(Use.PUBLICATION, PAGE)):
        agreed(file, "shirin", scope, office)
    named = (Named("shirin", "Shirin Ahmadi", Role.OTHER, (), ("C-7",)),)
    meant(office, sent(office, asking(office, to, named=named, file=file)))
    approve(office, campaign)
    shown = freshened(office)
    assert shown is not None
    assert len(shown.letters) == 1
    agreed(file, "shirin", Scope(Use.PUBLICATION, PAGE), office, stand=Stand.WITHDRAWN)
    assert freshened(office) is None


def test_what_nobody_has_approved_does_not_appear_with_a_round(office: Parts, campaign: str) -> None:
    meant(office, sent(office, asking(office, ministry(office))))
    approve(office, campaign)
    meant(office, sent(office, asking(office, ministry(office, name="Ombudsman"))))
    shown = freshened(office)
    assert shown is not None
    assert len(shown.letters) == 1
    with pytest.raises(Conflict, match="others by now"):
        public.approve(actor=TOMAS, now=office.clock.now(), parts=office, campaign_id=campaign, seen="")
    approve(office, campaign)
    both = freshened(office)
    assert both is not None
    assert len(both.letters) == 2


def test_one_editor_takes_a_timeline_down(office: Parts, campaign: str) -> None:
    meant(office, sent(office, asking(office, ministry(office))))
    approve(office, campaign)
    assert freshened(office) is not None
    take_down_timeline(actor=TOMAS, now=office.clock.now(), parts=office, campaign_id=campaign)
    assert freshened(office) is None


def test_nothing_is_approved_where_nothing_may_stand(office: Parts, campaign: str) -> None:
    meant(office, approved(office, asking(office, ministry(office))))
    with pytest.raises(Invalid, match="No letter of this petition"):
        approve(office, campaign)


def test_nobody_but_an_editor_looks_or_approves(office: Parts, campaign: str) -> None:
    today = office.clock.now().date()
    with pytest.raises(Refused):
        public.proposed_timeline(campaign, NIMA, today=today, parts=office)
    with pytest.raises(Refused):
        public.proposed_timeline("0" * 32, TOMAS, today=today, parts=office)


def test_two_at_once_do_not_overwrite_one_another(office: Parts, campaign: str) -> None:
    del campaign
    letter = meant(office, asking(office, ministry(office)))
    earlier = replace(letter, version=letter.version - 1)
    with pytest.raises(Conflict):
        public.stand_on(actor=LEYLA, now=office.clock.now(), parts=office, seen=earlier, page="")
    assert meant(office, letter, "").body.publication == ""
