from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from databases import rows_as_written, tables
from khabar.apps.outbox.models import Item
from khabar.apps.petitions import actions, counting, tending
from khabar.apps.petitions.actions import Criteria, Outcome
from khabar.apps.petitions.models import Batch, Petition, Signature, Threshold
from khabar.apps.petitions.queries import mine, names_on_the_list, published_petition
from khabar.domain.actors import system
from khabar.domain.petitions.receipts import leaf_of_receipt
from khabar.domain.petitions.states import SignatureState
from khabar.vault.keys import KeyClass
from signing import COUNT, DOOR, PETITION

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Envelope
    from signing import Desk

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def confirmed() -> int:
    found = published_petition("tell-us")
    assert found is not None
    return found.confirmed


def test_a_signature_counts_once_its_mailbox_has_said_so(desk: Desk) -> None:
    assert desk.sign("shirin@example.org")
    desk.count()
    assert confirmed() == 0
    [token] = desk.deliver()
    assert desk.confirm(token) is Outcome.DONE
    assert desk.count() == 1
    assert confirmed() == 1
    assert desk.confirm(token) is Outcome.ALREADY
    assert desk.count() == 0


def test_nothing_of_a_signer_lies_on_the_porch_in_clear(desk: Desk) -> None:
    desk.signed("shirin@example.org", on_the_list=True)
    desk.count()
    rows = [repr(row) for table in tables("porch") for row in rows_as_written("porch", table)]
    everything = " ".join(rows).lower()
    assert not any(word in everything for word in ("shirin", "ahmadi", "example.org", "192.0.2"))


def test_a_mail_holds_nothing_that_was_typed(desk: Desk) -> None:
    desk.sign("shirin@example.org", "Buy my boats today")
    desk.deliver()
    [mail] = desk.mailer.sent
    assert mail.recipient == "shirin@example.org"
    assert "boats" not in mail.body + mail.subject
    assert "Tell us where they are" in mail.body


def test_signing_asks_the_same_of_the_database_for_every_address_and_state(desk: Desk) -> None:
    def statements(address: str, name: str) -> list[str]:
        with CaptureQueriesContext(connections["porch"]) as seen:
            assert desk.sign(address, name)
        return [" ".join(re.sub(r"s\d+_x\d+|X?'[^']*'|\b\d+\b", "…", query["sql"]).split()) for query in seen]

    statements("first@example.org", "Somebody")  # the counters of the network are there from now on
    desk.deliver()
    desk.signed("shirin@example.org")
    withdrawn = desk.signed("tomas@example.org", "Tomas")
    actions.withdraw(actor=DOOR, now=desk.now(), token=withdrawn)
    desk.sign("mira@example.org", "Mira")
    [pending] = desk.deliver()
    actions.be_silent(actor=DOOR, now=desk.now(), token=pending)
    unknown = statements("nobody@example.org", "Nima")
    assert unknown == statements("shirin@example.org", "Shirin Ahmadi")
    assert unknown == statements("tomas@example.org", "Tomas")
    assert unknown == statements("mira@example.org", "Mira")


def test_whoever_has_signed_gets_another_mail_and_is_not_counted_twice(desk: Desk, clock: SettableClock) -> None:
    desk.signed("shirin@example.org")
    clock.advance(timedelta(hours=1))
    desk.sign("SHIRIN@Example.ORG", "shirin  ahmadi")
    [again] = desk.deliver()
    assert desk.mailer.sent[-1].subject == "You have signed already"
    assert desk.confirm(again) is Outcome.ALREADY
    desk.count()
    assert confirmed() == 1


def test_two_links_of_one_person_count_once(desk: Desk, clock: SettableClock) -> None:
    desk.sign("shirin@example.org")
    [first] = desk.deliver()
    clock.advance(timedelta(minutes=5))
    desk.sign("shirin@example.org")
    [second] = desk.deliver()
    assert (desk.confirm(second), desk.confirm(first)) == (Outcome.DONE, Outcome.ALREADY)
    desk.count()
    assert confirmed() == 1


def test_a_family_shares_a_mailbox_up_to_its_number(desk: Desk, clock: SettableClock) -> None:
    for name in ("Shirin", "Darius", "Nima", "Farid"):
        desk.signed("family@example.org", name)
        clock.advance(timedelta(minutes=5))
    desk.sign("family@example.org", "Mira")
    [token] = desk.deliver()
    assert desk.mailer.sent[-1].subject == "Your signature, on paper"
    assert desk.confirm(token) is Outcome.FULL
    desk.count()
    assert confirmed() == 4


def test_a_button_pressed_twice_sends_one_mail(desk: Desk) -> None:
    desk.sign("shirin@example.org")
    desk.sign("shirin@example.org")
    assert len(desk.deliver()) == 1


class _Killed(BaseException):
    """The process ends here and now."""


def test_mails_that_were_cut_off_twice_come_all_but_for_those_in_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        desk.sign(f"signer{number}@example.org", f"Name {'abcdef'[number]}")
    usual = desk.mailer.send

    def killed_after(least: int) -> None:
        left = iter(range(least))

        def send(envelope: Envelope) -> None:
            if next(left, None) is None:
                raise _Killed
            usual(envelope)

        monkeypatch.setattr(desk.mailer, "send", send)
        with pytest.raises(_Killed):
            desk.deliver()

    killed_after(1)
    killed_after(2)
    monkeypatch.setattr(desk.mailer, "send", usual)
    desk.deliver()
    assert desk.deliver() == []
    came = Counter(one.recipient for one in desk.mailer.sent)
    assert len(came) == 5, "one alone was in hand at the second kill, and may have left"
    assert max(came.values()) == 2
    assert not Item.objects.using("porch").exclude(state="done").exists()


def test_after_five_unanswered_mails_we_are_silent(desk: Desk, clock: SettableClock) -> None:
    for at in range(8):
        desk.sign("shirin@example.org", f"Name {'abcdefgh'[at]}")
        desk.deliver()
        clock.advance(timedelta(minutes=5))
    assert len(desk.mailer.sent) == 5


def test_a_mailbox_that_asked_for_silence_gets_no_mail(desk: Desk, clock: SettableClock) -> None:
    desk.sign("shirin@example.org")
    [token] = desk.deliver()
    assert actions.be_silent(actor=DOOR, now=desk.now(), token=token) is Outcome.DONE
    clock.advance(timedelta(hours=1))
    assert desk.sign("shirin@example.org", "Ezra")
    assert desk.deliver() == []


def test_withdrawing_takes_out_of_the_count_and_destroys_what_was_known(desk: Desk) -> None:
    token = desk.signed("shirin@example.org")
    desk.count()
    assert actions.withdraw(actor=DOOR, now=desk.now(), token=token) is Outcome.DONE
    desk.count()
    assert confirmed() == 0
    row = Signature.objects.get()
    assert (bytes(row.sealed), row.mailbox, row.person) == (b"", "", "")
    assert [len(bytes(one.added) + bytes(one.removed)) for one in Batch.objects.order_by("number")] == [32, 32]
    found = mine(token, "en")
    assert found is not None
    assert (found.state, found.receipt) == (SignatureState.WITHDRAWN, "")
    assert actions.withdraw(actor=DOOR, now=desk.now(), token=token) is Outcome.ALREADY
    assert desk.confirm(token) is Outcome.UNKNOWN


def test_who_withdrew_may_sign_again(desk: Desk, clock: SettableClock) -> None:
    actions.withdraw(actor=DOOR, now=desk.now(), token=desk.signed("shirin@example.org"))
    clock.advance(timedelta(minutes=5))
    desk.signed("shirin@example.org")
    desk.count()
    assert confirmed() == 1


def test_ezra_cannot_confirm_with_a_token_that_nobody_was_sent(desk: Desk) -> None:
    desk.sign("shirin@example.org")
    desk.deliver()
    for token in ("", "0" * 32, "x" * 500, "\x00", "ای"):
        assert desk.confirm(token) is Outcome.UNKNOWN
        assert actions.withdraw(actor=DOOR, now=desk.now(), token=token) is Outcome.UNKNOWN
        assert actions.be_silent(actor=DOOR, now=desk.now(), token=token) is Outcome.UNKNOWN
        assert mine(token, "en") is None


def test_a_receipt_stands_for_one_hash_of_the_chain(desk: Desk) -> None:
    token = desk.signed("shirin@example.org")
    desk.count()
    found = mine(token, "en")
    assert found is not None
    assert leaf_of_receipt(found.receipt) == bytes(Batch.objects.get().added)


def test_thresholds_are_crossed_once_however_many_come_and_go(desk: Desk, clock: SettableClock) -> None:
    tokens = [desk.signed(f"one{at}@example.org") for at in range(3)]
    desk.count()
    assert list(Threshold.objects.values_list("number", flat=True)) == [3]
    crossed_at = Threshold.objects.get().crossed_at
    actions.withdraw(actor=DOOR, now=desk.now(), token=tokens[0])
    desk.count()
    clock.advance(timedelta(hours=1))
    desk.signed("four@example.org")
    desk.count()
    assert Threshold.objects.get().crossed_at == crossed_at


def test_what_was_invalidated_is_not_counted_until_it_is_restored(desk: Desk, clock: SettableClock) -> None:
    kept = desk.signed("tomas@example.org", "Tomas", place="north")
    clock.advance(timedelta(hours=1))
    since = desk.now()
    gone = desk.signed("shirin@example.org", place="south")
    clock.advance(timedelta(hours=1))
    desk.count()
    criteria = Criteria(since, desk.now(), place="south", language="en")
    nobody = Criteria(since, desk.now(), "north")
    assert not actions.invalidate(actor=COUNT, now=desk.now(), petition_id=PETITION, criteria=nobody, invalidation="x")
    assert (
        actions.invalidate(actor=COUNT, now=desk.now(), petition_id=PETITION, criteria=criteria, invalidation="ef" * 16)
        == 1
    )
    desk.count()
    assert confirmed() == 1
    desk.sign("shirin@example.org")
    clock.advance(timedelta(hours=1))
    assert actions.restore(actor=COUNT, now=desk.now(), petition_id=PETITION, invalidation="ef" * 16) == 1
    desk.count()
    assert confirmed() == 2
    assert kept != gone


def test_a_closed_petition_takes_no_confirmation_and_forgets_its_signers_in_time(
    desk: Desk, clock: SettableClock
) -> None:
    desk.signed("shirin@example.org", on_the_list=True)
    desk.sign("nima@example.org", "Nima")
    [late] = desk.deliver()
    desk.count()
    clock.advance(timedelta(days=200))
    assert tending.close_due(actor=COUNT, now=desk.now()) == 1
    assert desk.confirm(late) is Outcome.CLOSED
    assert tending.anonymise_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 0
    clock.advance(timedelta(days=91))
    assert tending.anonymise_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    row = Signature.objects.get()
    assert (row.state, bytes(row.sealed), row.mailbox, row.person, row.token_hash) == ("anonymised", b"", "", "", None)
    desk.count()
    assert counting.recount(actor=COUNT, now=desk.now(), parts=desk.parts) == 0
    assert confirmed() == 1


def test_what_nobody_confirmed_goes_after_a_week(desk: Desk, clock: SettableClock) -> None:
    desk.sign("shirin@example.org")
    [token] = desk.deliver()
    clock.advance(timedelta(days=8))
    assert tending.drop_unconfirmed(actor=COUNT, now=desk.now()) == 1
    assert desk.confirm(token) is Outcome.UNKNOWN
    assert not Item.objects.using("porch").exists()


def test_a_count_that_was_altered_is_found_and_mended_by_the_chain(desk: Desk) -> None:
    desk.signed("shirin@example.org")
    desk.signed("nima@example.org", "Nima")
    desk.count()
    Petition.objects.update(confirmed=1000)
    assert counting.recount(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    assert confirmed() == 2
    Signature.objects.filter(state=SignatureState.CONFIRMED).update(counted=False)
    assert counting.recount(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    assert desk.count() == 0
    assert confirmed() == 2


def test_a_network_that_signs_too_often_is_told_so_and_nothing_is_kept(desk: Desk) -> None:
    object.__setattr__(desk.parts.options, "signatures_per_minute", 2)
    assert [desk.sign(f"one{at}@example.org") for at in range(4)] == [True, True, False, False]
    assert Signature.objects.count() == Item.objects.using("porch").count() == 2


def test_names_are_opened_only_of_those_who_ticked_and_are_counted(desk: Desk) -> None:
    desk.signed("shirin@example.org", "Shirin Ahmadi", on_the_list=True)
    desk.signed("nima@example.org", "Nima Rahimi")
    desk.sign("tomas@example.org", "Tomas", on_the_list=True)
    desk.count()
    assert [one.name for one in names_on_the_list(PETITION, parts=desk.parts)] == ["Shirin Ahmadi"]
    assert KeyClass.SIGNATURES in desk.parts.public


def test_small_places_are_not_shown(desk: Desk) -> None:
    for at in range(12):
        desk.signed(f"one{at}@example.org", place="north" if at else "south")
    desk.count()
    Petition.objects.update(cells_at=None)
    desk.count()
    found = published_petition("tell-us")
    assert found is not None
    assert found.by_place == ()
    assert system("x").name == "x"
