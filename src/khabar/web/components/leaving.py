"""The empty page one can flee to from every page of a porch; it reads nothing and is the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.web.components.languages import forget

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """Give an empty page and ask the browser to forget what it kept of us."""
    response = render(request, "components/blank.html")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.delete_cookie("visit")
    forget(response)
    return response
