from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.consent.queries import history
from khabar.apps.matches.actions import record_answer
from khabar.apps.matches.files import opened_pair
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scan_of
from khabar.apps.post.files import opened_message
from khabar.apps.post.models import Message
from khabar.apps.registry.models import Presence
from khabar.apps.registry.queries import presence_file
from khabar.domain.answers import Answer, Setting, Tells, draft_answer
from khabar.domain.asking import PairState
from khabar.domain.duties import Duty
from khabar.domain.forms import FiledBy
from khabar.domain.ids import MessageId, PresenceId
from khabar.domain.messages import MessageState
from khabar.domain.paper_trays import CameBy, Outcome
from khabar.domain.sheets import SheetKind, new_sheet_code, printed_code
from papers import CANARY, Seen, picture
from web.desks import acts, as_bytes, hidden, text, words
from web.papers.sending import brought, issued, papers_at

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PairId
    from web.desks import Desks

DARIUS = {
    "tells": "2",
    "setting": "observed",
    "name": "داریوش احمدی",
    "father": "Hassan",
    "tell_name": "Shirin",
    "tell_kinship": "sister",
    "must_not_know": "uncle Reza\nthe baker",
    "two_things_1": "a boat, painted blue",
}
TEXT = "I am well. Plant the plum tree again."
REASON = {"reason": "To type it from the paper"}


@pytest.fixture
def mira(desks: Desks) -> Colleague:
    return desks.colleague("mira", Duty.ASKING_DESK, Duty.LETTERS)


@pytest.fixture
def browser(mira: Colleague) -> Client:
    return browser_of(mira)


@pytest.fixture
def asked(desks: Desks, mira: Colleague) -> PairId:
    pair = desks.pair()
    desks.ask(pair, mira, desks.colleague("tomas", Duty.ASKING_DESK))
    return pair


def asking_sheet(desks: Desks, pair: PairId, *inked: int) -> None:
    meant = {"about": pair, "4821": "messages", "2075": "nothing", "9316": "address", "5502": "alive"}
    brought(desks, picture(Seen(issued(desks, SheetKind.ASKING, meant), inked=inked)))


def outcome_of(desks: Desks, scan_id: str) -> Outcome | None:
    return scan_of(scan_id, parts=desks.parts).inside.outcome


def is_chosen(page: str, name: str, value: str) -> bool:
    return bool(re.search(rf'name="{name}" value="{value}"[^>]*checked', page))


def test_the_list_says_what_a_paper_seems_to_be_and_no_name(desks: Desks, browser: Client, asked: PairId) -> None:
    asking_sheet(desks, asked, 4)
    brought(desks, picture())
    page = text(browser.get("/asking/papers/"))
    assert "An asking sheet" in page
    assert "No square code was found" in page
    assert "Darius" not in page
    assert "احمدی" not in page
    assert acts()[-1] == "papers listed"


def test_a_paper_is_shown_with_its_picture_and_both_readings_are_in_the_ledger(
    desks: Desks, browser: Client, asked: PairId
) -> None:
    asking_sheet(desks, asked, 4)
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    assert f'<img src="/asking/papers/{paper}/picture/"' in words(page)
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    shown = browser.get(f"/asking/papers/{paper}/picture/")
    assert CANARY.encode() in shown.content
    assert (shown.headers["Content-Type"], shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert {"paper read", "pair read", "paper looked at"} <= set(acts())


def test_what_the_machine_sees_is_a_proposal_with_the_meaning_of_this_very_sheet(
    desks: Desks, browser: Client, asked: PairId
) -> None:
    asking_sheet(desks, asked, 4)
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    said = text(page)
    assert "The machine sees ink in box 4. Please look yourself." in said
    assert "Box 4, printed 5502: Only that the person lives · ink seen" in said
    assert is_chosen(words(page), "tells", str(Tells.ALIVE.value))
    assert is_chosen(words(page), "setting", "observed")


@pytest.mark.parametrize("inked", [(), (1, 2), (1, 2, 3, 4)])
def test_where_ink_is_not_clear_nothing_is_proposed(
    desks: Desks, browser: Client, asked: PairId, inked: tuple[int, ...]
) -> None:
    asking_sheet(desks, asked, *inked)
    [paper] = papers_at(browser, "asking")
    page = words(browser.get(f"/asking/papers/{paper}/"))
    assert not any(is_chosen(page, "tells", str(one.value)) for one in Tells)


def test_a_person_sends_what_she_sees_and_that_is_recorded(desks: Desks, browser: Client, asked: PairId) -> None:
    asking_sheet(desks, asked, 4)
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    answer = {"seen": hidden(page, "seen"), "tells": "0", "setting": "alone", "given_on": "2026-03-02"}
    assert browser.post(f"/asking/papers/{paper}/answer/", answer).status_code == 302
    [said] = [
        one for one in history(PresenceId(Presence.objects.get().id), parts=desks.parts) if isinstance(one, Answer)
    ]
    assert (said.tells, said.setting) == (Tells.NOTHING, Setting.ALONE)
    assert opened_pair(asked, parts=desks.parts).inside.standing.state is PairState.ONE_FOR_ANSWER
    assert papers_at(browser, "asking") == []
    assert outcome_of(desks, paper) is Outcome.FILED


def test_whoever_confirms_an_answer_finds_the_paper_it_was_written_down_from(
    desks: Desks, browser: Client, asked: PairId
) -> None:
    asking_sheet(desks, asked, 4)
    [paper] = papers_at(browser, "asking")
    answer = {"tells": "1", "setting": "alone", "given_on": "2026-03-02"}
    seen = hidden(browser.get(f"/asking/papers/{paper}/"), "seen")
    browser.post(f"/asking/papers/{paper}/answer/", answer | {"seen": seen})
    reader = desks.browser("leyla", Duty.ASKING_DESK)
    page = reader.get(f"/asking/{asked}/")
    assert f'href="/asking/papers/{paper}/"' in page.content.decode()
    assert reader.get(f"/asking/papers/{paper}/").status_code == 200
    assert reader.get(f"/asking/papers/{paper}/picture/").status_code == 200
    how = {"seen": hidden(page, "seen"), "reason": "I have read the sheet."}
    assert reader.post(f"/asking/{asked}/answer/confirm/", how).status_code == 302
    assert opened_pair(asked, parts=desks.parts).inside.standing.state is PairState.ANSWERED


def test_an_answer_with_a_fault_comes_back_beside_the_picture_with_what_was_typed(
    desks: Desks, browser: Client, asked: PairId
) -> None:
    asking_sheet(desks, asked, 4)
    [paper] = papers_at(browser, "asking")
    seen = hidden(browser.get(f"/asking/papers/{paper}/"), "seen")
    wrong = {"seen": seen, "tells": "1", "setting": "alone", "given_on": "one day", "own_words": "under the plum tree"}
    page = browser.post(f"/asking/papers/{paper}/answer/", wrong)
    assert page.status_code == 200
    assert "under the plum tree" in words(page)
    assert "<img" in words(page)
    assert papers_at(browser, "asking") == [paper]


def test_an_offer_is_typed_as_observed_unless_the_carrier_said_alone(desks: Desks, browser: Client) -> None:
    brought(desks, picture(Seen(issued(desks, SheetKind.OFFER), inked=(3,), boxes=3)))
    [paper] = papers_at(browser, "asking")
    page = words(browser.get(f"/asking/papers/{paper}/"))
    assert is_chosen(page, "tells", str(Tells.MESSAGES.value))
    assert is_chosen(page, "setting", "observed")
    assert browser.post(f"/asking/papers/{paper}/presence/", DARIUS).status_code == 302
    form = presence_file(PresenceId(Presence.objects.get().id), parts=desks.parts).form
    assert (form.filed_by, form.setting, form.tells) == (FiledBy.OTHER, Setting.OBSERVED, Tells.MESSAGES)
    assert (form.name, form.must_not_know) == ("داریوش احمدی", ("uncle Reza", "the baker"))
    assert outcome_of(desks, paper) is Outcome.FILED


def test_an_offer_filled_in_alone_is_the_persons_own_word(desks: Desks, browser: Client) -> None:
    brought(desks, picture(issued(desks, SheetKind.OFFER)))
    [paper] = papers_at(browser, "asking")
    browser.post(f"/asking/papers/{paper}/presence/", DARIUS | {"setting": "alone"})
    form = presence_file(PresenceId(Presence.objects.get().id), parts=desks.parts).form
    assert (form.is_own_word, form.setting) == (True, Setting.ALONE)


def test_an_offer_that_names_nobody_and_wants_something_told_comes_back(desks: Desks, browser: Client) -> None:
    brought(desks, picture(issued(desks, SheetKind.OFFER)))
    [paper] = papers_at(browser, "asking")
    page = browser.post(f"/asking/papers/{paper}/presence/", DARIUS | {"tell_name": "", "tell_kinship": ""})
    assert "Say who may be told" in text(page)
    assert not Presence.objects.exists()
    assert papers_at(browser, "asking") == [paper]


@pytest.mark.parametrize("outcome", ["blank", "observed_no", "new_picture"])
def test_a_blank_offer_and_a_watched_no_are_put_away_and_nothing_is_filed(
    desks: Desks, browser: Client, outcome: str
) -> None:
    brought(desks, picture(issued(desks, SheetKind.OFFER)))
    [paper] = papers_at(browser, "asking")
    assert browser.post(f"/asking/papers/{paper}/settle/", {"outcome": outcome}).status_code == 302
    assert outcome_of(desks, paper) is Outcome(outcome)
    assert not Presence.objects.exists()


def test_a_sheet_that_came_before_can_only_be_put_away(desks: Desks, browser: Client) -> None:
    code = issued(desks, SheetKind.OFFER)
    brought(desks, picture(code))
    [first] = papers_at(browser, "asking")
    browser.post(f"/asking/papers/{first}/presence/", DARIUS)
    brought(desks, picture(code, note="the same sheet, photographed again"))
    assert "came before" in text(browser.get("/asking/papers/"))
    [again] = papers_at(browser, "asking")
    page = words(browser.get(f"/asking/papers/{again}/"))
    assert "Another picture of this sheet was settled before." in page
    assert f"/asking/papers/{again}/presence/" not in page
    refused = browser.post(f"/asking/papers/{again}/presence/", DARIUS | {"name": "Somebody else"})
    assert refused.status_code == 200
    assert Presence.objects.count() == 1
    browser.post(f"/asking/papers/{again}/settle/", {"outcome": "before"})
    assert papers_at(browser, "asking") == []


def test_a_foreign_sheet_is_put_away_as_not_ours(desks: Desks, browser: Client) -> None:
    brought(desks, picture(new_sheet_code(SheetKind.OFFER, desks.parts.entropy.bytes)))
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    assert "A sheet that we do not know" in text(page)
    browser.post(f"/asking/papers/{paper}/settle/", {"outcome": "filed"})
    assert papers_at(browser, "asking") == [paper]
    browser.post(f"/asking/papers/{paper}/settle/", {"outcome": "not_ours"})
    assert outcome_of(desks, paper) is Outcome.NOT_OURS


def test_a_request_form_that_a_carrier_brought_is_given_to_the_family_desk(desks: Desks, browser: Client) -> None:
    brought(desks, picture(issued(desks, SheetKind.INTAKE)))
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    [paper] = papers_at(browser, "asking")
    assert papers_at(farid, "families") == []
    assert browser.post(f"/asking/papers/{paper}/pass-on/").status_code == 302
    assert papers_at(farid, "families") == [paper]
    assert CANARY.encode() in farid.get(f"/families/papers/{paper}/picture/").content
    assert browser.get(f"/asking/papers/{paper}/").status_code == 404


def test_a_request_form_beside_another_sheet_is_not_given_on(desks: Desks, browser: Client) -> None:
    brought(desks, picture(issued(desks, SheetKind.INTAKE), issued(desks, SheetKind.OFFER)))
    for paper in papers_at(browser, "asking"):
        assert "/pass-on/" not in words(browser.get(f"/asking/papers/{paper}/"))
        assert browser.post(f"/asking/papers/{paper}/pass-on/").status_code == 200
    assert len(papers_at(browser, "asking")) == 2
    assert papers_at(desks.browser("farid", Duty.FAMILY_DESK), "families") == []


def test_an_unreadable_page_of_the_family_desk_is_named_there_and_goes_where_it_belongs(
    desks: Desks, browser: Client
) -> None:
    code = issued(desks, SheetKind.OFFER)
    brought(desks, picture(), CameBy.FAMILY_DESK)
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    [paper] = papers_at(farid, "families")
    mistyped = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = farid.post(f"/families/papers/{paper}/digits/", {"digits": mistyped})
    assert "A digit of this sheet is mistyped" in text(page)
    assert farid.post(f"/families/papers/{paper}/digits/", {"digits": printed_code(code)}).status_code == 302
    assert papers_at(farid, "families") == []
    assert papers_at(browser, "asking") == [paper]


def handed_over(desks: Desks, mira: Colleague, pair: PairId) -> MessageId:
    """Shirin's message has left, to be handed to Darius, who agreed to messages."""
    now, parts = desks.parts.clock.now(), desks.parts
    message = desks.message("The plum tree has flowered.")
    answer = draft_answer(tells=Tells.MESSAGES, setting=Setting.ALONE, given_on=now.date())
    record_answer(actor=mira.actor, now=now, parts=parts, pair_id=pair, answer=answer)
    cast.confirmed(parts, pair)
    desks.release()
    reader = browser_of(mira)
    reader.post(f"/letters/{message}/open/", REASON)
    reader.post(f"/letters/{message}/accept/")
    reader.post(f"/letters/{message}/let-go/")
    desks.release()
    return message


def test_a_reply_is_opened_for_a_reason_typed_beside_its_picture_and_kept(
    desks: Desks, browser: Client, mira: Colleague, asked: PairId
) -> None:
    message = handed_over(desks, mira, asked)
    brought(desks, picture(issued(desks, SheetKind.REPLY, message)))
    [paper] = papers_at(browser, "letters")
    closed = browser.get(f"/letters/papers/{paper}/")
    assert "<img" not in words(closed)
    assert browser.get(f"/letters/papers/{paper}/picture/").status_code == 404
    assert browser.post(f"/letters/papers/{paper}/open/", {"reason": ""}).status_code == 200
    browser.post(f"/letters/papers/{paper}/open/", REASON)
    assert "<img" in words(browser.get(f"/letters/papers/{paper}/"))
    assert CANARY.encode() in browser.get(f"/letters/papers/{paper}/picture/").content
    assert browser.post(f"/letters/papers/{paper}/reply/", {"text": TEXT}).status_code == 302
    assert opened_message(message, parts=desks.parts).inside.state is MessageState.ANSWERED
    assert outcome_of(desks, paper) is Outcome.FILED


def test_a_picture_of_a_letter_closes_after_its_minutes(desks: Desks, browser: Client, clock: SettableClock) -> None:
    brought(desks, picture(issued(desks, SheetKind.MESSAGE, desks.request())))
    [paper] = papers_at(browser, "letters")
    browser.post(f"/letters/papers/{paper}/open/", REASON)
    clock.advance(timedelta(minutes=desks.parts.options.reading_minutes, seconds=1))
    assert "<img" not in words(browser.get(f"/letters/papers/{paper}/"))
    page = browser.post(f"/letters/papers/{paper}/message/", {"text": TEXT})
    assert "The letter has closed meanwhile" in text(page)
    assert not Message.objects.exists()


def test_a_message_written_by_hand_is_typed_and_waits_for_another_to_accept_it(desks: Desks, browser: Client) -> None:
    request = desks.request()
    brought(desks, picture(issued(desks, SheetKind.MESSAGE, request)))
    [paper] = papers_at(browser, "letters")
    browser.post(f"/letters/papers/{paper}/open/", REASON)
    assert browser.post(f"/letters/papers/{paper}/message/", {"text": TEXT}).status_code == 302
    made = opened_message(MessageId(Message.objects.get().id), parts=desks.parts)
    assert (made.writer, made.inside.state) == (request, MessageState.WRITTEN)
    browser.post(f"/letters/{made.id}/open/", REASON)
    assert "You typed this yourself." in text(browser.post(f"/letters/{made.id}/accept/"))


def test_a_colleague_of_the_asking_desk_alone_never_sees_a_letter(desks: Desks, browser: Client) -> None:
    offer, reply = issued(desks, SheetKind.OFFER), issued(desks, SheetKind.REPLY, "ab" * 16)
    brought(desks, picture(offer, reply))
    asking = desks.browser("parisa", Duty.ASKING_DESK)
    [paper] = papers_at(asking, "asking")
    assert "<img" not in words(asking.get(f"/asking/papers/{paper}/"))
    assert asking.post(f"/asking/papers/{paper}/open/", REASON).status_code == 404
    assert asking.get(f"/asking/papers/{paper}/picture/").status_code == 404
    browser.post(f"/asking/papers/{paper}/open/", REASON)
    assert browser.get(f"/asking/papers/{paper}/picture/").status_code == 200


DESKS = {"families": Duty.FAMILY_DESK, "asking": Duty.ASKING_DESK, "letters": Duty.LETTERS}


@pytest.mark.parametrize("desk", list(DESKS))
def test_ezra_gets_of_a_paper_that_is_elsewhere_what_no_address_gives(desks: Desks, desk: str) -> None:
    brought(desks, picture(issued(desks, SheetKind.INTAKE)), CameBy.FAMILY_DESK)
    brought(desks, picture(issued(desks, SheetKind.OFFER)))
    brought(desks, picture(issued(desks, SheetKind.REPLY, "ab" * 16)))
    ezra = desks.browser("ezra", DESKS[desk])
    own = papers_at(ezra, desk)
    assert len(own) == 1
    nothing, posted = as_bytes(ezra.get("/no/such/page/")), as_bytes(ezra.post("/no/such/page/"))
    for scan_id in set(Scan.objects.values_list("id", flat=True)) - set(own):
        for page in ("", "picture/"):
            assert as_bytes(ezra.get(f"/{desk}/papers/{scan_id}/{page}")) == nothing
        for deed in ("digits", "settle", "open"):
            assert as_bytes(ezra.post(f"/{desk}/papers/{scan_id}/{deed}/", {"outcome": "blank"})) == posted
    assert Scan.objects.filter(is_waiting=True).count() == 3


def test_a_locked_house_shows_no_tray(desks: Desks, browser: Client, agent: MemoryKeyAgent) -> None:
    brought(desks, picture())
    agent.lock()
    for desk in ("asking", "letters"):
        assert browser.get(f"/{desk}/papers/").status_code == 503


def test_a_colleague_finds_a_settled_paper_with_what_became_of_it_and_nothing_to_do(
    desks: Desks, browser: Client
) -> None:
    brought(desks, picture(issued(desks, SheetKind.OFFER)))
    [paper] = papers_at(browser, "asking")
    browser.post(f"/asking/papers/{paper}/settle/", {"outcome": "blank"})
    page = words(browser.get(f"/asking/papers/{paper}/"))
    assert "Nothing was written on it." in page
    assert "/settle/" not in page
    again = browser.post(f"/asking/papers/{paper}/settle/", {"outcome": "new_picture"})
    assert "Somebody else has looked at this paper just now." in text(again)
    assert outcome_of(desks, paper) is Outcome.BLANK
