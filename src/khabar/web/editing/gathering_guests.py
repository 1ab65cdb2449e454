"""The admitted: by a pseudonym, with or without a family's file; what each is told; what they agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.casework.queries import file_for, open_files
from khabar.apps.correspondence.queries import address_book
from khabar.apps.gatherings import admitting
from khabar.apps.gatherings.queries import THEIR_DUTIES, mail_for, person_behind
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.gatherings.invitations import Method
from khabar.web.components.days import shown_figures
from khabar.web.editing.gathering_forms import AdmitForm, AdmitOfFileForm, AgreementForm, CardForm, card_as_written
from khabar.web.editing.gatherings import acting, as_seen, opened, way_of
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http.response import HttpResponseBase

    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest
    from khabar.web.front.access import StaffRequest

ADMIT = Deed(
    title=_("Admit somebody"),
    button=_("Admit them"),
    done=_("They are admitted. Nobody is told before you send the invitations."),
    lead=_("A call sees the pseudonym alone. Choose it with them, and tell them not to sign in under their own name."),
    template="editing/gathering_admit.html",
)
CHANGE = Deed(
    title=_("Somebody admitted"),
    button=_("Keep it"),
    done=_("It is kept."),
    template="editing/gathering_guest.html",
)
WITHDRAW = Deed(
    title=_("Take somebody off the list"),
    button=_("Take them off"),
    done=_("They are off the list. If they were told, their calendar takes it out with the next round."),
    lead=_("What they said stays in the minutes under the pseudonym."),
)
AGREED = Deed(
    title=_("What they agree to"),
    button=_("Note it"),
    done=_("It is noted."),
    lead=_("Being named is agreed to for one body or one publication at a time, and can be taken back."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def admit(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Admit somebody who belongs to no file; advocates find their families' files beside it."""
    seen = opened(request, gathering_id)
    data = request.POST if request.method == "POST" else None
    form = AdmitForm(data, initial={"seen": seen.version}, gathering=seen)
    is_advocate = request.actor.has(Duty.ADVOCATE)
    files = [(one.id, one.body.label) for one in open_files(request.actor, parts=request.parts)] if is_advocate else []
    return deed_page(
        request,
        ADMIT,
        form,
        way_of(seen),
        lambda: admitting.admit(**acting(request), seen=as_seen(seen, form), entry=form.built),
        {"gathering": seen, "files": files},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def admit_of_file(request: StaffRequest, gathering_id: str, file_id: str) -> HttpResponseBase:
    """Admit somebody of a family's file."""
    seen, file = opened(request, gathering_id), file_for(file_id, request.actor, parts=request.parts)
    data = request.POST if request.method == "POST" else None
    form = AdmitOfFileForm(data, initial={"seen": seen.version}, gathering=seen, file=file)
    return deed_page(
        request,
        ADMIT,
        form,
        way_of(seen),
        lambda: admitting.admit(**acting(request), seen=as_seen(seen, form), entry=form.built),
        {"gathering": seen, "label": file.body.label},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def guest(request: StaffRequest, gathering_id: str, guest_id: str) -> HttpResponseBase:
    """Show somebody admitted: who they are, to those who may know; what they are told; and change it."""
    seen, known = _with_guest(request, gathering_id, guest_id)
    person = person_behind(known, request.actor, parts=request.parts)
    initial = {"seen": seen.version, **card_as_written(known, person.email if person else "")}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial, gathering=seen)
    taken = [one for one in known.seats if one.is_taken and not seen.sitting(one.sitting).plan.is_cancelled]
    beside = {
        "gathering": seen,
        "guest": known,
        "person": person,
        "is_advocate": request.actor.has(Duty.ADVOCATE),
        "mails": [mail_for(seen, known, one, Method.REQUEST, parts=request.parts) for one in taken],
        "direction": "rtl" if known.card.language == "fa" else "ltr",
        "untold": any(one.sequence == 0 for one in taken),
    }
    return deed_page(
        request,
        CHANGE,
        form,
        way_of(seen),
        lambda: admitting.change_guest(**acting(request), seen=as_seen(seen, form), guest=known, entry=form.built),
        beside,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def withdraw(request: StaffRequest, gathering_id: str, guest_id: str) -> HttpResponseBase:
    """Take somebody off the list."""
    seen, known = _with_guest(request, gathering_id, guest_id)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": seen.version})
    way = Way(reverse("editing:gathering", args=[seen.id]), about=known.card.pseudonym, version=seen.version)
    return deed_page(
        request,
        WITHDRAW,
        form,
        way,
        lambda: admitting.withdraw_guest(**acting(request), seen=as_seen(seen, form), guest=known),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def agreed(request: StaffRequest, gathering_id: str, guest_id: str) -> HttpResponseBase:
    """Note what somebody without a file agreed to; what somebody of a file agrees to is noted in the file."""
    seen, known = _with_guest(request, gathering_id, guest_id)
    if known.file:
        raise Http404
    bodies = [(one.id, one.card.name) for one in address_book(parts=request.parts).values()]
    data, today = request.POST if request.method == "POST" else None, request.parts.clock.now().date()
    form = AgreementForm(data, initial={"seen": seen.version}, bodies=bodies, today=today)
    way = Way(reverse("editing:guest", args=[seen.id, known.id]), about=known.card.pseudonym, version=seen.version)
    return deed_page(
        request,
        AGREED,
        form,
        way,
        lambda: admitting.note_agreement(**acting(request), seen=as_seen(seen, form), guest=known, said=form.built),
    )


@require_POST
@for_duties(*THEIR_DUTIES)
def invite(request: StaffRequest, gathering_id: str, guest_id: str) -> HttpResponseBase:
    """Tell one person of their sittings."""
    seen, known = _with_guest(request, gathering_id, guest_id)
    _invited(request, seen, [known])
    return redirect("editing:guest", seen.id, known.id)


@require_POST
@for_duties(*THEIR_DUTIES)
def invite_all(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Tell everybody who was not told yet."""
    seen = opened(request, gathering_id)
    _invited(request, seen, seen.guests)
    return redirect("editing:gathering", seen.id)


def _invited(request: StaffRequest, seen: OpenedGathering, guests: Sequence[OpenedGuest]) -> None:
    try:
        number = admitting.invite(**acting(request), seen=seen, guests=guests)
    except Invalid as problem:
        messages.error(request, gettext(problem.message))
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    else:
        said = ngettext(
            "%(number)s invitation leaves with the next round.",
            "%(number)s invitations leave with the next round.",
            number,
        )
        messages.success(request, said % {"number": shown_figures(number)})


def _with_guest(request: StaffRequest, gathering_id: str, guest_id: str) -> tuple[OpenedGathering, OpenedGuest]:
    seen = opened(request, gathering_id)
    try:
        return seen, seen.guest(guest_id)
    except Refused:
        raise Http404 from None
