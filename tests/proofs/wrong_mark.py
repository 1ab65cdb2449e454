"""A house in which one page of the asking desk says that it is for the family desk: what the matrix has to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import include, path

from khabar.config import urls_house
from khabar.domain.duties import Duty
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from khabar.web.front.access import StaffRequest


@for_duties(Duty.FAMILY_DESK)
def pairs(_request: StaffRequest) -> HttpResponse:
    """Show what the family desk must never see."""
    return HttpResponse("3 pairs")


room = ([path("asking/at-a-glance/", pairs, name="glance")], "asking_desk")
urlpatterns = [path("", include(room)), *urls_house.urlpatterns]
handler404, handler500 = urls_house.handler404, urls_house.handler500
handler400, handler403 = urls_house.handler400, urls_house.handler403
