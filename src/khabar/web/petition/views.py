"""Reading a petition and signing it. The answer to a signature is one page, the same whoever's address was typed.

There is no token against cross-site forms and no cookie: whoever signs has no power here that somebody else's page
could borrow, and a telephone that keeps no cookies can sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.petitions import actions
from khabar.apps.petitions.news import news_of
from khabar.apps.petitions.queries import door_of, has_timeline, published_petition, published_petitions
from khabar.domain.actors import porch
from khabar.web.components.doors import address_of, parts_of
from khabar.web.petition.forms import SigningFields
from khabar.web.petition.page import page_of, title_of, told_news

if TYPE_CHECKING:
    from django.http import HttpRequest

    from khabar.apps.petitions.queries import Door, Published

DOOR = porch("petition")
_ANSWERS: dict[tuple[str, str], str] = {}
"""By petition and language. Nothing of a signer can be in it."""


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List the petitions."""
    found = [title_of(one, _language()) for one in published_petitions()]
    return render(request, "petition/every.html", {"petitions": found})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one petition: what it asks for, how many have signed and up to when they were counted, the form."""
    petition = _published(slug)
    return _page(request, petition, SigningFields(petition.plan, _language()))


@csrf_exempt
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a signature; what is wrong in the form goes back to its writer, everything else is one answer."""
    door, parts = door_of(slug), parts_of(request)
    if door is None:
        raise Http404
    form = SigningFields(door.plan, _language(), request.POST)
    if not door.is_open or not form.is_valid():
        return _page(request, _published(slug), form, status=422)
    is_within = actions.sign(
        actor=DOOR,
        now=parts.clock.now(),
        parts=parts,
        signing=_signing(door, form),
        secret=settings.SECRET_KEY,
        network=address_of(request),
    )
    if not is_within:
        return render(request, "components/too_many.html", {"minutes": 1}, status=429)
    return HttpResponse(_answer(slug, get_language() or "en", request))


def _answer(slug: str, language: str, request: HttpRequest) -> str:
    """Give the one answer to a signature: written once in a language, for it is the same for everybody."""
    if (slug, language) not in _ANSWERS:
        _ANSWERS[slug, language] = render_to_string("petition/signed.html", {"slug": slug}, request)
    return _ANSWERS[slug, language]


def _signing(door: Door, form: SigningFields) -> actions.Signing:
    typed = form.cleaned_data
    return actions.Signing(
        petition_id=door.id,
        name=typed["name"],
        address=typed["email"],
        language=door.plan.wording(_language())[0],
        place=typed.get("place", ""),
        on_the_list=typed["on_the_list"],
        wants_news=typed["wants_news"],
    )


def _page(request: HttpRequest, petition: Published, form: SigningFields, *, status: int = 200) -> HttpResponse:
    language = _language()
    shown = {"petition": page_of(petition, language), "has_timeline": has_timeline(petition.plan.slug)}
    news = [told_news(one, language) for one in news_of(petition.id)]
    context = {**shown, "news": news, "form": form}
    return render(request, "petition/show.html", context, status=status)


def _published(slug: str) -> Published:
    petition = published_petition(slug)
    if petition is None:
        raise Http404
    return petition


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
