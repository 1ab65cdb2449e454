"""Calling lists, the plan as it stands, and what the family desk has to see to.

A helper is given his own list of today and no other. What is shown is the family's own: first name, number, safe hours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import colleagues, display_name_of, kin_of
from khabar.apps.calls.families import families_by_voice, is_own_family
from khabar.apps.calls.files import CallFile, opened_call, standing_of
from khabar.apps.calls.models import Call, Plan
from khabar.apps.registry.queries import request_file
from khabar.apps.registry.readings import request_for
from khabar.domain.actors import require_account, require_duty
from khabar.domain.bodies import whole_number_of
from khabar.domain.calls import Hands, Outcome, first_name, locked_until
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId, RequestId
from khabar.domain.rounds import next_contact_on
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from khabar.apps.accounts.queries import Colleague
    from khabar.apps.calls.families import Family
    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


@dataclass(frozen=True)
class CallLine:
    """One line of a calling list; `hear_by` is the day to name, `outcome` what came of it once that is noted."""

    id: str
    request: RequestId
    first_name: str = field(repr=False)
    phone: str = field(repr=False)
    safe_times: str = field(repr=False)
    language: str
    stop_word: str = field(repr=False)
    hear_by: date
    outcome: Outcome | None


@dataclass(frozen=True)
class DayOfCalls:
    """One helper's day in a plan: how many calls, and how many of them are noted."""

    helper: AccountId
    name: str
    day: date
    calls: int
    noted: int


@dataclass(frozen=True)
class Unplanned:
    """A family whose date passes without a call: not planned at all, or planned for a later day."""

    request: RequestId
    name: str
    by: date
    day: date | None = None


@dataclass(frozen=True)
class PlanView:
    """The plan as it stands, as of when it was made, and those it leaves out."""

    made_at: datetime
    hands: tuple[Hands, ...]
    days: tuple[DayOfCalls, ...]
    unplanned: tuple[Unplanned, ...]
    missing: int


@dataclass(frozen=True)
class ToSee:
    """Something a helper noted that the family desk has to see to."""

    call: str
    request: RequestId
    name: str
    day: date
    outcome: Outcome
    note: str


@dataclass(frozen=True)
class CallerQuestion:
    """The family's own question, whether there is one, and until when nobody may try."""

    question: str
    locked_until: datetime | None


def helpers() -> tuple[Colleague, ...]:
    """List the helpers who work here now."""
    return tuple(one for one in colleagues() if one.is_active and Duty.HELPER in one.duties)


def calling_list(helper: AccountId, day: date, *, parts: Parts) -> tuple[CallLine, ...]:
    """Give one helper's list of one day in its order; a family that was erased or stopped since is not on it."""
    parts.keys.key(KeyClass.REGISTER)  # locked also where nobody is on the list
    kin = kin_of(helper, parts=parts)
    lines = []
    for call in _calls(helper, day, parts):
        request = request_file(call.request, parts=parts)
        if is_own_family(kin, request) or _is_stopped(call, parts):
            continue
        lines.append((call.inside.place, _line(call, request, parts)))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def own_list(actor: Actor, *, now: datetime, parts: Parts) -> tuple[CallLine, ...]:
    """Give a helper his own list of today; no other day and nobody else's is ever given."""
    return calling_list(require_account(actor, Duty.HELPER), now.date(), parts=parts)


def own_call(call_id: str, actor: Actor, *, now: datetime, parts: Parts) -> CallFile:
    """Open one call of a helper's own list of today; Refused for any other, as for one that does not exist."""
    own = {line.id for line in own_list(actor, now=now, parts=parts)}
    row = Call.objects.filter(id=call_id).first() if call_id in own else None
    if row is None:
        raise Refused("no such call")
    return opened_call(row, parts=parts)


def plan_as_it_stands(actor: Actor, *, now: datetime, parts: Parts) -> PlanView | None:
    """Give the family desk the plan that was made last, without families of his own; None where there is none."""
    require_duty(actor, Duty.FAMILY_DESK)
    parts.keys.key(KeyClass.REGISTER)  # locked also where nothing is planned
    row = Plan.objects.order_by("-made_at").first()
    if row is None:
        return None
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(bytes(row.sealed))).private
    inside = canonical.decode(unseal_with(private, bytes(row.sealed)))
    if not isinstance(inside, dict):
        raise TypeError("a plan is a map")
    return PlanView(
        made_at=row.made_at,
        hands=tuple(Hands(AccountId(who), date.fromisoformat(day), calls) for who, day, calls in inside["hands"]),
        days=_days(now.date(), parts),
        unplanned=tuple(_unplanned(inside["left"], inside["late"], actor, now.date(), parts)),
        missing=whole_number_of(inside, "missing"),
    )


def stopped_families(actor: Actor, *, today: date, parts: Parts) -> list[Family]:
    """List families whose stop word was heard and that nobody calls until the desk clears it."""
    return [one for one in _mine(actor, today, parts) if one.is_stopped]


def families_without_number(actor: Actor, *, today: date, parts: Parts) -> list[Family]:
    """List families that are to be spoken with and gave no number: somebody has to go there."""
    return [one for one in _mine(actor, today, parts) if not one.request.form.phone]


def to_see(actor: Actor, *, today: date, parts: Parts) -> list[ToSee]:
    """List what helpers noted and the desk has not seen to: notes, and families who want to be called back."""
    require_duty(actor, Duty.FAMILY_DESK)
    found = []
    for row in Call.objects.filter(day__lte=today).order_by("day", "id"):
        try:
            call = opened_call(row, parts=parts)
            request = request_for(call.request, actor, parts=parts)
        except Refused:
            continue  # erased, or his own family
        inside = call.inside
        if inside.outcome and not inside.seen and (inside.note or inside.outcome is Outcome.WANTS_CALL):
            found.append(ToSee(call.id, call.request, _called(request), call.day, inside.outcome, inside.note))
    return found


def caller_question(request_id: RequestId, actor: Actor, *, now: datetime, parts: Parts) -> CallerQuestion:
    """Give the family's own question; Refused for an unknown request and for one of his own family alike."""
    form = request_for(request_id, actor, parts=parts).form
    closed = locked_until(standing_of(request_id, parts=parts).wrong)
    return CallerQuestion(form.callback_question, closed if closed and now < closed else None)


def _calls(helper: AccountId, day: date, parts: Parts) -> list[CallFile]:
    found = []
    for row in Call.objects.filter(helper=helper, day=day).order_by("id"):
        try:
            found.append(opened_call(row, parts=parts))
        except Refused:
            continue  # its family has been erased
    return found


def _is_stopped(call: CallFile, parts: Parts) -> bool:
    return call.inside.outcome is None and standing_of(call.request, parts=parts).stopped_on is not None


def _line(call: CallFile, request: RequestFile, parts: Parts) -> CallLine:
    form = request.form
    return CallLine(
        id=call.id,
        request=call.request,
        first_name=first_name(form.enquirer_given, form.enquirer_name),
        phone=form.phone,
        safe_times=form.safe_times,
        language=form.language,
        stop_word=form.stop_word,
        hear_by=next_contact_on(call.day, call.day, parts.options.contact_days),
        outcome=call.inside.outcome,
    )


def _days(today: date, parts: Parts) -> tuple[DayOfCalls, ...]:
    keys = Call.objects.filter(day__gte=today).values_list("day", "helper").distinct()
    found = []
    for day, helper in sorted(set(keys)):
        lines = calling_list(AccountId(helper), day, parts=parts)
        noted = sum(1 for line in lines if line.outcome)
        found.append(DayOfCalls(AccountId(helper), display_name_of(AccountId(helper)), day, len(lines), noted))
    return tuple(found)


def _unplanned(left: Sequence[str], late: Sequence[str], actor: Actor, today: date, parts: Parts) -> list[Unplanned]:
    planned = _planned_days(today)
    found = []
    for family in _mine(actor, today, parts):
        request = family.request.id
        if request in left or (request in late and request in planned):
            found.append(Unplanned(request, _called(family.request), family.by, planned.get(request)))
    return sorted(found, key=lambda one: (one.by, one.request))


def _planned_days(today: date) -> Mapping[str, date]:
    return {row.request: row.day for row in Call.objects.filter(day__gte=today).order_by("-day")}


def _mine(actor: Actor, today: date, parts: Parts) -> list[Family]:
    """Give the families that are spoken with, without those of this person's own people."""
    kin = kin_of(require_account(actor, Duty.FAMILY_DESK), parts=parts)
    return [one for one in families_by_voice(today=today, parts=parts) if not is_own_family(kin, one.request)]


def _called(request: RequestFile) -> str:
    return request.form.enquirer_name or request.form.enquirer_given
