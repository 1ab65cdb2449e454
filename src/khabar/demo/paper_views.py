"""The paper of the demonstration as files: slips and photographs to save, and a photograph of what Omar brings back.

Only files that were made for this are given out. It must never be served beyond this machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from khabar.demo.brought import what_omar_brings
from khabar.demo.folder import PAPER, PICTURES, SLIPS
from khabar.domain.errors import Invalid
from khabar.web.components.doors import parts_of

if TYPE_CHECKING:
    from django.http import HttpRequest

BROUGHT = "omar-brings.jpg"
_KINDS = {SLIPS: "application/pdf"} | dict.fromkeys(PICTURES, "image/jpeg")


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """Give one of the files that were made with the demonstration."""
    del request
    path = settings.OPTIONS.home / PAPER / name
    if name not in _KINDS or not path.exists():
        raise Http404
    return _file(path.read_bytes(), name, _KINDS[name])


@require_POST
def photograph(request: HttpRequest) -> HttpResponse:
    """Answer a printed stack with a photograph of its first sheet as somebody filled it in."""
    sent = request.FILES.get("stack")
    try:
        brought = what_omar_brings(sent.read() if sent else b"", parts_of(request).reader)
    except Invalid as problem:
        return render(request, "demo/no_stack.html", {"why": problem.message}, status=400)
    return _file(brought, BROUGHT, "image/jpeg")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file: paper is looked at in the browser, photographs are saved, to be sent from there."""
    shown = "inline" if name == SLIPS else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
