from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.matches.files import opened_pair
from khabar.apps.registry.actions import erase_presence, establish
from khabar.domain.asking import PairState
from khabar.domain.before_asking import Purpose, QuestionCheck, Risk, SaidOfMe, Verification
from khabar.domain.duties import Duty
from web.desks import FILING, acts, as_bytes, hidden, text, words

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.domain.ids import PairId
    from web.desks import Desks

from web.asking_desk.pairs import FOUND, WHY, post, state_of


def test_the_list_shows_the_likeliest_first_and_names_the_prior_once(desks: Desks, pair: PairId) -> None:
    unlikely = desks.pair(
        desks.request(name="Darya Karimi", locator=b"", public=b"", verify_key=b""), desks.presence(name="Dara Karim")
    )
    page = words(desks.browser("mira", Duty.ASKING_DESK).get("/asking/"))
    assert page.count("20,000") == 1
    assert page.index(pair) < page.index(unlikely)
    assert '<bdi translate="no">Darius Ahmadi</bdi>' in page
    assert '<bdi translate="no">داریوش احمدی</bdi>' in page
    assert "Proposed" in page
    assert acts()[-1] == "pairs listed"


def test_a_list_of_no_pairs_says_so(desks: Desks) -> None:
    assert "There is no pair." in words(desks.browser("mira", Duty.ASKING_DESK).get("/asking/"))


def test_an_erased_presence_leaves_the_list_and_the_rest_stays(desks: Desks, pair: PairId) -> None:
    gone = desks.presence(name="Dara Karim")
    other = desks.pair(desks.request(name="Dara Karimi", locator=b"", public=b"", verify_key=b""), gone)
    erase_presence(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts, presence_id=gone)
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = words(mira.get("/asking/"))
    assert pair in page
    assert other not in page
    assert mira.get(f"/asking/{other}/").status_code == 404


def test_a_pair_shows_both_sides_the_evidence_and_what_only_their_people_know(desks: Desks, pair: PairId) -> None:
    page = words(desks.browser("mira", Duty.ASKING_DESK).get(f"/asking/{pair}/"))
    for written in ("the blue boat", "a boat, painted blue", "speaks for it", "Born"):
        assert written in page
    assert 'Father&#x27;s name: “<bdi translate="no">Hassan</bdi>” and' in page
    assert page.count("<h1>") == 1
    assert "Nobody has verified the enquirer." in page
    assert "not noted that this person can be met alone" in page
    assert 'We may tell you how you are related: <bdi translate="no">sister</bdi>.' in page
    assert acts()[-1] == "pair read"


def test_a_name_that_may_be_said_stands_in_bdi_and_is_escaped(desks: Desks) -> None:
    request = desks.request(enquirer_name="<b>Shirin</b>", said_of_me=SaidOfMe.FULL_NAME)
    page = words(desks.browser("mira", Duty.ASKING_DESK).get(f"/asking/{desks.pair(request)}/"))
    assert 'a name: <bdi translate="no">&lt;b&gt;Shirin&lt;/b&gt;</bdi>.' in page
    assert "<b>Shirin" not in page


@pytest.mark.parametrize("duty", [Duty.FAMILY_DESK, Duty.LETTERS, Duty.HELPER, Duty.OPERATOR])
def test_ezra_of_another_desk_finds_nothing_here(desks: Desks, pair: PairId, duty: Duty) -> None:
    ezra = desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/at/all/"))
    assert nothing[0] == 404
    for deed in ("", "answer/"):
        assert as_bytes(ezra.get(f"/asking/{pair}/{deed}")) == nothing
    assert as_bytes(ezra.get("/asking/")) == nothing
    deeds = "findings agree named take-back set-aside take-up answer not-reached withdraw"
    for deed in deeds.split():
        assert as_bytes(ezra.post(f"/asking/{pair}/{deed}/", {"seen": "1"})) == nothing
    assert state_of(desks, pair) is PairState.PROPOSED


def test_a_pair_of_her_own_family_is_to_mira_as_if_there_were_none(desks: Desks, pair: PairId, mira: Colleague) -> None:
    now = desks.parts.clock.now()
    declare_kin(actor=mira.actor, now=now, parts=desks.parts, account=mira.account, name="Daryush Ahmadi")
    browser = browser_of(mira)
    nothing = as_bytes(browser.get("/asking/" + "0" * 32 + "/"))
    assert nothing[0] == 404
    assert as_bytes(browser.get(f"/asking/{pair}/")) == nothing
    assert as_bytes(browser.post(f"/asking/{pair}/set-aside/", {"seen": "1"})) == nothing
    assert pair not in words(browser.get("/asking/"))


def test_what_was_found_out_is_kept_and_clears_the_way(desks: Desks, pair: PairId) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    assert "I agree that this person is asked" not in words(mira.get(f"/asking/{pair}/"))
    assert post(mira, pair, "findings", **FOUND).status_code == 302
    found = opened_pair(pair, parts=desks.parts).inside.findings
    assert (found.route_risk, found.questions, found.by_name_alone_possible, found.under_age) == (
        Risk.LOW,
        QuestionCheck.AGREE,
        True,
        False,
    )
    page = words(mira.get(f"/asking/{pair}/"))
    assert "Nobody is asked while this stands" not in page
    assert "I agree that this person is asked" in page


def test_a_missing_choice_is_mended_with_the_other_kept(desks: Desks, pair: PairId) -> None:
    page = words(post(desks.browser("mira", Duty.ASKING_DESK), pair, "findings", route_risk="high"))
    assert "error-summary" in page
    assert re.search(r'value="high"[^>]* checked', page)


def test_asking_over_an_obstacle_wants_a_written_reason_that_the_second_reads(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    post(first, pair, "findings", **FOUND)
    page = words(post(first, pair, "agree"))
    assert "Nobody has verified the enquirer." in page
    assert "error-summary" in page
    assert state_of(desks, pair) is PairState.PROPOSED
    assert post(first, pair, "agree", reason=WHY).status_code == 302
    page = words(second.get(f"/asking/{pair}/"))
    assert WHY in page
    assert "Mira" in page
    assert "One of this desk has agreed." in page


def test_a_hard_obstacle_cannot_be_reasoned_away(desks: Desks, pair: PairId) -> None:
    page = words(post(desks.browser("mira", Duty.ASKING_DESK), pair, "agree", reason=WHY))
    assert "not noted that this person can be met alone" in page
    assert "error-summary" in page
    assert WHY in page
    assert state_of(desks, pair) is PairState.PROPOSED


def test_two_different_people_are_needed(desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague) -> None:
    first = browser_of(mira)
    post(first, pair, "findings", **FOUND)
    post(first, pair, "agree", reason=WHY)
    page = words(first.get(f"/asking/{pair}/"))
    assert "You have agreed." in page
    assert "I agree that this person is asked" not in page
    assert post(first, pair, "agree", reason=WHY).status_code == 404
    assert state_of(desks, pair) is PairState.ONE_FOR_ASKING
    assert post(browser_of(tomas), pair, "agree", reason=WHY).status_code == 302
    assert state_of(desks, pair) is PairState.TO_ASK


def test_it_can_be_taken_back_until_it_leaves(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague, clock: SettableClock
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    post(first, pair, "findings", **FOUND)
    for one in (first, second):
        post(one, pair, "agree", reason=WHY)
    assert "leaves with the next round, at 2026-03-02 12:00 (UTC)" in text(first.get(f"/asking/{pair}/"))
    assert post(first, pair, "take-back").status_code == 302
    assert state_of(desks, pair) is PairState.PROPOSED
    desks.release()
    assert state_of(desks, pair) is PairState.PROPOSED
    for one in (first, second):
        post(one, pair, "agree", reason=WHY)
    desks.release()
    assert state_of(desks, pair) is PairState.ASKED
    page = words(second.get(f"/asking/{pair}/"))
    assert "Take back what was agreed" not in page
    assert "cannot be taken back any more" in page
    assert post(second, pair, "take-back").status_code == 404
    clock.advance(timedelta(days=1))
    assert state_of(desks, pair) is PairState.ASKED


def test_nobody_agrees_to_what_was_changed_before_his_eyes(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    post(first, pair, "findings", **FOUND)
    seen = hidden(second.get(f"/asking/{pair}/"), "seen")
    post(first, pair, "agree", reason=WHY)
    answer = second.post(f"/asking/{pair}/agree/", {"seen": seen, "reason": "Her papers are in order"})
    page = words(answer)
    assert answer.status_code == 200
    assert "Somebody else has changed this pair just now." in page
    assert "Her papers are in order" in page
    assert state_of(desks, pair) is PairState.ONE_FOR_ASKING
    again = second.post(f"/asking/{pair}/agree/", {"seen": hidden(answer, "seen"), "reason": "Her papers are in order"})
    assert again.status_code == 302
    assert state_of(desks, pair) is PairState.TO_ASK


def test_what_the_family_desk_establishes_counts_at_the_asking_desk(desks: Desks, pair: PairId) -> None:
    farid, now = desks.colleague("farid", Duty.FAMILY_DESK), desks.parts.clock.now()
    request = opened_pair(pair, parts=desks.parts).request_id
    establish(
        actor=farid.actor,
        now=now,
        parts=desks.parts,
        request_id=request,
        verification=Verification.KINSHIP_SHOWN,
        purpose=Purpose.DEBT,
        reported_dead=False,
    )
    page = words(desks.browser("mira", Duty.ASKING_DESK).get(f"/asking/{pair}/"))
    assert "outside what we do" in page
    assert "Nobody has verified" not in page


def test_what_is_learnt_between_the_decision_and_the_round_stops_the_asking(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    post(first, pair, "findings", **FOUND)
    for one in (first, second):
        post(one, pair, "agree", reason=WHY)
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    establish(
        actor=farid.actor,
        now=desks.parts.clock.now(),
        parts=desks.parts,
        request_id=opened_pair(pair, parts=desks.parts).request_id,
        verification=Verification.KINSHIP_SHOWN,
        purpose=Purpose.HONOUR,
        reported_dead=False,
    )
    desks.release()
    assert state_of(desks, pair) is PairState.PROPOSED


def test_a_pair_is_set_aside_with_a_reason_and_taken_up_again(desks: Desks, pair: PairId) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    assert post(mira, pair, "set-aside", reason="Another father").status_code == 302
    page = words(mira.get(f"/asking/{pair}/"))
    assert "Another father" in page
    assert "Set this pair aside" not in page
    assert post(mira, pair, "take-up").status_code == 302
    assert state_of(desks, pair) is PairState.PROPOSED
