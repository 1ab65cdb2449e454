"""The first page of the house and the page on which a colleague declares his kin.

The first page lists desks, what is locked, and which operators looked. It must never show a number or a name of a case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.accounts.actions import declare_kin
from khabar.apps.accounts.queries import number_of_kin, recent_operator_sessions
from khabar.apps.rounds.queries import state
from khabar.domain.alarms import SEE_ALARMS
from khabar.domain.errors import Invalid
from khabar.domain.ids import AccountId
from khabar.vault import KeyClass
from khabar.web.front.access import for_all_staff
from khabar.web.front.desks import places
from khabar.web.front.forms import KinForm

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


def words_for_keys(classes: frozenset[KeyClass]) -> list[str]:
    """Name classes of keys as people say them, in a fixed order."""
    words = {
        KeyClass.INTAKE: _("what families and people on the spot have sent"),
        KeyClass.REGISTER: _("requests, presences and pairs"),
        KeyClass.LETTERS: _("messages"),
        KeyClass.MAIL: _("outgoing mail"),
        KeyClass.FILES: _("files"),
        KeyClass.SIGNATURES: _("signatures"),
    }
    return [words[key_class] for key_class in KeyClass if key_class in classes]


@require_safe
@for_all_staff
def home(request: StaffRequest) -> HttpResponseBase:
    """List the desks of whoever is signed in, what is locked or late, and the operators' last sessions."""
    parts = request.parts
    now = parts.clock.now()
    locked = parts.keys.locked()
    context = {
        "desks": places(request.actor.duties),
        "overdue": state(now, every_hours=parts.options.round_hours).is_overdue,
        "locked": words_for_keys(locked),
        "dates_at_risk": bool(locked) and import_string(settings.DATES_AT_RISK)(now.date()) > 0,
        "sessions": recent_operator_sessions(now=now),
        "kin": number_of_kin(AccountId(request.actor.name)),
        "sees_alarms": not SEE_ALARMS.isdisjoint(request.actor.duties),
    }
    return render(request, "front/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_all_staff
def kin(request: StaffRequest) -> HttpResponseBase:
    """Take the name of one relative of the colleague, sealed at once."""
    form = KinForm(request.POST or None)
    if form.is_valid() and _declared(request, form):
        return redirect("front:kin")
    context = {"form": form, "declared": number_of_kin(AccountId(request.actor.name))}
    return render(request, "front/kin.html", context)


def _declared(request: StaffRequest, form: KinForm) -> bool:
    parts, account = request.parts, AccountId(request.actor.name)
    name = form.cleaned_data["name"]
    try:
        declare_kin(actor=request.actor, now=parts.clock.now(), parts=parts, account=account, name=name)
    except Invalid as mistake:
        form.add_error("name", mistake.message)
        return False
    return True
