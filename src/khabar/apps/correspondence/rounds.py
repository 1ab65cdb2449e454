"""What a round does with letters: lets approved ones leave, notes what left, reads clocks, drafts reminders.

Every rule is asked again at the moment of leaving. A reminder is drafted and laid before people, never sent by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.correspondence.actions import SEND, draft_letter, note_by_job
from khabar.apps.correspondence.leaving import require_approved_words, require_sendable_now
from khabar.apps.correspondence.letters import LetterBody, letter_map, opened_letter, record_of
from khabar.apps.correspondence.models import Departed, Letter
from khabar.apps.correspondence.queries import (
    body_card,
    course_of,
    letter_now,
    sheet_of,
    usable_templates,
    written,
)
from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim, finish, give_back, put
from khabar.apps.outbox.queries import due_items
from khabar.domain.clocks import to_draft
from khabar.domain.errors import Invalid, Outside, Refused
from khabar.domain.letters.dispatch import Channel, Happening, Note, State
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.plain import plain_text, subject_line
from khabar.domain.replies.codes import reply_address
from khabar.ports import Envelope
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.domain.clocks import Reminder
    from khabar.ports import Parts

LETTER_BY_MAIL = "letter by mail"
LOOK_AGAIN = timedelta(days=1)


def let_leave(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Hand approved letters to the mail, each after every rule was asked again, in the transaction that claims it.

    One that may no longer leave is taken out and says so in the ledger; its page lists what keeps it.
    """
    for item in due_items(KeyClass.FILES, now=now, parts=parts):
        if item.kind != SEND:
            continue
        with transaction.atomic():
            if claim(item.id, actor=actor, now=now):
                _let_leave(item, actor=actor, now=now, parts=parts)
                finish(item.id, actor=actor, now=now)


def _let_leave(item: Due, *, actor: Actor, now: datetime, parts: Parts) -> None:
    letter, place = letter_now(item.body["letter"], parts=parts), int(item.body["place"])
    try:
        require_sendable_now(letter, now=now, parts=parts)
        require_approved_words(letter, str(item.body["digest"]), now=now, parts=parts)
    except (Refused, Invalid):
        record(actor=actor, now=now, parts=parts, act="letter held back", subject=letter.id)
        return
    if letter.dispatches[place].state is not State.APPROVED:
        return
    sheet = sheet_of(letter, place, today=now.date(), parts=parts)
    body = {
        "to": body_card(letter.dispatches[place].body, parts=parts).card.email,
        "subject": subject_line(sheet),
        "text": plain_text(sheet),
        "code": sheet.code,
        "dispatch": f"{letter.id}:{place}",
    }
    put(actor=actor, now=now, parts=parts, kind=LETTER_BY_MAIL, body=body, key_class=KeyClass.MAIL)
    record(actor=actor, now=now, parts=parts, act="letter leaves", subject=letter.id)


def mail_letters(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send the letters that wait for the mail; what left is noted by the next round that holds the files key."""
    sent = 0
    for item in due_items(KeyClass.MAIL, now=now, parts=parts):
        if item.kind != LETTER_BY_MAIL:
            continue
        with transaction.atomic():
            claimed = claim(item.id, actor=actor, now=now)
        if not claimed:
            _close(item, "mail given up", actor=actor, now=now, parts=parts)
            continue
        try:
            parts.mailer.send(_envelope(item, parts))
        except Outside as problem:
            if problem.fate_unknown:
                continue  # it stays claimed: the next round sends it once more, under the same Message-ID
            if problem.retry:
                give_back(item.id, actor=actor, now=now)
            else:
                _close(item, "mail given up", actor=actor, now=now, parts=parts)
            continue
        _close(item, "mail sent", actor=actor, now=now, parts=parts)
        sent += 1
    return sent


def _envelope(item: Due, parts: Parts) -> Envelope:
    domain = _domain(parts)
    return Envelope(
        message_id=message_id(item.id, parts),
        sender=reply_address(str(item.body["code"]), domain),
        recipient=str(item.body["to"]),
        subject=str(item.body["subject"]),
        body=str(item.body["text"]),
    )


def message_id(item_id: str, parts: Parts) -> str:
    """Give the Message-ID of a letter that leaves by mail; the same for a second try."""
    return f"<{item_id}@{_domain(parts)}>"


def _domain(parts: Parts) -> str:
    return parts.options.mail_from.rpartition("@")[2] or "localhost"


def _close(item: Due, act: str, *, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic():
        if finish(item.id, actor=actor, now=now):
            if act == "mail sent":
                Departed.objects.get_or_create(
                    id=item.id, defaults={"dispatch": str(item.body["dispatch"]), "left_at": now}
                )
            record(actor=actor, now=now, parts=parts, act=act, subject=item.id)


def note_departed(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Note as sent what the mail took since the last round."""
    for row in Departed.objects.order_by("left_at", "id"):
        letter_id, _, place = row.dispatch.partition(":")
        with transaction.atomic():
            letter = letter_now(letter_id, parts=parts)
            digest = letter.dispatches[int(place)].approved_digest
            sent = Note(
                Happening.SENT,
                row.left_at.date(),
                digest=digest,
                channel=Channel.EMAIL,
                proof=message_id(row.id, parts),
            )
            note_by_job(actor=actor, now=now, parts=parts, letter=letter_id, place=int(place), what=sent)
            row.delete()


def look_at_clocks(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Read the clock of every letter whose day has come, and draft the reminder that is due; each share once.

    A day further ahead than the next look was noted by a clock that ran ahead, and has come too.
    """
    today = now.date()
    due = Letter.objects.filter(Q(look_on__isnull=True) | Q(look_on__lte=today) | Q(look_on__gt=today + LOOK_AGAIN))
    for letter_id in list(due.values_list("id", flat=True)):
        letter = letter_now(letter_id, parts=parts)
        course = course_of(letter, parts=parts, today=today)
        with transaction.atomic():
            if course is not None and (reminder := to_draft(course, today, letter.body.drafted)):
                _draft(letter, reminder, actor=actor, now=now, parts=parts)
            Letter.objects.filter(id=letter_id).update(look_on=today + LOOK_AGAIN)


def _draft(letter: OpenedLetter, reminder: Reminder, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Draft a reminder in the letter's language, where a named person has approved that template."""
    template = next(
        (
            one
            for one in usable_templates().values()
            if (one.kind, one.language) == (LetterKind.REMINDER, letter.body.language)
        ),
        None,
    )
    if template is None:
        record(actor=actor, now=now, parts=parts, act="reminder has no approved text", subject=letter.id)
        return
    sent = letter.main.sent_on or now.date()
    texts = {
        "sent_on": sent.isoformat(),
        "salutation": letter.body.texts.get("salutation", ""),
        "earlier_subject": written(letter.body, today=sent, parts=parts).subject_text,
        "earlier_reference": letter.body.codes[0],
    }
    body = replace(
        letter.body,
        kind=LetterKind.REMINDER,
        template=template.name,
        texts=texts,
        codes=(),
        author=actor.name,
        reminds=letter.id,
        drafted=frozenset(),
        acknowledged=None,
        pauses=(),
        extensions=(),
    )
    draft_letter(actor=actor, now=now, parts=parts, body=body, file=letter.file)
    _remember(letter, reminder.share, parts=parts)
    record(actor=actor, now=now, parts=parts, act="reminder drafted", subject=letter.id)


def _remember(letter: OpenedLetter, share: int, *, parts: Parts) -> None:
    row = Letter.objects.select_for_update().get(id=letter.id)
    body: LetterBody = opened_letter(row, parts=parts).body
    kept = replace(body, drafted=body.drafted | {share})
    row.body = record_of(row, parts=parts).seal("body", letter_map(kept), random=parts.entropy.bytes)
    row.save(update_fields=["body"])
