"""The page of alarms: that something inside called for a look, which account set it off, and who has looked.

It must never name a person, nor show anybody an alarm of his own: `domain.alarms` says who sees how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.accounts.queries import colleagues, operator_session
from khabar.apps.alarms.actions import note_seen
from khabar.apps.alarms.queries import alarms_for
from khabar.domain.alarms import SEE_ALARMS, AlarmKind, Topic
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.reading_quotas import MAY_LIFT
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from khabar.domain.alarms import ShownAlarm
    from khabar.web.front.access import StaffRequest

TOPICS: Mapping[Topic, _StrPromise] = {
    Topic.READING: _("Somebody’s reading calls for a look"),
    Topic.ASKING: _("What is asked of this house calls for a look"),
    Topic.ACCOUNTS: _("An account was changed, or somebody tried to"),
}
KINDS: Mapping[AlarmKind, _StrPromise] = {
    AlarmKind.READ_MUCH: _("Many more records were opened than on other days"),
    AlarmKind.QUOTA_REACHED: _("As many records were opened as this house allows in a day"),
    AlarmKind.QUOTA_LIFTED: _("Two colleagues let somebody go on reading for a day"),
    AlarmKind.CANARY: _("An invented person was opened, whom nobody has a reason to open"),
    AlarmKind.PATTERN: _("Many requests look as if one hand wrote them"),
    AlarmKind.LICENCE: _("The licence to ask ends soon, or has ended"),
    AlarmKind.UNSIGNED: _("Something was tried that lacks the guarantor’s signature"),
    AlarmKind.RESET: _("A colleague’s sign-in was started anew"),
    AlarmKind.DUTIES: _("An account was made, or a duty given, that opens cases"),
    AlarmKind.NO_QUORUM: _("A change of accounts was tried without the two people it needs"),
    AlarmKind.KEYRING: _("Who can unlock this house was changed"),
    AlarmKind.EVERYBODY: _("Everybody to warn after a breach was listed at the shell"),
    AlarmKind.NOT_ENTERED: _("An account, a duty or a licence stands otherwise than the ledger says"),
}


@dataclass(frozen=True)
class AlarmLine:
    """One alarm as the page lists it; `has_hour` where the reader may know the minute."""

    id: str
    words: str
    at: datetime
    has_hour: bool
    by: str
    seen_by: str
    was_seen: bool


@require_safe
@for_duties(*SEE_ALARMS)
def alarms(request: StaffRequest) -> HttpResponseBase:
    """List the alarms of the last three months, for an operator inside a session only."""
    now, parts = request.parts.clock.now(), request.parts
    if _lacks_session(request):
        return redirect("operator:home")
    names = {one.account: one.display_name for one in colleagues()}
    lines = [_line(one, names) for one in alarms_for(request.actor, now=now, parts=parts)]
    duties = request.actor.duties
    context = {"alarms": lines, "sees_all": Duty.UNLOCKER in duties, "may_lift": not MAY_LIFT.isdisjoint(duties)}
    return render(request, "front/alarms.html", context)


@require_POST
@for_duties(*SEE_ALARMS)
def seen(request: StaffRequest, alarm_id: str) -> HttpResponseBase:
    """Keep that this colleague has looked at an alarm."""
    if not _lacks_session(request):
        note_seen(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, alarm_id=alarm_id)
    return redirect("front:alarms")


def _lacks_session(request: StaffRequest) -> bool:
    account = AccountId(request.actor.name)
    is_operator = request.actor.has(Duty.OPERATOR)
    return is_operator and operator_session(account, now=request.parts.clock.now()) is None


def _line(alarm: ShownAlarm, names: Mapping[AccountId, str]) -> AlarmLine:
    return AlarmLine(
        id=alarm.id,
        words=str(KINDS[alarm.kind] if alarm.kind else TOPICS[alarm.topic]),
        at=alarm.at,
        has_hour=alarm.kind is not None,
        by=names.get(AccountId(alarm.by), alarm.by),
        seen_by=" · ".join(names.get(one, one) for one in alarm.seen_by),
        was_seen=alarm.was_seen,
    )
