"""A letter of the demonstration that has left with two copies: one is answered, the office is silent."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from khabar.adapters.incoming_mail import file_message
from khabar.apps.correspondence.actions import approve_letter, draft_letter, send
from khabar.apps.correspondence.incoming import file_mail
from khabar.apps.correspondence.letters import LetterBody
from khabar.apps.correspondence.queries import body_card, letter_now, usable_templates
from khabar.apps.rounds import association_steps as steps
from khabar.demo.story_of_association import ANSWER_TO_A_COPY, LETTER_THAT_LEFT
from khabar.domain.actors import system
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.replies.codes import reply_address

if TYPE_CHECKING:
    from khabar.demo.at_work import Office


def let_a_letter_leave(office: Office, *bodies: str) -> str:
    """Let Leyla write to the first of these with copies to the others, Mira approve, a round send; give its id."""
    template = next(
        one
        for one in usable_templates().values()
        if (one.kind, one.language) == (LetterKind.REQUEST_FOR_INFORMATION, "en")
    )
    body = LetterBody(
        kind=template.kind,
        language=template.language,
        template=template.name,
        author=office.leyla.name,
        signed=("Leyla", "The Families of Lindenau"),
        to=bodies[0],
        copies=bodies[1:],
        texts=LETTER_THAT_LEFT,
        named=(),
    )
    letter = draft_letter(**office.by(office.leyla), body=body)
    approve_letter(**office.by(office.mira), seen=letter_now(letter, parts=office.parts))
    for place in range(len(bodies)):
        send(**office.by(office.leyla), seen=letter_now(letter, parts=office.parts), place=place)
    now = office.parts.clock.now()
    for step in (steps.release, steps.mail, steps.clocks):
        step(now, office.parts)
    return letter


def a_copy_is_answered(office: Office, letter: str, *, place: int) -> None:
    """File the answer of one who got a copy, as it comes by mail to the reference of that copy."""
    seen = letter_now(letter, parts=office.parts)
    card = body_card(seen.dispatches[place].body, parts=office.parts).card
    domain = office.parts.options.mail_from.rpartition("@")[2]
    answer = EmailMessage()
    answer["From"] = card.email
    answer["To"] = reply_address(seen.body.codes[place], domain)
    answer["Subject"] = "Your letter"
    answer["Date"] = office.parts.clock.now()
    answer["Message-ID"] = f"<answer-1@{card.email.rpartition('@')[2]}>"
    answer.set_content(ANSWER_TO_A_COPY)
    raw = answer.as_bytes()
    now = office.parts.clock.now()
    file_mail(actor=system("mail"), now=now, parts=office.parts, raw=raw, judge=lambda known: file_message(raw, known))


def the_office_is_silent(office: Office) -> None:
    """Let a round read the clocks: the day has gone by, and a reminder lies drafted."""
    steps.clocks(office.parts.clock.now(), office.parts)
