"""The demonstration's own pages: who is who, the codes of the moment, buttons for time and keys, the walk.

It holds the passphrases of invented people and no key. It must never be served beyond this machine or for a real house.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.adapters.clock import OffsetClock, advance
from khabar.apps.rounds.queries import finished
from khabar.demo import cast, keys, showing
from khabar.demo.folder import MAILS
from khabar.domain.rounds import round_number
from khabar.web.components.doors import parts_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_HOUR = 3600
SECONDS_BETWEEN_LOOKS = 1
LOOKS = 90
"""After so many looks the page says that something is wrong, and where to read what."""
_MAIL = re.compile(r"[0-9a-f]{32}\.eml")
_ANCHOR = re.compile(r"[a-z0-9-]{1,40}")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the whole demonstration on one page."""
    context = _frame(request) | showing.people(settings.OPTIONS) | showing.walk(settings.OPTIONS)
    return render(request, "demo/start.html", context | {"unlock_passphrase": cast.UNLOCK_PASSPHRASE})


@require_safe
def start_of_association(request: HttpRequest) -> HttpResponse:
    """Show the association: its people, and one year of pressing on the record."""
    context = _frame(request) | showing.people(settings.OPTIONS) | showing.walk_of_association(settings.OPTIONS)
    return render(request, "demo/association.html", context | {"unlock_passphrase": cast.UNLOCK_PASSPHRASE})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Give one mail that has left the association, as text."""
    del request
    path = settings.OPTIONS.home / MAILS / name
    if not _MAIL.fullmatch(name) or not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="text/plain; charset=utf-8")


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes of all authenticators, and show them anew when they change."""
    left = showing.seconds_left()
    response = render(request, "demo/codes.html", showing.people(settings.OPTIONS))
    response.headers["Refresh"] = str(left + 1)
    return response


@require_POST
def let_six_hours_pass(request: HttpRequest) -> HttpResponse:
    """Move the clock to the next round."""
    return _let_pass(request, 6 * _HOUR)


@require_POST
def let_a_day_pass(request: HttpRequest) -> HttpResponse:
    """Move the clock by a day; the rounds that were missed are made up by one."""
    return _let_pass(request, 24 * _HOUR)


@require_POST
def let_three_weeks_pass(request: HttpRequest) -> HttpResponse:
    """Move the clock to where the day comes near by which families were promised to hear from us."""
    return _let_pass(request, 21 * 24 * _HOUR)


@require_safe
def waiting(request: HttpRequest, number: int, looks: int, anchor: str) -> HttpResponse:
    """Wait until the worker has finished the round, looking again every second."""
    if finished(number):
        return redirect(f"{reverse('demo:start')}#{anchor}")
    too_long = looks >= LOOKS
    logs = settings.OPTIONS.home / "logs" / "work.log"
    response = render(request, "demo/waiting.html", {"too_long": too_long, "logs": logs, "anchor": anchor})
    if not too_long:
        again = reverse("demo:waiting", args=(number, looks + 1, anchor))
        response.headers["Refresh"] = f"{SECONDS_BETWEEN_LOOKS}; url={again}"
    return response


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Make the agent forget the keys, as after a power cut."""
    del request
    keys.lock(settings.OPTIONS.agent)
    return redirect(f"{reverse('demo:start')}#keys")


@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock with the passphrase that stands on the page."""
    del request
    keys.unlock_if_there(settings.OPTIONS.agent)
    return redirect(f"{reverse('demo:start')}#keys")


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Lead back from an address that does not exist."""
    del exception
    return render(request, "demo/not_here.html", status=404)


def _let_pass(request: HttpRequest, seconds: int) -> HttpResponse:
    parts = parts_of(request)
    if not isinstance(parts.clock, OffsetClock):
        raise TypeError("only the clock of a demonstration can be moved")
    advance(parts.clock.path, seconds)
    asked = request.POST.get("anchor", "")
    anchor = asked if _ANCHOR.fullmatch(asked) else "top"
    return redirect("demo:waiting", round_number(parts.clock.now(), parts.options.round_hours), 0, anchor)


def _frame(request: HttpRequest) -> dict[str, object]:
    now = parts_of(request).clock.now()
    jumps = [
        {"label": _("Let six hours pass"), "url": reverse("demo:six_hours")},
        {"label": _("Let a day pass"), "url": reverse("demo:day")},
    ]
    running = not finished(round_number(now, settings.OPTIONS.round_hours))
    return {
        "demo": {"now": now, "jumps": jumps},
        "round_is_running": running,
        "locked": keys.is_locked(settings.OPTIONS.agent),
    }
