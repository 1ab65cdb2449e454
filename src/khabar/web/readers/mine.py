"""What the links in mails lead to. Looking changes nothing and looks nothing up, because machines open every link.

The page is the same for every token, whether or not anybody was sent it; the button does something or it does not.
Leaving answers alike for all of them, and takes the press of a mail program's own button (RFC 8058) without a cookie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.subscriptions import actions
from khabar.web.components.doors import parts_of
from khabar.web.readers.views import DOOR

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from khabar.ports import Clock


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that lets issues come, or let them come."""
    if request.method != "POST":
        return _page(request, "readers/confirm.html", token)
    is_confirmed = actions.confirm(actor=DOOR, now=_clock(request).now(), token=token)
    return _page(request, "readers/confirmed.html" if is_confirmed else "readers/too_late.html", token)


@csrf_exempt
@require_POST
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """Ask this address to confirm no more."""
    actions.be_silent(actor=DOOR, now=_clock(request).now(), token=token)
    return _page(request, "readers/silenced.html", token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that ends it, or end it; one press, and a mail program's press counts."""
    if request.method != "POST":
        return _page(request, "readers/leave.html", token)
    actions.leave(actor=DOOR, now=_clock(request).now(), token=token)
    return _page(request, "readers/left.html", token)


def _clock(request: HttpRequest) -> Clock:
    return parts_of(request).clock


def _page(request: HttpRequest, template: str, token: str) -> HttpResponse:
    return render(request, template, {"token": token})
