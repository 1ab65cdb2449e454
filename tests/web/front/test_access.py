from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty, refuse_duties
from khabar.web.front.access import Access, Audience, StaffRequest, access_of, for_duties, staff, table

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from apps.accounts.colleagues import House

ADDRESSES = "web.front.house_addresses"
pytestmark = pytest.mark.urls(ADDRESSES)


def as_bytes(response: Response) -> tuple[int, bytes, list[tuple[str, str]], list[str]]:
    return response.status_code, response.content, sorted(response.items()), sorted(response.cookies)


def test_every_route_of_the_house_says_for_whom_it_is() -> None:
    rows = table("khabar.config.urls_house")
    assert [row.route for row in rows if row.access is None] == []
    assert len({row.name for row in rows}) == len(rows)


def test_only_the_sign_in_pages_and_the_choice_of_language_are_open_to_anyone() -> None:
    rows = table("khabar.config.urls_house")
    anyone = {row.name for row in rows if row.access and row.access.audience is Audience.ANYONE}
    newcomer = {row.name for row in rows if row.access and row.access.audience is Audience.NEWCOMER}
    assert anyone == {"account_login", "mfa_authenticate", "account_logout", "language"}
    assert newcomer == {"account_reauthenticate", "mfa_activate_totp"}


def test_the_table_finds_a_view_that_forgot_to_say_for_whom_it_is() -> None:
    rows = {row.name: row for row in table(ADDRESSES)}
    assert rows["forgotten"].access is None
    assert rows["forgotten"].duties == frozenset()
    assert rows["asking_desk:pair"].route == "/pairs/<int:number>/"
    assert rows["asking_desk:pair"].duties == {Duty.ASKING_DESK}
    assert rows["family_desk:home"].duties == {Duty.FAMILY_DESK, Duty.HELPER}


@pytest.mark.parametrize("duty", [*Duty, None])
def test_each_duty_reaches_exactly_the_routes_that_name_it(house: House, duty: Duty | None) -> None:
    client = browser_of(house.colleague("somebody", *([duty] if duty else [])))
    for row in table(ADDRESSES):
        if row.access is not None and row.access.audience is not Audience.DUTY:
            continue
        path = row.route.replace("<int:number>", "1")
        reached = client.get(path).status_code != 404
        assert reached == (duty in row.duties), (duty, row)


def test_ezra_at_the_wrong_desk_gets_byte_for_byte_what_nobody_ever_wrote(house: House) -> None:
    client = browser_of(house.colleague("ezra", Duty.FAMILY_DESK))
    unknown = as_bytes(client.get("/nowhere/at/all/"))
    assert unknown[0] == 404
    for path in ("/pairs/", "/pairs/1/", "/pairs/9/", "/operator/", "/operator/open/", "/helper/", "/forgotten/"):
        assert as_bytes(client.get(path)) == unknown, path
        assert as_bytes(client.post(path)) == unknown, path


def test_a_form_without_its_token_tells_ezra_nothing_either(house: House) -> None:
    client = browser_of(house.colleague("ezra", Duty.FAMILY_DESK))
    client.handler.enforce_csrf_checks = True
    assert as_bytes(client.post("/pairs/")) == as_bytes(client.post("/nowhere/"))
    assert client.post("/families/").status_code == 403


def test_ezra_learns_no_address_by_leaving_off_a_slash(house: House) -> None:
    client = browser_of(house.colleague("ezra", Duty.FAMILY_DESK))
    assert as_bytes(client.get("/pairs")) == as_bytes(client.get("/nowhere"))


def test_mira_cannot_tell_a_foreign_pair_from_one_that_does_not_exist(house: House) -> None:
    client = browser_of(house.colleague("mira", Duty.ASKING_DESK))
    assert client.get("/pairs/1/").status_code == 200
    unknown = as_bytes(client.get("/nowhere/"))
    assert as_bytes(client.get("/pairs/2/")) == unknown
    assert as_bytes(client.get("/pairs/9/")) == unknown


def test_a_locked_house_says_so_only_to_whoever_may_enter(house: House) -> None:
    mira, ezra = house.colleague("mira", Duty.ASKING_DESK), house.colleague("ezra", Duty.HELPER)
    locked = browser_of(mira).get("/pairs/3/")
    assert locked.status_code == 503
    assert "The house is locked" in locked.content.decode()
    assert browser_of(ezra).get("/pairs/3/").status_code == 404


def test_without_signing_in_every_address_leads_to_the_same_door(house: House) -> None:  # noqa: ARG001 - gives parts to requests
    for path in ("/pairs/", "/pairs/1/", "/nowhere/", "/forgotten/", "/operator/"):
        response = Client().get(path)
        assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={path.replace('/', '%2F')}")
        assert Client().post(path)["Location"] == "/sign-in/"
    assert Client().get("/")["Location"] == "/sign-in/"


def test_a_mark_asks_again_at_the_view_itself(house: House) -> None:
    @for_duties(Duty.LETTERS)
    def letters(request: StaffRequest) -> HttpResponse:
        return HttpResponse(request.actor.name)

    request = HttpRequest()
    with pytest.raises(Http404):
        letters(request)
    ezra, leyla = house.colleague("ezra", Duty.FAMILY_DESK), house.colleague("leyla", Duty.LETTERS)
    request.actor = ezra.actor  # type: ignore[attr-defined]  # what the middleware does
    with pytest.raises(Http404):
        letters(request)
    request.actor = leyla.actor  # type: ignore[attr-defined]  # what the middleware does
    answer = letters(request)
    assert isinstance(answer, HttpResponse)
    assert answer.content.decode() == leyla.account
    assert staff(request).actor == leyla.actor
    assert access_of(letters) == Access(Audience.DUTY, frozenset({Duty.LETTERS}))


def test_a_mark_without_duties_is_a_mistake_that_shows_at_once() -> None:
    with pytest.raises(ValueError, match="duties"):
        for_duties()
    with pytest.raises(ValueError, match="duties"):
        Access(Audience.STAFF, frozenset({Duty.HELPER}))


def test_no_one_person_reaches_both_families_and_pairs() -> None:
    rows = {row.name: row for row in table(ADDRESSES)}
    for one in rows["family_desk:home"].duties:
        for other in rows["asking_desk:home"].duties:
            assert refuse_duties({one, other})


def test_names_without_a_namespace_are_those_allauth_leads_to() -> None:
    for name in (
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):
        assert reverse(name).startswith("/")
