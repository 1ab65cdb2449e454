"""Naming a bringer in twos, and the bringer's one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.matches.actions import record_answer, withdraw
from khabar.apps.registry.actions import establish
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from web.calls.test_helper_calls import NO_SLIP
from web.desks import acts, as_bytes, hidden, text, words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId
    from web.desks import Desks

MOTHER = {
    "enquirer_name": "Golnar Ahmadi",
    "enquirer_given": "Golnar",
    "way": Way.BRINGER,
    "phone": "55501",
    "post_address": "the bakery",
    "callback_question": "What did we call the goat?",
    "callback_answer": "Minister",
    **NO_SLIP,
}


@pytest.fixture
def mira(desks: Desks) -> Colleague:
    return desks.colleague("mira", Duty.ASKING_DESK)


@pytest.fixture
def tomas(desks: Desks) -> Colleague:
    return desks.colleague("tomas", Duty.ASKING_DESK)


@pytest.fixture
def omar(desks: Desks) -> Colleague:
    return desks.colleague("omar", Duty.BRINGER)


@pytest.fixture
def pair(desks: Desks, mira: Colleague, tomas: Colleague) -> PairId:
    """Darius has answered that his mother may hear of him."""
    parts, now = desks.parts, desks.parts.clock.now()
    request, farid = desks.request(**MOTHER), desks.colleague("farid", Duty.FAMILY_DESK)
    establish(
        actor=farid.actor,
        now=now,
        parts=parts,
        request_id=request,
        verification=Verification.KINSHIP_SHOWN,
        purpose=Purpose.FAMILY_NEWS,
        reported_dead=False,
    )
    made = desks.pair(request, desks.presence())
    desks.ask(made, mira, tomas)
    said = draft_answer(tells=Tells.ALIVE, setting=Setting.ALONE, given_on=now.date(), own_words="I still sing.")
    record_answer(actor=mira.actor, now=now, parts=parts, pair_id=made, answer=said)
    cast.confirmed(parts, made, tomas.actor)
    desks.release()
    return made


def send(browser: Client, pair: PairId, deed: str, **typed: object) -> object:
    seen = hidden(browser.get(f"/asking/{pair}/bringer/"), "seen")
    return browser.post(f"/asking/{pair}/bringer/{deed}", {"seen": seen, **typed})


def name(pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague) -> None:
    send(browser_of(mira), pair, "", bringer=omar.account)
    send(browser_of(tomas), pair, "confirm/")


def test_mira_proposes_tomas_confirms_and_omar_reads_one_word(
    pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    first, second, bringer = browser_of(mira), browser_of(tomas), browser_of(omar)
    assert "Who brings it" in text(first.get(f"/asking/{pair}/"))
    assert "The family wants somebody to come." in text(first.get(f"/asking/{pair}/bringer/"))
    send(first, pair, "", bringer=omar.account)
    page = text(first.get(f"/asking/{pair}/bringer/"))
    assert "It counts once somebody else of this desk confirms it." in page
    assert "I confirm" not in page
    assert "There is nothing for you to bring now." in text(bringer.get("/bringer/"))
    assert "Mira proposes Omar" in text(second.get(f"/asking/{pair}/bringer/"))
    send(second, pair, "confirm/")
    word = bringer.get("/bringer/")
    for shown in ("Golnar Ahmadi", "55501", "the bakery", "goat", "Minister", "aubergine", "I still sing.", "Darius"):
        assert shown in text(word)
    for hidden_part in (str(pair), "داریوش", "plum jam", "Hassan", "sister"):
        assert hidden_part not in words(word)
    assert acts()[-1] == "word opened"
    assert "sees this one word" in text(first.get(f"/asking/{pair}/bringer/"))


def test_omar_notes_what_came_of_it_and_it_closes(
    pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    name(pair, mira, tomas, omar)
    bringer = browser_of(omar)
    word = hidden(bringer.get("/bringer/"), "word")
    bringer.post("/bringer/not-reached/", {"word": word})
    assert "Try again another day." in text(bringer.get("/bringer/"))
    bringer.post("/bringer/spoken/", {"word": word})
    page = text(bringer.get("/bringer/"))
    assert "It is noted." in page
    assert "I still sing." not in page
    assert bringer.post("/bringer/spoken/", {"word": word}).status_code == 404
    assert "It has been spoken." in text(browser_of(mira).get(f"/asking/{pair}/bringer/"))


def test_the_stop_word_closes_it_until_somebody_is_named_again(
    pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    name(pair, mira, tomas, omar)
    bringer = browser_of(omar)
    bringer.post("/bringer/stop-word/", {"word": hidden(bringer.get("/bringer/"), "word")})
    assert "There is nothing for you to bring now." in text(bringer.get("/bringer/"))
    assert "The stop word was said." in text(browser_of(tomas).get(f"/asking/{pair}/bringer/"))


def test_a_withdrawal_while_the_page_is_open_stops_it(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    name(pair, mira, tomas, omar)
    bringer = browser_of(omar)
    word = hidden(bringer.get("/bringer/"), "word")
    withdraw(actor=mira.actor, now=desks.parts.clock.now(), parts=desks.parts, pair_id=pair)
    assert bringer.post("/bringer/spoken/", {"word": word}).status_code == 404
    assert "There is nothing for you to bring now." in text(bringer.get("/bringer/"))
    assert "Nothing. So there is nothing to bring." in text(browser_of(mira).get(f"/asking/{pair}/bringer/"))


def test_ezra_as_another_bringer_reads_the_page_of_whoever_is_named_for_nothing(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    ezra = desks.browser("ezra", Duty.BRINGER)
    before = words(ezra.get("/bringer/"))
    name(pair, mira, tomas, omar)
    assert words(ezra.get("/bringer/")) == before
    word = hidden(browser_of(omar).get("/bringer/"), "word")
    nothing = as_bytes(ezra.post("/bringer/spoken/", {"word": "0" * 32}))
    assert nothing[0] == 404
    for deed in ("spoken", "not-reached", "stop-word"):
        assert as_bytes(ezra.post(f"/bringer/{deed}/", {"word": word})) == nothing
    assert ezra.post("/bringer/spoken/", {}).status_code == 404


def test_what_cannot_be_is_said_beside_the_form_and_taken_back_in_one_step(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague, omar: Colleague
) -> None:
    first = browser_of(mira)
    nobody = first.post(f"/asking/{pair}/bringer/", {"seen": "1", "bringer": "0" * 32})
    assert "error-summary" in words(nobody)
    stale = first.post(f"/asking/{pair}/bringer/", {"seen": "1", "bringer": omar.account})
    assert "Somebody else has changed this pair" in text(stale)
    send(first, pair, "", bringer=omar.account)
    send(browser_of(tomas), pair, "take-back/")
    assert "proposes" not in text(first.get(f"/asking/{pair}/bringer/"))
    seen = hidden(first.get(f"/asking/{pair}/bringer/"), "seen")
    gone = first.post(f"/asking/{pair}/bringer/confirm/", {"seen": seen})
    assert "Nobody is proposed any more." in text(gone)
    assert desks.browser("ezra", Duty.LETTERS).get(f"/asking/{pair}/bringer/").status_code == 404
