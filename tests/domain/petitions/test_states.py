"""A signature and the count through every order of acts: counted is what is confirmed, and nothing comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from khabar.domain.petitions.counting import Batch, counted_in, empty_head, head_after, leaf_of, newly_crossed
from khabar.domain.petitions.states import (
    SignatureAct,
    SignatureState,
    after,
    must_be_added,
    must_be_removed,
    states_before,
)

ACTS = st.lists(st.sampled_from(list(SignatureAct)), max_size=12)


@given(ACTS)
def test_what_is_withdrawn_or_anonymous_never_counts_again(acts: list[SignatureAct]) -> None:
    state, gone = SignatureState.PENDING, False
    for act in acts:
        state = after(state, act)
        gone = gone or state in (SignatureState.WITHDRAWN, SignatureState.ANONYMISED)
        assert not (gone and state in (SignatureState.CONFIRMED, SignatureState.PENDING))


@given(ACTS)
def test_only_a_confirmation_makes_a_signature_count(acts: list[SignatureAct]) -> None:
    state = SignatureState.PENDING
    for act in acts:
        state = after(state, act)
    assert state is not SignatureState.CONFIRMED or SignatureAct.CONFIRM in acts


def test_doing_a_thing_twice_does_it_once() -> None:
    for state in SignatureState:
        for act in SignatureAct:
            assert after(after(state, act), act) is after(state, act)


def test_a_conditional_update_asks_for_the_states_in_which_an_act_changes_something() -> None:
    for act in SignatureAct:
        assert set(states_before(act)) == {state for state in SignatureState if after(state, act) is not state}


class Counted(RuleBasedStateMachine):
    """Many signatures and the one job, in any order; the chain, the number and the rows say the same."""

    signatures = Bundle("signatures")

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, SignatureState] = {}
        self.counted: dict[str, bool] = {}
        self.batches: list[Batch] = []
        self.head = empty_head("ab" * 16)
        self.crossed: list[int] = []

    @rule(target=signatures)
    def sign(self) -> str:
        name = f"{len(self.states):032x}"
        self.states[name], self.counted[name] = SignatureState.PENDING, False
        return name

    @rule(name=signatures, act=st.sampled_from([one for one in SignatureAct if one is not SignatureAct.ANONYMISE]))
    def act(self, name: str, act: SignatureAct) -> None:
        self.states[name] = after(self.states[name], act)

    @rule()
    def count(self) -> None:
        added = [one for one in self.states if must_be_added(self.states[one], counted=self.counted[one])]
        removed = [one for one in self.states if must_be_removed(self.states[one], counted=self.counted[one])]
        if not (added or removed):
            return
        batch = Batch.of(map(leaf_of, added), map(leaf_of, removed))
        self.batches.append(batch)
        self.head = head_after(self.head, batch)
        for one in added:
            self.counted[one] = True
        for one in removed:
            self.counted[one] = False
        self.crossed += newly_crossed((2, 4), self.crossed, sum(self.counted.values()))

    @rule()
    def count_and_look(self) -> None:
        self.count()
        confirmed = {name for name, state in self.states.items() if state is SignatureState.CONFIRMED}
        assert counted_in(self.batches) == {leaf_of(name) for name in confirmed}

    @invariant()
    def the_chain_is_what_the_rows_say(self) -> None:
        assert counted_in(self.batches) == {leaf_of(name) for name, counted in self.counted.items() if counted}
        assert self.head.sequence == len(self.batches)

    @invariant()
    def no_threshold_is_crossed_twice(self) -> None:
        assert len(self.crossed) == len(set(self.crossed))


TestCounted = Counted.TestCase
