"""What people who came out have seen: a page on which it is written down, read, and let go again.

It helps to decide where the general offer goes. Nothing on it leads to a request, a presence or a pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.registry.readings import note_list_reading
from khabar.apps.sightings import actions
from khabar.apps.sightings.queries import sightings_for
from khabar.domain.duties import Duty
from khabar.domain.form_fields import NAME, SHORT
from khabar.domain.sightings import Sighting
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import DeedForm
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from khabar.web.front.access import StaffRequest


def _line(label: _StrPromise, hint: _StrPromise | str = "") -> forms.CharField:
    line = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, max_length=NAME, required=False, widget=line)


class SightingForm(DeedForm):
    """What somebody who came out tells of somebody seen."""

    deed = "sighting"
    seen_where = _line(gettext_lazy("Where it was"))
    seen_when = _line(gettext_lazy("When it was"), gettext_lazy("As it was said: in March, two winters ago."))
    seen_name = _line(gettext_lazy("How the one who was seen is called"))
    seen_what = forms.CharField(
        label=gettext_lazy("What was seen"),
        max_length=SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    teller = _line(
        gettext_lazy("Who tells it"),
        gettext_lazy("As they want to be called; it may stay empty. It is forgotten with all of this after two years."),
    )

    def sighting(self, now: datetime) -> Sighting:
        """Give what was told; only after the form is valid."""
        return Sighting(filed_at=now.isoformat(), **self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def told(request: StaffRequest) -> HttpResponseBase:
    """Show what was told, and keep what is told now."""
    if request.method != "POST":
        return _shown(request, SightingForm())
    form, now = SightingForm(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            actions.write_down(actor=request.actor, now=now, parts=request.parts, sighting=form.sighting(now))
    if form.errors:
        return _shown(request, form)
    messages.success(request, _("It is kept."))
    return redirect("asking_desk:sightings")


@require_POST
@for_duties(Duty.ASKING_DESK)
def let_go(request: StaffRequest, sighting_id: str) -> HttpResponseBase:
    """Let one go, because whoever told it wants that."""
    now = request.parts.clock.now()
    actions.let_go(actor=request.actor, now=now, parts=request.parts, sighting_id=sighting_id)
    messages.success(request, _("It is gone."))
    return redirect("asking_desk:sightings")


def _shown(request: StaffRequest, form: SightingForm) -> HttpResponseBase:
    parts = request.parts
    page = page_of(request, sightings_for(request.actor, parts=parts))
    subjects = [one.id for one in page.object_list]
    now = parts.clock.now()
    note_list_reading(actor=request.actor, now=now, parts=parts, subjects=subjects, act="sightings listed")
    return render(request, "asking_desk/sightings.html", {"page": page, "form": form})
