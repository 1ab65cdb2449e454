"""The people of a file, where the missed person came from, and who holds them: each a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.casework import actions
from khabar.domain.duties import Duty
from khabar.web.advocacy.deeds import filled, on_file, opened
from khabar.web.advocacy.file_forms import DepartureForm, HoldersForm, PersonForm, departure_initial
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

BACK = _("Back to the file")
ADD = Deed(
    title=_("Add a person"),
    button=_("Add this person"),
    done=_("The person stands in the file."),
    lead=_("Names are here so that a letter can be held against them. Nobody outside the file sees them."),
    back_words=BACK,
)
CHANGE = Deed(
    title=_("Change a person"),
    button=_("Keep this"),
    done=_("It is kept."),
    lead=_("The part somebody has in the file stays as it is."),
    back_words=BACK,
)
DEPARTURE = Deed(
    title=_("Where the person came from"),
    button=_("Keep this"),
    done=_("It is kept. Bars were added where they follow from it, and none was taken away."),
    lead=_(
        "Bars follow from this: to the country of origin if the person had left it, and to countries left in fear."
        " A bar that stands is lifted by the person alone."
    ),
    back_words=BACK,
)
HOLDERS = Deed(
    title=_("Who holds the person"),
    button=_("Keep this"),
    done=_("It is kept."),
    lead=_(
        "By what the lines of this file say. Two advocates may then decide to ask such a State at doors made for it."
    ),
    back_words=BACK,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def add(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Add somebody to the file."""
    file = opened(request, file_id)
    form = filled(request, file, PersonForm)
    return on_file(request, ADD, file, form, lambda act: actions.add_person(**act, person=form.person()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def change(request: StaffRequest, file_id: str, person_id: str) -> HttpResponseBase:
    """Change what somebody is called and how they are reached."""
    file = opened(request, file_id)
    known = file.body.person(person_id)
    shown = {
        "name": known.name,
        "part": known.part.value,
        "other_names": "\n".join(known.other_names),
        "relation": known.relation,
        "reach": known.reach,
    }
    form = filled(request, file, PersonForm, initial=shown)
    form.settle_part(known.part)
    return on_file(request, CHANGE, file, form, lambda act: actions.change_person(**act, person=form.person(person_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def departure(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep where the person came from and what they left in fear."""
    file = opened(request, file_id)
    form = filled(request, file, DepartureForm, initial=departure_initial(file.body.departure))
    return on_file(
        request, DEPARTURE, file, form, lambda act: actions.note_departure(**act, departure=form.departure())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def holders(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep which States hold or took the person."""
    file = opened(request, file_id)
    shown = dict(zip(("holder", "holder_2"), sorted(file.body.holding.states), strict=False))
    form = filled(request, file, HoldersForm, initial=shown)
    return on_file(request, HOLDERS, file, form, lambda act: actions.note_holders(**act, states=form.states()))
