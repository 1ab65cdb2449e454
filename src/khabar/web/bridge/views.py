"""The door of bundles: the length is looked at, and nothing else. Programs come here, so there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from khabar.apps.deliveries.actions import deliver
from khabar.domain.actors import porch
from khabar.domain.bridge.sizes import sizes_taken_by
from khabar.domain.errors import Outside
from khabar.web.components.bodies import takes_files
from khabar.web.components.doors import HOUR, limited, parts_of

if TYPE_CHECKING:
    from django.http import HttpRequest

TAKEN, NOT_A_BUNDLE, FULL = 204, 422, 503


@takes_files
@csrf_exempt  # no browser and no cookie: what is laid down here is believed by its signature alone
@require_POST
@limited("bridge", most="filings_per_day", seconds=24 * HOUR)
def lay_down(request: HttpRequest) -> HttpResponse:
    """Keep what was sent for the next round, where it has one of the sizes a bundle can have."""
    parts = parts_of(request)
    size = _length(request)
    if size not in sizes_taken_by(parts.options.kind):
        return HttpResponse(status=NOT_A_BUNDLE)
    try:
        blob = request.read(size)
        if len(blob) != size:
            return HttpResponse(status=NOT_A_BUNDLE)
        deliver(actor=porch("bridge"), now=parts.clock.now(), parts=parts, blob=blob)
    except UnreadablePostError:  # who sends has gone in the middle of it
        return HttpResponse(status=NOT_A_BUNDLE)
    except Outside:
        return HttpResponse(status=FULL)
    return HttpResponse(status=TAKEN)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < len(str(1 << 31)) else 0
