"""What people of a file agreed to: for one body or one place, and for everything at once, which can only be a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.casework import actions
from khabar.domain.duties import Duty
from khabar.web.advocacy.agreement_forms import AgreementForm, EverythingForm
from khabar.web.advocacy.deeds import filled, on_file, opened
from khabar.web.advocacy.people import BACK
from khabar.web.advocacy.recipients import bodies_by_name
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

AGREE = Deed(
    title=_("Note what somebody agreed to"),
    button=_("Keep what was said"),
    done=_("What was said is kept, signed."),
    lead=_("One person, one body or one place. What was asked and not answered is no yes."),
    back_words=BACK,
)
EVERYTHING = Deed(
    title=_("A no to everything, or everything taken back"),
    button=_("Keep this for everything"),
    done=_("It is kept. Nothing that needs this person's consent leaves from now on."),
    lead=_("It stops what has not left yet, for every body and every place. A yes can only be given one by one."),
    back_words=BACK,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def agree(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note that somebody was asked about one body or one place, or what they said."""
    file = opened(request, file_id)
    form = filled(request, file, AgreementForm, people=file.body.people, bodies=bodies_by_name(request.parts))
    return on_file(request, AGREE, file, form, lambda act: actions.add_entry(**act, content=form.event()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def everything(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note a no to everything, or that everything is taken back."""
    file = opened(request, file_id)
    form = filled(request, file, EverythingForm, people=file.body.people)
    return on_file(request, EVERYTHING, file, form, lambda act: actions.add_entry(**act, content=form.event()))
