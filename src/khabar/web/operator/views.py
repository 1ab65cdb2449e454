"""The operator's pages: open a session for a reason, look, close it.

Outside a session the only thing shown is the form that asks for the reason. It must never read an app of cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from khabar.adapters.keyagent.client import LocksItself
from khabar.apps.accounts.actions import close_operator_session, open_operator_session
from khabar.apps.accounts.queries import colleagues, operator_session
from khabar.apps.ledger.queries import chain_lengths
from khabar.apps.rounds.queries import state
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import AccountId
from khabar.web.front.access import for_duties
from khabar.web.front.desks import duty_words
from khabar.web.front.views import words_for_keys

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.accounts.queries import Session
    from khabar.web.front.access import StaffRequest


class ReasonForm(forms.Form):
    """Why an operator wants to look."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One sentence. All desks can read it. Write no name, place or contact of anybody into it."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_safe
@for_duties(Duty.OPERATOR)
def home(request: StaffRequest) -> HttpResponseBase:
    """Show the state of the machinery inside a session; outside one, ask for the reason."""
    session = operator_session(AccountId(request.actor.name), now=request.parts.clock.now())
    if session is None:
        return render(request, "operator/reason.html", {"form": ReasonForm()})
    return render(request, "operator/home.html", _machinery(request, session))


@require_POST
@for_duties(Duty.OPERATOR)
def open_session(request: StaffRequest) -> HttpResponseBase:
    """Begin a session of half an hour; a session that is open already simply goes on."""
    form = ReasonForm(request.POST)
    if form.is_valid() and _opened(request, form):
        return redirect("operator:home")
    return render(request, "operator/reason.html", {"form": form})


@require_POST
@for_duties(Duty.OPERATOR)
def close_session(request: StaffRequest) -> HttpResponseBase:
    """End the session before its time."""
    close_operator_session(actor=request.actor, now=request.parts.clock.now(), parts=request.parts)
    return redirect("operator:home")


def _opened(request: StaffRequest, form: ReasonForm) -> bool:
    parts = request.parts
    try:
        open_operator_session(
            actor=request.actor, now=parts.clock.now(), parts=parts, reason=form.cleaned_data["reason"]
        )
    except Conflict:
        return True
    except Invalid as mistake:
        form.add_error("reason", mistake.message)
        return False
    return True


def _machinery(request: StaffRequest, session: Session) -> dict[str, object]:
    parts = request.parts
    return {
        "session": session,
        "rounds": state(parts.clock.now(), every_hours=parts.options.round_hours),
        "locked": words_for_keys(parts.keys.locked()),
        "idle_minutes": ((parts.keys.idle_seconds() or 0) + 59) // 60 if isinstance(parts.keys, LocksItself) else 0,
        "chains": sorted(chain_lengths().items()),
        "staff": [(colleague, " · ".join(duty_words(colleague.duties))) for colleague in colleagues()],
    }
