"""Wishes: silence needs no proof; everything louder takes two people and a reason, in whatever order they speak."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bodies import Unreadable
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.wishes import (
    CLOSING,
    DEEDS,
    MENDABLE,
    MOST_VOTES,
    OF_A_PERSON,
    PEOPLE_NEEDED,
    Deed,
    SignedWish,
    Vote,
    WishForm,
    WishKind,
    WishStanding,
    WishState,
    agree,
    take_back,
    without,
)

MIRA, TOMAS, EZRA = AccountId("mira"), AccountId("tomas"), AccountId("ezra")
TODAY = date(2026, 3, 2)
FILED_AT = "2026-03-02T09:00:00+00:00"


def word(deed: Deed, by: AccountId = MIRA, **more: str) -> Vote:
    return Vote(deed, by, more.pop("reason", "She called."), TODAY, **more)


def after(kind: WishKind, *votes: Vote) -> WishStanding:
    standing = WishStanding()
    for vote in votes:
        standing = agree(kind, standing, vote).standing
    return standing


def wish(**fields: object) -> WishForm:
    return WishForm(**({"filed_at": FILED_AT, "name": "Darius"} | fields))  # type: ignore[arg-type]  # values by name


def signed(**fields: object) -> SignedWish:
    plain = {"locator": b"l" * 32, "kind": WishKind.SEE, "words": "", "written_on": TODAY, "signature": b"s"}
    return SignedWish(**(plain | fields))  # type: ignore[arg-type]  # values by name


def test_who_asks_for_silence_or_to_be_erased_is_silent_from_then_on_and_a_reader_is_not() -> None:
    assert OF_A_PERSON | {WishKind.ERASE, WishKind.ERASE_IN_PEACE} == CLOSING
    assert not CLOSING & {WishKind.SEE, WishKind.MEND}


def test_two_people_lift_a_silence_and_one_does_not() -> None:
    once = agree(WishKind.SILENCE, WishStanding(), word(Deed.LIFT))
    assert (once.decided, once.standing.state) == (False, WishState.STANDS)
    twice = agree(WishKind.SILENCE, once.standing, word(Deed.LIFT, TOMAS, reason="Her brother forged it."))
    assert (twice.decided, twice.standing.state) == (True, WishState.LIFTED)
    assert [vote.by for vote in twice.standing.agreed] == [MIRA, TOMAS]


def test_words_for_different_things_do_not_add_up() -> None:
    standing = after(WishKind.NOT_ME, word(Deed.SPARE, target="one"), word(Deed.SPARE, TOMAS, target="other"))
    assert standing.spared == frozenset()
    both = agree(WishKind.NOT_ME, standing, word(Deed.SPARE, TOMAS, target="one")).standing
    assert both.spared == {"one"}
    assert [vote.target for vote in both.waiting] == ["other"]
    aside = after(WishKind.NOT_ME, *(word(Deed.PUT_ASIDE, who, target="p") for who in (MIRA, TOMAS)))
    assert (set(aside.put_aside), aside.state) == ({"p"}, WishState.STANDS)


def test_what_is_done_drops_the_words_that_waited() -> None:
    granted = after(WishKind.ERASE, word(Deed.LIFT, EZRA), word(Deed.GRANT), word(Deed.GRANT, TOMAS))
    assert (granted.state, granted.waiting) == (WishState.DONE, ())
    with pytest.raises(Conflict):
        agree(WishKind.ERASE, granted, word(Deed.LIFT, EZRA))


def test_the_word_of_somebody_who_left_counts_no_more_unless_a_second_one_joined() -> None:
    waits = after(WishKind.SILENCE, word(Deed.LIFT))
    assert without(waits, frozenset({MIRA})) == WishStanding()
    assert without(waits, frozenset({TOMAS})) == waits
    agreed = after(WishKind.NOT_ME, *(word(Deed.SPARE, who, target="one") for who in (MIRA, TOMAS)))
    assert without(agreed, frozenset({MIRA})) == agreed


def test_one_takes_back_ones_own_word_and_nobody_elses() -> None:
    standing = after(WishKind.SEE, word(Deed.GRANT), word(Deed.LIFT, TOMAS))
    assert [vote.by for vote in take_back(standing, by=MIRA).waiting] == [TOMAS]
    with pytest.raises(Refused):
        take_back(standing, by=EZRA)


@pytest.mark.parametrize(
    ("kind", "vote", "error"),
    [
        (WishKind.SILENCE, word(Deed.GRANT), Refused),
        (WishKind.SILENCE, word(Deed.PUT_ASIDE, target="p"), Refused),
        (WishKind.SILENCE, word(Deed.SPARE), Refused),
        (WishKind.SILENCE, word(Deed.LIFT, AccountId("")), Refused),
        (WishKind.SILENCE, word(Deed.LIFT, reason="  "), Invalid),
        (WishKind.SILENCE, word(Deed.LIFT, reason="x" * 201), Invalid),
        (WishKind.MEND, word(Deed.GRANT), Invalid),
        (WishKind.MEND, word(Deed.GRANT, target="must_not_know", value="nobody"), Invalid),
        (WishKind.MEND, word(Deed.GRANT, target="name", value="x" * 201), Invalid),
    ],
)
def test_a_word_that_cannot_count_is_said_to(kind: WishKind, vote: Vote, error: type[Exception]) -> None:
    with pytest.raises(error):
        agree(kind, WishStanding(), vote)


def test_what_was_said_or_allowed_is_never_mended_only_who_is_described() -> None:
    assert not {"tells", "tell_name", "must_not_know", "own_words", "if_i_die", "said_of_me"} & set(MENDABLE)
    assert agree(WishKind.MEND, WishStanding(), word(Deed.GRANT, target="name", value="Dara")).standing.waiting


def test_one_wish_keeps_so_many_words_and_no_more() -> None:
    votes = [word(Deed.SPARE, target=str(number)) for number in range(MOST_VOTES)]
    with pytest.raises(Refused, match="Too much"):
        agree(WishKind.SILENCE, after(WishKind.SILENCE, *votes), word(Deed.LIFT))


@given(
    st.sampled_from(WishKind),
    st.lists(
        st.tuples(st.sampled_from(Deed), st.sampled_from([MIRA, TOMAS, EZRA]), st.sampled_from("ab")), max_size=12
    ),
)
def test_in_no_order_is_anything_decided_without_two_different_people(
    kind: WishKind, said: list[tuple[Deed, AccountId, str]]
) -> None:
    standing = WishStanding()
    for deed, by, target in said:
        try:
            standing = agree(kind, standing, word(deed, by, target=target)).standing
        except (Refused, Conflict, Invalid):
            continue
    for vote in standing.agreed:
        assert len({one.by for one in standing.agreed if one.is_for_the_same_as(vote)}) >= PEOPLE_NEEDED
        assert vote.deed in DEEDS[kind]
    assert WishStanding.from_body(standing.to_body()) == standing


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"state": "gone"},
        {"state": "stands", "waiting": "x"},
        {"state": "stands", "waiting": ["x"]},
        {"state": "stands", "agreed": [{"deed": "sing"}]},
    ],
)
def test_a_standing_that_is_not_ours_is_not_believed(body: object) -> None:
    with pytest.raises(Unreadable):
        WishStanding.from_body(body)


def test_a_wish_needs_one_name_and_whom_it_is_against_where_that_is_not_everybody() -> None:
    assert wish().validate() == []
    assert [one.field for one in wish(name="").validate()] == ["name"]
    assert [one.field for one in wish(kind=WishKind.NOT_TO).validate()] == ["not_to"]
    assert wish(kind=WishKind.NOT_TO, not_to=("my brother",)).validate() == []
    assert [one.field for one in wish(kind=WishKind.ERASE).validate()] == ["kind"]
    assert WishForm.from_body(wish(not_to=("a",)).to_body()) == wish(not_to=("a",))


def test_a_signed_wish_speaks_of_one_page_one_day_and_one_sending() -> None:
    said = signed()
    others = [signed(kind=WishKind.ERASE), signed(words="x"), signed(locator=b"m" * 32)]
    signatures = {one.as_signed(b"k") for one in (said, *others, signed(written_on=date(2026, 3, 3)))}
    assert len(signatures | {said.as_signed(b"another key")}) == 6
    assert SignedWish.from_body(said.to_body()) == said


@pytest.mark.parametrize(
    "wrong", [{"wish": "sing"}, {"wish": "silence"}, {"words": "x" * 1001}, {"written_on": "soon"}]
)
def test_a_signed_wish_that_is_none_is_not_read(wrong: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        SignedWish.from_body(signed().to_body() | wrong)
