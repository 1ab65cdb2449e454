from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.consent.queries import history
from khabar.apps.matches.files import opened_pair
from khabar.domain.answers import Answer, Disclosure, Setting, Tells, Withdrawal
from khabar.domain.asking import PairState
from khabar.domain.duties import Duty
from khabar.domain.forms import FiledBy
from web.desks import hidden, words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.domain.ids import PairId
    from web.desks import Desks

from web.asking_desk.pairs import ANSWER, FOUND, post, state_of


def test_the_words_for_asking_stand_where_the_answer_is_written_down(desks: Desks, asked: PairId) -> None:
    page = words(desks.browser("leyla", Duty.ASKING_DESK).get(f"/asking/{asked}/answer/"))
    for spoken in (
        "Someone would like to know how you are. You need not answer.",
        "Nothing you get or lose here depends on your answer.",
        "Tell only: ___. Must not know: ___.",
        "Courts and UN bodies may be told in confidence that I live",
        "third hands are never answers",
    ):
        assert spoken in page


def test_an_answer_given_alone_is_kept_as_it_was_typed(
    desks: Desks, asked: PairId, mira: Colleague, tomas: Colleague
) -> None:
    typed = ANSWER | {
        "tells": "3",
        "address": "Mill Lane 3\nsecond door",
        "must_not_know": "Uncle Karim\n\nthe neighbours",
        "if_i_die": "Leyla",
        "until": "۱۴۰۵/۰۷/۰۸",
        "confidential_authorities": "no",
    }
    assert post(browser_of(mira), asked, "answer", **typed).status_code == 302
    [said] = history(opened_pair(asked, parts=desks.parts).presence_id, parts=desks.parts)
    assert isinstance(said, Answer)
    assert (said.tells, said.setting, said.own_words) == (Tells.ADDRESS, Setting.ALONE, ANSWER["own_words"])
    assert said.address == "Mill Lane 3\nsecond door"
    assert said.must_not_know == ("Uncle Karim", "the neighbours")
    assert (said.if_i_die, said.confidential_authorities) == ("Leyla", False)
    assert said.last_day.isoformat() == "2026-09-30"
    assert state_of(desks, asked) is PairState.ONE_FOR_ANSWER
    told = "What may be told to this enquirer today"
    assert told not in words(browser_of(mira).get(f"/asking/{asked}/"))
    assert "where the person can be reached" in confirm(browser_of(tomas), asked).partition(told)[2]
    assert state_of(desks, asked) is PairState.ANSWERED


def confirm(reader: Client, pair: PairId) -> str:
    """Say how one knows it, as the second person."""
    answer = post(reader, pair, "answer/confirm", reason="I have asked whoever spoke with him.")
    assert answer.status_code == 302
    return words(reader.get(f"/asking/{pair}/"))


def test_one_writes_an_answer_down_and_another_confirms_it(
    desks: Desks, asked: PairId, mira: Colleague, tomas: Colleague
) -> None:
    writer, reader = browser_of(mira), browser_of(tomas)
    post(writer, asked, "answer", **ANSWER)
    mine, others = (words(one.get(f"/asking/{asked}/")) for one in (writer, reader))
    assert "It opens nothing until somebody else of this desk has confirmed it." in mine
    assert "This is what was answered" not in mine
    assert "It opens nothing until you have confirmed it" in others
    assert "it waits to be confirmed" in words(reader.get("/asking/"))
    refused = post(reader, asked, "answer/confirm", reason=" ")
    assert "Please fill this in." in words(refused)
    assert state_of(desks, asked) is PairState.ONE_FOR_ANSWER
    assert "The answer is kept. What may be told leaves with the next round." in confirm(reader, asked)
    assert state_of(desks, asked) is PairState.ANSWERED


def test_whoever_wrote_an_answer_down_cannot_confirm_it_by_its_address(asked: PairId, mira: Colleague) -> None:
    writer = browser_of(mira)
    post(writer, asked, "answer", **ANSWER)
    assert post(writer, asked, "answer/confirm", reason="I know it.").status_code == 404


def test_what_was_written_down_last_can_be_read_over_and_a_mistyping_is_seen(asked: PairId, mira: Colleague) -> None:
    client = browser_of(mira)
    assert "What was written down last" not in words(client.get(f"/asking/{asked}/"))
    post(client, asked, "answer", **(ANSWER | {"tells": "0", "must_not_know": "my uncle"}))
    page = words(client.get(f"/asking/{asked}/")).partition("What was written down last")[2].partition("Both sides")[0]
    for written in ("Nothing may be told.", "Alone", ANSWER["own_words"], "my uncle"):
        assert written in page
    post(client, asked, "withdraw")
    page = words(client.get(f"/asking/{asked}/")).partition("What was written down last")[2]
    assert "Everything is taken back." in page


def test_an_observed_yes_tells_no_more_than_seen_alive(asked: PairId, mira: Colleague, tomas: Colleague) -> None:
    post(browser_of(mira), asked, "answer", **(ANSWER | {"tells": "2", "setting": "observed"}))
    confirm(browser_of(tomas), asked)
    page = words(browser_of(mira).get(f"/asking/{asked}/"))
    assert "that the person was seen alive, with the day" in page
    assert "messages, in both directions" not in page


def test_an_observed_no_is_asked_again_one_day_and_a_no_said_alone_is_not(
    asked: PairId, mira: Colleague, tomas: Colleague
) -> None:
    browser = browser_of(mira)
    post(browser, asked, "answer", **(ANSWER | {"tells": "0", "setting": "observed"}))
    confirm(browser_of(tomas), asked)
    page = words(browser.get(f"/asking/{asked}/"))
    assert "I agree that this person is asked" in page
    assert "What may be told to this enquirer today" not in page
    post(browser, asked, "answer", **(ANSWER | {"tells": "0"}))
    page = words(browser.get(f"/asking/{asked}/"))
    assert "I agree that this person is asked" not in page
    assert "This person said no, alone, and is not asked again." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"given_on": "2026-03-03"}, "This day has not come yet."),
        ({"given_on": "2025-03-02"}, "On this day the request was not filed yet."),
        ({"given_on": "soon"}, "Write the day as"),
        ({"given_on": "2026-02-30"}, "Write the day as"),
        ({"given_on": "2026-03"}, "Write the day as"),
        ({"until": "2026-01-01"}, "cannot lie before the day it was given"),
        ({"tells": "3"}, "Write where the person can be reached"),
        ({"address": "Mill Lane 3"}, "This may not be told, so it must not be kept."),
        ({"own_words": "ن" * 999, "address": "ک" * 999 + "🌳", "tells": "3"}, ""),
        ({"own_words": "🌳" * 999, "address": "🌳" * 999, "tells": "3"}, "are too long"),
        ({"own_words": "x" * 1001}, "at most 1000"),
        ({"setting": "own_word"}, "Please choose one of those offered here."),
        ({"tells": ""}, "Please fill this in."),
    ],
)
def test_an_answer_that_contradicts_itself_is_mended_with_everything_kept(
    desks: Desks, asked: PairId, mira: Colleague, typed: dict[str, str], sentence: str
) -> None:
    if not sentence:
        assert post(browser_of(mira), asked, "answer", **(ANSWER | typed)).status_code == 302
        return
    answer = post(browser_of(mira), asked, "answer", **(ANSWER | {"if_i_die": "Leyla"} | typed))
    page = words(answer)
    assert answer.status_code == 200
    assert sentence in page
    assert 'value="Leyla"' in page
    assert state_of(desks, asked) is PairState.ASKED


def test_an_answer_to_what_was_not_asked_leads_back_to_the_pair(desks: Desks, pair: PairId) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    assert mira.get(f"/asking/{pair}/answer/")["Location"] == f"/asking/{pair}/"
    assert post(mira, pair, "answer", **ANSWER).status_code == 404


def test_two_who_write_down_one_answer_do_not_write_it_twice(
    desks: Desks, asked: PairId, mira: Colleague, tomas: Colleague
) -> None:
    second = browser_of(tomas)
    seen = hidden(second.get(f"/asking/{asked}/answer/"), "seen")
    post(browser_of(mira), asked, "answer", **ANSWER)
    page = words(second.post(f"/asking/{asked}/answer/", ANSWER | {"seen": seen}))
    assert "Somebody else has changed this pair just now." in page
    assert "Greet the plum tree." in page
    assert len(history(opened_pair(asked, parts=desks.parts).presence_id, parts=desks.parts)) == 1


def test_not_reached_tells_nothing_and_may_be_asked_again(desks: Desks, asked: PairId) -> None:
    mira = desks.browser("leyla", Duty.ASKING_DESK)
    assert post(mira, asked, "not-reached").status_code == 302
    page = words(mira.get(f"/asking/{asked}/"))
    assert "I agree that this person is asked" in page
    assert "Write down what was answered" in page
    assert history(opened_pair(asked, parts=desks.parts).presence_id, parts=desks.parts) == ()


def test_what_was_allowed_is_taken_back_on_the_persons_word(desks: Desks, asked: PairId, mira: Colleague) -> None:
    browser = browser_of(mira)
    assert "The person takes it back" not in words(browser.get(f"/asking/{asked}/"))
    post(browser, asked, "answer", **ANSWER)
    assert post(browser, asked, "withdraw").status_code == 302
    said = history(opened_pair(asked, parts=desks.parts).presence_id, parts=desks.parts)
    assert [type(one) for one in said] == [Answer, Withdrawal]
    page = words(browser.get(f"/asking/{asked}/"))
    assert "It is taken back." in page
    assert "What may be told to this enquirer today" not in page
    assert "There is nothing to ask for this enquirer." in page


def test_two_who_agree_that_the_person_named_this_enquirer_record_the_persons_own_word(
    desks: Desks, mira: Colleague, tomas: Colleague, clock: SettableClock
) -> None:
    present = desks.presence(tells=Tells.MESSAGES, tell_name="Shirin", tell_kinship="sister", own_words="I am here")
    clock.advance(timedelta(days=3))
    pair = desks.pair(desks.request(), present)
    first, second = browser_of(mira), browser_of(tomas)
    page = words(post(first, pair, "named"))
    assert "First compare the two things" in page
    post(first, pair, "findings", **FOUND)
    assert post(first, pair, "named").status_code == 302
    assert state_of(desks, pair) is PairState.ONE_FOR_NAMED
    assert post(first, pair, "named").status_code == 404
    assert post(second, pair, "named").status_code == 302
    [said] = history(present, parts=desks.parts)
    assert isinstance(said, Answer)
    assert (said.setting, said.tells, said.own_words) == (Setting.OWN_WORD, Tells.MESSAGES, "I am here")
    assert Disclosure.MESSAGE in said.opens()
    assert said.given_on.isoformat() == "2026-03-02"


def test_an_own_word_written_before_a_withdrawal_does_not_lift_it(
    desks: Desks, mira: Colleague, tomas: Colleague
) -> None:
    present = desks.presence(tells=Tells.ALIVE, tell_kinship="sister")
    pair = desks.pair(desks.request(), present)
    desks.ask(pair, mira, tomas)
    browser = browser_of(mira)
    post(browser, pair, "answer", **ANSWER)
    post(browser, pair, "withdraw")
    post(browser, pair, "set-aside")
    post(browser, pair, "take-up")
    assert "This person has spoken since this was written." in words(post(browser, pair, "named"))
    assert state_of(desks, pair) is PairState.ONE_FOR_ANSWER, "it stands as it did before it was set aside"


def test_a_word_of_third_hands_is_not_the_persons_own(desks: Desks) -> None:
    present = desks.presence(tells=Tells.ALIVE, tell_kinship="sister", filed_by=FiledBy.LIST)
    pair, mira = desks.pair(desks.request(), present), desks.browser("mira", Duty.ASKING_DESK)
    post(mira, pair, "findings", **FOUND)
    assert "no answer" in words(post(mira, pair, "named"))
    assert state_of(desks, pair) is PairState.PROPOSED
