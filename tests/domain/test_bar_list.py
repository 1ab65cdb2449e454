"""Bars: what is told to a barred State leaves by no way, only the person concerned lifts one, two open four doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bar_list import (
    LEFT_ORIGIN,
    OPEN_TO_HOLDERS,
    OWN_WORDS,
    PERSON_LIFTS,
    SUCCESSORS,
    Allowed,
    Bar,
    Barred,
    Deed,
    Departure,
    Door,
    Ground,
    Holding,
    Lifted,
    Told,
    Vote,
    WordOf,
    bars_of,
    bars_on_body,
    door_of,
    lift,
    may_write,
    with_vote,
)
from khabar.domain.errors import Invalid, Refused
from khabar.domain.ids import AccountId

DAY = date(2026, 3, 3)
LEYLA, TOMAS, EZRA = (AccountId(letter * 32) for letter in "bfe")
ORIGIN, FEARED, ELSEWHERE = "XAA", "XBB", "XCC"
"""Codes that ISO 3166 leaves to users: no real State."""
BARS = bars_of(Departure(ORIGIN, had_left=True, left_in_fear=frozenset({FEARED})))
PAPERS = tuple(deed for deed in Deed if deed is not Deed.LEGAL_ANSWER)

states = st.sampled_from((ORIGIN, FEARED, ELSEWHERE))
told = st.builds(
    Told,
    states=st.frozensets(states),
    bodies=st.frozensets(st.sampled_from(("a", "b"))),
    forwards_to=st.frozensets(states),
    public=st.booleans(),
)
bars = st.lists(
    st.one_of(
        st.builds(Bar, state=states, ground=st.sampled_from((Ground.ORIGIN, Ground.FEAR))),
        st.builds(Bar, state=states, ground=st.just(Ground.FORWARDS), body=st.sampled_from(("a", "b"))),
    ),
    max_size=4,
).map(tuple)
votes = st.builds(
    Vote,
    advocate=st.sampled_from((LEYLA, TOMAS)),
    state=states,
    door=st.sampled_from(Door),
    reason=st.sampled_from(("", " ", "he is held there")),
)
holdings = st.builds(Holding, states=st.frozensets(states), votes=st.lists(votes, max_size=4).map(tuple))


def vote(advocate: AccountId, door: Door = Door.WGEID, reason: str = "he was taken there") -> Vote:
    return Vote(advocate, ORIGIN, door, reason, DAY)


def refused(given_bars: tuple[Bar, ...], to: Told, deed: Deed = Deed.LETTER) -> list[str]:
    verdict = may_write(given_bars, to, deed)
    assert isinstance(verdict, Barred)
    return [str(one.sentence) for one in verdict.reasons]


# What a file begins with


@pytest.mark.parametrize(("had_left", "barred"), [(True, 1), (None, 1), (False, 0)])
def test_origin_is_barred_if_the_person_left_it_and_while_nobody_knows(*, had_left: bool | None, barred: int) -> None:
    assert len(bars_of(Departure(ORIGIN, had_left))) == barred


def test_a_stateless_person_has_no_bar_on_origin_and_keeps_those_of_fear() -> None:
    assert [(bar.state, bar.ground) for bar in bars_of(Departure("", had_left=True, left_in_fear=frozenset({FEARED})))]
    assert bars_of(Departure("", had_left=True)) == ()


def test_a_country_of_origin_left_in_fear_is_barred_once_and_for_fear() -> None:
    departure = Departure(ORIGIN, had_left=True, left_in_fear=frozenset({ORIGIN}))
    assert bars_of(departure) == (Bar(ORIGIN, Ground.FEAR),)


@pytest.mark.parametrize("former", SUCCESSORS)
def test_a_bar_on_a_state_that_is_no_more_lies_on_all_that_stand_there_now(former: str) -> None:
    assert {bar.state for bar in bars_of(Departure(former, had_left=True))} == set(SUCCESSORS[former])
    assert {bar.state for bar in bars_of(Departure(left_in_fear=frozenset({former})))} == set(SUCCESSORS[former])
    with pytest.raises(Invalid, match="no more"):
        Bar(former, Ground.ORIGIN)


@pytest.mark.parametrize("state", ["", "XA", "xaa", "XAAA", "کشور"])
def test_a_state_without_the_shape_of_a_code_is_refused_by_field(state: str) -> None:
    with pytest.raises(Invalid) as found:
        Bar(state, Ground.FEAR)
    assert found.value.field == "state"


@pytest.mark.parametrize(("ground", "body"), [(Ground.FORWARDS, ""), (Ground.ORIGIN, "a"), (Ground.FEAR, "a")])
def test_only_a_bar_on_what_forwards_names_a_body_and_it_must(ground: Ground, body: str) -> None:
    with pytest.raises(Invalid) as found:
        Bar(ORIGIN, ground, body)
    assert found.value.field == "body"


def test_a_body_is_barred_for_each_barred_state_it_forwards_to_and_no_other() -> None:
    found = bars_on_body(BARS, "a", [ELSEWHERE, FEARED, ORIGIN])
    assert [(bar.state, bar.body) for bar in found] == [(ORIGIN, "a"), (FEARED, "a")]
    assert bars_on_body([replace(BARS[0], lifted=Lifted(WordOf.PERSON_ALONE, "a letter", DAY))], "a", [ORIGIN]) == ()


# What a bar covers


@pytest.mark.parametrize("deed", PAPERS)
def test_letters_lists_exports_and_forms_to_a_barred_state_are_refused(deed: Deed) -> None:
    assert refused(BARS, Told(states=frozenset({ORIGIN})), deed) == [
        f"This would tell the name to XAA, which is on the bar list. {LEFT_ORIGIN} {PERSON_LIFTS}"
    ]


def test_what_is_forwarded_or_public_or_goes_to_a_barred_body_is_refused_with_its_way() -> None:
    assert "forwards to XBB" in refused(BARS, Told(forwards_to=frozenset({FEARED})))[0]
    assert [sentence[:36] for sentence in refused(BARS, Told(public=True))] == [
        "This would be public, so it can be r"
    ] * 2
    body = (Bar(ORIGIN, Ground.FORWARDS, "the desk of Ezra"),)
    assert "go to the desk of Ezra" in refused(body, Told(bodies=frozenset({"the desk of Ezra"})))[0]
    assert may_write(body, Told(states=frozenset({ORIGIN}), public=True), Deed.LETTER) == Allowed()


@given(bars, told, holdings, st.sampled_from(Door))
def test_a_legal_answer_is_never_barred(given_bars: tuple[Bar, ...], to: Told, holding: Holding, door: Door) -> None:
    assert may_write(given_bars, to, Deed.LEGAL_ANSWER, door, holding) == Allowed()


@given(bars, told, st.sampled_from(PAPERS), st.sampled_from(Door), holdings)
def test_telling_more_or_barring_more_never_allows_what_was_refused(
    given_bars: tuple[Bar, ...], to: Told, deed: Deed, door: Door, holding: Holding
) -> None:
    if may_write(given_bars, to, deed, door, holding) == Allowed():
        return
    wider = replace(to, public=True, states=to.states | {ELSEWHERE}, forwards_to=to.forwards_to | {FEARED})
    assert isinstance(may_write(given_bars, wider, deed, door, holding), Barred)
    assert isinstance(may_write((*BARS, *given_bars), to, deed, door, holding), Barred)


@given(bars, told, st.sampled_from(PAPERS), st.sampled_from(Door), holdings)
def test_what_is_allowed_tells_no_state_with_a_bar_that_two_have_not_opened(
    given_bars: tuple[Bar, ...], to: Told, deed: Deed, door: Door, holding: Holding
) -> None:
    if isinstance(may_write(given_bars, to, deed, door, holding), Barred):
        return
    for bar in given_bars:
        reached = bar.body in to.bodies if bar.body else bar.state in to.states | to.forwards_to or to.public
        if reached:
            assert door in OPEN_TO_HOLDERS
            assert deed in (Deed.LETTER, Deed.FORM)
            agreeing = {one.advocate for one in holding.votes if (one.state, one.door) == (bar.state, door)}
            assert agreeing == {LEYLA, TOMAS}


# Who lifts one


@pytest.mark.parametrize("word", WordOf)
def test_nobody_but_the_person_concerned_lifts_a_bar(word: WordOf) -> None:
    lifted = Lifted(word, "a letter of theirs, read by Leyla", DAY)
    if word in OWN_WORDS:
        assert may_write([lift(BARS[0], lifted)], Told(states=frozenset({ORIGIN})), Deed.LETTER) == Allowed()
        return
    with pytest.raises(Invalid) as found:
        lift(BARS[0], lifted)
    assert found.value.field == "by"


def test_a_bar_is_not_lifted_without_saying_how_the_word_reached_us() -> None:
    with pytest.raises(Invalid) as found:
        lift(BARS[0], Lifted(WordOf.PERSON_ALONE, "  ", DAY))
    assert found.value.field == "source"


# Who opens a door


@pytest.mark.parametrize("door", Door)
def test_two_advocates_open_four_doors_at_a_state_that_holds_the_person(door: Door) -> None:
    holding = Holding(frozenset({ORIGIN}))
    to = Told(states=frozenset({ORIGIN}))
    if door not in OPEN_TO_HOLDERS:
        with pytest.raises(Refused):
            with_vote(holding, vote(LEYLA, door))
        return
    once = with_vote(holding, vote(LEYLA, door))
    one_alone = may_write(BARS, to, Deed.FORM, door, once)
    assert isinstance(one_alone, Barred)
    assert one_alone.reasons[0].advocates_may_open
    assert "two advocates" in str(one_alone.reasons[0].sentence)
    twice = with_vote(once, vote(TOMAS, door))
    assert may_write(BARS, to, Deed.FORM, door, twice) == Allowed()
    assert may_write(BARS, to, Deed.LETTER, door, twice) == Allowed()
    assert isinstance(may_write(BARS, to, Deed.EXPORT, door, twice), Barred)
    assert isinstance(may_write(BARS, to, Deed.FORM, Door.OTHER, twice), Barred)
    assert isinstance(may_write(BARS, Told(states=frozenset({ORIGIN, FEARED})), Deed.FORM, door, twice), Barred)


def test_ezra_cannot_decide_twice_nor_without_a_reason_nor_where_nobody_is_held() -> None:
    once = with_vote(Holding(frozenset({ORIGIN})), vote(EZRA))
    with pytest.raises(Invalid) as again:
        with_vote(once, vote(EZRA, reason="once more"))
    assert again.value.field == "advocate"
    with pytest.raises(Invalid) as silent:
        with_vote(once, vote(TOMAS, reason=" "))
    assert silent.value.field == "reason"
    with pytest.raises(Refused):
        with_vote(Holding(frozenset({FEARED})), vote(EZRA))
    assert isinstance(may_write(BARS, Told(states=frozenset({ORIGIN})), Deed.FORM, Door.WGEID, once), Barred)


def test_each_procedure_has_its_door_and_an_unknown_one_opens_none() -> None:
    assert [door_of(one) for one in ("wgeid-urgent", "ced-30", "wgad-regular", "domestic")] == [
        *(Door.WGEID, Door.CED, Door.WGAD, Door.DOMESTIC),
    ]
    assert {door_of(one) for one in ("special-procedures", "iccpr-op1", "ced-33", "", "what")} == {Door.OTHER}


def test_what_is_kept_of_a_reason_stays_out_of_logs() -> None:
    assert "he was taken" not in repr(with_vote(Holding(frozenset({ORIGIN})), vote(LEYLA)))
    assert "a letter" not in repr(lift(BARS[0], Lifted(WordOf.PERSON_ALONE, "a letter", DAY)))
