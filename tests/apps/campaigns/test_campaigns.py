from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from khabar.apps.campaigns import actions, bringing_over, sheets
from khabar.apps.campaigns.asides import wanted
from khabar.apps.campaigns.models import Campaign, PaperSheet
from khabar.apps.campaigns.queries import campaign_of_slug, campaigns, due_digests, opened_campaign
from khabar.apps.ledger.models import Entry
from khabar.apps.petitions.queries import published_petition
from khabar.apps.rounds import association_steps
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Locked, Refused
from khabar.domain.ids import AccountId
from khabar.domain.petitions.digests import digest_paragraphs
from signing import COUNT, Desk, plan

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LEYLA = staff(AccountId("b1" * 16), Duty.EDITOR)
TOMAS = staff(AccountId("c1" * 16), Duty.EDITOR)
EZRA = staff(AccountId("e1" * 16), Duty.ADVOCATE)


def written(house: Parts) -> str:
    return actions.write(actor=LEYLA, now=house.clock.now(), parts=house, plan=plan())


def published(house: Parts) -> str:
    campaign_id = written(house)
    actions.approve(actor=TOMAS, now=house.clock.now(), parts=house, campaign_id=campaign_id, version=1)
    association_steps.publish_petitions(house.clock.now(), house)
    return campaign_id


def signed(house: Parts, campaign_id: str, address: str) -> None:
    desk = Desk(house)
    desk.signed(address, petition_id=campaign_id)


def test_a_petition_reaches_the_porch_when_two_have_said_so(house: Parts) -> None:
    campaign_id = written(house)
    assert not association_steps.something_to_publish(house.clock.now())
    assert published_petition("tell-us") is None
    with pytest.raises(Invalid, match="wrote the last version"):
        actions.approve(actor=LEYLA, now=house.clock.now(), parts=house, campaign_id=campaign_id, version=1)
    actions.approve(actor=TOMAS, now=house.clock.now(), parts=house, campaign_id=campaign_id, version=1)
    assert association_steps.something_to_publish(house.clock.now())
    association_steps.publish_petitions(house.clock.now(), house)
    assert not association_steps.something_to_publish(house.clock.now())
    found = published_petition("tell-us")
    assert found is not None
    assert found.plan == plan()
    acts = list(Entry.objects.filter(chain="house").order_by("sequence").values_list("act", flat=True))
    assert acts == ["petition written", "petition approved", "petition published"]


def test_a_draft_lies_sealed_and_a_locked_house_opens_none(house: Parts) -> None:
    campaign_id = written(house)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM campaigns_campaign")
        assert "Tell us where" not in repr(cursor.fetchall())
    agent: MemoryKeyAgent = house.keys  # type: ignore[assignment]  # that of tests
    agent.lock()
    with pytest.raises(Locked):
        opened_campaign(campaign_id, account="x", parts=house)


def test_ezra_who_is_no_editor_writes_and_approves_nothing(house: Parts) -> None:
    campaign_id = written(house)
    now = house.clock.now()
    for deed in (
        lambda: actions.write(actor=EZRA, now=now, parts=house, plan=plan(slug="ezras")),
        lambda: actions.approve(actor=EZRA, now=now, parts=house, campaign_id=campaign_id, version=1),
        lambda: sheets.print_sheets(actor=EZRA, now=now, parts=house, campaign_id=campaign_id, how_many=1),
        lambda: actions.ask_to_close(actor=EZRA, now=now, parts=house, campaign_id=campaign_id, reason="x"),
    ):
        with pytest.raises(Refused):
            deed()


def test_another_version_needs_another_approval_and_keeps_the_count(house: Parts) -> None:
    campaign_id = published(house)
    signed(house, campaign_id, "shirin@example.org")
    now = house.clock.now()
    with pytest.raises(Invalid, match="address word stays"):
        actions.rewrite(actor=TOMAS, now=now, parts=house, campaign_id=campaign_id, plan=plan(slug="other"), version=1)
    newer = plan(addressees=("Another ministry",))
    actions.rewrite(actor=TOMAS, now=now, parts=house, campaign_id=campaign_id, plan=newer, version=1)
    with pytest.raises(Conflict):
        actions.rewrite(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, plan=newer, version=1)
    association_steps.count(now, house)
    found = published_petition("tell-us")
    assert found is not None
    assert found.plan.addressees == ("The Ministry of Answers",)
    with pytest.raises(Conflict):
        actions.approve(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, version=1)
    actions.approve(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, version=2)
    association_steps.count(now, house)
    found = published_petition("tell-us")
    assert found is not None
    assert (found.plan.addressees, found.confirmed) == (("Another ministry",), 1)


def test_a_sheet_counts_once_two_people_have_found_the_same(house: Parts) -> None:
    campaign_id, now = published(house), house.clock.now()
    document = sheets.print_sheets(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, how_many=2)
    first, second = document.codes

    def note(actor: object, code: str, number: int) -> bool:
        return sheets.note_count(
            actor=actor,  # type: ignore[arg-type]  # an actor
            now=now,
            parts=house,
            campaign_id=campaign_id,
            code=code,
            number=number,
        )

    assert not note(LEYLA, first, 9)
    for actor, code, number in (
        (LEYLA, first, 9),
        (TOMAS, first, 13),
        (TOMAS, "1" * 27, 3),
        (TOMAS, "nothing", 3),
    ):
        with pytest.raises(Invalid):
            note(actor, code, number)
    assert note(TOMAS, first.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), 9)
    with pytest.raises(Invalid, match="already"):
        note(TOMAS, first, 9)
    assert not note(LEYLA, second, 4)
    with pytest.raises(Invalid, match="another number"):
        note(TOMAS, second, 5)
    assert PaperSheet.objects.filter(counted=None).count() == 1
    association_steps.count(now, house)
    found = published_petition("tell-us")
    assert found is not None
    assert (found.on_paper, found.confirmed) == (9, 0)


def test_nothing_is_printed_that_nobody_has_approved(house: Parts) -> None:
    campaign_id = written(house)
    for how_many in (1, 0, 101):
        with pytest.raises(Invalid):
            sheets.print_sheets(
                actor=LEYLA, now=house.clock.now(), parts=house, campaign_id=campaign_id, how_many=how_many
            )


def test_what_is_set_aside_needs_two_and_comes_back(house: Parts, clock: SettableClock) -> None:
    campaign_id = published(house)
    signed(house, campaign_id, "shirin@example.org")
    since, until = house.clock.now() - timedelta(hours=1), house.clock.now() + timedelta(hours=1)
    clock.advance(timedelta(hours=2))
    now = house.clock.now()
    aside = actions.ask_to_set_aside(
        actor=LEYLA, now=now, parts=house, wanted=wanted(campaign_id, since, until), reason="a script"
    )
    with pytest.raises(Invalid, match="colleague"):
        actions.agree_to_set_aside(actor=LEYLA, now=now, parts=house, invalidation_id=aside)
    association_steps.count(now, house)
    assert published_petition("tell-us").confirmed == 1  # type: ignore[union-attr]  # it is there
    actions.agree_to_set_aside(actor=TOMAS, now=now, parts=house, invalidation_id=aside)
    association_steps.count(now, house)
    assert published_petition("tell-us").confirmed == 0  # type: ignore[union-attr]  # it is there
    [shown] = opened_campaign(campaign_id, account="x", parts=house).asides  # type: ignore[union-attr]  # the same
    assert (shown.state, shown.number) == ("done", 1)
    actions.take_back(actor=LEYLA, now=now, parts=house, invalidation_id=aside, reason="it was people")
    association_steps.count(now, house)
    assert published_petition("tell-us").confirmed == 1  # type: ignore[union-attr]  # it is there
    backwards = wanted(campaign_id, until, since)
    with pytest.raises(Invalid):
        actions.ask_to_set_aside(actor=LEYLA, now=now, parts=house, wanted=backwards, reason="x")


def test_digests_hold_numbers_alone_and_are_made_once(house: Parts, clock: SettableClock) -> None:
    campaign_id = published(house)
    for at in range(3):
        signed(house, campaign_id, f"one{at}@example.org")
    association_steps.count(house.clock.now(), house)
    association_steps.count(house.clock.now(), house)
    [threshold] = due_digests(parts=house)
    assert threshold.occasion == "threshold 3"
    clock.advance(timedelta(days=7))
    signed(house, campaign_id, "four@example.org")
    association_steps.count(house.clock.now(), house)
    association_steps.count(house.clock.now(), house)
    week = due_digests(parts=house)[1]
    assert week.occasion == "week 2026-03-09"
    for language in ("en", "fa"):
        text = digest_paragraphs(week.told(language), language)
        assert not any(word in " ".join(text) for word in ("Shirin", "example.org", "north"))
        assert week.numbers.head in " ".join(text)
    assert "4 people have confirmed" in " ".join(digest_paragraphs(week.told("en"), "en"))
    assert "1 of them have come since" in " ".join(digest_paragraphs(week.told("en"), "en"))
    assert actions.hand_digest(actor=COUNT, now=house.clock.now(), parts=house, digest_id=week.id, letter="ab" * 16)
    assert not actions.hand_digest(actor=COUNT, now=house.clock.now(), parts=house, digest_id=week.id, letter="x")
    assert [one.occasion for one in due_digests(parts=house)] == ["threshold 3"]


def test_weeks_that_were_missed_are_one_digest(house: Parts, clock: SettableClock) -> None:
    published(house)
    clock.advance(timedelta(days=30))
    for _ in range(3):
        association_steps.count(house.clock.now(), house)
    assert [one.occasion for one in due_digests(parts=house)] == ["week 2026-03-09"]
    assert Campaign.objects.get().digest_on.isoformat() == "2026-04-06"  # type: ignore[union-attr]  # it is set


def test_a_petition_that_is_closed_takes_no_more_and_is_told_to_the_addressees(house: Parts) -> None:
    campaign_id, now = published(house), house.clock.now()
    with pytest.raises(Invalid):
        actions.ask_to_close(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, reason=" ")
    actions.ask_to_close(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, reason="they answered")
    association_steps.count(now, house)
    assert not published_petition("tell-us").is_open  # type: ignore[union-attr]  # it is there
    assert [one.occasion for one in due_digests(parts=house)] == ["end"]
    assert campaigns()[0].is_closed
    with pytest.raises(Refused):
        actions.rewrite(actor=LEYLA, now=now, parts=house, campaign_id=campaign_id, plan=plan(), version=1)


def test_a_petition_is_found_by_its_word_and_no_other_takes_it(house: Parts) -> None:
    campaign_id = written(house)
    assert campaign_of_slug("tell-us") == campaign_id
    assert campaign_of_slug("nothing") is None
    assert opened_campaign("nothing", account="x", parts=house) is None
    with pytest.raises(Invalid, match="already"):
        written(house)


def test_carrying_over_twice_changes_nothing(house: Parts) -> None:
    campaign_id = published(house)
    before = Entry.objects.count()
    bringing_over.bring_over(actor=COUNT, now=house.clock.now(), parts=house)
    Campaign.objects.filter(id=campaign_id).update(published_version=0)
    bringing_over.bring_over(actor=COUNT, now=house.clock.now(), parts=house)
    assert Entry.objects.count() == before + 1
    assert published_petition("tell-us") is not None
