from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.consent.actions import withdraw
from khabar.apps.matches.actions import record_answer
from khabar.apps.post.files import opened_message
from khabar.apps.registry.actions import erase_request
from khabar.apps.registry.queries import open_requests
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.duties import Duty
from khabar.domain.messages import MessageState
from khabar.vault.keys import KeyClass
from web.desks import FILING, acts, as_bytes, text, words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import MessageId, PresenceId
    from khabar.vault import Unlocked
    from web.desks import Desks

TEXT = "The plum tree has flowered. I think of you every day."
REASON = {"reason": "To read it before it is carried"}


def state_of(desks: Desks, message: MessageId) -> MessageState:
    return opened_message(message, parts=desks.parts).inside.state


@pytest.fixture
def message(desks: Desks) -> MessageId:
    desks.request()
    return desks.message(TEXT)


@pytest.fixture
def leyla(desks: Desks) -> Colleague:
    return desks.colleague("leyla", Duty.LETTERS)


@pytest.fixture
def reader(leyla: Colleague, message: MessageId) -> Client:
    """A browser in which Leyla has just opened the letter."""
    browser = browser_of(leyla)
    browser.post(f"/letters/{message}/open/", REASON)
    return browser


def agreed(desks: Desks, present: PresenceId | None = None) -> None:
    """Darius, who has no page unless he brings one, agrees to messages with Shirin."""
    [request] = open_requests(parts=desks.parts)
    mira, tomas = desks.colleague("mira", Duty.ASKING_DESK), desks.colleague("tomas", Duty.ASKING_DESK)
    pair, now = desks.pair(request.id, present), desks.parts.clock.now()
    desks.ask(pair, mira, tomas)
    answer = draft_answer(tells=Tells.MESSAGES, setting=Setting.ALONE, given_on=now.date())
    record_answer(actor=mira.actor, now=now, parts=desks.parts, pair_id=pair, answer=answer)
    cast.confirmed(desks.parts, pair, tomas.actor)
    desks.release()


def test_the_list_shows_days_and_states_and_neither_name_nor_word(desks: Desks, message: MessageId) -> None:
    found = desks.browser("leyla", Duty.LETTERS).get("/letters/")
    page = words(found)
    assert f'<a href="/letters/{message}/">Message 1</a>' in page
    assert "Written: waits to be read" in page
    assert "2026-03-02 12:00 (UTC)" in text(found)
    for hidden in ("Shirin", "Darius", "plum"):
        assert hidden not in page


def test_a_list_of_nothing_says_so(desks: Desks) -> None:
    assert "There is no message." in words(desks.browser("leyla", Duty.LETTERS).get("/letters/"))


@pytest.mark.parametrize("duty", [Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.HELPER, Duty.OPERATOR])
def test_ezra_of_another_desk_finds_nothing_here(desks: Desks, message: MessageId, duty: Duty) -> None:
    ezra = desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/at/all/"))
    assert nothing[0] == 404
    for place in ("/letters/", f"/letters/{message}/", f"/letters/{message}/reply/"):
        assert as_bytes(ezra.get(place)) == nothing
    for deed in ("open", "accept", "ask-change", "let-go", "reply"):
        assert as_bytes(ezra.post(f"/letters/{message}/{deed}/", REASON)) == nothing
    assert "letter opened" not in acts()


def test_a_letter_is_closed_until_a_reason_is_given(message: MessageId, leyla: Colleague) -> None:
    browser = browser_of(leyla)
    assert "plum" not in words(browser.get(f"/letters/{message}/"))
    for empty in ("", "   "):
        page = words(browser.post(f"/letters/{message}/open/", {"reason": empty}))
        assert "error-summary" in page
        assert "plum" not in page
    assert "letter opened" not in acts()
    assert browser.post(f"/letters/{message}/open/", REASON)["Location"] == f"/letters/{message}/"
    assert acts()[-1] == "letter opened"
    page = words(browser.get(f"/letters/{message}/"))
    assert TEXT in page
    assert "Open to you until 09:10 (UTC)" in page
    assert "Shirin" not in page


def test_a_letter_closes_after_its_minutes_and_is_open_to_nobody_else(
    desks: Desks, message: MessageId, reader: Client, clock: SettableClock
) -> None:
    assert "plum" not in words(desks.browser("omid", Duty.LETTERS).get(f"/letters/{message}/"))
    clock.advance(timedelta(minutes=9))
    assert TEXT in words(reader.get(f"/letters/{message}/"))
    clock.advance(timedelta(minutes=1))
    assert "plum" not in words(reader.get(f"/letters/{message}/"))


@pytest.mark.parametrize("deed", ["accept", "ask-change", "let-go"])
def test_what_comes_after_the_minutes_is_not_done_and_the_page_says_so(
    desks: Desks, message: MessageId, reader: Client, clock: SettableClock, deed: str
) -> None:
    clock.advance(timedelta(minutes=11))
    page = words(reader.post(f"/letters/{message}/{deed}/", {"words": "Leave out the street"}))
    assert "The letter has closed meanwhile, and nothing was done." in page
    assert "Leave out the street" in page
    assert "plum" not in page
    assert state_of(desks, message) is MessageState.WRITTEN


def test_a_locked_house_opens_no_letter_and_notes_none(
    message: MessageId, leyla: Colleague, agent: MemoryKeyAgent, unlocked: Unlocked
) -> None:
    browser = browser_of(leyla)
    agent.unlock(unlocked.only([KeyClass.REGISTER]))
    assert browser.get(f"/letters/{message}/").status_code == 200
    assert browser.post(f"/letters/{message}/open/", REASON).status_code == 503
    assert "letter opened" not in acts()
    agent.lock()
    assert browser.get(f"/letters/{message}/").status_code == 503


def test_hints_stand_beside_an_opened_letter(desks: Desks, leyla: Colleague) -> None:
    desks.request()
    message, browser = desks.message("Please come home, I can send you money."), browser_of(leyla)
    browser.post(f"/letters/{message}/open/", REASON)
    page = words(browser.get(f"/letters/{message}/"))
    assert "Such letters can do harm." in page
    assert "money" in page


def test_an_accepted_letter_waits_for_a_way(desks: Desks, message: MessageId, reader: Client) -> None:
    assert reader.post(f"/letters/{message}/accept/").status_code == 302
    assert state_of(desks, message) is MessageState.ACCEPTED
    page = words(reader.get(f"/letters/{message}/"))
    assert "Accepted: waits for a way" in page
    assert "Let it leave with the next round" not in page
    page = words(reader.post(f"/letters/{message}/let-go/"))
    assert "This message may not leave now." in page


def test_the_writer_is_asked_for_a_change_in_words_that_are_kept(
    desks: Desks, message: MessageId, reader: Client
) -> None:
    assert "error-summary" in words(reader.post(f"/letters/{message}/ask-change/", {"words": " "}))
    reader.post(f"/letters/{message}/ask-change/", {"words": "Please leave out the street"})
    assert state_of(desks, message) is MessageState.PLEASE_CHANGE
    assert "Please leave out the street" in words(reader.get(f"/letters/{message}/"))


def test_with_leave_a_letter_leaves_with_the_next_round_and_is_handed_over(
    desks: Desks, message: MessageId, reader: Client
) -> None:
    agreed(desks)
    reader.post(f"/letters/{message}/accept/")
    assert "Accepted: may leave" in words(reader.get("/letters/"))
    assert "Let it leave with the next round" in words(reader.get(f"/letters/{message}/"))
    assert reader.post(f"/letters/{message}/let-go/").status_code == 302
    page = words(reader.get(f"/letters/{message}/"))
    assert "Accepted: leaves with the next round" in page
    assert "Nothing more can be changed" in page
    assert "leaves with the next round" in words(reader.post(f"/letters/{message}/ask-change/", {"words": "No"}))
    desks.release()
    assert "Left: to be handed over" in words(reader.get("/letters/"))
    page = words(reader.get(f"/letters/{message}/"))
    assert '<bdi translate="no">داریوش احمدی</bdi>' in page
    assert '<bdi translate="no">Lindenau</bdi>' in page
    assert 'From <bdi translate="no">Shirin Ahmadi</bdi>' in page


def test_a_letter_that_was_let_go_and_stopped_stands_on_the_list_as_waiting_again(
    desks: Desks, message: MessageId, reader: Client
) -> None:
    present = desks.presence()
    agreed(desks, present)
    reader.post(f"/letters/{message}/accept/")
    reader.post(f"/letters/{message}/let-go/")
    withdraw(actor=cast.JOB, now=desks.parts.clock.now(), parts=desks.parts, subject=present)
    desks.release()
    again = "It was let go and has not left. It waits for a way again"
    assert again in words(reader.get("/letters/"))
    assert again in words(reader.get(f"/letters/{message}/"))
    assert reader.post(f"/letters/{message}/accept/").status_code == 302
    assert "Accepted: waits for a way" in words(reader.get("/letters/"))


def test_whom_to_bring_it_to_is_shown_only_while_the_letter_is_open(
    desks: Desks, message: MessageId, reader: Client, clock: SettableClock
) -> None:
    agreed(desks)
    for deed in ("accept", "let-go"):
        reader.post(f"/letters/{message}/{deed}/")
    desks.release()
    clock.advance(timedelta(minutes=11))
    page = words(reader.get(f"/letters/{message}/"))
    assert "Left: to be handed over" in page
    assert "داریوش" not in page


def test_a_typed_reply_is_accepted_by_somebody_else_and_comes_back(
    desks: Desks, message: MessageId, reader: Client
) -> None:
    agreed(desks)
    assert reader.get(f"/letters/{message}/reply/")["Location"] == f"/letters/{message}/"
    for deed in ("accept", "let-go"):
        reader.post(f"/letters/{message}/{deed}/")
    desks.release()
    assert reader.get(f"/letters/{message}/reply/").status_code == 200
    page = words(reader.post(f"/letters/{message}/reply/", {"text": "word " * 301}))
    assert "at most 300 words" in page
    assert page.count("word word") > 1
    assert reader.post(f"/letters/{message}/reply/", {"text": "I have read it. Water the tree."}).status_code == 302
    assert state_of(desks, message) is MessageState.ANSWERED
    page = words(reader.get("/letters/"))
    assert "typed at this desk" in page
    reply = page.rpartition('href="/letters/')[2][:32]
    reader.post(f"/letters/{reply}/open/", REASON)
    assert "You typed this yourself." in words(reader.post(f"/letters/{reply}/accept/"))
    other = desks.browser("omid", Duty.LETTERS)
    other.post(f"/letters/{reply}/open/", REASON)
    for deed in ("accept", "let-go"):
        assert other.post(f"/letters/{reply}/{deed}/").status_code == 302
    desks.release()
    assert words(other.get("/letters/")).count("Left") >= 1


def test_a_second_reply_to_one_letter_is_not_taken(message: MessageId, reader: Client) -> None:
    page = words(reader.post(f"/letters/{message}/reply/", {"text": "I was never asked."}))
    assert "A reply belongs to a message that has left." in page
    assert "I was never asked." in page


def test_a_letter_too_long_for_the_page_it_goes_to_is_not_let_go(desks: Desks, leyla: Colleague) -> None:
    keys = desks.slip("leyla")
    slip = {"locator": keys.locator, "public": keys.public, "verify_key": keys.verify_key}
    desks.request()
    agreed(desks, desks.presence(**slip))
    message, browser = desks.message("x" * 8000), browser_of(leyla)
    browser.post(f"/letters/{message}/open/", REASON)
    browser.post(f"/letters/{message}/accept/")
    assert "too long for the page it goes to" in words(browser.post(f"/letters/{message}/let-go/"))
    assert state_of(desks, message) is MessageState.ACCEPTED


def test_letters_of_her_own_family_are_not_there_for_leyla(desks: Desks, message: MessageId, leyla: Colleague) -> None:
    now = desks.parts.clock.now()
    declare_kin(actor=leyla.actor, now=now, parts=desks.parts, account=leyla.account, name="Shirin Ahmadi")
    browser = browser_of(leyla)
    nothing = as_bytes(browser.get("/letters/" + "0" * 32 + "/"))
    assert nothing[0] == 404
    assert as_bytes(browser.get(f"/letters/{message}/")) == nothing
    assert as_bytes(browser.post(f"/letters/{message}/open/", REASON)) == nothing
    assert message not in words(browser.get("/letters/"))


def test_a_message_of_somebody_erased_leaves_the_list_and_the_rest_stays(desks: Desks, message: MessageId) -> None:
    [request] = open_requests(parts=desks.parts)
    erase_request(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts, request_id=request.id)
    assert message not in words(desks.browser("leyla", Duty.LETTERS).get("/letters/"))
