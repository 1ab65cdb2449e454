"""What a colleague sees who has opened as much as this house allows in a day, and how two others let him go on.

The page that stops is the same whatever was asked for. It must never say whose record it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.accounts.queries import display_name_of, duties_of, held_duties
from khabar.apps.alarms.readings import LONGEST_REASON, let_go_on, note_stopped, stopped_today
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId
from khabar.domain.need_to_know import ReasonNeeded
from khabar.domain.reading_quotas import MAY_LIFT, QuotaReached, may_lift, require_lifter
from khabar.web.front.access import for_duties, staff
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from khabar.apps.alarms.readings import Stopped
    from khabar.domain.duties import Duty
    from khabar.web.front.access import StaffRequest

    Answer = Callable[[HttpRequest], HttpResponseBase]

LET_GO_ON = Deed(
    title=_("Let a colleague read on today"),
    button=_("I let my colleague read on"),
    done=_("Your word is kept. With the word of a second colleague the reading goes on."),
    lead=_(
        "This house stops everybody who has opened as many records in a day as it allows. Two colleagues of the same "
        "desk, or unlockers, can let somebody go on until the day ends. Speak with your colleague first."
    ),
)


@dataclass(frozen=True)
class Waiting:
    """One colleague who stands at the quota: who has spoken, and why."""

    account: AccountId
    name: str
    voices: Sequence[tuple[str, str]]


class WhyForm(forms.Form):
    """Why a colleague needs to read on."""

    reason = forms.CharField(
        label=_("Why does your colleague need to read on today?"),
        help_text=_("One sentence, without anybody’s name. It is sealed into the ledger with your own."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReadingStops:
    """Middleware: answers where the day's quota is reached, and keeps that it was; asks for reasons."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Say plainly that it is enough for today, or lead to where a reason is given."""
        if isinstance(problem, ReasonNeeded):
            return redirect("family_desk:why", problem.request_id)
        if not isinstance(problem, QuotaReached):
            return None
        known = staff(request)
        note_stopped(actor=known.actor, now=known.parts.clock.now(), parts=known.parts)
        return render(request, "front/reading_stopped.html", {"here": "/"}, status=429)


def reading_stops(get_response: Answer) -> ReadingStops:
    """Make it for the list of middleware."""
    return ReadingStops(get_response)


@require_safe
@for_duties(*MAY_LIFT)
def stopped(request: StaffRequest) -> HttpResponseBase:
    """List the colleagues for whom this one may speak."""
    found, duties = stopped_today(now=request.parts.clock.now(), parts=request.parts), held_duties()
    waiting = [_waiting(one, duties) for one in found if _may_speak(request, one.account)]
    return render(request, "front/reading.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*MAY_LIFT)
def go_on(request: StaffRequest, account: str) -> HttpResponseBase:
    """Speak for one of them, for a reason; back to the list where there is nobody of this name for whom he may."""
    who, now, parts = AccountId(account), request.parts.clock.now(), request.parts
    if not _may_speak(request, who) or who not in {one.account for one in stopped_today(now=now, parts=parts)}:
        return redirect("front:reading")
    form = WhyForm(request.POST or None)

    def speak() -> None:
        reason = form.cleaned_data["reason"]
        let_go_on(actor=request.actor, now=now, parts=parts, stopped=who, duties=held_duties(), reason=reason)

    return deed_page(request, LET_GO_ON, form, Way(reverse("front:reading"), about=display_name_of(who)), speak)


def _may_speak(request: StaffRequest, account: AccountId) -> bool:
    try:
        require_lifter(request.actor, stopped=account, duties=duties_of(account))
    except Refused:
        return False
    return True


def _waiting(one: Stopped, duties: Mapping[AccountId, Collection[Duty]]) -> Waiting:
    """Give one line; who has left since stands there no more, because that voice counts no more."""
    of_stopped = duties.get(one.account, ())
    heard = [(by, why) for by, why in one.voices if may_lift(duties.get(by, ()), of_stopped=of_stopped)]
    return Waiting(one.account, display_name_of(one.account), [(display_name_of(by), why) for by, why in heard])
