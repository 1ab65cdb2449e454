"""Paper at the family desk: sending pictures, and its tray of request forms and of pages it could not read.

A sheet of any other kind, known or foreign, never lies here; and nothing here tells one from the other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.views.decorators.http import require_http_methods

from khabar.domain.duties import Duty
from khabar.domain.errors import Locked
from khabar.domain.paper_trays import CameBy, Tray
from khabar.domain.sheets import SheetKind
from khabar.web.components.bodies import takes_files
from khabar.web.front.access import for_duties
from khabar.web.front.paper_sending import send_page
from khabar.web.front.trays import DeskOfTray, papers_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase

    from khabar.apps.paper.files import ScanFile
    from khabar.web.front.access import StaffRequest


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def papers(request: StaffRequest) -> HttpResponseBase:
    """Take pictures in, also while the house is locked, and list what waits in the tray."""
    return send_page(
        request,
        CameBy.FAMILY_DESK,
        at="family_desk:papers",
        template="family_desk/papers.html",
        listed=partial(_tray, request),
    )


def beside(_request: StaffRequest, scan: ScanFile, _failed: BaseForm | None) -> Mapping[str, object]:
    """Give what stands beside a picture at this desk: the way to typing a request form."""
    if scan.sheet is None or scan.sheet.kind is not SheetKind.INTAKE:
        return {}
    try:
        return {"part": "family_desk/paper_intake.html", "type_at": DESK.address("type_paper", scan.id)}
    except NoReverseMatch:
        return {}


DESK = DeskOfTray(Tray.FAMILY_DESK, beside)


def _tray(request: StaffRequest) -> Mapping[str, object]:
    """Give the list, or that it is locked: what is sent is taken in all the same."""
    try:
        return papers_in(request, DESK)
    except Locked:
        return {"tray_is_locked": True}
