"""Planning calls, noting what came of them, and knowing a caller again by the family's own question.

Each is one short transaction that ends in the ledger. Nothing here depends on what is known of the person sought.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from khabar.apps.accounts.queries import display_name_of, duties_of
from khabar.apps.calls.families import due_calls, families_by_voice
from khabar.apps.calls.files import CallInside, change_standing, opened_call, save_call, sealed_call, standing_of
from khabar.apps.calls.models import Call, Plan
from khabar.apps.calls.queries import calling_list, helpers, own_call
from khabar.apps.ledger.actions import record
from khabar.apps.post.contact import note_heard, promise, promises
from khabar.apps.registry.readings import note_list_reading, request_for
from khabar.domain.actors import require_account, require_duty
from khabar.domain.calls import DAYS_PLANNED, MOST_CALLS, Hands, Outcome, agrees, locked_until, plan
from khabar.domain.documents import Call as PrintedCall
from khabar.domain.documents import CallingList, Look, Paper
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, RequestId, new_id
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from khabar.apps.calls.families import Family
    from khabar.apps.calls.queries import CallLine
    from khabar.domain.actors import Actor
    from khabar.domain.calls import CallPlan
    from khabar.ports import Parts

LONGEST_NOTE = 200
BY_HAND = "[...]"
"""Stands on a printed list for what has letters without a shape: the helper's page shows it."""
KEPT_FOR = timedelta(days=60)
PLAN_SIZES = (65536, 262144, 1048576)


@dataclass(frozen=True)
class Checked:
    """What the desk sees after it has typed what a caller answered; nothing of the family's while it is locked."""

    agrees: bool
    answer: str
    locked_until: datetime | None


def plan_calls(*, actor: Actor, now: datetime, parts: Parts, hands: Sequence[Hands]) -> CallPlan:
    """Plan the calls of the coming days by the hands there are; what was planned before and is not done is replaced."""
    require_duty(actor, Duty.FAMILY_DESK)
    today = now.date()
    until = today + timedelta(days=DAYS_PLANNED - 1)
    given = _possible(hands, today, until)
    with transaction.atomic():
        families = families_by_voice(today=today, parts=parts)
        _promise(families, actor, now)
        kept = _keep_what_is_done(today, parts)
        left = [replace(one, calls=one.calls - kept.count((one.helper, one.day))) for one in given]
        due = due_calls(families, {one.helper for one in given}, today=today, parts=parts)
        made = plan(due, left, until=until)
        _store(made, families, parts)
        Plan.objects.all().delete()
        Plan.objects.create(id=new_id(parts.entropy.bytes), made_at=now, sealed=_sealed_plan(made, given, parts))
        details = {"calls": len(made.calls), "late": len(made.late), "left": len(made.left), "missing": made.missing}
        record(actor=actor, now=now, parts=parts, act="calls planned", details=details)
    return made


def note_call(*, actor: Actor, now: datetime, parts: Parts, call_id: str, outcome: Outcome, note: str = "") -> None:
    """Note what came of one call of today's own list, once. A note is for the family desk alone."""
    require_account(actor, Duty.HELPER)
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", "This is too long. A note has at most 200 characters.")
    with transaction.atomic():
        call = own_call(call_id, actor, now=now, parts=parts)
        if call.inside.outcome is not None:
            raise Conflict("What came of this call is noted already.")
        save_call(call, replace(call.inside, outcome=outcome, note=note.strip()), parts=parts)
        _after(outcome, actor, now, parts, call.request)
        record(actor=actor, now=now, parts=parts, act="call noted", subject=call_id)


def note_spoken(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId) -> None:
    """Note that the family desk itself has said the standing words to a family today."""
    with transaction.atomic():
        request = request_for(request_id, actor, parts=parts)
        _after(Outcome.REACHED, actor, now, parts, request.id)
        record(actor=actor, now=now, parts=parts, act="call noted", subject=request_id)


def note_seen(*, actor: Actor, now: datetime, parts: Parts, call_id: str) -> None:
    """Note that the family desk has seen to what a helper noted."""
    require_duty(actor, Duty.FAMILY_DESK)
    with transaction.atomic():
        row = Call.objects.filter(id=call_id).first()
        if row is None:
            raise Refused("no such call")
        call = opened_call(row, parts=parts)
        request_for(call.request, actor, parts=parts)
        save_call(call, replace(call.inside, seen=True), parts=parts)
        record(actor=actor, now=now, parts=parts, act="call noted", subject=call_id)


def clear_stop(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId) -> None:
    """Let a family be called again after its stop word: somebody of the desk has found out that it may be."""
    with transaction.atomic():
        request = request_for(request_id, actor, parts=parts)
        change_standing(request.id, parts=parts, stopped_on=None)
        record(actor=actor, now=now, parts=parts, act="call noted", subject=request_id)


def let_stopped_go_on(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Move the dates of families nobody may call, as a round does for pages: nobody beside them sees a difference."""
    for holder, by in sorted(promises().items()):
        if by <= now.date() and _is_stopped(RequestId(holder), parts):
            note_heard(actor=actor, now=now, parts=parts, holder=RequestId(holder))


def check_caller(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, said: str) -> Checked:
    """Hold what a caller said against the family's own answer; after three that differ nobody tries for a day.

    The answer is given only here, after something was typed. That it was looked at is in the ledger first.
    """
    with transaction.atomic():
        form = request_for(request_id, actor, parts=parts).form
        if not said.strip():
            raise Invalid("said", "Type what the caller said, as you heard it.")
        wrong = standing_of(request_id, parts=parts).wrong
        closed = locked_until(wrong)
        if closed and now < closed:
            record(actor=actor, now=now, parts=parts, act="caller checked", subject=request_id)
            return Checked(agrees=False, answer="", locked_until=closed)
        same = agrees(said, form.callback_answer)
        wrong = () if same else (*(() if closed else wrong), now)
        change_standing(request_id, parts=parts, wrong=wrong)
        record(actor=actor, now=now, parts=parts, act="caller checked", subject=request_id)
    return Checked(same, form.callback_answer, locked_until(wrong))


def confirm_caller(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId) -> None:
    """Note that a person found both answers to be the same in other words; tries begin anew."""
    with transaction.atomic():
        request_for(request_id, actor, parts=parts)
        closed = locked_until(standing_of(request_id, parts=parts).wrong)
        if closed and now < closed:
            raise Conflict("After three wrong answers nobody is recognised for a day.")
        change_standing(request_id, parts=parts, wrong=())
        record(actor=actor, now=now, parts=parts, act="caller checked", subject=request_id)


def print_list(*, actor: Actor, now: datetime, parts: Parts, helper: AccountId, day: date) -> bytes:
    """Print one helper's list of one day: any for the family desk, his own of today for a helper."""
    account = require_account(actor, Duty.FAMILY_DESK, Duty.HELPER)
    if Duty.FAMILY_DESK not in actor.duties and (account, now.date()) != (helper, day):
        raise Refused("no such list")
    lines = calling_list(helper, day, parts=parts)
    if not lines:
        raise Conflict("There is nobody on this list.")
    document = CallingList(display_name_of(helper), tuple(_printed(line) for line in lines), on=day)
    printed = _on_paper(document, parts)
    subjects = [line.request for line in lines]
    with transaction.atomic():
        note_list_reading(actor=actor, now=now, parts=parts, subjects=subjects, act="calling list printed")
    return printed


def _on_paper(document: CallingList, parts: Parts) -> bytes:
    """Print a list; what has letters without a shape is marked, to be written in by hand, and stops no other call."""
    look = Look(paper=Paper.A5)
    try:
        return parts.printer.print(document, look)
    except Invalid:
        calls = tuple(_by_hand_where_needed(one, document, look, parts) for one in document.calls)
        return parts.printer.print(replace(document, calls=calls), look)


def _by_hand_where_needed(call: PrintedCall, document: CallingList, look: Look, parts: Parts) -> PrintedCall:
    try:
        parts.printer.print(replace(document, calls=(call,)), look)
    except Invalid as lacking:
        if getattr(call, lacking.field, BY_HAND) == BY_HAND:
            raise
        marked = replace(call, **{lacking.field: BY_HAND})  # type: ignore[arg-type]  # a field of letters, by its name
        return _by_hand_where_needed(marked, document, look, parts)
    return call


def _printed(line: CallLine) -> PrintedCall:
    return PrintedCall(
        first_name=line.first_name,
        phone=line.phone,
        safe_times=line.safe_times,
        language=line.language,
        stop_word=line.stop_word,
        by=line.hear_by,
    )


def _after(outcome: Outcome, actor: Actor, now: datetime, parts: Parts, request: RequestId) -> None:
    """Move the family's date where it has heard from us; after a stop word nobody plans a call."""
    if outcome.was_heard:
        note_heard(actor=actor, now=now, parts=parts, holder=request)
    changes: dict[str, object] = {"missed_on": None if outcome.was_heard else now.date()}
    if outcome is Outcome.STOP_WORD:
        changes["stopped_on"] = now.date()
    change_standing(request, parts=parts, **changes)


def _is_stopped(request: RequestId, parts: Parts) -> bool:
    try:
        return standing_of(request, parts=parts).stopped_on is not None
    except Refused:
        return False  # erased


def _possible(hands: Sequence[Hands], today: date, until: date) -> list[Hands]:
    known = {one.account for one in helpers()}
    for one in hands:
        if one.helper not in known or Duty.HELPER not in duties_of(one.helper):
            raise Invalid("", _("One of these is no helper any more. Please look again."))
        if not today <= one.day <= until:
            raise Invalid("", _("Calls are planned for today and the six days after it."))
        if not 0 <= one.calls <= MOST_CALLS:
            raise Invalid("", _("Nobody makes more than %(most)d calls a day well.") % {"most": MOST_CALLS})
    return list(hands)


def _promise(families: Sequence[Family], actor: Actor, now: datetime) -> None:
    """See to it that every family to be spoken with is promised its day, however its request came to us."""
    for one in families:
        promise(actor=actor, now=now, holder=one.request.id, by=one.by)


def _keep_what_is_done(today: date, parts: Parts) -> list[tuple[AccountId, date]]:
    """Drop the calls that nobody has made yet, and give whose hands the made ones of today have taken."""
    Call.objects.filter(day__lt=today - KEPT_FOR).delete()
    done = []
    for row in Call.objects.filter(day__gte=today):
        try:
            made = opened_call(row, parts=parts).inside.outcome is not None
        except Refused:
            made = False  # its family has been erased
        if made:
            done.append((AccountId(row.helper), row.day))
        else:
            row.delete()
    return done


def _store(made: CallPlan, families: Sequence[Family], parts: Parts) -> None:
    by = {one.request.id: one.by for one in families}
    for place, call in enumerate(made.calls):
        call_id = new_id(parts.entropy.bytes)
        inside = CallInside(place=place, by=by[call.request])
        sealed = sealed_call(call.request, call_id, inside, parts=parts)
        Call.objects.create(id=call_id, helper=call.helper, day=call.day, request=call.request, sealed=sealed)


def _sealed_plan(made: CallPlan, hands: Sequence[Hands], parts: Parts) -> bytes:
    inside = {
        "schema": 1,
        "hands": [[one.helper, one.day.isoformat(), one.calls] for one in hands],
        "late": sorted(made.late),
        "left": list(made.left),
        "missing": made.missing,
    }
    return seal_to(parts.public[KeyClass.REGISTER].public, canonical.encode(inside), pad_to=PLAN_SIZES)
