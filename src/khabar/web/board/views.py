"""The first page of an association, and who runs it. They read settings and what was published, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the association has published."""
    return render(request, "board/start.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this, what it does, what it never does, and its limits."""
    return render(request, "board/about.html")
