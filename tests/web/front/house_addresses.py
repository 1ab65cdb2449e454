"""A small house for tests of the front door: its real addresses, and two invented desks with nothing on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import include, path

from khabar.domain.duties import Duty
from khabar.domain.errors import Locked, Refused
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django.http import HttpRequest

    from khabar.web.front.access import StaffRequest


@for_duties(Duty.ASKING_DESK)
def pairs(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"pairs for {request.actor.name}")


@for_duties(Duty.ASKING_DESK)
def pair(_request: StaffRequest, number: int) -> HttpResponse:
    if number == 1:
        return HttpResponse("the one pair there is")
    if number == 2:
        raise Refused("not yours")
    if number == 3:
        raise Locked("register")
    raise Http404


@for_duties(Duty.FAMILY_DESK, Duty.HELPER)
def families(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"families for {request.actor.name}")


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"somebody forgot to say for whom {request.path} is")


_desk = [path("", pairs, name="home"), path("<int:number>/", pair, name="pair")]

urlpatterns = [
    path("", include("khabar.web.front.urls")),
    path("helper/", include("khabar.web.helper.urls")),
    path("operator/", include("khabar.web.operator.urls")),
    path("pairs/", include((_desk, "asking_desk"))),
    path("families/", include(([path("", families, name="home")], "family_desk"))),
    path("forgotten/", forgotten, name="forgotten"),
]
handler404 = "khabar.web.components.errors.not_found"
