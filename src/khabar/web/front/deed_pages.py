"""A page with one form that does one deed: what every such page of the house has in common.

It shows the form, runs the deed, leads back to where it came from; what an action objects to stands beside its field,
and nothing typed is lost. It must never decide who may do what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from khabar.web.front.access import StaffRequest


BACK = _("Back")


@dataclass(frozen=True)
class Deed:
    """The words of one deed: the heading, what to know before, the button, what is said when it is done."""

    title: _StrPromise
    button: _StrPromise
    done: _StrPromise
    lead: _StrPromise | str = ""
    back_words: _StrPromise = BACK
    template: str = "front/deed.html"


@dataclass(frozen=True)
class Way:
    """Where a deed comes from and where it leads when it is done; `about` is what it is about, as people call it.

    `version` is that of the thing as the page shows it: a form that comes back speaks of it from then on.
    """

    back: str
    on: str = ""
    about: str = ""
    version: int = 0


def deed_page(
    request: StaffRequest,
    deed: Deed,
    form: BaseForm,
    way: Way,
    do: Callable[[], object],
    beside: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """Show the form, or do the deed it was sent for and lead on."""
    if form.is_bound and form.is_valid():
        with mending(form):
            do()
            messages.success(request, str(deed.done))
            return redirect(way.on or way.back)
    if isinstance(form, SeenForm):
        form.show_beside(way.version)
    return render(request, deed.template, {"deed": deed, "form": form, "way": way, **(beside or {})})
