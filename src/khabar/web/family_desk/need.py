"""Need-to-know at the family desk: a request about which nothing waits is opened for a reason.

What waits, what this colleague has just found by a name (the search had its reason), and what he said the reason for
today is opened as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.alarms.access import are_reasons_asked, give_reason, has_reason
from khabar.apps.post.queries import next_contacts
from khabar.apps.registry.readings import request_for
from khabar.apps.searches.queries import was_found
from khabar.domain.duties import Duty
from khabar.domain.ids import RequestId
from khabar.domain.need_to_know import LONGEST_REASON, ReasonNeeded, waits_at_desk
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.registry.queries import RequestFile
    from khabar.web.front.access import StaffRequest

WHY = Deed(
    title=_("Why do you open this request?"),
    button=_("Open it"),
    done=_("Your reason is kept. It holds until the day ends (UTC)."),
    lead=_(
        "Nothing waits about this request today: it is not new, and its family is not to hear from us this week. You "
        "may open it all the same, for a reason. Whoever looks through the record reads who opened what, and why."
    ),
)


class ReasonForm(forms.Form):
    """Why somebody opens a request."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One sentence. It is sealed into the ledger with your name."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def require_to_know(request: StaffRequest, opened: RequestFile) -> None:
    """Go on where this colleague needs no reason, or has given one; raises ReasonNeeded."""
    parts, now, actor = request.parts, request.parts.clock.now(), request.actor
    if not are_reasons_asked(parts):
        return
    today, filed_on = now.date(), opened.filed_at.date()
    hear_by = next_contacts({str(opened.id): filed_on}, today=today, parts=parts)[opened.id]
    if waits_at_desk(filed_on=filed_on, hear_by=hear_by, today=today):
        return
    if not (has_reason(actor, now=now, request_id=opened.id) or was_found(opened.id, actor, now=now, parts=parts)):
        raise ReasonNeeded(opened.id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def why(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Ask for the reason, and lead to the request."""
    parts = request.parts
    opened = request_for(RequestId(request_id), request.actor, parts=parts)
    form = ReasonForm(request.POST or None)

    def give() -> None:
        now, reason = parts.clock.now(), form.cleaned_data["reason"]
        give_reason(actor=request.actor, now=now, parts=parts, request_id=opened.id, reason=reason)

    way = Way(reverse("family_desk:home"), on=reverse("family_desk:request", args=[opened.id]))
    return deed_page(request, WHY, form, way, give)
