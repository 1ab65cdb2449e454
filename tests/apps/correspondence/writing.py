"""Letters that tests of correspondence write, send and have answered, by the actions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from association_cast import LEYLA, MIRA
from khabar.adapters.incoming_mail import file_message
from khabar.apps.correspondence import actions, incoming, queries, rounds
from khabar.apps.correspondence.letters import BodyCard, BodyClock, BodyKind, LetterBody
from khabar.apps.correspondence.models import Incoming
from khabar.domain.actors import system
from khabar.domain.clocks import Unit
from khabar.domain.letters.drafts import LetterKind

if TYPE_CHECKING:
    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.domain.errors import Outside
    from khabar.ports import Envelope, Parts

JOB = system("round")


class Post:
    """A mail server that keeps what it is given, or refuses."""

    def __init__(self) -> None:
        self.sent: list[Envelope] = []
        self.refuses: Outside | None = None

    def send(self, envelope: Envelope) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.sent.append(envelope)


def ministry(house: Parts, **more: object) -> str:
    plain: dict[str, object] = {
        "name": "Ministry of the Interior",
        "kind": BodyKind.AUTHORITY,
        "language": "en",
        "state": "DEU",
        "email": "desk@interior.example",
        "postal": "Main Street 1\n1000 Lindenau",
        "clock": BodyClock(20, Unit.WORKING_DAYS, country="DE", source="their own page"),
    }
    card = BodyCard(**(plain | more))  # type: ignore[arg-type]  # values by name
    return actions.add_body(actor=LEYLA, now=house.clock.now(), parts=house, card=card)


def asking(house: Parts, *bodies: str, **more: object) -> OpenedLetter:
    """Leyla's letter that asks how many are held, and names nobody."""
    plain: dict[str, object] = {
        "kind": LetterKind.REQUEST_FOR_INFORMATION,
        "language": "en",
        "template": "request_for_information.en.1",
        "author": LEYLA.name,
        "signed": ("Leyla", "for the families"),
        "to": bodies[0],
        "copies": bodies[1:],
        "texts": {
            "matter": "the number of visits",
            "salutation": "Sir or Madam",
            "questions": "How many visits were asked for last year?\nHow many took place?",
        },
        "named": (),
    }
    file = str(more.pop("file", ""))
    body = LetterBody(**(plain | more))  # type: ignore[arg-type]  # values by name
    made = actions.draft_letter(actor=LEYLA, now=house.clock.now(), parts=house, body=body, file=file)
    return queries.letter_now(made, parts=house)


def approved(house: Parts, letter: OpenedLetter) -> OpenedLetter:
    actions.approve_letter(actor=MIRA, now=house.clock.now(), parts=house, seen=letter)
    return queries.letter_now(letter.id, parts=house)


def round_of(house: Parts) -> None:
    now = house.clock.now()
    rounds.note_departed(actor=JOB, now=now, parts=house)
    rounds.look_at_clocks(actor=JOB, now=now, parts=house)
    rounds.let_leave(actor=JOB, now=now, parts=house)
    rounds.mail_letters(actor=JOB, now=now, parts=house)
    rounds.note_departed(actor=JOB, now=now, parts=house)


def sent(house: Parts, letter: OpenedLetter) -> OpenedLetter:
    """Approve a letter and let it leave for everybody."""
    ready = approved(house, letter)
    for place in range(len(ready.dispatches)):
        seen = queries.letter_now(ready.id, parts=house)
        actions.send(actor=LEYLA, now=house.clock.now(), parts=house, seen=seen, place=place)
    round_of(house)
    return queries.letter_now(letter.id, parts=house)


def answer_from(address: str, envelope: Envelope, text: str = "We have received your letter.") -> bytes:
    lines = (
        f"From: {address}",
        f"To: {envelope.sender}",
        f"Subject: Re: {envelope.subject}",
        f"In-Reply-To: {envelope.message_id}",
        "Message-ID: <answer-1@interior.example>",
        "Date: Mon, 09 Mar 2026 10:00:00 +0000",
        "",
        text,
    )
    return "\r\n".join(lines).encode()


def came(house: Parts, raw: bytes) -> Incoming:
    made = incoming.file_mail(
        actor=JOB,
        now=house.clock.now(),
        parts=house,
        raw=raw,
        judge=lambda known: file_message(raw, known, our_server="mail.families.example"),
    )
    return Incoming.objects.get(id=made)
