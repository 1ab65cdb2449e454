"""Sheets in the hands of the desks' tests: issuing them, photographing them, sending the pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from khabar.apps.paper.actions import issue, take_scan
from khabar.domain.paper_trays import CameBy
from web.desks import FILING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from khabar.domain.sheets import SheetKind
    from web.desks import Desks

FAMILIES = "/families/papers/"


def issued(desks: Desks, kind: SheetKind, about: str | Mapping[str, str] = "") -> str:
    """One sheet of this kind."""
    parts = desks.parts
    [code] = issue(actor=FILING, now=parts.clock.now(), parts=parts, kind=kind, count=1, about=about)
    return code


def brought(desks: Desks, data: bytes, came_by: CameBy = CameBy.CARRIER) -> None:
    """Pictures come in without a page of ours."""
    parts = desks.parts
    take_scan(actor=FILING, now=parts.clock.now(), parts=parts, name="a.jpg", data=data, came_by=came_by)


def send(browser: Client, *files: bytes, at: str = FAMILIES, digits: str = "") -> Response:
    """Send pictures through a page."""
    uploads = [SimpleUploadedFile(f"sheet {number}.jpg", one) for number, one in enumerate(files, start=1)]
    return browser.post(at, {"scans": uploads, "digits": digits})


def papers_at(browser: Client, desk: str) -> list[str]:
    """The ids of the papers in a desk's list, in its order."""
    page = browser.get(f"/{desk}/papers/").content.decode()
    return re.findall(rf'href="/{desk}/papers/([0-9a-f]{{32}})/"', page)
