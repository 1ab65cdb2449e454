"""Pages and promised days: all alike in size, in what they say of lateness, and in when their holders hear from us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.intake.actions import take_in
from khabar.apps.outbox.models import Item
from khabar.apps.outbox.queries import due_items
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.contact import dates_at_risk, renew_dates
from khabar.apps.post.mail_words import standing_mail
from khabar.apps.post.models import Page
from khabar.apps.post.pages import open_page, page_of, renew_notice
from khabar.apps.post.queries import next_contacts, number_of_pages
from khabar.apps.registry.actions import erase_request
from khabar.apps.rounds import steps
from khabar.domain.answers import Setting, Tells
from khabar.domain.errors import Locked
from khabar.domain.ids import RequestId
from khabar.domain.page import PieceKind
from khabar.vault.errors import Tampered
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import PAGE_SIZE
from khabar.vault.pigeonholes import open_page as open_blob

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PairId, PresenceId
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

HOLDERS = ("shirin", "ezra", "darius")
FILED = date(2026, 3, 2)
DAYS = 30


@pytest.fixture
def shirin(parts: Parts) -> RequestId:
    return cast.file_request(parts, cast.shirins_request(parts.clock.now(), email="shirin@mail.example"))


@pytest.fixture
def ezra(parts: Parts) -> RequestId:
    return cast.file_request(parts, cast.ezras_request(parts.clock.now(), email="ezra@mail.example"))


@pytest.fixture
def darius(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **cast.slip_of("darius")))


@pytest.fixture
def pair(parts: Parts, shirin: RequestId, ezra: RequestId, darius: PresenceId) -> PairId:
    assert ezra
    made = cast.pair_of(parts, shirin, darius)
    cast.ask(parts, made)
    return made


def blobs() -> dict[str, bytes]:
    return {row.locator: bytes(row.blob) for row in Pigeonhole.objects.all()}


def contact(parts: Parts) -> int:
    return renew_dates(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def mails(parts: Parts) -> list[tuple[str, str]]:
    return [(one.body["to"], one.body["text"]) for one in due_items(KeyClass.MAIL, now=parts.clock.now(), parts=parts)]


# What pages hold


def test_after_each_round_all_pages_have_one_size_and_every_byte_is_new(parts: Parts, pair: PairId) -> None:
    seen = [blobs()]
    for happens in (
        lambda: None,
        lambda: cast.answered(parts, pair, Tells.ADDRESS, own_words="I am well", address="Mill Lane 3"),
        lambda: cast.write(parts, "shirin", "The pear tree is in flower"),
        lambda: None,
    ):
        happens()
        cast.page_after_round(parts, "shirin")
        seen.append(blobs())
    for before, after in pairwise(seen):
        assert set(before) == set(after)
        assert {len(blob) for blob in after.values()} == {PAGE_SIZE}
        for locator, blob in after.items():
            same = sum(one == other for one, other in zip(before[locator], blob, strict=True))
            assert same < PAGE_SIZE / 100  # 1 in 256 by chance


def test_what_was_allowed_stands_on_this_one_page_and_on_no_other(parts: Parts, pair: PairId) -> None:
    cast.renew(parts)
    before = {holder: cast.page(holder) for holder in HOLDERS}
    cast.answered(parts, pair, Tells.ADDRESS, own_words="I am well", address="Mill Lane 3")
    read = cast.page_after_round(parts, "shirin")
    assert [(one.kind, one.name, one.text) for one in read.of_kind("word", "address")] == [
        (PieceKind.WORD, "Darius Ahmadi", "I am well"),
        (PieceKind.ADDRESS, "Darius Ahmadi", "Mill Lane 3"),
    ]
    for holder in ("ezra", "darius"):
        assert cast.page(holder) == before[holder]


def test_an_observed_yes_says_seen_alive_on_that_day_and_not_a_word_more(parts: Parts, pair: PairId) -> None:
    cast.answered(parts, pair, Tells.ADDRESS, Setting.OBSERVED, own_words="I am very well here", address="Mill Lane 3")
    pieces = cast.page_after_round(parts, "shirin").pieces
    (seen,) = [one for one in pieces if one.kind != PieceKind.NOTICE]
    assert (seen.kind, seen.text, seen.on) == (PieceKind.SEEN, "", FILED)


@pytest.mark.usefixtures("pair")
def test_no_page_opens_with_another_slip(parts: Parts) -> None:
    cast.renew(parts)
    for holder in HOLDERS:
        for other in set(HOLDERS) - {holder}:
            with pytest.raises(Tampered):
                open_blob(cast.slip(other).private, blobs()[cast.slip(holder).locator.hex()])


def test_a_locked_house_renews_what_was_released_before(
    parts: Parts, pair: PairId, agent: MemoryKeyAgent, clock: SettableClock
) -> None:
    cast.answered(parts, pair, Tells.ALIVE, own_words="I am well")
    before = cast.page_after_round(parts, "shirin")
    agent.lock()
    clock.advance(timedelta(days=2))
    cast.renew(parts)
    after = cast.page("shirin")
    assert after.pieces == before.pieces
    assert after.standing == replace(before.standing, renewed_on=FILED + timedelta(days=2))


def test_the_house_keeps_a_page_once_and_a_second_form_does_not_take_it_over(parts: Parts, shirin: RequestId) -> None:
    form = cast.ezras_request(parts.clock.now(), **cast.slip_of("shirin"))
    open_page(actor=cast.JOB, now=parts.clock.now(), parts=parts, form=form, holder=RequestId("0" * 32))
    page = page_of(shirin)
    assert page is not None
    assert (page.holder, number_of_pages()) == (shirin, 1)
    assert page_of("0" * 32) is None
    renew_notice(actor=cast.JOB, now=parts.clock.now(), parts=parts, holder=RequestId("0" * 32))


@pytest.mark.usefixtures("pair")
def test_a_page_says_for_whom_it_is_a_request_or_a_presence(parts: Parts) -> None:
    cast.renew(parts)
    assert [cast.page(holder).standing.is_presence for holder in HOLDERS] == [False, False, True]


# Promised days


def test_the_promised_day_counts_from_filing_however_late_the_house_came_to_it(
    parts: Parts, clock: SettableClock
) -> None:
    form = cast.shirins_request(clock.now())
    clock.advance(timedelta(days=12))
    holder = cast.file_request(parts, form)
    assert Page.objects.get().next_contact_on == FILED + timedelta(days=DAYS)
    assert next_contacts({holder: FILED, "f" * 32: FILED}, today=clock.now().date(), parts=parts) == {
        holder: FILED + timedelta(days=DAYS),
        "f" * 32: FILED + timedelta(days=DAYS),
    }


def test_on_the_promised_day_every_family_gets_its_next_day_and_the_same_mail_whatever_is_known(
    parts: Parts, pair: PairId, clock: SettableClock
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well")
    cast.release(parts)
    clock.advance(timedelta(days=DAYS - 1))
    assert (contact(parts), mails(parts)) == (0, [])
    clock.advance(timedelta(days=1))
    assert contact(parts) == 3
    text = standing_mail("", FILED + timedelta(days=2 * DAYS))["text"]
    assert sorted(mails(parts)) == [("ezra@mail.example", text), ("shirin@mail.example", text)]
    cast.renew(parts)
    assert {cast.page(holder).standing.by for holder in HOLDERS} == {FILED + timedelta(days=2 * DAYS)}


@pytest.mark.usefixtures("pair")
def test_a_day_is_renewed_once_however_often_the_step_is_done(parts: Parts, clock: SettableClock) -> None:
    clock.advance(timedelta(days=DAYS))
    assert [contact(parts), contact(parts)] == [3, 0]
    assert len(mails(parts)) == 2
    clock.advance(timedelta(days=DAYS))
    assert contact(parts) == 3
    assert len(mails(parts)) == 4


def test_a_family_without_an_address_and_an_erased_one_get_no_mail_and_keep_their_days(
    parts: Parts, shirin: RequestId, clock: SettableClock
) -> None:
    cast.file_request(parts, cast.ezras_request(clock.now()))
    erase_request(actor=cast.JOB, now=clock.now(), parts=parts, request_id=shirin)
    clock.advance(timedelta(days=DAYS))
    assert (contact(parts), mails(parts)) == (2, [])


class Carrier:
    """A mail server that takes everything and remembers it."""

    def __init__(self) -> None:
        self.carried: list[Envelope] = []

    def send(self, envelope: Envelope) -> None:
        self.carried.append(envelope)


@pytest.mark.usefixtures("pair")
def test_standing_mails_leave_at_the_day_and_never_more_than_one_for_each(parts: Parts, clock: SettableClock) -> None:
    carrier = Carrier()
    parts = replace(parts, mailer=carrier)
    for _ in range(2 * DAYS + 1):
        steps.write_contacts(clock.now(), parts)
        steps.mail(clock.now(), parts)
        clock.advance(timedelta(days=1))
    assert len(carrier.carried) == 4
    assert len({one.message_id for one in carrier.carried}) == 4
    assert len({(one.subject, one.body) for one in carrier.carried}) == 2
    assert not Item.objects.filter(key_class=KeyClass.MAIL).exclude(sealed=b"").exists()


@pytest.mark.usefixtures("pair")
def test_unlockers_are_warned_a_week_before_a_day_would_pass() -> None:
    due = FILED + timedelta(days=DAYS)
    assert [dates_at_risk(due - timedelta(days=days)) for days in (8, 7, 0)] == [0, 3, 3]


# Late


@pytest.mark.usefixtures("shirin")
def test_where_one_promised_day_has_passed_all_pages_alike_say_that_we_are_late(
    parts: Parts, agent: MemoryKeyAgent, clock: SettableClock
) -> None:
    clock.advance(timedelta(days=20))
    cast.file_request(parts, cast.ezras_request(clock.now()))
    agent.lock()
    with pytest.raises(Locked):
        contact(parts)
    clock.advance(timedelta(days=10))
    cast.renew(parts)
    assert [cast.page(one).standing.late for one in ("shirin", "ezra")] == [False, False]
    clock.advance(timedelta(days=1))
    cast.renew(parts)
    assert [cast.page(one).standing.late for one in ("shirin", "ezra")] == [True, True]
    assert cast.page("shirin").standing.by == FILED + timedelta(days=DAYS)


def test_a_day_promised_on_the_porch_and_not_filed_in_time_makes_all_pages_say_so(
    parts: Parts, clock: SettableClock
) -> None:
    keys, now = cast.slip("leyla"), clock.now()
    door = {"actor": cast.JOB, "now": now, "parts": parts}
    open_pigeonhole(**door, locator=keys.locator, public=keys.public, standing=b"")  # type: ignore[arg-type]  # by name
    take_in(**door, key=b"k" * 32, body={"kind": "request"})  # type: ignore[arg-type]  # by name
    clock.advance(timedelta(days=DAYS + 1))
    cast.file_request(parts, cast.shirins_request(clock.now()))
    cast.renew(parts)
    assert [cast.page(one).standing.late for one in ("shirin", "leyla")] == [True, True]


@pytest.mark.usefixtures("pair")
def test_once_days_are_renewed_no_page_says_it_any_more(parts: Parts, clock: SettableClock) -> None:
    clock.advance(timedelta(days=DAYS + 3))
    contact(parts)
    cast.renew(parts)
    assert {cast.page(holder).standing.late for holder in HOLDERS} == {False}


def test_later_noes_and_letters_never_push_a_word_off_the_page(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    cast.verify_enquirer(parts, request)
    presences = [cast.file_presence(parts, cast.dariuss_presence(now, mother=f"Number {one}")) for one in range(12)]
    for place, presence in enumerate(presences):
        pair = cast.pair_of(parts, request, presence)
        cast.ask(parts, pair)
        if place == 0:
            cast.answered(parts, pair, Tells.ALIVE, own_words="I still sing.")
        else:
            cast.answered(parts, pair, Tells.NOTHING)
        read = cast.page_after_round(parts, "shirin")
        assert [piece.text for piece in read.of_kind("word")] == ["I still sing."]


def test_words_of_two_people_stand_on_one_page_and_the_newer_word_of_one_takes_its_place(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    cast.verify_enquirer(parts, request)
    first, second = (cast.file_presence(parts, cast.dariuss_presence(now, mother=one)) for one in ("Parvin", "Mina"))
    for presence, words in ((first, "I sing."), (second, "I cook."), (first, "I sing louder.")):
        pair = cast.pair_of(parts, request, presence)
        if words != "I sing louder.":
            cast.ask(parts, pair)
        cast.answered(parts, pair, Tells.ALIVE, own_words=words)
        cast.release(parts)
    told = [piece.text for piece in cast.page_after_round(parts, "shirin").of_kind("word")]
    assert sorted(told) == ["I cook.", "I sing louder."]


def test_an_objection_without_proof_stops_what_has_not_left_and_a_later_one_lifts_it(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    presence = cast.file_presence(parts, cast.dariuss_presence(now))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, presence)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE, own_words="I sing.")
    cast.objects(parts, request, stands=True)
    assert cast.page_after_round(parts, "shirin").of_kind("word") == []
    cast.objects(parts, request, stands=False)
    cast.answered(parts, pair, Tells.ALIVE, own_words="I sing again.")
    assert [one.text for one in cast.page_after_round(parts, "shirin").of_kind("word")] == ["I sing again."]
