"""Sittings of a gathering: adding, changing, cancelling one. Whoever was invited is told by the action itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.gatherings import actions
from khabar.apps.gatherings.queries import THEIR_DUTIES
from khabar.web.editing.gathering_forms import NewSittingForm, SittingForm, sitting_as_written
from khabar.web.editing.gatherings import acting, as_seen, opened, way_of, with_sitting
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.deed_pages import Deed, deed_page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

NEW = Deed(
    title=_("Add a sitting"),
    button=_("Add it"),
    done=_("The sitting is added."),
    lead=_("Each sitting has the time of its own people. We show it on their clock and in UTC."),
)
CHANGE = Deed(
    title=_("Change the sitting"),
    button=_("Keep it"),
    done=_("It is kept. Whoever was invited is told of the new time or way in by the next round."),
)
CANCEL = Deed(
    title=_("Cancel the sitting"),
    button=_("Cancel it for everybody"),
    done=_("It is cancelled. Whoever was invited is told by the next round, and their calendars take it out."),
    lead=_(
        "Whoever was invited gets a mail, and their calendar takes it out. The link is forgotten. It cannot be undone."
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def new(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Add a sitting with its moderator."""
    seen = opened(request, gathering_id)
    data = request.POST if request.method == "POST" else None
    form = NewSittingForm(data, initial={"seen": seen.version}, regions=seen.plan.regions)

    def add() -> None:
        plan, moderator = form.built
        actions.add_sitting(**acting(request), seen=as_seen(seen, form), plan=plan, moderator=moderator)

    return deed_page(request, NEW, form, way_of(seen), add)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def change(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Change a sitting."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    initial = {"seen": seen.version, **sitting_as_written(sitting)}
    form = SittingForm(request.POST if request.method == "POST" else None, initial=initial)
    return deed_page(
        request,
        CHANGE,
        form,
        way_of(seen),
        lambda: actions.change_sitting(**acting(request), seen=as_seen(seen, form), sitting=sitting, plan=form.built),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def cancel(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Cancel a sitting."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": seen.version})
    return deed_page(
        request,
        CANCEL,
        form,
        way_of(seen),
        lambda: actions.cancel_sitting(**acting(request), seen=as_seen(seen, form), sitting=sitting),
    )
