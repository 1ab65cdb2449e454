"""Views for people who are here. The answer is the same whoever is sought, and whoever this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from khabar.web.components.doors import HOUR, limited, parts_of
from khabar.web.components.slips import new_form_token, read_form_token
from khabar.web.components.submissions import submit
from khabar.web.present.forms import PresenceFields
from khabar.web.present.presence_form import presence_of

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
        form = PresenceFields(initial={"token": new_form_token("presence", parts)})
        return render(request, "present/presence.html", {"form": form})
    form = PresenceFields(request.POST)
    token = read_form_token("presence", request.POST.get("token", ""), parts)
    filled = presence_of(form, parts) if form.is_valid() and token else None
    if filled is None or token is None:
        if token is None:
            form = _with_fresh_token(form, request)
        return render(request, "present/presence.html", {"form": form}, status=422)
    with_page = form.cleaned_data["wants_page"]
    submit("presence", filled, token, parts=parts, with_page=with_page)
    return render(request, "present/thanks.html", {"slip": token.slip if with_page else None})


def _with_fresh_token(form: PresenceFields, request: HttpRequest) -> PresenceFields:
    """Keep what was typed and give the form a new token, with a word above it."""
    typed = request.POST.copy()
    typed["token"] = new_form_token("presence", parts_of(request))
    fresh = PresenceFields(typed)
    fresh.is_valid()
    fresh.add_error(None, form.fields["token"].error_messages["required"])
    return fresh
