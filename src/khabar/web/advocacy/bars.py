"""The bar list of a file: barring a body on the way, lifting a bar by the person's own word, deciding in twos.

Nothing here lifts a bar for anybody else, and no single advocate opens a door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from khabar.apps.casework import actions
from khabar.domain.bar_list import bars_on_body
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.web.advocacy.agreement_forms import BarBodyForm, DoorForm, LiftForm
from khabar.web.advocacy.deeds import filled, on_file, opened
from khabar.web.advocacy.people import BACK
from khabar.web.advocacy.read_models import bar_line, votes_of
from khabar.web.advocacy.recipients import bodies_by_name
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.casework.files import OpenedFile
    from khabar.domain.bar_list import Bar
    from khabar.web.advocacy.deeds import Acting
    from khabar.web.front.access import StaffRequest

BAR_BODY = Deed(
    title=_("Bar a body that forwards"),
    button=_("Bar this body"),
    done=_("The body is barred. No letter, list or form of this file goes there."),
    lead=_(
        "What this body is told arrives in a State on the bar list: a ministry that reports there, an embassy, a body"
        " with a common file. Nobody but the person concerned can lift the bar again."
    ),
    back_words=BACK,
)
BARRED_ALREADY = gettext_noop("This bar lies there already, or the person concerned has lifted it.")
LIFT = Deed(
    title=_("Lift a bar"),
    button=_("Lift this bar"),
    done=_("The bar is lifted, by the person's own word."),
    lead=_("A bar keeps a name from a State that could harm. Nobody but the person can say that it may be told."),
    back_words=BACK,
    template="advocacy/lift.html",
)
DECIDE = Deed(
    title=_("Decide on a door"),
    button=_("I decide to go through this door"),
    done=_("Your decision is kept, with your reason. Two advocates open a door; one alone does not."),
    lead=_(
        "A State that holds or took the person will be told the name at this door, although it is on the bar list."
        " Two advocates decide, each with a reason."
    ),
    back_words=BACK,
    template="advocacy/door.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def bar_body(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Bar a body of the address book that forwards to a State on the bar list."""
    file = opened(request, file_id)
    states = {one.state for one in file.body.bars if one.in_force}
    form = filled(request, file, BarBodyForm, bodies=bodies_by_name(request.parts), barred=states)
    return on_file(request, BAR_BODY, file, form, lambda act: _barred(act, file, form))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def lift(request: StaffRequest, file_id: str, bar: str) -> HttpResponseBase:
    """Lift one bar by the word of the person concerned."""
    file = opened(request, file_id)
    found = _bar_named(file, bar)
    form = filled(request, file, LiftForm)
    beside = {"bar": bar_line(found, bodies_by_name(request.parts))}
    return on_file(
        request,
        LIFT,
        file,
        form,
        lambda act: actions.lift_bar(**act, bar=found, lifted=form.lifted()),
        beside=beside,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def decide(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Decide, as one of two, to go through a door at which the State that holds the person is told."""
    file = opened(request, file_id)
    form = filled(request, file, DoorForm, holders=file.body.holding.states)
    beside = {"doors": votes_of(file.body.holding)}
    return on_file(
        request, DECIDE, file, form, lambda act: actions.decide_on_door(**act, through=form.through()), beside=beside
    )


def _barred(act: Acting, file: OpenedFile, form: BarBodyForm) -> None:
    """Add the bars that do not stand yet; Invalid where all of them do."""
    given = form.cleaned_data
    known = {(one.state, one.ground, one.body) for one in file.body.bars}
    wanted = bars_on_body(file.body.bars, given["body"], given["states"])
    new = tuple(one for one in wanted if (one.state, one.ground, one.body) not in known)
    if not new:
        raise Invalid("body", BARRED_ALREADY)
    actions.add_bars(**act, bars=new)


def _bar_named(file: OpenedFile, name: str) -> Bar:
    """Find a bar in force by its name in addresses; Refused where there is none."""
    for one in file.body.bars:
        if bar_line(one, {}).name == name and one.in_force:
            return one
    raise Refused("no such bar on this file")
