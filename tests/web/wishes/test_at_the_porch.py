"""Wishes that come by the porch: from anybody without proof, and from the page of a slip, signed by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

import cast
from khabar.apps.intake.models import Submission
from khabar.apps.matches.wished import for_the_asking_desk, for_the_family_desk
from khabar.apps.pigeonholes.actions import renew_all
from khabar.apps.post.pages import contents_on
from khabar.apps.post.wished import take_signed
from khabar.apps.rounds import steps
from khabar.apps.rounds.models import Unreadable
from khabar.apps.wishes.models import Wish
from khabar.config import settings as ours
from khabar.domain.errors import Refused
from khabar.domain.wishes import CameBy, SignedWish, WishKind
from khabar.vault.pigeonholes import signed_by_slip
from khabar.web.components.slips import new_visit
from web.desks import words

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SAID = {"wish": "silence", "said_by": "another", "name": "Darius Ahmadi"}


@pytest.fixture(autouse=True)
def _as_the_porch(settings: Settings) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_porch"
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE


def sent(browser: Client, address: str, **typed: str) -> Response:
    found = re.search(r'name="token" value="([^"]*)"', browser.get(address).content.decode())
    assert found
    return browser.post(address, {"token": found.group(1), **typed})


def taken_in(parts: Parts) -> None:
    steps.take_in(parts.clock.now(), parts)
    steps.file(parts.clock.now(), parts)


def visitor(parts: Parts, holder: str) -> Client:
    browser = Client()
    browser.cookies["visit"] = new_visit(cast.slip(holder), parts)
    return browser


def test_the_answer_and_the_row_are_the_same_whoever_is_meant(parts: Parts) -> None:
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    answers = [
        sent(Client(), "/here/silence/", **(SAID | {"name": name})) for name in ("Darius Ahmadi", "Zebulon Quirk")
    ]
    assert answers[0].content == answers[1].content
    assert answers[0].status_code == 200
    assert len({len(bytes(row.sealed)) for row in Submission.objects.all()}) == 1
    taken_in(parts)
    assert [one.said.came_by for one in for_the_asking_desk(cast.MIRA, parts=parts)] == [CameBy.PORCH] * 2


def test_without_a_name_or_without_whom_it_is_not_for_it_comes_back_with_what_was_typed() -> None:
    for wrong, told in (({"name": ""}, "One name is needed"), ({"wish": "not_to"}, "Write who must not know")):
        page = sent(Client(), "/here/silence/", **(SAID | wrong), words="Please.")
        assert page.status_code == 422
        assert told in page.content.decode()
        assert "Please." in page.content.decode()
    assert not Submission.objects.exists()


def test_the_holder_of_a_slip_wishes_her_file_erased_and_the_slip_is_the_proof(parts: Parts) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    darius = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **cast.slip_of("darius")))
    contents = contents_on(parts.clock.now().date(), parts=parts)
    renew_all(actor=cast.JOB, now=parts.clock.now(), parts=parts, contents=contents)
    pages = [
        sent(visitor(parts, who), "/family/page/wish/", wish="erase_in_peace", words="Call Nima.")
        for who in ("shirin", "darius")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert words(pages[0]) == words(pages[1])
    taken_in(parts)
    assert not Unreadable.objects.exists()
    (of_a_family,) = for_the_family_desk(cast.FARID, parts=parts)
    (hers,) = for_the_asking_desk(cast.MIRA, parts=parts)
    assert (of_a_family.said.kind, hers.said.kind) == (WishKind.ERASE, WishKind.ERASE_IN_PEACE)
    assert (hers.said.holder, hers.said.is_signed, hers.said.words) == (darius, True, "Call Nima.")


def test_without_a_visit_there_is_no_such_form() -> None:
    for answer in (Client().get("/family/page/wish/"), Client().post("/family/page/wish/", {"wish": "see"})):
        assert (answer.status_code, answer["Location"]) == (302, "/family/open/")


def test_a_captured_porch_wishes_nothing_in_anybodys_name(parts: Parts) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    shirin, ezra, key = cast.slip("shirin"), cast.slip("ezra"), b"k" * 32
    day = parts.clock.now().date()
    wish = SignedWish(locator=shirin.locator, kind=WishKind.ERASE, words="", written_on=day)
    for signature in (b"", signed_by_slip(ezra.signing, wish.as_signed(key)), signed_by_slip(shirin.signing, b"x")):
        forged = SignedWish(locator=shirin.locator, kind=WishKind.ERASE, words="", written_on=day, signature=signature)
        with pytest.raises(Refused):
            take_signed(actor=cast.JOB, now=parts.clock.now(), parts=parts, sent=forged, key=key)
    assert not Wish.objects.exists()
