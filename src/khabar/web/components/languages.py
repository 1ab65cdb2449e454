"""In which language a page answers: the one that was chosen, else the one the browser asks for, else English.

The choice is a cookie that holds two letters and ends with the browser. It is set by a plain link and changes nothing
else; no answer may depend on the language in anything but its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]


def in_the_readers_language(get_response: Handler) -> Handler:
    """Answer in the reader's language, and say in the headers what the answer hung on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Remember a language until the browser is closed, and lead back to the page on which it was chosen.

    A language we do not offer changes nothing.
    """
    code = request.GET.get("to", "")
    back = request.GET.get("back", "/")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_ours else "/")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


def forget(response: HttpResponse) -> None:
    """Ask the browser to forget which language was chosen."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")


def choices(request: HttpRequest) -> dict[str, object]:
    """Give templates `here`, where a choice leads back to, and `other_languages` with their own names.

    An answer to something that was sent has no way back: a link there would lose what was typed, or a slip shown once.
    """
    return {
        "here": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
        "other_languages": [
            {"code": code, "name": name, "rtl": translation.get_language_info(code)["bidi"]}
            for code, name in settings.LANGUAGES
            if code != translation.get_language()
        ],
    }
