"""What stands before every page of the house: first the second factor, then the duty.

Nobody who is not signed in learns which pages exist; nobody signed in learns what other desks have. Both parts fail
closed: a page without a mark is a page that was not found. It must never decide about a single case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import Http404, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from khabar.apps.accounts.queries import actor_of, has_factor
from khabar.apps.accounts.sign_in import second_factor_shown
from khabar.domain.ids import AccountId
from khabar.web.front.access import Access, Audience, access_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from khabar.domain.actors import Actor

    Answer = Callable[[HttpRequest], HttpResponseBase]


class SecondFactorFirst:
    """Leads to sign-in who is not signed in, and to the activation who has no authenticator yet.

    A visit that began before the authenticator was activated elsewhere ends: it never showed the second factor.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the actor of the request, or lead elsewhere."""
        access = _access_at(request.path_info)
        if not request.user.is_authenticated:
            return self.get_response(request) if _is_for(access, Audience.ANYONE) else _to_sign_in(request)
        account = AccountId(request.user.pk)
        enrolled = has_factor(account)
        if enrolled and not second_factor_shown(request):
            logout(request)
            return _to_sign_in(request)
        request.actor = actor_of(account)  # type: ignore[attr-defined]  # StaffRequest declares it
        if not enrolled and not _is_for(access, Audience.ANYONE, Audience.NEWCOMER):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


class DutyDecides:
    """Answers as for a page that does not exist, unless the view is marked and its mark admits the actor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision is taken when the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> None:
        """Raise Http404 at the same place at which the resolver raises it for an unknown path."""
        access = access_of(view)
        actor: Actor | None = getattr(request, "actor", None)
        if access is None:
            raise Http404
        if access.audience is Audience.ANYONE:
            return
        if actor is None or not access.admits(actor):
            raise Http404


def second_factor_first(get_response: Answer) -> SecondFactorFirst:
    """Make the first part for the list of middleware."""
    return SecondFactorFirst(get_response)


def duty_decides(get_response: Answer) -> DutyDecides:
    """Make the second part for the list of middleware."""
    return DutyDecides(get_response)


def _access_at(path: str) -> Access | None:
    try:
        return access_of(resolve(path).func)
    except Resolver404:
        return None


def _is_for(access: Access | None, *audiences: Audience) -> bool:
    return access is not None and access.audience in audiences


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to sign-in from every path alike, whether or not there is anything at it."""
    address = reverse("account_login")
    if request.method != "GET" or request.path_info == reverse("front:home"):
        return HttpResponseRedirect(address)
    return HttpResponseRedirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
