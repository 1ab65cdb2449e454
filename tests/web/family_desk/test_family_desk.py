from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.matches.actions import record_answer
from khabar.apps.registry.actions import erase_request
from khabar.apps.registry.queries import request_file
from khabar.apps.searches.actions import answer_waiting
from khabar.apps.searches.models import Search
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.duties import Duty
from khabar.domain.searching import MOST_AN_HOUR
from web.desks import FILING, acts, as_bytes, words

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from web.desks import Desks

ESTABLISHED = {"verification": "2", "purpose": "family_news", "reported_dead": "on"}
SEARCH = {"name": "Darius Ahmadi", "why": "family_asks"}
SEARCHED = re.compile(r"(?<=find%2F)[0-9a-f]{32}")
"""The id of a search, drawn anew each time, where the links to other languages name the page."""


def found_by(desks: Desks, browser: Client, name: str) -> Response:
    """Look for a name, let the worker answer, and see what is found."""
    there = browser.post("/families/find/", {**SEARCH, "name": name})["Location"]
    answer_waiting(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts)
    return browser.get(there)


def test_farid_lists_open_requests_with_the_day_by_which_each_family_hears(desks: Desks) -> None:
    one = desks.request()
    page = words(desks.browser("farid", Duty.FAMILY_DESK).get("/families/"))
    assert f'<a href="/families/{one}/"><bdi translate="no">Darius Ahmadi</bdi></a>' in page
    assert '<bdi translate="no">Shirin Ahmadi</bdi>' in page
    assert 'datetime="2026-03-02"' in page
    assert 'datetime="2026-04-01"' in page
    assert "What we may tell you stands on your page, and nowhere else" in page
    assert acts()[-1] == "requests listed"


def test_a_list_of_nothing_says_so(desks: Desks) -> None:
    assert "There is no open request." in words(desks.browser("farid", Duty.FAMILY_DESK).get("/families/"))


def test_farid_reads_all_that_a_form_says_and_the_reading_is_in_the_ledger_first(desks: Desks) -> None:
    one = desks.request(other_names=("Dara", "درا"), last_news="A letter from the coast")
    page = words(desks.browser("farid", Duty.FAMILY_DESK).get(f"/families/{one}/"))
    for written in ("Dara", "درا", "A letter from the coast", "aubergine", "mornings", "the blue boat", "sister"):
        assert written in page
    assert "You will hear from us by" in page
    assert acts()[-1] == "request read"


@pytest.mark.parametrize("said", ["Dariush Ahmady", "داریوش احمدی", "Shirin"])
def test_farid_finds_the_request_of_whoever_calls_in_any_script(desks: Desks, said: str) -> None:
    one = desks.request()
    other = desks.request(
        name="Olga Petrova", enquirer_name="", enquirer_given="", locator=b"", public=b"", verify_key=b""
    )
    page = words(found_by(desks, desks.browser("farid", Duty.FAMILY_DESK), said))
    assert one in page
    assert other not in page
    assert acts()[-1] == "requests listed"


def test_a_name_nobody_filed_and_an_empty_one_are_answered_in_a_line(desks: Desks) -> None:
    desks.request()
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    assert "No open request has a name like this." in words(found_by(desks, farid, "Olga Petrova"))
    assert "error-summary" in words(farid.post("/families/find/", {"name": " ", "why": "family_asks"}))


def test_without_a_reason_nothing_is_looked_up_and_another_reason_has_words(desks: Desks) -> None:
    desks.request()
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    for typed in ({}, {"why": "curious"}, {"why": "other"}, {"why": "other", "more": " "}):
        page = words(farid.post("/families/find/", {"name": "Darius Ahmadi", **typed}))
        assert "error-summary" in page
        assert 'value="Darius Ahmadi"' in page, "what was typed is kept"
    assert not Search.objects.exists()
    assert farid.post("/families/find/", {"name": "Darius", "why": "other", "more": "A court"}).status_code == 302


def test_while_nobody_has_looked_the_page_says_so_and_looks_again_by_itself(desks: Desks) -> None:
    one, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    there = farid.post("/families/find/", SEARCH)["Location"]
    page = farid.get(there)
    assert (page.status_code, page["Refresh"]) == (200, "3")
    assert there in words(page), "a link for whoever does not wait"
    assert one not in words(page)
    answer_waiting(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts)
    page = farid.get(there)
    assert "Refresh" not in page
    assert one in words(page)
    assert 'value="Darius Ahmadi"' in words(page), "to be mended where nobody was found"


def test_the_name_stands_in_no_address_and_the_reason_in_the_ledger(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    there = farid.post("/families/find/", SEARCH)["Location"]
    assert "arius" not in there
    assert acts()[-1] == "requests searched"


def test_too_many_searches_in_an_hour_are_told_in_a_line(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    for _ in range(MOST_AN_HOUR):
        assert farid.post("/families/find/", SEARCH).status_code == 302
    page = words(farid.post("/families/find/", SEARCH))
    assert "You have looked for many names within an hour." in page


def test_what_farid_looks_for_is_not_there_for_ezra_of_any_desk(desks: Desks) -> None:
    desks.request()
    there = found_by(desks, desks.browser("farid", Duty.FAMILY_DESK), "Darius").wsgi_request.path
    for name, duty in (("ezra", Duty.FAMILY_DESK), ("mira", Duty.ASKING_DESK), ("leyla", Duty.LETTERS)):
        ezra = desks.browser(name, duty)
        nothing = as_bytes(ezra.get("/nowhere/at/all/"))
        assert nothing[0] == 404
        assert as_bytes(ezra.get(there)) == nothing
        assert as_bytes(ezra.get("/families/find/" + "0" * 32 + "/")) == nothing


def test_a_request_of_his_own_family_is_not_found_by_farid(desks: Desks) -> None:
    own, farid = desks.request(), desks.colleague("farid", Duty.FAMILY_DESK)
    now = desks.parts.clock.now()
    assert own in words(found_by(desks, browser_of(farid), "Darius Ahmadi"))
    declare_kin(actor=farid.actor, now=now, parts=desks.parts, account=farid.account, name="Darius Ahmadi")
    assert own not in words(found_by(desks, browser_of(farid), "Darius Ahmadi"))


def test_a_locked_house_says_so_to_farid_and_nothing_to_ezra(desks: Desks, agent: MemoryKeyAgent) -> None:
    one, farid, ezra = desks.request(), desks.browser("farid", Duty.FAMILY_DESK), desks.browser("ezra", Duty.LETTERS)
    agent.lock()
    for place in ("/families/", f"/families/{one}/"):
        assert farid.get(place).status_code == 503
        assert ezra.get(place).status_code == 404


def test_a_request_without_a_name_is_called_by_whose_child_it_is(desks: Desks) -> None:
    desks.request(name="", locator=b"", public=b"", verify_key=b"")
    assert "child of Hassan" in words(desks.browser("farid", Duty.FAMILY_DESK).get("/families/"))


def test_what_farid_establishes_is_kept_and_stands_in_the_form(desks: Desks) -> None:
    one, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    answer = farid.post(f"/families/{one}/established/", ESTABLISHED)
    assert (answer.status_code, answer["Location"]) == (302, f"/families/{one}/")
    kept = request_file(one, parts=desks.parts)
    assert (kept.verification, kept.purpose, kept.reported_dead) == (
        Verification.KINSHIP_SHOWN,
        Purpose.FAMILY_NEWS,
        True,
    )
    page = words(farid.get(f"/families/{one}/"))
    assert "What you established is kept." in page
    assert 'value="2" id="id_verification_2" required checked' in page or "checked" in page


def test_a_choice_that_does_not_exist_is_mended_with_the_rest_kept(desks: Desks) -> None:
    one, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    answer = farid.post(f"/families/{one}/established/", ESTABLISHED | {"verification": "9"})
    page = words(answer)
    assert "error-summary" in page
    assert '<option value="family_news" selected>' in page
    assert request_file(one, parts=desks.parts).verification is Verification.NONE


@pytest.mark.parametrize("duty", [Duty.ASKING_DESK, Duty.LETTERS, Duty.HELPER, Duty.OPERATOR])
def test_ezra_of_another_desk_finds_nothing_here(desks: Desks, duty: Duty) -> None:
    one, ezra = desks.request(), desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/at/all/"))
    assert nothing[0] == 404
    assert as_bytes(ezra.get("/families/")) == nothing
    assert as_bytes(ezra.get(f"/families/{one}/")) == nothing
    assert as_bytes(ezra.post(f"/families/{one}/established/", ESTABLISHED)) == nothing
    assert as_bytes(ezra.post("/families/find/", SEARCH)) == nothing


def test_an_unknown_request_and_one_of_his_own_family_are_the_same_to_farid(desks: Desks) -> None:
    own = desks.request()
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    declare_kin(
        actor=farid.actor, now=desks.parts.clock.now(), parts=desks.parts, account=farid.account, name="Darius Ahmadi"
    )
    browser = desks.browser("nima", Duty.FAMILY_DESK)
    assert browser.get(f"/families/{own}/").status_code == 200
    browser = browser_of(farid)
    nothing = as_bytes(browser.get("/families/" + "0" * 32 + "/"))
    assert nothing[0] == 404
    assert as_bytes(browser.get(f"/families/{own}/")) == nothing
    assert as_bytes(browser.post(f"/families/{own}/established/", ESTABLISHED)) == nothing
    assert own not in words(browser.get("/families/"))


def test_an_erased_request_is_gone_from_the_list(desks: Desks) -> None:
    one, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    erase_request(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts, request_id=one)
    assert one not in words(farid.get("/families/"))
    assert farid.get(f"/families/{one}/").status_code == 404


def test_the_family_desk_is_the_same_whether_or_not_the_person_was_found_asked_and_said_yes(desks: Desks) -> None:
    one, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    mira, tomas = desks.colleague("mira", Duty.ASKING_DESK), desks.colleague("tomas", Duty.ASKING_DESK)
    places = ("/families/", f"/families/{one}/")

    def seen() -> list[object]:
        found = found_by(desks, farid, "Darius Ahmadi")
        return [(found.status_code, SEARCHED.sub("", words(found))), *(as_bytes(farid.get(place)) for place in places)]

    before = seen()
    desks.presence(name="Somebody Else", father="", birth="")
    assert seen() == before
    pair = desks.pair(one, desks.presence())
    assert seen() == before
    desks.ask(pair, mira, tomas)
    assert seen() == before
    now = desks.parts.clock.now()
    answer = draft_answer(tells=Tells.MESSAGES, setting=Setting.ALONE, given_on=now.date(), own_words="I am well")
    record_answer(actor=mira.actor, now=now, parts=desks.parts, pair_id=pair, answer=answer)
    cast.confirmed(desks.parts, pair, tomas.actor)
    desks.release()
    assert seen() == before
