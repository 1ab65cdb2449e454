"""The tray of a desk: its list, one paper with its picture beside the forms, and the deeds that all desks share.

A desk names its tray and what stands beside the picture; the addresses and marks are made here, alike for each. That a
paper was read is in the ledger before anything of it is shown. The rule of `domain.paper_trays` alone fills a tray.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.paper.actions import name_sheet
from khabar.apps.post.on_paper import look_at_paper, open_paper, settle_unfiled
from khabar.apps.post.trays import is_open_to, paper_for, papers_for
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.paper_trays import DUTY_OF_TRAY, Tray
from khabar.web.components.middleware import POLICY
from khabar.web.front import paper_words
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import DeedForm, OpenLetterForm
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.front.tray_forms import DigitsForm, PassOnForm, SettleForm

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    from khabar.apps.paper.files import ScanFile
    from khabar.web.front.access import StaffRequest

Beside = Callable[["StaffRequest", "ScanFile", "BaseForm | None"], Mapping[str, object]]
"""Gives a desk's own part of the page: `part`, the template to put beside the picture, and what that template needs."""
WITH_PICTURES = f"{POLICY}; img-src 'self'"


@dataclass(frozen=True)
class Row:
    """One paper in a list."""

    id: str
    number: int
    kind: str
    came: str
    taken_in_at: datetime
    came_before: bool


@dataclass(frozen=True)
class DeskOfTray:
    """A desk with its tray; the tray's name is the name under which the desk's addresses stand."""

    tray: Tray
    beside: Beside

    def address(self, name: str, *scan_id: str) -> str:
        """Give the address of one of this desk's pages."""
        return reverse(f"{self.tray.value}:{name}", args=scan_id)


def papers_in(request: StaffRequest, desk: DeskOfTray) -> Mapping[str, object]:
    """Give the list of a tray for a page; that it was read is in the ledger."""
    parts = request.parts
    page = page_of(request, papers_for(desk.tray, request.actor, parts=parts))
    subjects = [one.id for one in page.object_list]
    note_list_reading(actor=request.actor, now=parts.clock.now(), parts=parts, subjects=subjects, act="papers listed")
    first = page.start_index()
    rows = [_row(number, one) for number, one in enumerate(page.object_list, start=first)]
    return {"page": page, "rows": rows, "desk": desk.tray.value, "to_paper": f"{desk.tray.value}:paper"}


def paper_page(
    request: StaffRequest, desk: DeskOfTray, scan: ScanFile, failed: BaseForm | None = None
) -> HttpResponseBase:
    """Show one paper: the picture beside what can be done with it; closed where a letter lies in it."""
    parts, now = request.parts, request.parts.clock.now()
    note_reading(actor=request.actor, now=now, parts=parts, subject=scan.id, act="paper read")
    is_open = scan.has_picture and is_open_to(scan, request.actor, now=now)
    forms: dict[str, DeedForm] = {form.deed: form() for form in (DigitsForm, OpenLetterForm, PassOnForm)}
    forms[SettleForm.deed] = SettleForm(scan=scan)
    if isinstance(failed, DeedForm):
        forms[failed.deed] = failed
    context = {
        "scan": scan,
        "desk": desk.tray.value,
        "kind": paper_words.kind_words(scan),
        "came": paper_words.came_words(scan),
        "outcome": paper_words.outcome_words(scan.inside.outcome) if scan.inside.outcome else "",
        "is_open": is_open,
        "forms": forms,
        "failed": failed or DeedForm(),
        "minutes": parts.options.reading_minutes,
        "addresses": {name: desk.address(name, scan.id) for name in _DEEDS},
        "home": desk.address("papers"),
        **(_open_parts(request, desk, scan, failed) if is_open else {}),
    }
    response = render(request, "front/paper.html", context)
    response.headers["Content-Security-Policy"] = WITH_PICTURES
    return response


def scan_of(request: StaffRequest, desk: DeskOfTray, scan_id: str) -> ScanFile:
    """Give one paper of the desk's tray, or the page for what is not there."""
    return paper_for(scan_id, desk.tray, request.actor, parts=request.parts)


def done(
    request: StaffRequest, desk: DeskOfTray, scan: ScanFile, form: BaseForm, deed: Callable[[], object]
) -> HttpResponseBase:
    """Do a deed for a valid form and go back to the tray; else show the paper with what is to be mended."""
    if form.is_valid():
        with mending(form):
            deed()
        if not form.errors:
            messages.success(request, _("It is kept."))
            return redirect(desk.address("papers"))
    return paper_page(request, desk, scan, form)


def tray_urls(desk: DeskOfTray) -> list[URLPattern]:
    """Make the addresses that every tray has, each marked for the duty of its desk; the list is the desk's own."""
    mark = for_duties(DUTY_OF_TRAY[desk.tray])
    views = {"paper": _paper, "picture": _picture, "digits": _digits, "settle": _settle, "open": _open}
    safe = {"paper", "picture"}
    found = []
    for name, view in views.items():
        guarded = mark(_of_desk(desk, view))
        kept = require_safe(guarded) if name in safe else require_POST(guarded)
        where = "papers/<str:scan_id>/" if name == "paper" else f"papers/<str:scan_id>/{name}/"
        found.append(path(where, kept, name=name if name == "paper" else f"paper_{name}"))
    return found


_DEEDS = ("paper", "paper_picture", "paper_digits", "paper_settle", "paper_open")
_View = Callable[["StaffRequest", DeskOfTray, "ScanFile"], "HttpResponseBase"]


def _of_desk(desk: DeskOfTray, view: _View) -> Callable[[StaffRequest, str], HttpResponseBase]:
    def at_desk(request: StaffRequest, scan_id: str) -> HttpResponseBase:
        return view(request, desk, scan_of(request, desk, scan_id))

    return at_desk


def _paper(request: StaffRequest, desk: DeskOfTray, scan: ScanFile) -> HttpResponseBase:
    return paper_page(request, desk, scan)


def _picture(request: StaffRequest, desk: DeskOfTray, scan: ScanFile) -> HttpResponseBase:
    now, parts = request.parts.clock.now(), request.parts
    picture = look_at_paper(actor=request.actor, now=now, parts=parts, scan_id=scan.id, tray=desk.tray)
    return HttpResponse(picture.image, content_type=picture.media_type)


def _digits(request: StaffRequest, desk: DeskOfTray, scan: ScanFile) -> HttpResponseBase:
    form, now, parts = DigitsForm(request.POST), request.parts.clock.now(), request.parts

    def deed() -> None:
        name_sheet(actor=request.actor, now=now, parts=parts, scan_id=scan.id, typed=form.cleaned_data["digits"])

    return done(request, desk, scan, form, deed)


def _settle(request: StaffRequest, desk: DeskOfTray, scan: ScanFile) -> HttpResponseBase:
    form, now, parts = SettleForm(request.POST, scan=scan), request.parts.clock.now(), request.parts

    def deed() -> None:
        outcome = form.cleaned_data["outcome"]
        settle_unfiled(actor=request.actor, now=now, parts=parts, scan_id=scan.id, tray=desk.tray, outcome=outcome)

    return done(request, desk, scan, form, deed)


def _open(request: StaffRequest, desk: DeskOfTray, scan: ScanFile) -> HttpResponseBase:
    form, now, parts = OpenLetterForm(request.POST), request.parts.clock.now(), request.parts
    if form.is_valid():
        with mending(form):
            reason = form.cleaned_data["reason"]
            open_paper(actor=request.actor, now=now, parts=parts, scan_id=scan.id, tray=desk.tray, reason=reason)
    return paper_page(request, desk, scan, form) if form.errors else redirect(desk.address("paper", scan.id))


def _open_parts(
    request: StaffRequest, desk: DeskOfTray, scan: ScanFile, failed: BaseForm | None
) -> Mapping[str, object]:
    can_be_kept = scan.is_waiting and scan.sheet is not None and not (scan.came_before or scan.shows_others)
    return {
        "turned": paper_words.turned(scan),
        "boxes": paper_words.boxes_of(scan),
        "seen": paper_words.seen_words(scan),
        **(desk.beside(request, scan, failed) if can_be_kept else {}),
    }


def _row(number: int, scan: ScanFile) -> Row:
    return Row(
        scan.id, number, paper_words.kind_words(scan), paper_words.came_words(scan), scan.taken_in_at, scan.came_before
    )
