"""What two people weigh where the person cannot decide: a death, and what is best for a child.

One writes it down, another confirms it with a reason, anybody of the desk takes back what waits. Nothing is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.matches import weighing as apps
from khabar.domain.death import DeathDraft, wishes_nobody
from khabar.domain.duties import Duty
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.asking_desk.weighing_forms import ConfirmWeighedForm, DeathForm, DropWeighedForm, InterestsForm
from khabar.web.asking_desk.weighing_words import draft_lines, recorded_lines
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.matches.queries import PairView
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.deed_forms import SeenForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def death(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show what is known of this person's death, and take what one of the desk writes down."""
    return _weighed(request, opened(request, pair_id), DeathForm)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def child(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show what was decided for this child, and take a decision that one of the desk writes down."""
    return _weighed(request, opened(request, pair_id), InterestsForm)


@require_POST
@for_duties(Duty.ASKING_DESK)
def confirm(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Confirm, as the second person, what waits."""
    view, form, now = opened(request, pair_id), ConfirmWeighedForm(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            given = form.cleaned_data
            apps.confirm_weighed(actor=request.actor, now=now, parts=request.parts, pair_id=view.file.id, **given)
    return _answered(request, view, _kind_waiting(view), form)


@require_POST
@for_duties(Duty.ASKING_DESK)
def drop(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Take back what waits."""
    view, form, now = opened(request, pair_id), DropWeighedForm(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            seen = form.cleaned_data["seen"]
            apps.drop_weighed(actor=request.actor, now=now, parts=request.parts, pair_id=view.file.id, seen=seen)
    return _answered(request, view, _kind_waiting(view), form)


def _weighed(request: StaffRequest, view: PairView, kind: type[DeathForm | InterestsForm]) -> HttpResponseBase:
    if request.method != "POST" or view.is_left_in_peace:
        return _shown(request, view, kind)
    form, now = kind(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            found, seen = form.draft(now), form.cleaned_data["seen"]
            apps.weigh(actor=request.actor, now=now, parts=request.parts, pair_id=view.file.id, found=found, seen=seen)
    return _answered(request, view, kind, form)


def _kind_waiting(view: PairView) -> type[DeathForm | InterestsForm]:
    waits = view.file.inside.weighed
    return InterestsForm if waits and not isinstance(waits.found, DeathDraft) else DeathForm


def _answered(
    request: StaffRequest, view: PairView, kind: type[DeathForm | InterestsForm], form: SeenForm
) -> HttpResponseBase:
    if form.errors:
        return _shown(request, view, kind, form)
    messages.success(request, _("It is kept."))
    return redirect("asking_desk:death" if kind is DeathForm else "asking_desk:child", view.file.id)


def _shown(
    request: StaffRequest, view: PairView, kind: type[DeathForm | InterestsForm], failed: SeenForm | None = None
) -> HttpResponseBase:
    if view.is_left_in_peace:
        return shown(request, view)
    seen = {"seen": view.file.version}
    forms: dict[str, SeenForm] = {one.deed: one(initial=seen) for one in (kind, ConfirmWeighedForm, DropWeighedForm)}
    if failed is not None:
        failed.show_beside(view.file.version)
        forms[failed.deed] = failed
    known, is_death = apps.weighed_of(view, parts=request.parts), kind is DeathForm
    waits = known.waits if known.waits and isinstance(known.waits.found, DeathDraft) is is_death else None
    recorded = known.death if is_death else known.interests
    context = {
        "pair": view.file.id,
        "present": sheets.called(view.presence.form),
        "forms": forms,
        "form": forms[kind.deed],
        "failed": failed or ConfirmWeighedForm(),
        "wish": known.wish,
        "wish_is_nobody": wishes_nobody(known.wish),
        "waits": draft_lines(waits.found) if waits else [],
        "waits_by": display_name_of(waits.by) if waits else "",
        "waits_for_me": bool(waits) and waits is not None and waits.by != request.actor.account,
        "something_else_waits": known.waits is not None and waits is None,
        "recorded": recorded_lines(recorded) if recorded else [],
        "recorded_by": [display_name_of(one) for one in recorded.agreed_by] if recorded else [],
        "has_died": known.has_died,
        "is_in_doubt": known.is_in_doubt,
        "is_child": view.facts.under_age,
        "undecided": view.facts.is_child_undecided,
    }
    return render(request, "asking_desk/death.html" if is_death else "asking_desk/child.html", context)
