"""An association over HTTP, with a real mail server beside it: a file, a letter with a copy, silence, an answer."""

from __future__ import annotations

import email
import re
from email import policy
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller

from journeys.installation import HOUR, Installation, free_port
from journeys.staff import join

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from journeys.visitor import Visitor

pytestmark = pytest.mark.enable_socket
DAY = 24 * HOUR
TEXT = "request_for_information.en.1"


class Postbox:
    """A mail server that keeps what it is handed."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def to(self, recipient: str) -> EmailMessage:
        return next(mail for mail in self.mails if mail["To"] == recipient)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def inst(tmp_path: Path, postbox: Postbox) -> Iterator[Installation]:
    port = free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with Installation.at(
            tmp_path / "home",
            kind="association",
            who_runs_this="The Families of Lindenau",
            smtp_host="127.0.0.1",
            smtp_port=port,
            mail_from="office@families.example",
        ) as running:
            yield running
    finally:
        server.stop()


def add_body(leyla: Visitor, name: str, mail: str) -> str:
    leyla.get("/advocacy/bodies/new/")
    leyla.send("/advocacy/bodies/new/", name=name, email=mail, state="DEU", amount="20", unit="days", source="a law")
    leyla.get("/advocacy/bodies/")
    assert leyla.at is not None
    return leyla.at.links()[name].rstrip("/").rpartition("/")[2]


def write(leyla: Visitor, to: str, copy: str) -> str:
    leyla.get(f"/advocacy/letters/write/{TEXT}/")
    sent = leyla.send(
        f"/advocacy/letters/write/{TEXT}/",
        to=to,
        copies=copy,
        text_matter="visits of families",
        text_salutation="Sir or Madam",
        text_questions="How many visits took place?",
        signed="Leyla",
    )
    assert sent.heading == "Request for information", sent.text
    return sent.path


def answer(mail: EmailMessage, sender: str, folder: Path) -> Path:
    path = folder / "answer.eml"
    lines = (
        f"From: {sender}",
        f"To: {mail['From']}",
        f"Subject: Re: {mail['Subject']}",
        f"In-Reply-To: {mail['Message-ID']}",
        "Date: Mon, 09 Mar 2026 10:00:00 +0000",
        "",
        "Forty visits took place.",
    )
    path.write_bytes("\r\n".join(lines).encode())
    return path


def test_a_letter_leaves_with_its_copy_is_reminded_of_and_its_answer_is_filed(
    inst: Installation, postbox: Postbox, tmp_path: Path
) -> None:
    leyla, mira = join(inst, "leyla", "advocate"), join(inst, "mira", "advocate")
    mira.get(f"/advocacy/texts/{TEXT}/")
    mira.send("/approve/")
    mira.get("/advocacy/texts/reminder.en.1/")
    mira.send("/approve/")
    ministry = add_body(leyla, "Ministry", "desk@ministry.example")
    ombudsman = add_body(leyla, "Ombudsman", "desk@ombudsman.example")

    at = write(leyla, ministry, ombudsman)
    mira.get(at)
    mira.send("/approve/")
    assert "approved, not sent" in mira.get(at).text
    for place in (0, 1):
        leyla.get(at)
        leyla.send(f"/{place}/send/")
    assert not postbox.mails, "nothing leaves before the round"
    inst.round()
    assert {mail["To"] for mail in postbox.mails} == {"desk@ministry.example", "desk@ombudsman.example"}
    first = postbox.to("desk@ministry.example")
    assert re.match(r"reply-\d{4}-\d{4}-\d{4}-\d{3}@families\.example$", first["From"])
    assert "How many visits took place?" in first.get_content()

    inst.round()
    assert "sent, no proof yet" in leyla.get(at).text
    inst.pass_time(11 * DAY)
    inst.khabar("round")
    assert "Reminder" in leyla.get("/advocacy/letters/").text
    assert len(postbox.mails) == 2, "a reminder is drafted, never sent by itself"
    assert re.search(r"Unanswered for 1\d days", leyla.get(at).text)

    done = inst.khabar("mail", "take-in", str(answer(first, "desk@ministry.example", tmp_path)))
    assert "Filed under a letter: 1" in done.stdout
    page = leyla.get(at).text
    assert "answered" in page
    assert "Unanswered" not in page
    assert "Nothing was altered" in inst.khabar("verify").stdout


def test_a_locked_association_keeps_its_pages_and_sends_nothing(inst: Installation, postbox: Postbox) -> None:
    leyla, mira = join(inst, "leyla", "advocate"), join(inst, "mira", "advocate")
    mira.get(f"/advocacy/texts/{TEXT}/")
    mira.send("/approve/")
    ministry = add_body(leyla, "Ministry", "desk@ministry.example")
    at = write(leyla, ministry, add_body(leyla, "Ombudsman", "desk@ombudsman.example"))
    mira.get(at)
    mira.send("/approve/")
    leyla.get(at)
    leyla.send("/0/send/")
    inst.lock()
    inst.khabar("round")
    assert not postbox.mails
    assert leyla.get(at).status == 503
    inst.unlock()
    inst.round()
    assert [mail["To"] for mail in postbox.mails] == ["desk@ministry.example"]


def test_ezra_finds_no_command_and_no_page_of_the_other_kind(inst: Installation, tmp_path: Path) -> None:
    ezra = join(inst, "ezra", "editor")
    unknown = ezra.get("/nothing/")
    for path in ("/families/", "/asking/", "/advocacy/", "/advocacy/letters/"):
        found = ezra.get(path)
        assert (found.status, found.body) == (unknown.status, unknown.body)
    assert "belongs to an intermediary" in inst.khabar("import", "presences", str(tmp_path / "x.csv"), code=1).stderr
    assert "no such duty" in inst.khabar("staff", "give", "ezra", "--duty", "asking_desk", code=1).stderr
