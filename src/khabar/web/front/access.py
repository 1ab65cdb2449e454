"""Who may reach which page of the house: marks on views, and the table read off them.

A view says itself for whom it is; a view that says nothing is reachable by nobody. Refusal is a page that was not
found, the same as for a page that does not exist: it must never tell a colleague what another desk has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from khabar.domain.actors import Actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http.response import HttpResponseBase

    from khabar.domain.duties import Duty
    from khabar.ports import Parts

P = ParamSpec("P")
AnyView = TypeVar("AnyView", bound="Callable[..., HttpResponseBase]")
_MARK = "khabar_access"


class StaffRequest(HttpRequest):
    """A request of somebody signed in: who acts, and the outside they act with. Made by the middleware."""

    actor: Actor
    parts: Parts


class Audience(StrEnum):
    """For whom a view is.

    ANYONE: the sign-in pages. NEWCOMER: signed in, the second factor perhaps not active yet. STAFF: signed in with it.
    DUTY: that, and one of the duties.
    """

    ANYONE = "anyone"
    NEWCOMER = "newcomer"
    STAFF = "staff"
    DUTY = "duty"


@dataclass(frozen=True)
class Access:
    """What a view says of itself; `duties` is empty unless the audience is DUTY."""

    audience: Audience
    duties: frozenset[Duty] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a mark that would open a page to nobody or to everybody by oversight."""
        if (self.audience is Audience.DUTY) != bool(self.duties):
            raise ValueError("duties are named exactly where a duty decides")

    def admits(self, actor: Actor) -> bool:
        """Say whether somebody signed in may reach the view; whether the second factor is there is asked before."""
        return self.audience is not Audience.DUTY or not self.duties.isdisjoint(actor.duties)


@dataclass(frozen=True)
class AccessRow:
    """One line of the access table. `access` is None for a view without a mark, which nobody reaches."""

    route: str
    name: str
    access: Access | None

    @property
    def duties(self) -> frozenset[Duty]:
        """The duties of which one is needed; empty when none is, or when nobody reaches the view."""
        return self.access.duties if self.access else frozenset()


def staff(request: HttpRequest) -> StaffRequest:
    """Give the request as one of somebody signed in; a page that was not found when nobody is."""
    if not isinstance(getattr(request, "actor", None), Actor):
        raise Http404
    return cast("StaffRequest", request)


def for_duties(
    *duties: Duty,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Mark a view for those who hold at least one of these duties."""
    return _guarded(Access(Audience.DUTY, frozenset(duties)))


def for_all_staff(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Mark a view for everybody who is signed in with a second factor."""
    return _guarded(Access(Audience.STAFF))(view)


def for_newcomers(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Mark a view for everybody who is signed in, also before the second factor is activated."""
    return _guarded(Access(Audience.NEWCOMER))(view)


def for_anyone(view: AnyView) -> AnyView:
    """Mark a view for people who are not signed in: the sign-in pages, and nothing else in the house."""
    setattr(view, _MARK, Access(Audience.ANYONE))
    return view


def access_of(view: object) -> Access | None:
    """Read a view's mark; None when it has none."""
    mark = getattr(view, _MARK, None)
    return mark if isinstance(mark, Access) else None


def table(urlconf: str | None = None) -> list[AccessRow]:
    """Walk the URL resolver (of `ROOT_URLCONF`, or of the named one) and list every route with its access."""
    return list(_rows(get_resolver(urlconf), "", ""))


def _guarded(
    access: Access,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Mark, and ask again at the view itself: a request may be resumed there without passing the middleware."""

    def mark(
        view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            known = staff(request)
            if not access.admits(known.actor):
                raise Http404
            return view(known, *args, **kwargs)

        setattr(guarded, _MARK, access)
        return guarded

    return mark


def _rows(resolver: URLResolver, before: str, namespace: str) -> Iterator[AccessRow]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        match entry:
            case URLResolver():
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from _rows(entry, route, inner)
            case URLPattern():
                yield AccessRow("/" + route, namespace + (entry.name or ""), access_of(entry.callback))
