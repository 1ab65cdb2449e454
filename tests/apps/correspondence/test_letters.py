"""A letter of an association, from its draft to its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.correspondence.writing import JOB, Post, answer_from, approved, asking, came, ministry, round_of, sent
from association_cast import EZRA, LEYLA, MIRA, NIMA, agreed, shirins_file
from khabar.apps.correspondence import actions, incoming, proofs, queries
from khabar.apps.correspondence.models import Departed, Dispatch, Incoming, Letter
from khabar.apps.ledger.queries import flaws_in_events
from khabar.apps.outbox.models import Item
from khabar.domain.casework.consents import Scope, Stand, Use
from khabar.domain.clocks import State as ClockState
from khabar.domain.errors import Conflict, Invalid, Outside, Refused
from khabar.domain.letters.dispatch import Channel, Happening, Note, State
from khabar.domain.letters.drafts import LetterKind, Named, Role

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_a_letter_leaves_from_an_approved_template_alone(association: Parts) -> None:
    with pytest.raises(Invalid) as problem:
        asking(association, ministry(association))
    assert problem.value.field == "template"


def test_a_letter_and_five_copies_leave_each_under_a_reference_of_its_own(office: Parts, post: Post) -> None:
    bodies = [ministry(office, name=f"Office {n}", email=f"desk@office{n}.example") for n in range(6)]
    letter = sent(office, asking(office, *bodies))
    assert sorted(one.recipient for one in post.sent) == [f"desk@office{n}.example" for n in range(6)]
    assert len({one.sender for one in post.sent}) == 6
    assert {one.state for one in letter.dispatches} == {State.SENT}
    assert all("How many visits were asked for last year?" in one.body for one in post.sent)
    assert not list(flaws_in_events(office.public.verify_keys(office.public.of_record)))


def test_who_wrote_a_letter_does_not_approve_it(office: Parts) -> None:
    letter = asking(office, ministry(office))
    with pytest.raises(Invalid) as problem:
        actions.approve_letter(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter)
    assert problem.value.field == "by"


def test_a_changed_letter_has_to_be_approved_again(office: Parts) -> None:
    letter = approved(office, asking(office, ministry(office)))
    other = replace(letter.body, texts={**letter.body.texts, "matter": "the number of letters"})
    actions.change_letter(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter, body=other)
    changed = queries.letter_now(letter.id, parts=office)
    assert changed.main.state is State.DRAFTED
    with pytest.raises(Conflict):
        actions.send(actor=LEYLA, now=office.clock.now(), parts=office, seen=changed, place=0)


def test_what_has_left_is_not_changed_any_more(office: Parts) -> None:
    letter = sent(office, asking(office, ministry(office)))
    with pytest.raises(Conflict):
        actions.change_letter(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter, body=letter.body)


def test_a_letter_that_names_somebody_inside_is_refused_with_copies_and_with_the_name_of_a_bar(office: Parts) -> None:
    file = shirins_file(office)
    inside = Named("darius", "Darius Ahmadi", Role.INSIDE)
    texts = {"matter": "a visit", "salutation": "Sir or Madam", "questions": "Where is Darius Ahmadi?"}
    body, other = ministry(office), ministry(office, name="Embassy", email="a@embassy.example")
    letter = asking(office, body, other, file=file, named=(inside,), texts=texts)
    assert {one.field for one in queries.objections(letter, today=letter.made_on, parts=office)} == {"copies"}
    with pytest.raises(Invalid) as problem:
        actions.approve_letter(actor=MIRA, now=office.clock.now(), parts=office, seen=letter)
    assert problem.value.field == "copies"
    barred = asking(office, ministry(office, state="NLD", name="Home"), file=file, named=(inside,), texts=texts)
    assert {one.field for one in queries.objections(barred, today=letter.made_on, parts=office)} == {"to"}


def test_a_withdrawn_consent_holds_back_what_has_not_left(office: Parts, post: Post) -> None:
    file, body = shirins_file(office), ministry(office)
    agreed(file, "shirin", Scope(Use.RECIPIENT, body), office)
    named = (Named("shirin", "Shirin Ahmadi", Role.OTHER, references=("C-7",)),)
    texts = {"matter": "a visit", "salutation": "Sir or Madam", "questions": "May Shirin Ahmadi visit?"}
    letter = approved(office, asking(office, body, file=file, named=named, texts=texts))
    actions.send(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter, place=0)
    agreed(file, "shirin", None, office, stand=Stand.WITHDRAWN)
    round_of(office)
    assert post.sent == []
    assert queries.letter_now(letter.id, parts=office).main.state is State.APPROVED


def test_a_mail_server_that_is_away_costs_no_letter_and_sends_none_twice(office: Parts, post: Post) -> None:
    post.refuses = Outside("away", retry=True)
    letter = sent(office, asking(office, ministry(office)))
    assert letter.main.state is State.APPROVED
    post.refuses = None
    round_of(office)
    round_of(office)
    assert len(post.sent) == 1
    assert queries.letter_now(letter.id, parts=office).main.state is State.SENT
    assert not Departed.objects.exists()


def test_by_post_it_is_noted_as_sent_and_proved_by_a_receipt(office: Parts) -> None:
    body = ministry(office, email="")
    letter = approved(office, asking(office, body, channels={body: Channel.POST}))
    actions.send(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter, place=0)
    seen = queries.letter_now(letter.id, parts=office)
    proof = Note(Happening.PROVED, office.clock.now().date(), proof="receipt 12")
    actions.note(actor=LEYLA, now=office.clock.now(), parts=office, seen=seen, place=0, what=proof)
    assert queries.letter_now(letter.id, parts=office).main.state is State.PROVED
    assert not Item.objects.exists()


def test_a_clock_says_how_it_was_computed_and_silence_brings_a_reminder_once(
    office: Parts, clock: SettableClock
) -> None:
    letter = sent(office, asking(office, ministry(office)))
    clock.advance(timedelta(days=15))
    round_of(office)
    round_of(office)
    (reminder,) = (one for one in queries.letters_for(LEYLA, parts=office) if one.body.kind is LetterKind.REMINDER)
    assert reminder.body.reminds == letter.id
    found = queries.clock_of(letter, today=clock.now().date(), parts=office)
    assert found is not None
    assert found.state is ClockState.RUNNING
    assert found.steps
    clock.advance(timedelta(days=412 - 15))
    late = queries.clock_of(letter, today=clock.now().date(), parts=office)
    assert late is not None
    assert (late.state, late.unanswered) == (ClockState.OVERDUE, 412)


def test_an_approved_reminder_leaves_as_it_was_read_however_late_the_round_comes(
    office: Parts, clock: SettableClock, post: Post
) -> None:
    sent(office, asking(office, ministry(office)))
    clock.advance(timedelta(days=15))
    round_of(office)
    (reminder,) = (one for one in queries.letters_for(LEYLA, parts=office) if one.body.kind is LetterKind.REMINDER)
    ready = approved(office, reminder)
    actions.send(actor=LEYLA, now=clock.now(), parts=office, seen=ready, place=0)
    clock.advance(timedelta(days=3))
    round_of(office)
    assert len(post.sent) == 2
    assert "Reminder of our letter" in post.sent[1].subject


def test_an_answer_under_its_reference_is_filed_unseen_and_stops_the_clock(office: Parts, post: Post) -> None:
    letter = sent(office, asking(office, ministry(office)))
    row = came(office, answer_from("desk@interior.example", post.sent[0]))
    assert row.letter == letter.id
    assert queries.letter_now(letter.id, parts=office).main.state is State.ANSWERED
    assert incoming.tray(LEYLA, parts=office) == []
    (kept,) = incoming.beside_letter(letter.id, LEYLA, parts=office)
    raw = incoming.raw_of(kept.id, LEYLA, now=office.clock.now(), parts=office)
    assert b"We have received your letter." in raw.raw


def report(envelope: Envelope, action: str, status: str) -> bytes:
    """What a mail server writes when a mail did not arrive, or not yet (RFC 3464)."""
    lines = (
        "From: MAILER-DAEMON@interior.example",
        f"To: {envelope.sender}",
        "Subject: Delivery report",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "Your message.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.interior.example",
        "",
        f"Final-Recipient: rfc822; {envelope.recipient}",
        f"Action: {action}",
        f"Status: {status}",
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        f"Message-ID: {envelope.message_id}",
        f"Subject: {envelope.subject}",
        "",
        "text",
        "--b--",
        "",
    )
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    ("action", "status", "state"), [("failed", "5.1.1", State.BOUNCED), ("delayed", "4.4.1", State.SENT)]
)
def test_a_mail_that_came_back_for_good_is_noted_and_one_that_is_late_is_not(
    office: Parts, post: Post, action: str, status: str, state: State
) -> None:
    letter = sent(office, asking(office, ministry(office)))
    assert came(office, report(post.sent[0], action, status)).letter == letter.id
    assert queries.letter_now(letter.id, parts=office).main.state is state


def test_the_same_mail_twice_is_one(office: Parts, post: Post) -> None:
    sent(office, asking(office, ministry(office)))
    raw = answer_from("desk@interior.example", post.sent[0])
    assert came(office, raw).id == came(office, raw).id


def test_an_answer_from_elsewhere_waits_for_two_people(office: Parts, post: Post) -> None:
    letter = sent(office, asking(office, ministry(office)))
    row = came(office, answer_from("somebody@elsewhere.example", post.sent[0]))
    assert row.letter == ""

    def settle(actor: object) -> bool:
        return incoming.settle(
            actor=actor,  # type: ignore[arg-type]  # one of the cast
            now=office.clock.now(),
            parts=office,
            incoming_id=row.id,
            letter_id=letter.id,
            place=0,
        )

    assert settle(LEYLA) is False
    with pytest.raises(Invalid):
        settle(LEYLA)
    assert queries.letter_now(letter.id, parts=office).main.state is State.SENT
    assert settle(MIRA) is True
    assert queries.letter_now(letter.id, parts=office).main.state is State.ANSWERED
    with pytest.raises(Conflict):
        settle(MIRA)


def test_ezra_who_is_no_advocate_reads_no_letter_and_no_mail(office: Parts, post: Post) -> None:
    letter = sent(office, asking(office, ministry(office)))
    row = came(office, answer_from("somebody@elsewhere.example", post.sent[0]))
    for outsider in (EZRA, NIMA):
        for look in (
            lambda one: queries.letter_for(letter.id, one, parts=office),
            lambda one: queries.letters_for(one, parts=office),
            lambda one: incoming.tray(one, parts=office),
            lambda one: incoming.raw_of(row.id, one, now=office.clock.now(), parts=office),
        ):
            with pytest.raises(Refused):
                look(outsider)


def test_no_row_shows_what_a_letter_says_or_to_whom_it_goes(office: Parts, post: Post) -> None:
    sent(office, asking(office, ministry(office)))
    came(office, answer_from("desk@interior.example", post.sent[0]))
    rows = [*Letter.objects.values_list(), *Dispatch.objects.values_list(), *Incoming.objects.values_list()]
    seen = b"".join(bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    for word in ("Ministry", "interior.example", "visits", "answered"):
        assert word.encode() not in seen


def test_a_tampered_note_is_named_by_verify_and_made_anew_from_the_events(office: Parts) -> None:
    letter = sent(office, asking(office, ministry(office)))
    assert list(proofs.differences(office)) == []
    fresh = asking(office, ministry(office, name="Other"))
    Dispatch.objects.filter(letter=letter.id).update(sealed=b"nothing of ours")
    (named,) = proofs.differences(office)
    assert letter.id in named
    assert proofs.rebuild(actor=JOB, now=office.clock.now(), parts=office) == "what was noted on 2 letters"
    assert queries.letter_now(letter.id, parts=office).main.state is State.SENT
    assert queries.letter_now(fresh.id, parts=office).main.state is State.DRAFTED
    assert list(proofs.differences(office)) == []


def test_a_letter_whose_recipients_were_changed_has_nothing_to_prove(office: Parts) -> None:
    letter = approved(office, asking(office, ministry(office)))
    other = replace(letter.body, to=ministry(office, name="Other"))
    actions.change_letter(actor=LEYLA, now=office.clock.now(), parts=office, seen=letter, body=other)
    assert list(proofs.differences(office)) == []
