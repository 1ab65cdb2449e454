"""What every door of the porch needs: the parts, where a visitor comes from, whether a try is within its limit.

It must never look at anything that depends on who is registered.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.shortcuts import render

from khabar.apps.intake.limits import HOUR, Limit, count_try
from khabar.domain.actors import porch

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from khabar.ports import Parts

    View = Callable[[HttpRequest], HttpResponse]


class _HasParts(Protocol):
    parts: Parts


def parts_of(request: HttpRequest) -> Parts:
    """Give the parts the wiring laid beside the request."""
    return cast("_HasParts", request).parts


def address_of(request: HttpRequest) -> str:
    """Give the network address of a visitor: a proxy's word only as far as the proxies are those we named."""
    address: str = request.META.get("REMOTE_ADDR", "")
    named = request.headers.get("X-Forwarded-For", "").split(",")
    while address in settings.OPTIONS.trusted_proxies and named:
        address = named.pop().strip() or address
    return address


def limited(door: str, *, most: str, seconds: int) -> Callable[[View], View]:
    """Count each POST to this door; beyond the published number the answer is the same for everybody.

    `most` names the setting that holds the number.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest) -> HttpResponse:
            if request.method == "POST" and not _is_within(request, door, most, seconds):
                return render(request, "components/too_many.html", {"minutes": seconds // 60}, status=429)
            return view(request)

        return counted

    return decorate


def _is_within(request: HttpRequest, door: str, most: str, seconds: int) -> bool:
    parts = parts_of(request)
    limit = Limit(door, getattr(parts.options, most), seconds)
    return count_try(limit, address_of(request), actor=porch(door), now=parts.clock.now(), secret=settings.SECRET_KEY)


__all__ = ["HOUR", "address_of", "limited", "parts_of"]
