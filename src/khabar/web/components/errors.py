"""Pages for what is not there, what broke and what grew too old.

They tell nothing about what might have stood there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer in the house for unknown, foreign and forbidden alike; without a form, whose token would differ."""
    del exception
    return render(request, "components/not_found.html", {"house": None, "here": "/"}, status=404)


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer on the porch for whatever is not there."""
    del exception
    return render(request, "components/nothing_here.html", {"here": "/"}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; the page needs nothing that may be broken."""
    return render(request, "components/server_error.html", status=500)


def cannot_be_kept_now(request: HttpRequest) -> HttpResponse:
    """Answer when the database cannot write or is busy for too long: in the same words, and worth another try."""
    response = render(request, "components/server_error.html", status=503)
    response.headers["Retry-After"] = "60"
    return response


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer when a form lay open too long or came from elsewhere (cross-site request)."""
    del reason
    return render(request, "components/form_too_old.html", status=403)
