from __future__ import annotations

import email
import email.policy
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from config.ground import free_port
from khabar.adapters.smtp import NoMailer, SmtpMailer, written
from khabar.domain.errors import Outside
from khabar.domain.gatherings.invitations import CalendarEntry, Method
from khabar.domain.gatherings.sittings import When
from khabar.ports import Envelope, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
STANDING = "Your request is with us. There is nothing we may tell you today."
SHIRIN = "shirin@families.example"
MAIL = Envelope("<a1b2@house.example>", "post@house.example", SHIRIN, "Your request", STANDING)


@dataclass
class PostOffice:
    """A real SMTP server's behaviour: what it answers, and what it has taken."""

    to_recipient: str = "250 OK"
    to_text: str = "250 OK"
    taken: list[Any] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self,
        _server: object,
        _session: object,
        envelope: Any,  # noqa: ANN401 - the server has no types
        address: str,
        _options: object,
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: object, session: Any, envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own names; it has no types
        envelope.greeted_as, envelope.session = session.host_name, id(session)
        self.taken.append(envelope)
        return self.to_text


@contextmanager
def serving(office: PostOffice) -> Iterator[SmtpMailer]:
    controller = Controller(office, hostname=HOST, port=free_port())
    controller.start()
    try:
        yield SmtpMailer(HOST, controller.port)
    finally:
        controller.stop()


def failure(mailer: SmtpMailer | NoMailer, mail: Envelope = MAIL) -> Outside:
    with pytest.raises(Outside) as failed:
        mailer.send(mail)
    said = f"{failed.value} {failed.value!r} {failed.value.__cause__} {failed.value.args}"
    assert "shirin" not in said
    assert "request" not in said
    assert failed.value.__suppress_context__ or failed.value.__context__ is None
    return failed.value


def test_a_mail_arrives_as_it_was_written_at_the_one_it_is_for() -> None:
    office = PostOffice()
    with serving(office) as mailer:
        mailer.send(MAIL)
    (taken,) = office.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("post@house.example", [SHIRIN])
    assert taken.greeted_as == "house.example"
    message = email.message_from_bytes(taken.content, policy=email.policy.default)
    assert message["Message-ID"] == MAIL.message_id
    assert (message["From"], message["To"], message["Subject"]) == (MAIL.sender, SHIRIN, MAIL.subject)
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == STANDING
    assert socket.gethostname().encode() not in taken.content or socket.gethostname() == "localhost"


def test_words_of_any_script_arrive_over_a_line_of_seven_bits() -> None:
    office = PostOffice()
    words = "درخواست شما نزد ماست.\n.\nВаш запрос у нас."
    with serving(office) as mailer:
        mailer.send(Envelope("<x@house.example>", "post@house.example", SHIRIN, "خبر", words))
    content = office.taken[0].content
    assert content.isascii()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["Subject"] == "خبر"
    assert message.get_content().strip().splitlines() == words.splitlines()


@pytest.mark.parametrize(
    ("answer", "retry"),
    [("550 no such user", False), ("553 not allowed", False), ("450 come back later", True), ("452 full", True)],
)
def test_a_refused_recipient_is_final_when_the_server_says_so(answer: str, retry: bool) -> None:  # noqa: FBT001 - an example's part
    office = PostOffice(to_recipient=answer)
    with serving(office) as mailer:
        failed = failure(mailer)
    assert (failed.retry, failed.fate_unknown) == (retry, False)
    assert str(failed) == f"the mail server answered {answer[:3]}"
    assert office.taken == []


@pytest.mark.parametrize(("answer", "retry"), [("554 spam", False), ("451 try later", True)])
def test_a_refused_text_is_final_when_the_server_says_so(answer: str, retry: bool) -> None:  # noqa: FBT001 - an example's part
    with serving(PostOffice(to_text=answer)) as mailer:
        failed = failure(mailer)
    assert (failed.retry, failed.fate_unknown) == (retry, False)


def test_a_server_that_is_down_is_tried_again() -> None:
    failed = failure(SmtpMailer(HOST, free_port()))
    assert (failed.retry, failed.fate_unknown) == (True, False)


def test_without_a_server_every_mail_waits() -> None:
    assert failure(NoMailer()).retry


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "shirin",
        "shirin@a.example, ezra@b.example",
        "shirin@a.example\nBcc: ezra@b.example",
        "shirin@a.example>\r\nRCPT TO:<ezra@b.example",
        "Shirin <shirin@a.example>",
        "شیرین@families.example",
    ],
)
def test_what_is_no_single_address_never_reaches_a_server(recipient: str) -> None:
    office = PostOffice()
    with serving(office) as mailer:
        failed = failure(mailer, Envelope("<x@h>", "post@house.example", recipient, "s", "b"))
    assert (failed.retry, office.taken) == (False, [])


def talking(port: int, answers: list[bytes]) -> Thread:
    """A server that says these lines, one for each line it hears, and hangs up after the last."""
    listener = socket.create_server((HOST, port))

    def talk() -> None:
        with listener, listener.accept()[0] as connection, connection.makefile("rb") as heard:
            connection.sendall(b"220 here\r\n")
            for answer in answers:
                heard.readline()
                connection.sendall(answer)

    thread = Thread(target=talk)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answers", "is_unknown"),
    [
        ([b"250 here\r\n"], False),
        ([b"250 here\r\n", b"250 OK\r\n"], False),
        ([b"250 here\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"], True),
    ],
)
def test_a_connection_that_breaks_leaves_the_fate_unknown_once_the_text_has_begun(
    answers: list[bytes],
    is_unknown: bool,  # noqa: FBT001 - an example's part
) -> None:
    port = free_port()
    thread = talking(port, answers)
    failed = failure(SmtpMailer(HOST, port))
    thread.join(timeout=60)
    assert (failed.retry, failed.fate_unknown) == (True, is_unknown)


def test_a_server_that_is_rude_in_parting_has_taken_the_mail_all_the_same() -> None:
    port = free_port()
    lines = [b"250 here\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"]
    text = SmtpText(port, lines)
    SmtpMailer(HOST, port).send(MAIL)
    text.thread.join(timeout=60)


class SmtpText:
    """A server that takes one whole mail and then answers the farewell with an error."""

    def __init__(self, port: int, lines: list[bytes]) -> None:
        self._listener = socket.create_server((HOST, port))
        self._lines = lines
        self.thread = Thread(target=self._talk)
        self.thread.start()

    def _talk(self) -> None:
        with self._listener, self._listener.accept()[0] as connection, connection.makefile("rb") as heard:
            connection.sendall(b"220 here\r\n")
            for line in self._lines:
                heard.readline()
                connection.sendall(line)
            while heard.readline() != b".\r\n":
                pass
            connection.sendall(b"250 OK\r\n")
            heard.readline()
            connection.sendall(b"421 go away\r\n")


def test_off_this_machine_a_server_without_tls_gets_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is this machine's; we only forget that it is, so that the adapter insists on TLS."""
    monkeypatch.setattr("khabar.adapters.smtp._ON_THIS_MACHINE", frozenset())
    office = PostOffice()
    with serving(office) as mailer:
        failed = failure(mailer)
    assert (failed.retry, office.taken) == (True, [])


def test_a_calendar_entry_travels_as_a_second_form_of_the_same_words() -> None:
    office = PostOffice()
    entry = CalendarEntry(
        method=Method.REQUEST,
        uid="0f0f@house.example",
        sequence=2,
        stamp=datetime(2026, 5, 1, tzinfo=UTC),
        when=When(datetime(2026, 5, 3, 18, 30), "Asia/Tehran", 90),  # noqa: DTZ001 - a time on the wall
        summary="نشست",
        text="",
        organiser="post@house.example",
        attendee=SHIRIN,
    )
    with serving(office) as mailer:
        mailer.send(replace(MAIL, body="شما دعوت شده‌اید.", calendar=entry))
    (taken,) = office.taken
    assert taken.content.isascii()
    message = email.message_from_bytes(taken.content, policy=email.policy.default)
    plain, calendar = message.iter_parts()
    assert message.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), plain.get_content().strip()) == ("text/plain", "شما دعوت شده‌اید.")
    assert calendar.get_content_type() == "text/calendar"
    assert (calendar["Content-Type"].params["method"], calendar["Content-Type"].params["charset"]) == (
        "REQUEST",
        "utf-8",
    )
    content = calendar.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert "SUMMARY:نشست\r\n" in content.decode()
    assert taken.content == written(replace(MAIL, body="شما دعوت شده‌اید.", calendar=entry)).replace(b"\n..", b"\n.")


def second(to: str = "omar@families.example") -> Envelope:
    return replace(MAIL, message_id="<c3d4@house.example>", recipient=to)


def test_many_mails_leave_over_one_connection_each_for_the_one_it_is_for() -> None:
    office = PostOffice()
    with serving(office) as mailer, mailer.many() as line:
        line.send(MAIL)
        line.send(second())
    assert [one.rcpt_tos for one in office.taken] == [[SHIRIN], ["omar@families.example"]]
    assert len({one.session for one in office.taken}) == 1


def test_a_refused_mail_on_a_line_takes_no_other_with_it() -> None:
    office = PostOffice(to_recipient="550 no")
    with serving(office) as mailer, mailer.many() as line:
        with pytest.raises(Outside) as refused:
            line.send(MAIL)
        office.to_recipient = "250 OK"
        line.send(second())
        with pytest.raises(Outside):
            line.send(second("no address"))
        line.send(MAIL)
    assert not refused.value.retry
    assert [one.rcpt_tos for one in office.taken] == [["omar@families.example"], [SHIRIN]]


def test_a_server_that_hung_up_between_two_mails_is_called_once_more() -> None:
    port = free_port()
    taken = [taking(port)]
    with SmtpMailer(HOST, port).many() as line:
        line.send(MAIL)
        taken[0].join(timeout=60)
        taken.append(taking(port))
        line.send(second())
    taken[1].join(timeout=60)
    with SmtpMailer(HOST, port).many() as nobody, pytest.raises(Outside) as failed:
        nobody.send(MAIL)
    assert (failed.value.retry, failed.value.fate_unknown) == (True, False)


def taking(port: int) -> Thread:
    """A server that takes one whole mail and hangs up without a word."""
    listener = socket.create_server((HOST, port))

    def talk() -> None:
        with listener, listener.accept()[0] as connection, connection.makefile("rb") as heard:
            connection.sendall(b"220 here\r\n")
            for answer in (b"250 here\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"):
                heard.readline()
                connection.sendall(answer)
            while heard.readline() != b".\r\n":
                pass
            connection.sendall(b"250 OK\r\n")

    thread = Thread(target=talk)
    thread.start()
    return thread


def test_a_mailer_without_lines_hands_over_one_by_one() -> None:
    mailer = NoMailer()
    with line_of(mailer) as line:
        assert line is mailer
