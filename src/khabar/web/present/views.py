"""Views for people who are here. The answer is the same whoever is sought, and whoever this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from khabar.web.components.doors import HOUR, limited, parts_of
from khabar.web.components.filing import blank, sent, submit
from khabar.web.components.wish_form import WishFields
from khabar.web.present.forms import PresenceFields

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the door, with who runs this on top."""
    return render(request, "present/start.html")


@require_http_methods(["GET", "POST"])
@limited("presence", most="filings_per_day", seconds=24 * HOUR)
def presence(request: HttpRequest) -> HttpResponse:
    """Show the form; seal it when it is sent, and show a slip where one was wished."""
    parts = parts_of(request)
    if request.method == "GET":
        return render(request, "present/presence.html", {"form": blank(PresenceFields, parts)})
    given = sent(PresenceFields, request)
    if given.whole is None:
        return render(request, "present/presence.html", {"form": given.fields}, status=422)
    with_page = given.fields.cleaned_data["wants_page"]
    submit("presence", given.whole, parts=parts, with_page=with_page)
    return render(request, "present/thanks.html", {"slip": given.whole.token.slip if with_page else None})


@require_http_methods(["GET", "POST"])
@limited("wish", most="filings_per_day", seconds=24 * HOUR)
def silence(request: HttpRequest) -> HttpResponse:
    """Take a wish for silence, from anybody about anybody: into the one queue, answered alike whoever is meant."""
    parts = parts_of(request)
    if request.method == "GET":
        return render(request, "present/silence.html", {"form": blank(WishFields, parts)})
    given = sent(WishFields, request)
    if given.whole is None:
        return render(request, "present/silence.html", {"form": given.fields}, status=422)
    submit("wish", given.whole, parts=parts, with_page=False)
    return render(request, "present/silence_taken.html")
