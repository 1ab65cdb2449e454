"""The pages of wishes: taken in without proof, decided by two, seen by the desk to which they belong and no other."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import JOB, dariuss_presence, file_presence, file_request, shirins_request, slip_of
from khabar.apps.alarms.canaries import Canary, plant
from khabar.apps.alarms.models import Alarm, Tally
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.matches.memory import Register
from khabar.apps.registry.queries import erased_ids, presence_file
from khabar.apps.wishes.actions import Said, keep
from khabar.apps.wishes.models import Wish
from khabar.domain.actors import system
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.domain.forms import FiledBy
from khabar.domain.wishes import CameBy, WishKind
from web.desks import as_bytes, text, words

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from conftest import SettableClock
    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

PEACE = {"wish": "silence", "said_by": "myself", "came_by": "telephone", "name": "Darius Ahmadi"}
OWN = {"came_by": "in_person", "proof": "He showed his slip.", "words": ""}


def hidden_of(page: Response, label: str) -> dict[str, str]:
    """The hidden fields of the form behind a summary, and where it goes."""
    for action, form in re.findall(
        r'<form method="post" action="([^"]+)"(.*?)</form>', page.content.decode(), re.DOTALL
    ):
        if f"<summary>{label}</summary>" in form:
            return {"to": action, **dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))}
    raise AssertionError(f"no such form: {label}")


def say(browser: Client, page: Response, label: str, **more: str) -> Response:
    form = hidden_of(page, label)
    return browser.post(form.pop("to"), {**form, "reason": "She said so.", **more}, follow=True)


def match(desks: Desks) -> None:
    parts = desks.parts
    Register.of_this_process().match_new(actor=system("tests"), now=parts.clock.now(), parts=parts)


def test_a_wish_by_telephone_hides_the_pair_until_two_people_lift_it(desks: Desks) -> None:
    pair = desks.pair()
    mira, tomas = (desks.browser(name, Duty.ASKING_DESK) for name in ("mira", "tomas"))
    assert pair in words(mira.get("/asking/"))
    page = mira.post("/asking/wishes/silence/", PEACE, follow=True)
    match(desks)
    assert pair not in words(mira.get("/asking/"))
    hidden = mira.get(f"/asking/{pair}/")
    assert "Somebody asked to be left in peace" in text(hidden)
    assert "Darius" not in text(hidden)
    assert "داریوش" not in text(hidden)
    for beside in ("death", "child", "bringer", "answer"):
        other = mira.get(f"/asking/{pair}/{beside}/")
        assert "Somebody asked to be left in peace" in text(other), beside
        assert "داریوش" not in text(other), beside
    wish = page.redirect_chain[-1][0]
    assert "داریوش احمدی" in text(mira.get(wish))
    say(mira, mira.get(wish), "It is not to hold any more")
    assert pair not in words(mira.get("/asking/"))
    with pytest.raises(AssertionError, match="no such form"):
        say(mira, mira.get(wish), "I agree with this")
    say(tomas, tomas.get(wish), "I agree with this")
    match(desks)
    assert pair in words(mira.get("/asking/"))


def test_each_person_whom_a_wish_may_mean_counts_as_a_line_of_a_list(desks: Desks) -> None:
    desks.pair()
    mira = desks.browser("mira", Duty.ASKING_DESK)
    wish = mira.post("/asking/wishes/silence/", PEACE, follow=True).redirect_chain[-1][0]
    match(desks)
    before = Tally.objects.get().points
    page = text(mira.get(wish))
    named = page.count("Darius") + page.count("داریوش") - 1
    assert named == 2, "request and presence, beside the one who was described"
    assert Tally.objects.get().points == before + 10 + named


@pytest.mark.parametrize("side", ["request", "presence"])
def test_whoever_describes_an_invented_person_to_read_who_is_here_of_that_name_rings(desks: Desks, side: str) -> None:
    now, parts = desks.parts.clock.now(), desks.parts
    if side == "request":
        file_request(parts, shirins_request(now, **slip_of("darius")))
    else:
        file_presence(parts, dariuss_presence(now, **slip_of("darius")))
    mira = desks.browser("mira", Duty.ASKING_DESK)
    wish = mira.post("/asking/wishes/silence/", PEACE, follow=True).redirect_chain[-1][0]
    match(desks)
    before = as_bytes(mira.get(wish))
    assert not Alarm.objects.exists()
    plant(actor=JOB, now=now, parts=parts, canary=Canary(slip_of("darius")["locator"].hex(), now), known=())
    assert as_bytes(mira.get(wish)) == before, "and sees what there was to see"
    (alarm,) = raised_alarms(now=now, parts=parts)
    assert alarm.kind is AlarmKind.CANARY


def test_the_family_desk_takes_a_wish_in_and_nothing_on_its_pages_differs_afterwards(desks: Desks) -> None:
    request = desks.request()
    desks.presence()
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    looks = ("/families/", f"/families/{request}/", "/families/wishes/")
    before = [as_bytes(farid.get(look)) for look in looks]
    taken = farid.post("/families/wishes/silence/", PEACE)
    assert (taken.status_code, taken["Location"]) == (302, "/families/")
    match(desks)
    farid.get("/families/")  # the word of thanks is shown once
    assert [as_bytes(farid.get(look)) for look in looks] == before
    wish = Wish.objects.get().id
    nothing = farid.get("/families/wishes/" + "0" * 32 + "/")
    assert as_bytes(farid.get(f"/families/wishes/{wish}/")) == as_bytes(nothing)


def test_a_family_has_its_request_erased_by_two_people_of_its_desk(desks: Desks) -> None:
    request = desks.request()
    farid, ezra = (desks.browser(name, Duty.FAMILY_DESK) for name in ("farid", "ezra"))
    assert f"/families/wishes/about/{request}/" in words(farid.get(f"/families/{request}/"))
    asked = farid.post(f"/families/wishes/about/{request}/", {**OWN, "wish": "erase"}, follow=True)
    wish = asked.redirect_chain[-1][0]
    say(farid, asked, "Do what is wished")
    assert request not in erased_ids()
    say(ezra, ezra.get(wish), "I agree with this")
    assert request in erased_ids()
    assert farid.get(f"/families/{request}/").status_code == 404


def test_what_we_hold_is_given_out_as_text_once_two_agreed_and_on_that_day_alone(
    desks: Desks, clock: SettableClock
) -> None:
    presence = desks.presence(must_not_know=("Ezra Rostami",))
    mira, tomas = (desks.browser(name, Duty.ASKING_DESK) for name in ("mira", "tomas"))
    asked = mira.post(f"/asking/wishes/about/{presence}/", {**OWN, "wish": "see"}, follow=True)
    wish = asked.redirect_chain[-1][0]
    assert mira.get(f"{wish}file/").status_code == 302
    say(mira, asked, "Do what is wished")
    say(tomas, tomas.get(wish), "I agree with this")
    given = mira.get(f"{wish}file/")
    assert given["Content-Type"] == "text/plain; charset=utf-8"
    for held in ("داریوش احمدی", "Hassan", "1986", "a boat, painted blue", "Ezra Rostami", "2026-03-02"):
        assert held in given.content.decode()
    clock.advance(timedelta(days=1))
    assert mira.get(f"{wish}file/").status_code == 302


def test_what_is_given_out_on_a_slip_alone_holds_no_answer_where_somebody_else_wrote(desks: Desks) -> None:
    presence = desks.presence(filed_by=FiledBy.OTHER)
    said = Said(kind=WishKind.SEE, came_by=CameBy.PAGE, holder=presence, is_signed=True)
    wish = keep(actor=system("tests"), now=desks.parts.clock.now(), parts=desks.parts, said=said, key=bytes(32))
    mira, tomas = (desks.browser(name, Duty.ASKING_DESK) for name in ("mira", "tomas"))
    page = f"/asking/wishes/{wish}/"
    say(mira, mira.get(page), "Do what is wished")
    say(tomas, tomas.get(page), "I agree with this")
    assert "Somebody else wrote that you are here" in mira.get(f"{page}file/").content.decode()


def test_a_value_is_put_right_by_two_and_the_paper_tells_what_stood_there(desks: Desks) -> None:
    presence = desks.presence()
    mira, tomas = (desks.browser(name, Duty.ASKING_DESK) for name in ("mira", "tomas"))
    asked = mira.post(f"/asking/wishes/about/{presence}/", {**OWN, "wish": "mend"}, follow=True)
    wish = asked.redirect_chain[-1][0]
    found = re.search(r'name="seen" value="(\d+)"', asked.content.decode())
    assert found
    right = {"seen": found.group(1), "word": "grant", "target": "father", "value": "Hasan", "reason": "He says so."}
    mira.post(f"{wish}word/", right)
    say(tomas, tomas.get(wish), "I agree with this")
    assert presence_file(presence, parts=desks.parts).form.father == "Hasan"


def test_a_person_of_whom_something_false_was_said_is_left_out_and_the_presence_put_aside_by_two(desks: Desks) -> None:
    desks.request()
    presence = desks.presence()
    mira, tomas = (desks.browser(name, Duty.ASKING_DESK) for name in ("mira", "tomas"))
    wish = mira.post("/asking/wishes/silence/", {**PEACE, "wish": "not_me"}, follow=True).redirect_chain[-1][0]
    match(desks)
    page = mira.get(wish)
    assert page.content.decode().count("put it aside</summary>") == 1, "a request is nobody's own word"
    assert f"/asking/wishes/about/{presence}/" in words(page)
    say(mira, page, "This is not the person&#x27;s own: put it aside")
    say(tomas, tomas.get(wish), "I agree with this")
    assert "It is put aside" in text(mira.get(wish))


def test_a_family_desk_reaches_no_presence_and_an_asking_desk_no_request(desks: Desks) -> None:
    request, presence = desks.request(), desks.presence()
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    mira = desks.browser("mira", Duty.ASKING_DESK)
    nothing = "0" * 32
    for browser, room, other in ((farid, "families", presence), (mira, "asking", request)):
        for method in (browser.get, browser.post):
            assert as_bytes(method(f"/{room}/wishes/about/{other}/")) == as_bytes(
                method(f"/{room}/wishes/about/{nothing}/")
            )
