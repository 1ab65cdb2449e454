from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.gatherings.models import Gathering, Guest, Sitting
from khabar.apps.outbox.queries import waiting_count
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from web.association import HOUSE, NOWHERE, address_of, rooms, told
from web.desks import hidden, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

    from web.association import Rooms

__all__ = ["rooms"]

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

PLAN = {
    "title": "what we ask the ministry",
    "summary": "meeting",
    "regions": "north\nsouth",
    "points": "the letters nobody answers",
    "first_seconds": "180",
    "again_seconds": "90",
    "reply_seconds": "45",
    "replies": "2",
    "stream_off": "on",
    "chat_not_kept": "on",
}
SITTING = {
    "name": "evening",
    "on": "2026-05-03",
    "time": "18:30",
    "zone": "Europe/Berlin",
    "which": "only",
    "minutes": "90",
    "link": "https://calls.example/room/9f2c",
    "pseudonym": "Owl",
    "region": "south",
}
CARD = {
    "pseudonym": "Sparrow",
    "region": "north",
    "way": "phone",
    "language": "en",
    "email": "s@families.example",
    "minutes_as": "pseudonym",
    "name": "Golnar Rad",
}
BASE = "/editing/gatherings/"


@pytest.fixture
def mira(rooms: Rooms) -> Client:
    """An editor's browser."""
    return rooms.browser("mira", Duty.EDITOR)


@pytest.fixture
def leyla(rooms: Rooms) -> Client:
    """An advocate's browser."""
    return rooms.browser("leyla", Duty.ADVOCATE)


def sent(browser: Client, address: str, data: Mapping[str, object], form: str = "") -> str:
    """Open the page of a form, send it back filled in, and give the words of the page it leads to."""
    shown = browser.get(form or address)
    seen = hidden(shown, "seen")
    return text(browser.post(address, {"seen": seen, **data}, follow=True))


def planned(browser: Client) -> str:
    """Plan a gathering with one sitting and give its address."""
    sent(browser, f"{BASE}new/", PLAN)
    page = f"{BASE}{Gathering.objects.get().id}/"
    sent(browser, f"{page}sittings/new/", SITTING)
    return page


def admitted(browser: Client, page: str, **more: object) -> str:
    sitting = Sitting.objects.get().id
    return sent(browser, f"{page}guests/new/", {**CARD, "sittings": [sitting], **more})


def floor(page: str) -> str:
    return f"{page}sittings/{Sitting.objects.get().id}/floor/"


def guest(browser: Client, page: str, pseudonym: str) -> str:
    """The id of somebody admitted, read off the gathering's page."""
    found = re.search(rf'guests/(\w+)/"><bdi[^>]*>{pseudonym}<', browser.get(page).content.decode())
    assert found
    return found.group(1)


def press(browser: Client, page: str, deed: str, **more: str) -> str:
    seen = Sitting.objects.get().floor_version
    return text(browser.post(f"{floor(page)}{deed}/", {"seen": seen, **more}, follow=True))


def test_a_gathering_goes_from_the_plan_to_the_minutes(rooms: Rooms, mira: Client) -> None:
    page = planned(mira)
    shown = text(mira.get(page))
    assert "18:30 to 20:00" in shown
    assert "16:30 UTC" in shown
    assert "not streamed" in shown
    assert "We record nothing" in shown
    assert "They are admitted" in admitted(mira, page)
    admitted(mira, page, pseudonym="Heron", region="south", email="", way="chat")
    assert "1 invitation leaves with the next round" in text(mira.post(f"{page}invite/", follow=True))
    assert waiting_count() == 1
    press(mira, page, f"raise/{guest(mira, page, 'Sparrow')}", way="phone")
    press(mira, page, f"raise/{guest(mira, page, 'Heron')}", way="chat")
    shown = press(mira, page, f"raise/{guest(mira, page, 'Owl')}", way="call")
    assert "Why in place 3?" in shown
    assert "\N{FIRST STRONG ISOLATE}Heron\N{POP DIRECTIONAL ISOLATE} raised the hand before you." in shown
    assert "Regions that wait and have not spoken yet: north ; south" in shown
    shown = press(mira, page, "next")
    assert "Speaks now Sparrow" in shown
    assert "3:00 left" in shown
    rooms.parts.clock.advance(timedelta(seconds=200))  # type: ignore[attr-defined]  # the clock of tests
    assert "0:20 over time" in text(mira.get(floor(page)))
    shown = press(mira, page, f"reply/{guest(mira, page, 'Owl')}", way="call")
    assert "direct reply" in shown
    shown = press(mira, page, "next")
    assert "Replies now Owl" in shown
    minutes = f"{page}sittings/{Sitting.objects.get().id}/minutes/"
    line = {"kind": "said", "speaker": guest(mira, page, "Sparrow"), "text": "nobody has written since spring"}
    assert "“Sparrow”: nobody has written since spring" in sent(mira, minutes, line)
    (found,) = re.findall(r'action="([^"]+/drop/)"', mira.get(minutes).content.decode())
    mira.post(found, {"seen": Sitting.objects.get().minutes_version})
    assert "Nothing is written yet" in text(mira.get(minutes))


def test_the_wall_shows_who_is_next_and_no_way_in(mira: Client) -> None:
    page = planned(mira)
    admitted(mira, page)
    press(mira, page, f"raise/{guest(mira, page, 'Sparrow')}", way="phone")
    wall = mira.get(f"{floor(page)}wall/")
    assert "Nobody speaks. Who is next Sparrow north" in text(wall)
    assert "calls.example" not in wall.content.decode()
    assert "ministry" not in text(wall)
    assert "https://calls.example/room/9f2c" in text(mira.get(floor(page)))


@pytest.mark.parametrize("place", ["", "wall/"])
def test_both_pages_load_themselves_again_unless_held_still(mira: Client, place: str) -> None:
    page = planned(mira)
    assert mira.get(f"{floor(page)}{place}").headers["Refresh"] == "20"
    assert "Refresh" not in mira.get(f"{floor(page)}{place}?still").headers


def test_a_press_on_an_old_page_does_nothing_and_says_so(mira: Client) -> None:
    page = planned(mira)
    admitted(mira, page)
    sparrow = guest(mira, page, "Sparrow")
    press(mira, page, f"raise/{sparrow}", way="phone")
    for bad in ("1", "", "x"):
        answer = mira.post(f"{floor(page)}next/", {"seen": bad}, follow=True)
        assert "Somebody changed this" in text(answer)
    assert "Nobody speaks" in text(mira.get(floor(page)))
    for deed, said in (("end", "Nobody speaks just now"), ("back", "Nobody speaks just now"), ("absent", "Nobody")):
        assert said in press(mira, page, deed)
    assert "No hand is up" in press(mira, page, "lower/1")
    seen = Sitting.objects.get().floor_version
    assert mira.post(f"{floor(page)}raise/{sparrow}/", {"seen": seen, "way": "by drum"}).status_code == 404


def test_what_is_typed_wrong_stands_beside_its_field_and_nothing_is_lost(mira: Client) -> None:
    sent(mira, f"{BASE}new/", PLAN)
    page = f"{BASE}{Gathering.objects.get().id}/"
    for wrong, words in (
        ({"on": "2026-03-29", "time": "02:30"}, "it does not exist"),
        ({"on": "2026-10-25", "time": "02:30"}, "this time comes twice"),
        ({"time": "25:00"}, "hours and minutes"),
        ({"link": "javascript:alert(1)"}, "beginning with https://"),
        ({"minutes": "5"}, "10 minutes to 8 hours"),
        ({"pseudonym": "   "}, "Please fill this in"),
    ):
        answer = sent(mira, f"{page}sittings/new/", SITTING | wrong)
        assert words in answer
    assert not Sitting.objects.exists()
    sent(mira, f"{page}sittings/new/", SITTING | {"on": "2026-10-25", "time": "۰۲:۳۰", "which": "second"})
    assert "the second time it is 02:30" in text(mira.get(page))
    assert "To mend" in admitted(mira, page, sittings=[])
    assert Guest.objects.count() == 1


def test_a_title_that_looks_like_a_name_is_refused(mira: Client) -> None:
    assert "looks like the name of a person" in sent(mira, f"{BASE}new/", PLAN | {"title": "freedom for Darius"})
    assert not Gathering.objects.exists()


def test_a_pseudonym_is_refused_where_it_is_taken_or_a_real_name(mira: Client) -> None:
    page = planned(mira)
    assert "word of a real name" in admitted(mira, page, pseudonym="Golnar")
    admitted(mira, page)
    assert "already, or nearly so" in admitted(mira, page, pseudonym="sparrow")


def test_an_advocate_admits_somebody_of_a_file_and_an_editor_sees_the_pseudonym_alone(
    rooms: Rooms, leyla: Client, mira: Client
) -> None:
    page, file = planned(mira), rooms.file()
    assert "The family of the baker" in text(leyla.get(f"{page}guests/new/"))
    assert "The family of the baker" not in text(mira.get(f"{page}guests/new/"))
    of_file = f"{page}guests/of/{file}/"
    offered = text(leyla.get(of_file))
    assert "Shirin Ahmadi" in offered
    assert "Darius Ahmadi" not in offered
    sitting = Sitting.objects.get().id
    assert "They are admitted" in sent(leyla, of_file, {**CARD, "person": "shirin", "sittings": [sitting]})
    shown = f"{page}guests/{guest(mira, page, 'Sparrow')}/"
    assert "Shirin Ahmadi" in text(leyla.get(shown))
    for address in (page, shown, floor(page)):
        assert "Shirin" not in mira.get(address).content.decode()
    assert "Sealed with the family" in text(mira.get(shown))
    assert mira.get(of_file).status_code == 404
    assert leyla.get(f"{shown}agreed/").status_code == 404


def test_what_somebody_without_a_file_agrees_to_is_noted_by_an_advocate(leyla: Client, mira: Client) -> None:
    page = planned(leyla)
    admitted(leyla, page)
    agreed = f"{page}guests/{guest(leyla, page, 'Sparrow')}/agreed/"
    yes = {"stand": "given", "publication": "spring issue", "reference": "C-9", "how": "by telephone"}
    assert "Please choose one recipient" in sent(leyla, agreed, yes | {"publication": ""})
    assert "It is noted" in sent(leyla, agreed, yes)
    assert mira.get(agreed).status_code == 404


def test_somebody_is_changed_invited_read_to_and_taken_off(mira: Client) -> None:
    page = planned(mira)
    admitted(mira, page)
    one = f"{page}guests/{guest(mira, page, 'Sparrow')}/"
    shown = text(mira.get(one))
    assert "Golnar Rad" in shown
    assert "The way in: https://calls.example/room/9f2c" in shown
    assert "1 invitation leaves" in text(mira.post(f"{one}invite/", follow=True))
    assert "They are told" in text(mira.get(one))
    sitting = Sitting.objects.get().id
    changed = {**CARD, "pseudonym": "Finch", "sittings": [sitting]}
    assert "It is kept" in sent(mira, one, changed)
    assert "They are off the list" in sent(mira, f"{one}withdraw/", {})
    assert "off the list" in text(mira.get(page))
    assert waiting_count() == 2
    assert "0 invitations leave" in text(mira.post(f"{one}invite/", follow=True))
    admitted(mira, page, pseudonym="Heron", email="")
    heron = f"{page}guests/{guest(mira, page, 'Heron')}/"
    assert "There is no e-mail address" in text(mira.post(f"{heron}invite/", follow=True))


def test_a_sitting_is_changed_cancelled_and_the_gathering_closed(mira: Client) -> None:
    page = planned(mira)
    sitting = f"{page}sittings/{Sitting.objects.get().id}/"
    assert "It is kept" in sent(mira, sitting, SITTING | {"time": "19:00"})
    assert "19:00 to 20:30" in text(mira.get(page))
    assert "It is kept" in sent(mira, f"{page}write/", PLAN | {"stream_off": ""})
    assert "The sitting is streamed" in text(mira.get(page))
    assert "It is cancelled" in sent(mira, f"{sitting}cancel/", {})
    assert "This sitting is cancelled" in sent(mira, f"{sitting}cancel/", {})
    assert "It is closed" in sent(mira, f"{page}close/", {})
    assert "This gathering is closed" in sent(mira, f"{page}write/", PLAN)


def test_ezra_finds_nothing_on_any_address_and_cannot_tell_a_gathering_from_none(rooms: Rooms, mira: Client) -> None:
    page = planned(mira)
    ezra = rooms.browser("ezra", Duty.COMPANION)
    nothing = told(ezra.get(NOWHERE))
    sitting = Sitting.objects.get().id
    for address in (
        BASE,
        f"{BASE}new/",
        page,
        f"{page}write/",
        f"{page}guests/new/",
        f"{page}sittings/{sitting}/",
        f"{page}sittings/{sitting}/minutes/",
        floor(page),
        f"{floor(page)}wall/",
        address_of("/editing/gatherings/<str:gathering_id>/"),
    ):
        assert told(ezra.get(address)) == nothing
    for deed in ("next", "end", "back", "absent", "lower/1"):
        assert told(ezra.post(f"{floor(page)}{deed}/", {"seen": 1})) == nothing
    unknown = "0" * 32
    for address in (
        f"{BASE}{unknown}/",
        f"{page}sittings/{unknown}/",
        f"{page}guests/{unknown}/",
        f"{page}sittings/{unknown}/floor/",
        f"{page}guests/of/{unknown}/",
    ):
        assert told(mira.get(address)) == told(mira.get(NOWHERE))


def test_every_address_of_gatherings_is_for_editors_and_advocates_and_nothing_for_ezra(rooms: Rooms) -> None:
    rows = [row for row in table(HOUSE) if row.route.startswith("/editing/gatherings/")]
    assert len(rows) > 25
    ezra = rooms.browser("ezra", Duty.COMPANION)
    nothing = told(ezra.get(NOWHERE))
    for row in rows:
        assert row.duties
        assert row.duties <= {Duty.EDITOR, Duty.ADVOCATE}
        assert told(ezra.get(address_of(row.route))) == nothing
        assert told(ezra.post(address_of(row.route))) == nothing


def test_no_page_is_kept_by_a_browser(mira: Client) -> None:
    page = planned(mira)
    for address in (page, floor(page), f"{floor(page)}wall/"):
        assert "no-store" in mira.get(address).headers["Cache-Control"]
