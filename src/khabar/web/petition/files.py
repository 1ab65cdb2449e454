"""What anybody needs to check a count: the newest signed snapshot, and the chain as far as it speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from khabar.apps.petitions.queries import chain_behind_snapshot, latest_snapshot
from khabar.domain.petitions.proofs import chain_lines

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def snapshot(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the newest snapshot with its signature."""
    del request
    signed = latest_snapshot(slug)
    if signed is None:
        raise Http404
    return HttpResponse(signed, content_type="application/json")


@require_safe
def chain(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the chain behind it: hashes only, one batch to a line."""
    del request
    found = chain_behind_snapshot(slug)
    if found is None:
        raise Http404
    return StreamingHttpResponse(chain_lines(*found), content_type="application/json")
