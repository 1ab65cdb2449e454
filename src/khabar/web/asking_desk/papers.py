"""The asking desk's tray: offer and asking sheets that came back, and what nobody knows; each beside its picture.

What the machine sees in a box is put into the form as a proposal; the desk looks at the picture and sends what it sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.paper.actions import pass_on
from khabar.apps.trips.carried import keep_answer, keep_presence
from khabar.apps.trips.queries import sheet_about
from khabar.domain.answers import Setting
from khabar.domain.asking import Step
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import TripId
from khabar.domain.paper_trays import Tray
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import short_name
from khabar.web.asking_desk import words
from khabar.web.asking_desk.answer_form import AnswerForm
from khabar.web.asking_desk.guarantor import guarantors_name
from khabar.web.asking_desk.offer_form import OfferFields
from khabar.web.asking_desk.pages import opened
from khabar.web.front import paper_words, sheets
from khabar.web.front.access import for_duties
from khabar.web.front.tray_forms import PassOnForm
from khabar.web.front.trays import DeskOfTray, done, papers_in, scan_of
from khabar.web.front.trip_words import note_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm
    from django.http import QueryDict
    from django.http.response import HttpResponseBase

    from khabar.apps.matches.queries import PairView
    from khabar.apps.paper.files import ScanFile
    from khabar.domain.trips import SheetAccount
    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.ASKING_DESK)
def papers(request: StaffRequest) -> HttpResponseBase:
    """List what waits in the tray, oldest first."""
    return render(request, "front/papers.html", papers_in(request, DESK))


@require_POST
@for_duties(Duty.ASKING_DESK)
def keep_paper_answer(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """Record what stands on an asking sheet, as somebody of the desk reads it."""
    scan, parts, now = scan_of(request, DESK, scan_id), request.parts, request.parts.clock.now()
    form = _answer_form(request, scan, _pair_of(request, scan), request.POST)

    def deed() -> None:
        seen = form.cleaned_data["seen"]
        keep_answer(actor=request.actor, now=now, parts=parts, scan_id=scan.id, answer=form.answer(), seen=seen)

    return done(request, DESK, scan, form, deed)


@require_POST
@for_duties(Duty.ASKING_DESK)
def keep_paper_presence(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """File what stands on an offer sheet, as somebody of the desk reads it."""
    scan, parts, now = scan_of(request, DESK, scan_id), request.parts, request.parts.clock.now()
    form = OfferFields(request.POST)

    def deed() -> None:
        made = form.presence(now)
        if made is not None:
            keep_presence(actor=request.actor, now=now, parts=parts, scan_id=scan.id, form=made)

    return done(request, DESK, scan, form, deed)


@require_POST
@for_duties(Duty.ASKING_DESK)
def pass_paper_on(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """Give a request form that a carrier brought to the family desk."""
    scan, parts, now = scan_of(request, DESK, scan_id), request.parts, request.parts.clock.now()

    def deed() -> None:
        pass_on(actor=request.actor, now=now, parts=parts, scan_id=scan.id)

    return done(request, DESK, scan, PassOnForm(request.POST), deed)


def beside(request: StaffRequest, scan: ScanFile, failed: BaseForm | None) -> Mapping[str, object]:
    """Give what stands beside a picture at this desk, by the kind of its sheet."""
    kind = scan.sheet.kind if scan.sheet else None
    if kind is SheetKind.ASKING:
        return _asking(request, scan, failed)
    if kind is SheetKind.OFFER:
        form = failed if isinstance(failed, OfferFields) else _offer_form(request, scan)
        keep = DESK.address("keep_presence", scan.id)
        return {"part": "asking_desk/paper_offer.html", "form": form, "keep": keep, "carried": _carried(request, scan)}
    if kind is SheetKind.INTAKE and not scan.inside.beside:
        return {"part": "asking_desk/paper_intake.html", "keep": DESK.address("pass_on", scan.id)}
    return {}


DESK = DeskOfTray(Tray.ASKING_DESK, beside)


def _asking(request: StaffRequest, scan: ScanFile, failed: BaseForm | None) -> Mapping[str, object]:
    view = _pair_of(request, scan)
    form = failed if isinstance(failed, AnswerForm) else _answer_form(request, scan, view, None)
    form.show_beside(view.file.version)
    said = words.said_of_enquirer(view.request.form)
    return {
        "part": "asking_desk/paper_asking.html",
        "carried": _carried(request, scan),
        "form": form,
        "pair": view.file.id,
        "present": sheets.called(view.presence.form),
        "who": words.who_it_is(said),
        "may_answer": Step.RECORD_ANSWER in view.steps,
        "state_words": words.state_words(view.file.inside.standing.state, guarantor=guarantors_name(request.parts)),
        "keep": DESK.address("keep_answer", scan.id),
    }


def _pair_of(request: StaffRequest, scan: ScanFile) -> PairView:
    if scan.sheet is None or scan.sheet.kind is not SheetKind.ASKING:
        raise Refused("no such paper")
    return opened(request, scan.sheet.about)


def _answer_form(request: StaffRequest, scan: ScanFile, view: PairView, typed: QueryDict | None) -> AnswerForm:
    today, box = request.parts.clock.now().date(), paper_words.proposed(scan)
    initial = {
        "seen": view.file.version,
        "given_on": today.isoformat(),
        "tells": None if box is None else box.value,
        "setting": _setting_noted(request, scan).value,
    }
    return AnswerForm(typed, initial=initial, filed_on=view.request.filed_at.date(), today=today)


def _offer_form(request: StaffRequest, scan: ScanFile) -> OfferFields:
    box, setting = paper_words.proposed(scan), {"setting": _setting_noted(request, scan).value}
    return OfferFields(initial=setting if box is None else {"tells": box.value, **setting})


def _on_trip(request: StaffRequest, scan: ScanFile) -> SheetAccount | None:
    """Find the sheet of a trip that this picture shows."""
    trip = scan.sheet.trip if scan.sheet else ""
    return sheet_about(trip, bytes.fromhex(scan.code_hash), parts=request.parts) if trip else None


def _setting_noted(request: StaffRequest, scan: ScanFile) -> Setting:
    """Propose what the carrier noted off the paper; where nothing is noted, nobody was alone."""
    one = _on_trip(request, scan)
    return (one.note.setting if one and one.note else None) or Setting.OBSERVED


def _carried(request: StaffRequest, scan: ScanFile) -> str:
    """Say which sheet of which trip this is, and what its carrier noted."""
    one = _on_trip(request, scan)
    if one is None or scan.sheet is None:
        return ""
    said = {"number": one.sheet.number, "trip": short_name(TripId(scan.sheet.trip)), "note": note_words(one.note)}
    return _("Sheet %(number)s of trip %(trip)s. %(note)s.") % said
