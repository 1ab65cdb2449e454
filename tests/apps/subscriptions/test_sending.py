from __future__ import annotations

import email
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.ground import free_port
from khabar.adapters.smtp import SmtpMailer, written
from khabar.apps.outbox.actions import put_sealed
from khabar.apps.outbox.models import Item
from khabar.apps.petitions.keyed import mailbox_hash
from khabar.apps.rounds import association_steps
from khabar.apps.subscriptions import actions, bounces, sending
from khabar.apps.subscriptions.models import Delivery, Reader
from khabar.apps.subscriptions.queries import sending_of
from khabar.domain.actors import system
from khabar.domain.errors import Conflict, Outside
from khabar.domain.publishing.preflight import failed, preflight
from newsletter_cast import DOOR, LEAVE, article, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.apps.subscriptions.queries import SendingFigures
    from khabar.ports import Parts
    from newsletter_cast import Newsroom

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
BOUNCES = system("bounces")


class Killed(BaseException):
    """Stands for a process that is killed in the middle."""


def issue_mails(room: Newsroom) -> list[str]:
    return [one.recipient for one in room.mailer.sent if one.html]


def figures(issue: str) -> SendingFigures:
    found = sending_of(issue)
    assert found is not None
    return found


def readers(room: Newsroom, count: int) -> list[str]:
    return [room.reader(f"reader{number}@example.org") for number in range(count)]


def test_every_reader_gets_an_issue_once_and_editors_see_counts(room: Newsroom) -> None:
    readers(room, 3)
    issue = room.published()
    room.send(issue)
    room.post()
    room.post()
    assert sorted(issue_mails(room)) == [f"reader{number}@example.org" for number in range(3)]
    told = figures(issue)
    assert (told.sent, told.waiting, told.bounced, told.left) == (3, 0, 0, 0)
    assert told.finished_at is not None
    with pytest.raises(Conflict):
        room.send(issue)


def test_a_mail_passes_the_preflight_but_for_the_signature_of_the_mail_server(room: Newsroom) -> None:
    readers(room, 1)
    issue = room.published()
    room.send(issue)
    room.post()
    [mail] = [one for one in room.mailer.sent if one.html]
    parsed = email.message_from_bytes(written(mail), policy=policy.default)
    heads = [(name, str(value)) for name, value in parsed.items()]
    without = {check.name for check in failed(preflight(heads, mail.recipient))}
    assert without == {"signed", "aligned", "whole"}
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed.get_body(("html",)) is not None
    [token] = LEAVE.findall(mail.body)
    assert token in mail.html
    assert f"/newsletter/leave/{token}/" in parsed["List-Unsubscribe"]


def test_where_pages_have_no_https_no_header_promises_one_press(parts: Parts) -> None:
    room = newsroom(parts, https=False)
    readers(room, 1)
    issue = room.published()
    room.send(issue)
    room.post()
    [mail] = [one for one in room.mailer.sent if one.html]
    assert "List-Unsubscribe" not in dict(mail.heads)
    assert LEAVE.findall(mail.body)


def test_killed_while_a_mail_leaves_that_one_is_sent_once_more_the_same(room: Newsroom) -> None:
    readers(room, 4)
    issue = room.published()
    room.send(issue)
    sent: list[str] = []
    keep = room.mailer.send

    def dies_after_the_second(envelope: Any) -> None:  # noqa: ANN401 - an envelope
        keep(envelope)
        sent.append(envelope.message_id)
        if len(sent) == 2:
            raise Killed

    object.__setattr__(room.mailer, "send", dies_after_the_second)
    with pytest.raises(Killed):
        room.post()
    room.post()
    ids = [one.message_id for one in room.mailer.sent if one.html]
    assert len(ids) == 5
    assert len(set(ids)) == 4
    assert ids.count(sent[1]) == 2
    assert figures(issue).sent == 4


def test_killed_while_mails_are_prepared_nobody_is_left_out_or_written_to_twice(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers(room, 5)
    issue = room.published()
    room.send(issue)
    monkeypatch.setattr(sending, "PORTION", 2)
    put, count = put_sealed, iter(range(100))

    def dies(*given: Any, **named: Any) -> None:  # noqa: ANN401 - passed on
        if next(count) == 3:
            raise Killed
        put(*given, **named)

    monkeypatch.setattr(sending, "put_sealed", dies)
    with pytest.raises(Killed):
        room.post()
    assert Delivery.objects.count() == 2
    for _ in range(4):
        room.post()
    assert sorted(issue_mails(room)) == [f"reader{number}@example.org" for number in range(5)]


def test_a_mail_that_cannot_leave_now_waits_and_one_that_never_can_is_counted(
    room: Newsroom, clock: SettableClock
) -> None:
    readers(room, 3)
    issue = room.published()
    room.send(issue)
    room.mailer.trouble["reader0@example.org"] = Outside("busy", retry=True)
    room.mailer.trouble["reader1@example.org"] = Outside("no such mailbox", retry=False)
    room.post()
    told = figures(issue)
    assert (told.sent, told.waiting, told.refused) == (1, 1, 1)
    room.mailer.trouble.clear()
    room.post()
    assert figures(issue).waiting == 1
    clock.advance(sending.LATER)
    room.post()
    room.post()
    told = figures(issue)
    assert (told.sent, told.waiting, told.refused) == (2, 0, 1)
    assert told.finished_at is not None


def test_a_host_that_says_later_for_three_days_is_given_up_for_this_issue(room: Newsroom, clock: SettableClock) -> None:
    readers(room, 1)
    issue = room.published()
    room.send(issue)
    room.mailer.trouble["reader0@example.org"] = Outside("later", retry=True)
    room.post()
    clock.advance(sending.GIVE_UP_AFTER + timedelta(hours=1))
    room.post()
    assert figures(issue).refused == 1


def test_a_mail_of_unknown_fate_is_tried_twice_and_never_a_third_time(room: Newsroom) -> None:
    readers(room, 1)
    issue = room.published()
    room.send(issue)
    room.mailer.trouble["reader0@example.org"] = Outside("hung up", retry=True, fate_unknown=True)
    for _ in range(4):
        room.post()
    assert figures(issue).unknown == 1
    [attempts] = Item.objects.using("porch").filter(id__in=Delivery.objects.values("id")).values_list("attempts")
    assert attempts == (2,)


def test_who_leaves_before_the_mail_gets_none(room: Newsroom, clock: SettableClock) -> None:
    token, _ = readers(room, 2)
    issue = room.published()
    room.send(issue)
    sending.prepare(actor=system("mail"), now=clock.now(), parts=room.parts)
    actions.leave(actor=DOOR, now=clock.now(), token=token)
    room.post()
    assert issue_mails(room) == ["reader1@example.org"]
    told = figures(issue)
    assert (told.dropped, told.left) == (1, 1)


def test_an_address_that_does_not_exist_is_stopped_at_once_and_destroyed(room: Newsroom) -> None:
    readers(room, 1)
    issue = room.published()
    room.send(issue)
    room.post()
    [mail] = [one for one in room.mailer.sent if one.html]
    note: dict[str, Any] = {"actor": BOUNCES, "now": room.parts.clock.now(), "message_ids": [mail.message_id]}
    assert bounces.note_returned(**note, for_good=False)
    assert Reader.objects.get().state == "confirmed"
    assert bounces.note_returned(**note, for_good=True, status="5.1.1")
    assert bounces.note_returned(**note, for_good=True, status="5.1.1")
    row = Reader.objects.get()
    assert (row.state, bytes(row.sealed), row.misses) == ("stopped", b"", 1)
    assert not bounces.note_returned(actor=BOUNCES, now=room.parts.clock.now(), message_ids=["<x@y>"], for_good=True)
    room.post()
    assert figures(issue).bounced == 1


def test_a_full_mailbox_is_given_up_at_the_second_issue_in_a_row(room: Newsroom, clock: SettableClock) -> None:
    readers(room, 1)
    for number in range(2):
        issue = room.published(article(title=f"Number {number}"))
        room.send(issue)
        room.post()
        mail = room.mailer.sent[-1]
        bounces.note_returned(
            actor=BOUNCES, now=clock.now(), message_ids=[mail.message_id], for_good=True, status="5.2.2"
        )
        assert Reader.objects.get().state == ("confirmed", "stopped")[number]


def test_after_two_weeks_an_issue_is_settled_and_nobody_can_tell_who_got_it(
    room: Newsroom, clock: SettableClock
) -> None:
    readers(room, 2)
    issue = room.published()
    room.send(issue)
    room.post()
    room.post()
    clock.advance(timedelta(days=15))
    association_steps.count(clock.now(), room.parts)
    assert not Delivery.objects.exists()
    told = figures(issue)
    assert (told.sent, told.is_settled) == (2, True)


def test_a_mail_with_the_token_as_its_subject_leaves(room: Newsroom, clock: SettableClock) -> None:
    [token] = readers(room, 1)
    assert not bounces.leave_by_mail(actor=BOUNCES, now=clock.now(), subject="Re: The Lantern 1")
    assert bounces.leave_by_mail(actor=BOUNCES, now=clock.now(), subject=f" {token} ")
    assert Reader.objects.get().state == "left"


def test_a_mail_that_asks_never_waits_behind_a_whole_issue(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PORTION", 2)
    monkeypatch.setattr(sending, "MOST_PORTIONS", 1)
    readers(room, 5)
    issue = room.published()
    room.send(issue)
    room.post()
    assert Delivery.objects.filter(state="waiting").count() <= 2
    room.ask("new@example.org")
    assert len(room.deliver()) == 1


@dataclass
class PostOffice:
    """A real SMTP server that keeps what it takes, and knows one mailbox that does not exist."""

    taken: list[Any] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self,
        _server: object,
        _session: object,
        envelope: Any,  # noqa: ANN401 - the server has no types
        address: str,
        _options: object,
    ) -> str:
        if address.startswith("reader1@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the same
        self.taken.append(envelope)
        return "250 OK"


@contextmanager
def serving(office: PostOffice) -> Iterator[SmtpMailer]:
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield SmtpMailer("127.0.0.1", controller.port)
    finally:
        controller.stop()


def test_an_issue_goes_through_a_real_mail_server(room: Newsroom) -> None:
    readers(room, 3)
    issue = room.published(article(language="fa", title="زمستان", text="می‌نویسیم."))
    room.send(issue)
    office = PostOffice()
    with serving(office) as mailer:
        now = room.parts.clock.now()
        sending.send_issues(actor=system("mail"), now=now, parts=replace(room.parts, mailer=mailer))
    assert sorted(one.rcpt_tos[0] for one in office.taken) == ["reader0@example.org", "reader2@example.org"]
    mail = email.message_from_bytes(office.taken[0].content, policy=policy.default)
    page = mail.get_body(("html",))
    assert page is not None
    assert "زمستان" in page.get_content()
    assert figures(issue).refused == 1


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "deliver", "confirm", "leave", "bounce", "publish", "post", "day"]), st.integers(0, 2)
    ),
    max_size=25,
)


@given(acts=ACTS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_happens_nobody_gets_what_they_did_not_confirm_or_the_same_twice(
    parts: Parts, acts: list[tuple[str, int]]
) -> None:
    with transaction.atomic(), transaction.atomic(using="porch"):
        _walk(newsroom(parts), acts)
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")


class _Walk:
    """Keeps beside the program what each mailbox has said, and compares what it got."""

    def __init__(self, room: Newsroom) -> None:
        self.room, self.published = room, 0
        self.tokens: dict[int, list[str]] = {0: [], 1: [], 2: []}
        self.wants: set[int] = set()

    def ask(self, who: int) -> None:
        self.room.ask(f"reader{who}@example.org")

    def deliver(self, _who: int) -> None:
        before = len(self.room.mailer.sent)
        for token, mail in zip(self.room.deliver(), self.room.mailer.sent[before:], strict=True):
            self.tokens[int(mail.recipient[6])].append(token)

    def confirm(self, who: int) -> None:
        if self.tokens[who] and self.room.confirm(self.tokens[who][-1]):
            self.wants.add(who)

    def leave(self, who: int) -> None:
        for token in self.tokens[who]:
            actions.leave(actor=DOOR, now=self.room.parts.clock.now(), token=token)
        self.wants.discard(who)
        self.tokens[who].clear()

    def bounce(self, who: int) -> None:
        mine = [one.message_id for one in self.room.mailer.sent if one.html and one.recipient[6] == str(who)]
        for message_id in mine[-1:] if who in self.wants else ():
            now = self.room.parts.clock.now()
            bounces.note_returned(actor=BOUNCES, now=now, message_ids=[message_id], for_good=True, status="5.1.1")
            self.wants = {one for one in self.wants if one != who or _is_reader(who)}

    def publish(self, _who: int) -> None:
        self.published += 1
        self.room.send(self.room.published(article(title=f"Issue {self.published}")))

    def post(self, _who: int) -> None:
        before = len(self.room.mailer.sent)
        self.room.post()
        assert all(int(mail.recipient[6]) in self.wants for mail in self.room.mailer.sent[before:])

    def day(self, _who: int) -> None:
        self.room.parts.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]  # the clock of tests


def _walk(room: Newsroom, acts: list[tuple[str, int]]) -> None:
    walk = _Walk(room)
    for act, who in acts:
        getattr(walk, act)(who)
    got = [(one.recipient, one.subject) for one in room.mailer.sent if one.html]
    assert len(got) == len(set(got))
    assert {who for who in range(3) if _is_reader(who)} == walk.wants


def _is_reader(who: int) -> bool:
    """Say whether a mailbox has a subscription now, by its hash."""
    address = f"reader{who}@example.org"
    mailbox = mailbox_hash(secret=django_settings.SECRET_KEY, scope=actions.SCOPE, address=address)
    return Reader.objects.filter(state="confirmed", mailbox=mailbox).exists()
