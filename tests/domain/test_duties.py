import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.duties import EXCLUDED_TOGETHER, Duty, duties_of, excluded_together, needs_two, refuse_duties
from khabar.domain.kinds import Kind

SETS = st.sets(st.sampled_from(Duty))


@pytest.mark.parametrize("family", [Duty.FAMILY_DESK, Duty.HELPER, Duty.BRINGER, Duty.CARRIER])
@pytest.mark.parametrize("knowing", [Duty.ASKING_DESK, Duty.LETTERS])
def test_who_speaks_with_families_or_carries_never_works_where_answers_are_known(family: Duty, knowing: Duty) -> None:
    assert excluded_together(family, knowing)
    assert excluded_together(knowing, family)


@pytest.mark.parametrize("other", [duty for duty in Duty if duty is not Duty.OPERATOR])
def test_an_operator_does_nothing_else(other: Duty) -> None:
    assert excluded_together(Duty.OPERATOR, other)


@pytest.mark.parametrize(
    "pair",
    [
        {Duty.HELPER, Duty.FAMILY_DESK},
        {Duty.ASKING_DESK, Duty.LETTERS},
        {Duty.ASKING_DESK, Duty.UNLOCKER},
        {Duty.FAMILY_DESK, Duty.UNLOCKER},
        {Duty.HELPER, Duty.BRINGER},
    ],
)
def test_duties_on_one_side_may_meet_in_a_small_team(pair: set[Duty]) -> None:
    assert refuse_duties(pair) == []


def test_one_reason_is_given_once_however_many_pairs_it_forbids() -> None:
    reasons = refuse_duties(Duty)
    assert len(reasons) == len(set(reasons)) == len(set(EXCLUDED_TOGETHER.values()))


@given(SETS)
def test_duties_are_refused_exactly_when_two_of_them_exclude_one_another(duties: set[Duty]) -> None:
    clash = any(excluded_together(one, other) for one in duties for other in duties)
    assert bool(refuse_duties(duties)) is clash


@given(SETS, st.sampled_from(Duty))
def test_one_more_duty_never_mends_a_forbidden_set(duties: set[Duty], more: Duty) -> None:
    assert set(refuse_duties(duties)) <= set(refuse_duties(duties | {more}))


@given(SETS)
def test_no_set_of_duties_joins_families_and_answers(duties: set[Duty]) -> None:
    if not refuse_duties(duties):
        assert not (duties & {Duty.HELPER, Duty.FAMILY_DESK} and duties & {Duty.ASKING_DESK, Duty.LETTERS})


def test_each_kind_of_installation_has_its_own_duties_and_shares_those_of_the_machines() -> None:
    tracing, pressing = set(duties_of(Kind.INTERMEDIARY)), set(duties_of(Kind.ASSOCIATION))
    assert tracing | pressing == set(Duty), "no duty belongs nowhere"
    assert tracing & pressing == {Duty.OPERATOR, Duty.UNLOCKER}
    assert pressing - tracing == {Duty.ADVOCATE, Duty.EDITOR, Duty.COMPANION}


@pytest.mark.parametrize("kind", Kind)
def test_duties_are_listed_in_one_order_everywhere(kind: Kind) -> None:
    order = list(Duty)
    assert list(duties_of(kind)) == sorted(duties_of(kind), key=order.index)


@pytest.mark.parametrize("duty", Duty)
def test_one_person_makes_operators_and_empty_accounts_two_make_whoever_comes_near_a_case(duty: Duty) -> None:
    assert needs_two([duty]) == (duty is not Duty.OPERATOR)
    assert needs_two([Duty.OPERATOR, duty]) == needs_two([duty])
    assert not needs_two([])
