from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pypdfium2
import pytest

from association_cast import shirins_file
from khabar.adapters.incoming_mail import file_message
from khabar.apps.correspondence import incoming, rounds
from khabar.apps.correspondence.models import Body, Letter
from khabar.config import wiring
from khabar.domain.actors import system
from khabar.domain.duties import Duty
from web.desks import Desks, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from khabar.config.options import Options
    from khabar.ports import Envelope, Parts

pytestmark = [
    pytest.mark.django_db(databases=["default", "porch"]),
    pytest.mark.urls("khabar.config.urls_association_house"),
]
TEXT = "request_for_information.en.1"
WRITTEN = {
    "channel": "email",
    "door": "other",
    "signed": "Leyla\nfor the families",
    "text_matter": "the number of visits",
    "text_salutation": "Sir or Madam",
    "text_questions": "How many visits took place?",
}
MINISTRY = {
    "name": "Ministry of the Interior",
    "kind": "authority",
    "language": "en",
    "state": "DEU",
    "email": "desk@interior.example",
    "postal": "Main Street 1",
    "amount": "20",
    "unit": "working_days",
    "start": "sent",
    "country": "DEU",
    "source": "their own page",
}


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Envelope] = []

    def send(self, envelope: Envelope) -> None:
        self.sent.append(envelope)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def desks(association: Parts, post: Post) -> Iterator[Desks]:
    """The desks of an association that has a mail server."""
    settings = replace(cast("Options", association.options), mail_from="office@families.example")
    parts = replace(association, mailer=post, options=settings)
    wiring.use(parts)
    yield Desks(parts)
    wiring.use(None)


@pytest.fixture
def leyla(desks: Desks) -> Client:
    return desks.browser("leyla", Duty.ADVOCATE)


@pytest.fixture
def mira(desks: Desks) -> Client:
    return desks.browser("mira", Duty.ADVOCATE)


def approve_text(mira: Client, name: str = TEXT) -> None:
    page = mira.get(f"/advocacy/texts/{name}/").content.decode()
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found
    mira.post(f"/advocacy/texts/{name}/approve/", {"digest": found.group(1)})


def ministry(leyla: Client, **more: str) -> str:
    known = set(Body.objects.values_list("id", flat=True))
    leyla.post("/advocacy/bodies/new/", MINISTRY | more)
    (made,) = set(Body.objects.values_list("id", flat=True)) - known
    return made


def drafted(leyla: Client, to: str, *copies: str, **more: str) -> str:
    leyla.post(f"/advocacy/letters/write/{TEXT}/", WRITTEN | {"to": to, "copies": list(copies)} | more)
    return Letter.objects.order_by("-made_at").values_list("id", flat=True)[0]


def version(browser: Client, letter: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', browser.get(f"/advocacy/letters/{letter}/").content.decode())
    assert found
    return found.group(1)


def do(browser: Client, letter: str, deed: str, **more: str) -> str:
    at = f"/advocacy/letters/{letter}/"
    return text(browser.post(f"{at}{deed}/", {"version": version(browser, letter), **more}, follow=True))


def round_of(desks: Desks) -> None:
    now, job = desks.parts.clock.now(), system("round")
    rounds.look_at_clocks(actor=job, now=now, parts=desks.parts)
    rounds.let_leave(actor=job, now=now, parts=desks.parts)
    rounds.mail_letters(actor=job, now=now, parts=desks.parts)
    rounds.note_departed(actor=job, now=now, parts=desks.parts)


def test_no_letter_is_begun_before_a_named_person_has_approved_its_text(leyla: Client, mira: Client) -> None:
    assert "No text is approved yet" in text(leyla.get("/advocacy/letters/"))
    approve_text(mira)
    assert "Request for information" in text(leyla.get("/advocacy/letters/"))
    assert "Mira" in text(leyla.get("/advocacy/texts/"))


def test_a_letter_goes_from_the_form_to_the_ministry_and_its_answer_comes_back(
    desks: Desks, leyla: Client, mira: Client, post: Post
) -> None:
    approve_text(mira)
    to, copy = ministry(leyla), ministry(leyla, name="Ombudsman", email="office@ombudsman.example")
    letter = drafted(leyla, to, copy)
    assert "How many visits took place?" in text(leyla.get(f"/advocacy/letters/{letter}/"))
    assert "Another advocate approves" in do(leyla, letter, "approve")
    assert "It is approved" in do(mira, letter, "approve")
    for place in (0, 1):
        do(leyla, letter, f"{place}/send")
    round_of(desks)
    assert {one.recipient for one in post.sent} == {"desk@interior.example", "office@ombudsman.example"}
    page = text(leyla.get(f"/advocacy/letters/{letter}/"))
    assert "sent, no proof yet" in page
    assert "20 working days" in page
    answer(desks, next(one for one in post.sent if "interior" in one.recipient))
    page = text(leyla.get(f"/advocacy/letters/{letter}/"))
    assert "answered" in page
    assert "an answer" in page


def answer(desks: Desks, envelope: Envelope, sender: str = "desk@interior.example") -> str:
    raw = (
        f"From: {sender}\r\nTo: {envelope.sender}\r\nSubject: Re: {envelope.subject}\r\n"
        f"In-Reply-To: {envelope.message_id}\r\nDate: Mon, 09 Mar 2026 10:00:00 +0000\r\n\r\n"
        "We are looking into it.\r\n"
    ).encode()
    parts = desks.parts
    return incoming.file_mail(
        actor=system("mail"), now=parts.clock.now(), parts=parts, raw=raw, judge=lambda known: file_message(raw, known)
    )


def test_a_form_that_lacks_something_says_where_and_keeps_what_was_typed(leyla: Client, mira: Client) -> None:
    approve_text(mira)
    to = ministry(leyla)
    sent = WRITTEN | {"to": to, "text_questions": "", "text_matter": "the number of calls"}
    page = leyla.post(f"/advocacy/letters/write/{TEXT}/", sent)
    assert page.status_code == 200
    assert 'href="#id_text_questions"' in page.content.decode()
    assert "the number of calls" in page.content.decode()
    assert not Letter.objects.exists()


def test_a_letter_of_a_file_that_names_somebody_inside_is_kept_by_the_rules_and_its_page_says_by_which(
    desks: Desks, leyla: Client, mira: Client
) -> None:
    approve_text(mira)
    file = shirins_file(desks.parts)
    to, copy = ministry(leyla), ministry(leyla, name="Embassy")
    sent = WRITTEN | {"to": to, "copies": [copy], "names_whom": ["darius"], "text_questions": "Where is Darius Ahmadi?"}
    page = leyla.post(f"/advocacy/letters/of/{file}/write/{TEXT}/", sent, follow=True)
    assert "It goes to one addressee, without copies." in text(page)
    assert "I approve it as it stands" not in text(page)


def test_each_sheet_is_a_pdf_with_its_own_reference(leyla: Client, mira: Client) -> None:
    approve_text(mira)
    letter = drafted(leyla, ministry(leyla), ministry(leyla, name="Ombudsman", postal="Hall 2"))
    pages = []
    for place in (0, 1):
        answer = leyla.get(f"/advocacy/letters/{letter}/{place}/paper/")
        assert answer.headers["Content-Type"] == "application/pdf"
        pages.append(pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range())
    assert "How many visits took place?" in pages[0]
    assert "Hall 2" in pages[1]
    assert leyla.get(f"/advocacy/letters/{letter}/2/paper/").status_code == 404


def test_what_is_not_certain_waits_in_the_tray_for_two_people(
    desks: Desks, leyla: Client, mira: Client, post: Post
) -> None:
    approve_text(mira)
    letter = drafted(leyla, ministry(leyla))
    do(mira, letter, "approve")
    do(leyla, letter, "0/send")
    round_of(desks)
    waiting = answer(desks, post.sent[0], "somebody@elsewhere.example")
    assert "somebody@elsewhere.example" in text(leyla.get("/advocacy/tray/"))
    page = text(leyla.post(f"/advocacy/tray/{waiting}/", {"letter": f"{letter}:0"}, follow=True))
    assert "A second person has to look" in page
    page = text(mira.post(f"/advocacy/tray/{waiting}/", {"letter": f"{letter}:0"}, follow=True))
    assert "It is filed under that letter" in page
    mail = mira.get(f"/advocacy/tray/{waiting}/mail/")
    assert mail.headers["Content-Disposition"].startswith("attachment")
    assert b"We are looking into it." in mail.content


def test_ezra_finds_no_page_of_letters_whatever_he_asks_for(desks: Desks, leyla: Client, mira: Client) -> None:
    approve_text(mira)
    letter, body = drafted(leyla, ministry(leyla)), Body.objects.get().id
    ezra = desks.browser("ezra", Duty.EDITOR)
    unknown = ezra.get("/advocacy/nothing/")
    for path in ("letters/", f"letters/{letter}/", f"letters/{letter}/0/paper/", f"bodies/{body}/", "texts/", "tray/"):
        found = ezra.get(f"/advocacy/{path}")
        assert (found.status_code, found.content) == (unknown.status_code, unknown.content)
    missing = leyla.get(f"/advocacy/letters/{'0' * 32}/")
    assert missing.status_code == 404
