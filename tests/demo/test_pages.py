from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from khabar.adapters.clock import OffsetClock
from khabar.apps.rounds.actions import conduct
from khabar.config import wiring
from khabar.demo import cast, story
from khabar.domain.actors import system

if TYPE_CHECKING:
    from pathlib import Path

    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from khabar.ports import Parts

pytestmark = [
    pytest.mark.django_db(databases=["default", "porch"]),
    pytest.mark.urls("khabar.demo.urls"),
]
SIX_HOURS = timedelta(hours=6)


@pytest.fixture
def moving(parts: Parts, tmp_path: Path) -> Parts:
    """The parts with the clock that the buttons move."""
    ours = replace(parts, clock=OffsetClock(tmp_path / "clock.json"))
    wiring.use(ours)
    return ours


def words(response: Response) -> str:
    return response.content.decode()


def test_the_start_page_introduces_everybody_with_address_and_keys(client: Client) -> None:
    page = words(client.get("/"))
    for visitor in cast.VISITORS:
        assert f"http://{visitor.host}:8000{visitor.path}" in page
    for colleague in cast.COLLEAGUES:
        assert f"http://{colleague.host}:8001/" in page
        assert colleague.passphrase in page
    assert "Leyla" in page


def test_the_start_page_says_first_what_to_click(client: Client) -> None:
    main = words(client.get("/")).partition('<main id="main"')[2]
    first = re.search(r'<a class="button" href="([^"]*)">([^<]*)<', main)
    assert first is not None
    assert first.groups() == ("#walk", "Begin the walk")


def test_the_walk_gives_what_shirin_and_ezra_write(client: Client) -> None:
    page = words(client.get("/"))
    for field in (*story.SHIRIN_WRITES, *story.EZRA_CLAIMS):
        assert field.text in page
    assert story.DARIUS_IN_THE_LIST["name"] in page


def test_every_link_within_the_page_leads_somewhere(client: Client) -> None:
    page = words(client.get("/"))
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert set(re.findall(r'name="anchor" value="([^"]+)"', page)) <= targets


@pytest.mark.parametrize("address", ["/", "/codes/", "/time/waiting/999999999/0/top/", "/nothing"])
def test_no_page_has_a_script_or_a_style_of_its_own(client: Client, address: str) -> None:
    response = client.get(address)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", words(response))


def test_the_codes_come_anew_when_they_change(client: Client) -> None:
    response = client.get("/codes/")
    assert 1 < int(response.headers["Refresh"]) <= 31
    assert len(re.findall(r">\d{6}<", words(response))) == len(cast.COLLEAGUES)


@pytest.mark.parametrize(("address", "length"), [("six-hours", SIX_HOURS), ("day", 4 * SIX_HOURS)])
def test_a_button_lets_time_pass(client: Client, moving: Parts, address: str, length: timedelta) -> None:
    response = client.post(f"/time/{address}/", {"anchor": "step-3"})
    assert response.status_code == 302
    assert re.fullmatch(r"/time/waiting/\d+/0/step-3/", response.headers["Location"])
    ahead = moving.clock.now() - datetime.now(UTC)
    assert abs(ahead - length) < timedelta(minutes=1)


def test_an_anchor_that_is_none_of_ours_leads_to_the_top(client: Client, moving: Parts) -> None:
    response = client.post("/time/six-hours/", {"anchor": "//elsewhere"})
    assert moving.clock.now() > datetime.now(UTC)
    assert response.headers["Location"].endswith("/0/top/")


def test_time_passes_only_by_a_form_of_ours(moving: Parts, client: Client) -> None:
    assert client.get("/time/six-hours/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/time/six-hours/").status_code == 403
    assert moving.clock.now() < datetime.now(UTC) + timedelta(hours=1)


def test_the_clock_of_a_real_house_cannot_be_moved(client: Client) -> None:
    with pytest.raises(TypeError, match="demonstration"):
        client.post("/time/six-hours/")


def test_the_waiting_page_looks_again_until_the_round_is_done(client: Client, moving: Parts) -> None:
    waiting = client.post("/time/six-hours/", {"anchor": "step-3"}).headers["Location"]
    response = client.get(waiting)
    assert response.headers["Refresh"] == f"1; url={waiting.replace('/0/', '/1/')}"
    conduct(actor=system("test"), now=moving.clock.now(), parts=moving, do=lambda _step, _now: None)
    done = client.get(waiting)
    assert (done.status_code, done.headers["Location"]) == (302, "/#step-3")


def test_a_round_that_does_not_end_is_said_with_the_place_of_its_log(client: Client) -> None:
    response = client.get("/time/waiting/999999999/90/top/")
    assert "Refresh" not in response.headers
    assert "work.log" in words(response)


def test_a_house_without_an_agent_shows_as_locked_and_offers_to_unlock(client: Client) -> None:
    page = words(client.get("/"))
    assert "The house is locked" in page
    assert cast.UNLOCK_PASSPHRASE in page
    assert client.post("/house/unlock/").headers["Location"] == "/#keys"


def test_an_address_that_does_not_exist_leads_back(client: Client) -> None:
    response = client.get("/nothing")
    assert response.status_code == 404
    assert 'href="/"' in words(response)
