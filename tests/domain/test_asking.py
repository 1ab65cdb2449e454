import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from khabar.domain.asking import (
    MOVES,
    PEOPLE_NEEDED,
    UNDOING,
    VOTES,
    WAITING,
    PairStanding,
    PairState,
    Step,
    move,
    possible_steps,
    without,
)
from khabar.domain.bodies import Unreadable
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId

MIRA, TOMAS, EZRA = AccountId("mira"), AccountId("tomas"), AccountId("ezra")
PEOPLE = st.sampled_from([MIRA, TOMAS, EZRA])
AGREEMENTS = (Step.AGREE_TO_ASK, Step.AGREE_IS_NAMED)
ASKED = PairStanding(PairState.ASKED, (MIRA, TOMAS))
STEPS = st.lists(st.tuples(st.sampled_from(Step), PEOPLE | st.none()), max_size=25)


def after(*steps: tuple[Step, AccountId | None]) -> PairStanding:
    standing = PairStanding()
    for step, by in steps:
        standing = move(standing, step, by=by)
    return standing


def test_mira_and_tomas_decide_to_ask() -> None:
    assert after((Step.AGREE_TO_ASK, MIRA)) == PairStanding(PairState.ONE_FOR_ASKING, (MIRA,))
    both = after((Step.AGREE_TO_ASK, MIRA), (Step.AGREE_TO_ASK, TOMAS))
    assert both == PairStanding(PairState.TO_ASK, (MIRA, TOMAS))


@pytest.mark.parametrize("vote", AGREEMENTS)
def test_one_person_cannot_be_two(vote: Step) -> None:
    with pytest.raises(Refused, match="Two different people"):
        after((vote, MIRA), (vote, MIRA))


@pytest.mark.parametrize("vote", AGREEMENTS)
@pytest.mark.parametrize("nobody", [None, AccountId("")])
def test_a_job_of_ours_has_no_say(vote: Step, nobody: AccountId | None) -> None:
    with pytest.raises(Refused, match="people decide"):
        after((vote, nobody))


def test_the_decision_can_be_undone_until_it_leaves() -> None:
    agreed = ((Step.AGREE_TO_ASK, MIRA), (Step.AGREE_TO_ASK, TOMAS))
    assert after(*agreed, (Step.TAKE_BACK, MIRA)) == PairStanding()
    left = after(*agreed, (Step.LEAVE, None))
    assert left == PairStanding(PairState.ASKED, (MIRA, TOMAS))
    with pytest.raises(Refused):
        move(left, Step.TAKE_BACK, by=MIRA)


def test_after_taking_back_two_people_are_needed_again() -> None:
    standing = after((Step.AGREE_TO_ASK, MIRA), (Step.TAKE_BACK, MIRA), (Step.AGREE_TO_ASK, TOMAS))
    assert standing == PairStanding(PairState.ONE_FOR_ASKING, (TOMAS,))


@pytest.mark.parametrize("vote", AGREEMENTS)
def test_the_word_of_somebody_who_left_counts_no_more_unless_a_second_one_joined(vote: Step) -> None:
    one, two = after((vote, MIRA)), after((vote, MIRA), (vote, TOMAS))
    assert without(one, frozenset({MIRA})) == PairStanding()
    assert without(one, frozenset({TOMAS})) == one
    assert without(two, frozenset({MIRA})) == two


def test_a_pair_set_aside_can_be_taken_up_again() -> None:
    assert after((Step.SET_ASIDE, MIRA), (Step.TAKE_UP, TOMAS)) == PairStanding()


def test_an_asking_under_way_is_not_set_aside() -> None:
    with pytest.raises(Refused):
        move(PairStanding(PairState.ASKED, (MIRA, TOMAS)), Step.SET_ASIDE, by=MIRA)


def test_the_one_a_presence_names_is_confirmed_by_two_people() -> None:
    named = after((Step.AGREE_IS_NAMED, MIRA), (Step.AGREE_IS_NAMED, TOMAS))
    assert named == PairStanding(PairState.NAMED, (MIRA, TOMAS))
    with pytest.raises(Refused):
        after((Step.AGREE_IS_NAMED, MIRA), (Step.AGREE_TO_ASK, TOMAS))


def test_a_late_answer_still_counts() -> None:
    missed = move(ASKED, Step.RECORD_NOT_REACHED, by=MIRA)
    assert move(missed, Step.RECORD_ANSWER, by=MIRA).state is PairState.ONE_FOR_ANSWER


def test_an_answer_is_written_down_by_one_and_confirmed_by_another() -> None:
    written = move(ASKED, Step.RECORD_ANSWER, by=MIRA)
    assert written == PairStanding(PairState.ONE_FOR_ANSWER, (MIRA,)), "who agreed to ask has no part in it"
    with pytest.raises(Refused, match="Two different people"):
        move(written, Step.CONFIRM_ANSWER, by=MIRA)
    assert move(written, Step.CONFIRM_ANSWER, by=TOMAS) == PairStanding(PairState.ANSWERED, (MIRA, TOMAS))


def test_what_was_written_wrongly_is_written_anew_and_the_first_one_confirms() -> None:
    anew = move(move(ASKED, Step.RECORD_ANSWER, by=MIRA), Step.RECORD_ANSWER, by=TOMAS)
    assert anew == PairStanding(PairState.ONE_FOR_ANSWER, (TOMAS,))
    assert move(anew, Step.CONFIRM_ANSWER, by=MIRA).state is PairState.ANSWERED


def test_what_somebody_wrote_who_has_left_is_confirmed_by_nobody_and_written_anew() -> None:
    left = without(move(ASKED, Step.RECORD_ANSWER, by=MIRA), frozenset({MIRA}))
    assert left == PairStanding(PairState.ONE_FOR_ANSWER)
    assert Step.CONFIRM_ANSWER not in possible_steps(left, by=TOMAS)
    with pytest.raises(Refused, match="has left the desk"):
        move(left, Step.CONFIRM_ANSWER, by=TOMAS)
    assert move(left, Step.RECORD_ANSWER, by=TOMAS).agreed_by == (TOMAS,)


@pytest.mark.parametrize("step", [Step.RECORD_ANSWER, Step.CONFIRM_ANSWER])
def test_no_job_of_ours_writes_or_confirms_an_answer(step: Step) -> None:
    written = move(ASKED, Step.RECORD_ANSWER, by=MIRA)
    with pytest.raises(Refused, match="Only people"):
        move(written, step, by=None)


@pytest.mark.parametrize("state", [PairState.NOT_REACHED, PairState.ANSWERED, PairState.NAMED])
def test_asking_again_needs_two_people_again(state: PairState) -> None:
    stood = PairStanding(state, (MIRA, TOMAS))
    again = move(stood, Step.AGREE_TO_ASK, by=MIRA)
    assert again == PairStanding(PairState.ONE_FOR_ASKING, (MIRA,), stood)


@pytest.mark.parametrize("state", [PairState.NOT_REACHED, PairState.ANSWERED, PairState.NAMED])
def test_undone_a_pair_stands_as_it_did_so_that_a_late_answer_finds_it(state: PairState) -> None:
    stood = PairStanding(state, (MIRA, TOMAS))
    again = move(stood, Step.AGREE_TO_ASK, by=MIRA)
    both = move(again, Step.AGREE_TO_ASK, by=TOMAS)
    aside = move(stood, Step.SET_ASIDE, by=MIRA)
    assert again.has_gone_out
    assert both.has_gone_out
    assert aside.has_gone_out
    assert move(again, Step.TAKE_BACK, by=MIRA) == move(both, Step.TAKE_BACK, by=TOMAS) == stood
    assert without(again, frozenset({MIRA})) == stood
    assert move(aside, Step.TAKE_UP, by=TOMAS) == stood
    assert move(move(both, Step.SET_ASIDE, by=MIRA), Step.TAKE_UP, by=MIRA) == stood
    assert move(both, Step.LEAVE, by=None) == ASKED


def test_a_pair_that_never_left_is_unknown_outside_whatever_was_agreed_and_undone() -> None:
    steps = ((Step.AGREE_TO_ASK, MIRA), (Step.AGREE_TO_ASK, TOMAS), (Step.SET_ASIDE, MIRA), (Step.TAKE_UP, MIRA))
    assert not any(after(*steps[:until]).has_gone_out for until in range(len(steps) + 1))


@given(st.sampled_from(PairState), st.sampled_from(Step))
def test_what_is_not_in_the_table_is_refused(state: PairState, step: Step) -> None:
    if (state, step) not in MOVES:
        with pytest.raises(Refused):
            move(PairStanding(state, (MIRA,)), step, by=TOMAS)


@given(STEPS)
def test_possible_steps_are_exactly_those_that_are_not_refused(steps: list[tuple[Step, AccountId | None]]) -> None:
    standing = PairStanding()
    for step, by in steps:
        if step in possible_steps(standing, by=by):
            standing = move(standing, step, by=by)
        else:
            with pytest.raises(Refused):
                move(standing, step, by=by)
    assert PairStanding.from_body(standing.to_body()) == standing


def test_every_state_can_be_reached_and_left() -> None:
    assert {state for state, _ in MOVES} == set(PairState)
    assert set(MOVES.values()) == set(PairState)


@pytest.mark.parametrize("change", [{"schema": 9}, {"state": "well"}, {"agreed_by": [1]}, {"before": 1}])
def test_a_standing_that_does_not_fit_is_not_read(change: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        PairStanding.from_body({**PairStanding().to_body(), **change})


class PairOnTheWay(RuleBasedStateMachine):
    """Any people take any steps: nobody is asked, named or answered for without two people who agreed."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = PairStanding()
        self.voices: set[AccountId] = set()
        self.voices_before: set[AccountId] = set()
        self.ever_asked = False

    @rule(step=st.sampled_from(Step), by=PEOPLE | st.none())
    def step(self, step: Step, by: AccountId | None) -> None:
        before = self.standing
        if step not in possible_steps(before, by=by):
            return
        self.standing = move(before, step, by=by)
        if step in VOTES and by:
            first = before.state not in WAITING or step is Step.RECORD_ANSWER
            self.voices = {by} if first else self.voices | {by}
        if step in UNDOING:
            self.voices = self.voices_before if before.before else set()
        elif step is Step.SET_ASIDE:
            self.voices = set()
        if self.standing.has_gone_out and not self.standing.before:
            self.voices_before = self.voices

    @invariant()
    def two_people_stand_behind_it(self) -> None:
        if self.standing.state in (PairState.TO_ASK, PairState.ASKED, PairState.NAMED, PairState.ANSWERED):
            assert len(self.voices) >= PEOPLE_NEEDED
        assert set(self.standing.agreed_by) == self.voices


TestPairOnTheWay = PairOnTheWay.TestCase
