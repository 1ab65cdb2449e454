"""Whether a form comes from one of our own pages, where pages tell nobody from where they come.

With `Referrer-Policy: no-referrer` a browser sends "Origin: null" with our own forms, as it does with those of a page
that hides itself. Which of both it was, the browser says in Sec-Fetch-Site, which no page can write. One too old to say
it is believed by the form's token alone (docs/adr/0047). It must never let a form through without its token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.middleware.csrf import CsrfViewMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest

_OURS: Final = "same-origin"


class OwnForms(CsrfViewMiddleware):
    """The framework's check of tokens, which also understands a browser that was told to be silent."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        """Believe what is ours by name; where the name is hidden, what the browser says of it."""
        if request.META["HTTP_ORIGIN"] == "null":
            return _is_said_to_be_ours(request)
        return bool(super()._origin_verified(request))  # type: ignore[misc]  # the stubs do not know it

    def _check_referer(self, request: HttpRequest) -> None:
        """Look at the page a form came from only where a browser names one against our wish, or says it is foreign."""
        if "HTTP_REFERER" in request.META or not _is_said_to_be_ours(request):
            super()._check_referer(request)  # type: ignore[misc]  # the stubs do not know it


def own_forms(get_response: object) -> OwnForms:
    """Make it for the list of middleware."""
    return OwnForms(get_response)  # type: ignore[arg-type]  # the framework hands over what it has


def _is_said_to_be_ours(request: HttpRequest) -> bool:
    return bool(request.META.get("HTTP_SEC_FETCH_SITE", _OURS) == _OURS)
