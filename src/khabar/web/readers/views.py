"""Reading the newsletter and asking for it. The answer to whoever subscribes is one page, whoever's address it is.

There is no token against cross-site forms and no cookie: whoever subscribes has no power here that somebody else's page
could borrow, and nothing is sent before a button behind the link in a mail is pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.subscriptions import actions
from khabar.apps.subscriptions.queries import languages_there, published_issue, published_issues
from khabar.domain.actors import porch
from khabar.web.components.doors import address_of, parts_of
from khabar.web.readers.forms import SubscribingFields
from khabar.web.readers.page import line_of, page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DOOR = porch("newsletter")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List the issues, and offer to send the next ones."""
    return _list(request, _form())


@require_safe
def show(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Show one issue: its articles, and petitions with what is counted now."""
    issue = published_issue(language, number)
    if issue is None:
        raise Http404
    return render(request, "readers/show.html", {"issue": page_of(issue)})


@csrf_exempt
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take an address; what is wrong in the form goes back to its writer, everything else is one answer."""
    form, parts = _form(request.POST), parts_of(request)
    if not form.is_valid():
        return _list(request, form, status=422)
    is_within = actions.subscribe(
        actor=DOOR,
        now=parts.clock.now(),
        parts=parts,
        asking=actions.Asking(form.cleaned_data["email"], form.cleaned_data["language"], _language()),
        secret=settings.SECRET_KEY,
        network=address_of(request),
    )
    if not is_within:
        return render(request, "components/too_many.html", {"minutes": 1}, status=429)
    return render(request, "readers/asked.html")


def _form(data: object = None) -> SubscribingFields:
    languages = languages_there() or [_language()]
    return SubscribingFields(languages, _language() if _language() in languages else languages[0], data)


def _list(request: HttpRequest, form: SubscribingFields, *, status: int = 200) -> HttpResponse:
    issues = [line_of(one) for one in published_issues()]
    feeds = sorted({(one.language, one.language_name) for one in issues})
    context = {"issues": issues, "feeds": feeds, "form": form}
    return render(request, "readers/every.html", context, status=status)


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
