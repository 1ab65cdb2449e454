from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.adapters.smtp import written
from khabar.apps.subscriptions.models import Reader
from khabar.cli.mail_of_readers import is_about_the_newsletter
from khabar.domain.actors import system
from newsletter_cast import Newsroom, newsroom

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
REPORT = """From: Mail Delivery System <mailer-daemon@mail.example.org>
To: petition@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

This mail could not be delivered.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; shirin@example.org
Action: failed
Status: {status}

--edge
Content-Type: message/rfc822

{original}
--edge--
"""
LEAVING = "From: Shirin <shirin@example.org>\nTo: petition@example.org\nSubject: {token}\n\n"
OTHER = "From: Nima <nima@example.org>\nTo: petition@example.org\nSubject: A question\n\nWhen do you meet?\n"


@pytest.fixture
def room(parts: Parts) -> Newsroom:
    """An issue that was sent to one reader."""
    made = newsroom(parts)
    issue = made.published()
    made.reader("shirin@example.org")
    made.send(issue)
    made.post()
    return made


def taken(room: Newsroom, mail: str) -> bool:
    now = room.parts.clock.now()
    return is_about_the_newsletter(mail.encode(), actor=system("mail"), now=now)


def test_an_issue_that_came_back_stops_an_address_that_is_not_there(room: Newsroom) -> None:
    original = written(room.mailer.sent[-1]).decode().replace("\r\n", "\n")
    assert taken(room, REPORT.format(status="5.1.1", original=original))
    assert Reader.objects.get().state == "stopped"


def test_a_full_mailbox_stays_for_the_next_issue(room: Newsroom) -> None:
    original = written(room.mailer.sent[-1]).decode().replace("\r\n", "\n")
    assert taken(room, REPORT.format(status="5.2.2", original=original))
    assert Reader.objects.get().state == "confirmed"


def test_who_mails_the_token_of_the_link_leaves(room: Newsroom) -> None:
    link = room.mailer.sent[-1].body.split("/newsletter/leave/")[1].split("/")[0]
    assert taken(room, LEAVING.format(token=link))
    assert Reader.objects.get().state == "left"


def test_whatever_else_comes_is_left_to_the_letters(room: Newsroom) -> None:
    strange = REPORT.format(status="5.1.1", original="Message-ID: <other@house.example>\nSubject: A letter\n\nText\n")
    assert not taken(room, OTHER)
    assert not taken(room, strange)
    assert not taken(room, "")
    assert Reader.objects.get().state == "confirmed"
