"""Writing letters: the address book, drafts, approvals, sending, and every note on what became of a copy.

A note is a signed event first and a row second. What leaves by mail is asked again by the round that lets it go.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.correspondence.leaving import digest_of, require_sendable_now
from khabar.apps.correspondence.letters import (
    LETTERS,
    dispatch_map,
    dispatch_record,
    letter_map,
    opened_dispatch,
    opened_letter,
    record_of,
    sealed_card,
)
from khabar.apps.correspondence.models import Body, Dispatch, Letter, TemplateApproval
from khabar.apps.correspondence.queries import (
    approvals,
    body_card,
    letter_for,
    objections,
    template_named,
    written,
)
from khabar.apps.ledger.actions import record, record_event
from khabar.apps.outbox.actions import put
from khabar.domain.actors import ActorKind, require_account, require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import new_id
from khabar.domain.letters.dispatch import Channel, Happening, Note, noted
from khabar.domain.letters.dispatch import Dispatch as Noted
from khabar.domain.letters.templates import approve, require_approved
from khabar.domain.replies.codes import new_reply_code
from khabar.vault.cases import new_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.correspondence.letters import BodyCard, LetterBody, OpenedLetter
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

DISPATCH_EVENT = "dispatch"
"""The kind of the signed event behind each note."""
SEND = "send letter"
"""What lies in the outbox for a letter that shall leave by mail; the round asks every rule again before it goes."""
NO_EMAIL = "There is no e-mail address of this body in the address book. Choose the post, or by hand."
LEFT_ALREADY = "This letter has left. Its text stays as it was sent; write a new one, or a reminder."


def add_body(*, actor: Actor, now: datetime, parts: Parts, card: BodyCard) -> str:
    """Add a body to the address book and return its id."""
    require_duty(actor, Duty.ADVOCATE)
    body_id = new_id(parts.entropy.bytes)
    with transaction.atomic():
        Body.objects.create(id=body_id, sealed=sealed_card(card, parts=parts), added_at=now)
        record(actor=actor, now=now, parts=parts, act="body added", subject=body_id)
    return body_id


def change_body(*, actor: Actor, now: datetime, parts: Parts, body_id: str, version: int, card: BodyCard) -> None:
    """Change a body; Conflict when somebody changed it since it was read."""
    require_duty(actor, Duty.ADVOCATE)
    with transaction.atomic():
        changed = Body.objects.filter(id=body_id, version=version).update(
            sealed=sealed_card(card, parts=parts), version=F("version") + 1
        )
        if changed != 1:
            raise Conflict("Somebody changed this body while you were writing. Please look again.")
        record(actor=actor, now=now, parts=parts, act="body changed", subject=body_id)


def approve_template(*, actor: Actor, now: datetime, parts: Parts, name: str, digest: str) -> None:
    """Approve a template as it was read; Conflict when its text is another by now."""
    account = require_account(actor, Duty.ADVOCATE)
    template = template_named(name)
    if template.digest != digest:
        raise Conflict("The text of this template is another by now. Please read it again.")
    given = approve(template, account, now.date())
    with transaction.atomic():
        TemplateApproval.objects.get_or_create(
            template=given.template, digest=given.digest, by=given.by, defaults={"on": given.on}
        )
        record(actor=actor, now=now, parts=parts, act="template approved", details={"template": name, "text": digest})


def draft_letter(*, actor: Actor, now: datetime, parts: Parts, body: LetterBody, file: str = "") -> str:
    """Keep a new letter as a draft, with a reply code for each recipient, and return its id.

    Invalid (field `template`) while nobody has approved that text; Refused for a body that is not in the address book.
    """
    if actor.kind is not ActorKind.SYSTEM:
        require_duty(actor, Duty.ADVOCATE)
    require_approved(template_named(body.template), approvals())
    coded = replace(body, codes=tuple(new_reply_code(parts.entropy.bytes) for _ in body.bodies))
    written(coded, today=now.date(), parts=parts)
    letter_id = new_id(parts.entropy.bytes)
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(letter_id), random=parts.entropy.bytes)
    sealed = Record(LETTERS, letter_id, made.key)
    with transaction.atomic():
        row = Letter.objects.create(
            id=letter_id,
            file=file,
            wrapped_key=made.wrapped,
            body=sealed.seal("body", letter_map(coded), random=parts.entropy.bytes),
            made_at=now,
        )
        _lay_out(row, sealed, coded, parts=parts)
        record(actor=actor, now=now, parts=parts, act="letter drafted", subject=letter_id)
    return letter_id


def change_letter(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, body: LetterBody) -> None:
    """Change a letter that has not left; any approval is gone. Conflict when it has left, or changed meanwhile."""
    _require_own(seen, actor, parts)
    if any(one.sent_on for one in seen.dispatches):
        raise Conflict(LEFT_ALREADY)
    known = dict(zip(seen.body.bodies, seen.body.codes, strict=True))
    codes = tuple(known.get(one) or new_reply_code(parts.entropy.bytes) for one in body.bodies)
    kept = replace(body, codes=codes, as_of=None)
    written(kept, today=now.date(), parts=parts)
    with transaction.atomic():
        row, sealed = _claimed(seen, parts)
        row.body = sealed.seal("body", letter_map(kept), random=parts.entropy.bytes)
        row.save(update_fields=["body"])
        if kept.bodies == seen.body.bodies:
            for place, one in enumerate(seen.dispatches):
                if one.approved_digest:
                    _note(row, place, Note(Happening.CHANGED, now.date()), actor=actor, now=now, parts=parts)
        else:
            Dispatch.objects.filter(letter=row).delete()
            _lay_out(row, sealed, kept, parts=parts)
        record(actor=actor, now=now, parts=parts, act="letter changed", subject=row.id)


def approve_letter(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter) -> None:
    """Approve a letter as it was read, for its recipient and every copy; Invalid while anything keeps it from leaving.

    Who wrote a letter does not approve it alone: another advocate does.
    """
    account = require_account(actor, Duty.ADVOCATE)
    _require_own(seen, actor, parts)
    if account == seen.body.author:
        raise Invalid("by", "Another advocate approves what you have written.")
    for objection in objections(seen, today=now.date(), parts=parts):
        raise Invalid(objection.field, str(objection.sentence))
    fixed = replace(seen.body, as_of=now.date())
    digest = digest_of(written(fixed, today=now.date(), parts=parts))
    with transaction.atomic():
        row, sealed = _claimed(seen, parts)
        row.body = sealed.seal("body", letter_map(fixed), random=parts.entropy.bytes)
        row.save(update_fields=["body"])
        for place in range(len(seen.dispatches)):
            note = Note(Happening.APPROVED, now.date(), digest=digest, by=account)
            _note(row, place, note, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="letter approved", subject=row.id)


def send(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, place: int) -> None:
    """Send an approved letter to one recipient: by mail with the next round, by post or by hand it is noted as sent."""
    _require_own(seen, actor, parts)
    dispatch = seen.dispatches[place]
    channel = seen.body.channels.get(dispatch.body, Channel.EMAIL)
    digest = dispatch.approved_digest
    if not digest:
        raise Conflict("This letter is not approved as it stands.")
    if channel is Channel.EMAIL and not body_card(dispatch.body, parts=parts).card.email:
        raise Invalid("channel", NO_EMAIL)
    with transaction.atomic():
        row, _sealed = _claimed(seen, parts)
        if channel is Channel.EMAIL:
            body = {"letter": row.id, "place": place, "digest": digest}
            put(actor=actor, now=now, parts=parts, kind=SEND, body=body, key_class=KeyClass.FILES)
        else:
            require_sendable_now(opened_letter(row, parts=parts), now=now, parts=parts)
            note = Note(Happening.SENT, now.date(), digest=digest, channel=channel)
            _note(row, place, note, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="letter handed over", subject=row.id)


def note(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, place: int, what: Note) -> None:
    """Note what became of one recipient's letter: a proof, a bounce, an answer by telephone or on paper."""
    _require_own(seen, actor, parts)
    with transaction.atomic():
        row, _sealed = _claimed(seen, parts)
        _note(row, place, what, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="letter noted on", subject=row.id)


def note_by_job(*, actor: Actor, now: datetime, parts: Parts, letter: str, place: int, what: Note) -> None:
    """Note something that a round found out, in the transaction of its caller."""
    row = Letter.objects.select_for_update().get(id=letter)
    Letter.objects.filter(id=letter).update(version=F("version") + 1)
    _note(row, place, what, actor=actor, now=now, parts=parts)


def change_course(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, body: LetterBody) -> None:
    """Keep what moves the clock of a letter: an acknowledgement, pauses with reasons, extensions with sources."""
    _require_own(seen, actor, parts)
    kept = replace(
        seen.body, acknowledged=body.acknowledged, pauses=body.pauses, extensions=body.extensions, drafted=body.drafted
    )
    with transaction.atomic():
        row, sealed = _claimed(seen, parts)
        row.body = sealed.seal("body", letter_map(kept), random=parts.entropy.bytes)
        row.look_on = None
        row.save(update_fields=["body", "look_on"])
        record(actor=actor, now=now, parts=parts, act="clock noted on", subject=row.id)


def mean_for_page(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, page: str) -> None:
    """Keep for which public page a letter is meant, empty for none; its words stay. Conflict when it changed."""
    with transaction.atomic():
        row, sealed = _claimed(seen, parts)
        body = replace(seen.body, publication=page)
        row.body = sealed.seal("body", letter_map(body), random=parts.entropy.bytes)
        row.save(update_fields=["body"])
        act = "letter meant for a page" if page else "letter taken off a page"
        record(actor=actor, now=now, parts=parts, act=act, subject=row.id)


def _lay_out(row: Letter, sealed: Record, body: LetterBody, *, parts: Parts) -> None:
    for place, one in enumerate(body.bodies):
        body_card(one, parts=parts)
        dispatch_id = new_id(parts.entropy.bytes)
        kept = Noted(one, is_copy=place > 0)
        blob = dispatch_record(sealed, dispatch_id).seal("sealed", dispatch_map(kept), random=parts.entropy.bytes)
        Dispatch.objects.create(id=dispatch_id, letter=row, place=place, sealed=blob)


def _note(letter: Letter, place: int, what: Note, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Sign one note and change the row that is made from all of them."""
    row = Dispatch.objects.select_for_update().get(letter=letter, place=place)
    sealed = record_of(letter, parts=parts)
    after = noted(opened_dispatch(row, sealed), what)
    body = sealed.seal(DISPATCH_EVENT, {"place": place, **dispatch_map(after)}, random=parts.entropy.bytes)
    event = record_event(
        actor=actor, now=now, parts=parts, kind=DISPATCH_EVENT, subject=letter.id, body=body, parents=()
    )
    row.sealed = dispatch_record(sealed, row.id).seal("sealed", dispatch_map(after), random=parts.entropy.bytes)
    row.save(update_fields=["sealed"])
    Letter.objects.filter(id=letter.id).update(look_on=None)
    record(actor=actor, now=now, parts=parts, act="dispatch noted", subject=letter.id, event=event.id)


def _require_own(seen: OpenedLetter, actor: Actor, parts: Parts) -> None:
    letter_for(seen.id, actor, parts=parts)


def _claimed(seen: OpenedLetter, parts: Parts) -> tuple[Letter, Record]:
    claimed = Letter.objects.filter(id=seen.id, version=seen.version).update(version=F("version") + 1)
    if claimed != 1:
        raise Conflict("Somebody changed this letter while you were looking. Please look again.")
    row = Letter.objects.get(id=seen.id)
    return row, record_of(row, parts=parts)
