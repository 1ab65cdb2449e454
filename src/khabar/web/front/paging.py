"""A long list in pages of one length, led through by plain links."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

Thing = TypeVar("Thing")
PER_PAGE = 50


def page_of(request: HttpRequest, things: Sequence[Thing]) -> Page[Thing]:
    """Give the page that `?page=` names; the first or the last where it names none."""
    return Paginator(things, PER_PAGE).get_page(request.GET.get("page"))
