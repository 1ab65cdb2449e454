"""The files of an issue: for printing, for the wall, for a telephone. What was taken back is not there any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from khabar.apps.subscriptions.queries import issue_file

if TYPE_CHECKING:
    from django.http import HttpRequest

_PDF, _TEXT = "application/pdf", "text/plain; charset=utf-8"


@require_safe
def issue_pdf(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Give the whole issue for printing."""
    del request
    return _file(language, number, "pdf", _PDF)


@require_safe
def wall_pdf(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Give the sheet for the wall."""
    del request
    return _file(language, number, "wall", _PDF)


@require_safe
def short_text(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Give the short text for telephones."""
    del request
    return _file(language, number, "short", _TEXT)


@require_safe
def read_aloud(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Give the script for reading the issue to somebody."""
    del request
    return _file(language, number, "aloud", _TEXT)


def _file(language: str, number: int, name: str, content_type: str) -> HttpResponse:
    found = issue_file(language, number, name)
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type=content_type)
    if content_type == _PDF:
        answer.headers["Content-Disposition"] = f'inline; filename="newsletter-{language}-{number}-{name}.pdf"'
    return answer
