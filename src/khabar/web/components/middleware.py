"""Headers that every answer carries, and errors that answer in our own words.

Whatever is refused, foreign or unknown gives the same page, status and headers; a locked house says so to staff.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.http import Http404
from django.shortcuts import render

from khabar.domain.errors import Locked, Refused
from khabar.web.components.errors import cannot_be_kept_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"
_FEATURES = (
    "accelerometer autoplay bluetooth browsing-topics camera clipboard-read display-capture encrypted-media "
    "fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer "
    "microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock serial storage-access usb "
    "web-share xr-spatial-tracking"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Our own forms then come with "Origin: null"; own_forms.py says how they are told from foreign ones.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
}
"""What every answer says, pages, files and refusals of the server itself (config/front.py) alike."""
_IS_A_FILE = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}


def security_headers(get_response: Handler) -> Handler:
    """Put the headers on every answer; a page is never stored, a static file may be.

    A page does not say when it would have grown old either: two answers that hold the same are the same in every byte.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not (request.path.startswith("/static/") and response.status_code in _IS_A_FILE):
            response.headers["Cache-Control"] = "no-store"
            response.headers.pop("Expires", None)
        return response

    return middleware


def no_null(get_response: Handler) -> Handler:
    """Read the character NULL in an address or a cookie as one that stands in nothing we keep.

    PostgreSQL holds no text with it and refuses even to look for one; SQLite looks and finds nothing. What cannot be
    there is answered like whatever else is not there. Fields of forms refuse it themselves, in words.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace("\0", _NO_LETTER)
        request.COOKIES = {name: value.replace("\0", _NO_LETTER) for name, value in request.COOKIES.items()}
        return get_response(request)

    return middleware


class porch_errors:  # noqa: N801 - middleware is named like the functions beside it
    """Answer a refusal on the porch like an unknown address."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Turn a refusal into the one page for whatever is not there, and a full disk into a page that says: again."""
        if isinstance(problem, Refused):
            raise Http404 from problem
        return cannot_be_kept_now(request) if isinstance(problem, OperationalError) else None


class house_errors(porch_errors):  # noqa: N801 - middleware is named like the functions beside it
    """The same for the house, where a locked register is a normal state with a page of its own."""

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Say that the house is locked, in the same words for every page."""
        if isinstance(problem, Locked):
            return render(request, "front/locked.html", status=503)
        return super().process_exception(request, problem)
