"""The pages for a death and for a child: the wish in life first, two people, and nothing for anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.accounts.colleagues import browser_of
from khabar.apps.consent.queries import may_tell
from khabar.apps.matches.files import opened_pair
from khabar.domain.answers import Disclosure
from khabar.domain.duties import Duty
from web.desks import as_bytes, hidden, text, words

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId
    from web.desks import Desks

DEATH = {
    "source": "witness",
    "source_words": "Omar stood at the grave.",
    "ground": "two_people",
    "to_say": "In spring, of a fever.",
    "reason": "Nobody else will tell her.",
}
CHILD = {
    "decided_by": "Nasrin Farahani, who answers for children",
    "guardian": "agrees",
    "guardian_name": "the uncle",
    "own_wish": "yes",
    "danger": "none_known",
    "interest": "may_be_asked",
    "reason": "The child asks for her.",
}


def post(browser: Client, pair: PairId, page: str, deed: str = "", **typed: str) -> Response:
    """Post a form as it stands on the page of a death or a child now."""
    seen = hidden(browser.get(f"/asking/{pair}/{page}/"), "seen")
    return browser.post(f"/asking/{pair}/{deed or page}/", {"seen": seen, **typed})


def told(desks: Desks, pair: PairId) -> frozenset[Disclosure]:
    file = opened_pair(pair, parts=desks.parts)
    return may_tell(file.presence_id, file.request_id, on=desks.parts.clock.now().date(), parts=desks.parts)


def test_one_writes_a_death_down_and_another_confirms_it(
    desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    assert "We know of none." in text(first.get(f"/asking/{pair}/death/"))
    assert post(first, pair, "death", **DEATH).status_code == 302
    mine, theirs = text(first.get(f"/asking/{pair}/death/")), text(second.get(f"/asking/{pair}/death/"))
    assert "It counts once somebody else of this desk agrees too." in mine
    assert "I agree, and it is recorded" not in mine
    assert "I agree, and it is recorded" in theirs
    assert "Mira wrote it down." in theirs
    assert told(desks, pair) == frozenset()
    assert post(second, pair, "death", "weighed/confirm", reason="I asked Omar too.").status_code == 302
    assert told(desks, pair) == {Disclosure.DEATH}
    page = text(first.get(f"/asking/{pair}/death/"))
    assert "Two people have recorded that this person has died." in page
    assert "I asked Omar too." in page
    bringer = text(first.get(f"/asking/{pair}/bringer/"))
    assert "that the person has died: spoken by somebody who comes, never on a page" in bringer


def test_the_wish_in_life_stands_first_and_what_is_against_it_is_said_beside_the_field(
    desks: Desks, mira: Colleague
) -> None:
    pair = desks.pair(presence_id=desks.presence(if_i_die="tell nobody"))
    browser = browser_of(mira)
    assert "Nobody is told. That holds." in text(browser.get(f"/asking/{pair}/death/"))
    answer = post(browser, pair, "death", **DEATH | {"ground": "wish"})
    assert answer.status_code == 200
    assert "The person wished that nobody be told. That holds." in text(answer)
    assert "Omar stood at the grave." in words(answer)
    named = post(browser, pair, "death", **DEATH | {"source": "press", "ground": "not_told", "to_say": ""})
    assert named.status_code == 302


def test_a_decision_for_a_child_is_written_down_confirmed_and_then_the_child_may_be_asked(
    desks: Desks, mira: Colleague, tomas: Colleague
) -> None:
    pair = desks.pair(desks.request(birth=""), desks.presence(birth="2012"))
    first, second = browser_of(mira), browser_of(tomas)
    assert "This person may be a child." in text(first.get(f"/asking/{pair}/"))
    assert "No decision stands" in text(first.get(f"/asking/{pair}/child/"))
    refused = post(first, pair, "child", **CHILD | {"own_wish": "no"})
    assert "The child does not want it. Nobody decides over that." in text(refused)
    assert post(first, pair, "child", **CHILD).status_code == 302
    assert "Something else about this pair waits" in text(first.get(f"/asking/{pair}/death/"))
    confirmed = post(second, pair, "child", "weighed/confirm", reason="I read the file.")
    assert confirmed["Location"] == f"/asking/{pair}/child/"
    assert "A decision stands" in text(first.get(f"/asking/{pair}/child/"))
    assert "This person may be a child." not in text(first.get(f"/asking/{pair}/"))


def test_what_waits_is_taken_back_and_nothing_is_confirmed_without_a_reason(
    pair: PairId, mira: Colleague, tomas: Colleague
) -> None:
    first, second = browser_of(mira), browser_of(tomas)
    post(first, pair, "death", **DEATH)
    without = post(second, pair, "death", "weighed/confirm", reason="")
    assert without.status_code == 200
    assert "Waits for a second person" in text(without)
    assert post(second, pair, "death", "weighed/take-back").status_code == 302
    assert "Waits for a second person" not in text(first.get(f"/asking/{pair}/death/"))
    late = post(second, pair, "death", "weighed/confirm", reason="I asked.")
    assert "Nothing waits to be confirmed any more." in text(late)


def test_ezra_finds_the_page_that_was_not_found(desks: Desks, pair: PairId, mira: Colleague) -> None:
    post(browser_of(mira), pair, "death", **DEATH)
    ezra = desks.browser("ezra", Duty.FAMILY_DESK)
    nowhere = as_bytes(ezra.get(f"/asking/{'0' * 32}/death/"))
    for page in ("death", "child"):
        assert as_bytes(ezra.get(f"/asking/{pair}/{page}/")) == nowhere
        assert as_bytes(ezra.post(f"/asking/{pair}/{page}/", DEATH)) == nowhere
    for deed in ("confirm", "take-back"):
        assert as_bytes(ezra.post(f"/asking/{pair}/weighed/{deed}/", {"seen": "1", "reason": "x"})) == nowhere
