"""The way of a pair (a request and a presence that may be the same person) from proposal to answer.

A score proposes; two people decide; what they decided can be undone until the asking has left the house.
Nothing in here may move a pair on one person's word alone, or show any of it to a family.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from khabar.domain import bodies
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId

SCHEMA = 1
PEOPLE_NEEDED = 2


class PairState(StrEnum):
    """Where a pair stands. Sealed: an operator sees rows, never this.

    ONE_FOR_ANSWER: one of the desk wrote an answer down, and a second has not read it yet. NAMED: the person's own
    presence named this enquirer as the one to tell, and two people confirmed it.
    """

    PROPOSED = "proposed"
    ONE_FOR_ASKING = "one_for_asking"
    TO_ASK = "to_ask"
    ASKED = "asked"
    ONE_FOR_ANSWER = "one_for_answer"
    ANSWERED = "answered"
    NOT_REACHED = "not_reached"
    SET_ASIDE = "set_aside"
    ONE_FOR_NAMED = "one_for_named"
    NAMED = "named"


class Step(StrEnum):
    """What can be done to a pair."""

    AGREE_TO_ASK = "agree_to_ask"
    AGREE_IS_NAMED = "agree_is_named"
    TAKE_BACK = "take_back"
    LEAVE = "leave"
    RECORD_ANSWER = "record_answer"
    CONFIRM_ANSWER = "confirm_answer"
    RECORD_NOT_REACHED = "record_not_reached"
    SET_ASIDE = "set_aside"
    TAKE_UP = "take_up"


VOTES = frozenset({Step.AGREE_TO_ASK, Step.AGREE_IS_NAMED, Step.RECORD_ANSWER, Step.CONFIRM_ANSWER})
"""Steps that are one person's word and count only with a second person's."""
WAITING = frozenset({PairState.ONE_FOR_ASKING, PairState.ONE_FOR_ANSWER, PairState.ONE_FOR_NAMED})
"""States in which one person has spoken and a second is waited for."""
NOT_GONE_OUT = frozenset(
    {PairState.PROPOSED, PairState.ONE_FOR_ASKING, PairState.TO_ASK, PairState.ONE_FOR_NAMED, PairState.SET_ASIDE}
)
"""While a pair is in one of these and was in no other, nobody outside knows of it."""
UNDOING = frozenset({Step.TAKE_BACK, Step.TAKE_UP})
"""Steps after which a pair stands as it did before."""
WRITTEN_BY_NOBODY_HERE = (
    "Whoever wrote this answer down has left the desk. Write it down once more; then somebody else confirms it."
)

_P, _S = PairState, Step
MOVES = MappingProxyType(
    {
        (_P.PROPOSED, _S.AGREE_TO_ASK): _P.ONE_FOR_ASKING,
        (_P.ONE_FOR_ASKING, _S.AGREE_TO_ASK): _P.TO_ASK,
        (_P.ONE_FOR_ASKING, _S.TAKE_BACK): _P.PROPOSED,
        (_P.TO_ASK, _S.TAKE_BACK): _P.PROPOSED,
        (_P.TO_ASK, _S.LEAVE): _P.ASKED,
        (_P.ASKED, _S.RECORD_ANSWER): _P.ONE_FOR_ANSWER,
        (_P.ONE_FOR_ANSWER, _S.CONFIRM_ANSWER): _P.ANSWERED,
        # Written down wrongly: whoever reads it second writes it anew, and the first one confirms.
        (_P.ONE_FOR_ANSWER, _S.RECORD_ANSWER): _P.ONE_FOR_ANSWER,
        (_P.ASKED, _S.RECORD_NOT_REACHED): _P.NOT_REACHED,
        # A late answer still counts, and a mind may change.
        (_P.NOT_REACHED, _S.RECORD_ANSWER): _P.ONE_FOR_ANSWER,
        (_P.ANSWERED, _S.RECORD_ANSWER): _P.ONE_FOR_ANSWER,
        (_P.NAMED, _S.RECORD_ANSWER): _P.ONE_FOR_ANSWER,
        # Asking again needs two people again; whether it is allowed at all is for consent.may_be_asked_again.
        (_P.NOT_REACHED, _S.AGREE_TO_ASK): _P.ONE_FOR_ASKING,
        (_P.ANSWERED, _S.AGREE_TO_ASK): _P.ONE_FOR_ASKING,
        (_P.NAMED, _S.AGREE_TO_ASK): _P.ONE_FOR_ASKING,
        (_P.PROPOSED, _S.AGREE_IS_NAMED): _P.ONE_FOR_NAMED,
        (_P.ONE_FOR_NAMED, _S.AGREE_IS_NAMED): _P.NAMED,
        (_P.ONE_FOR_NAMED, _S.TAKE_BACK): _P.PROPOSED,
        # Not the same person after all. Not while an asking is under way: its answer must find its pair.
        (_P.PROPOSED, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.ONE_FOR_ASKING, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.TO_ASK, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.ONE_FOR_NAMED, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.NOT_REACHED, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.ONE_FOR_ANSWER, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.ANSWERED, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.NAMED, _S.SET_ASIDE): _P.SET_ASIDE,
        (_P.SET_ASIDE, _S.TAKE_UP): _P.PROPOSED,
    },
)
"""Every move there is. What is not in this table cannot be done."""


@dataclass(frozen=True)
class PairStanding:
    """A pair's state and the people on whose word it rests, in the order they spoke.

    `before` is how it stood when somebody agreed to ask again or set it aside, if an asking had gone out by then:
    whoever undoes that finds it so again, and what was answered can still be corrected.
    """

    state: PairState = PairState.PROPOSED
    agreed_by: tuple[AccountId, ...] = ()
    before: "PairStanding | None" = None

    @property
    def has_gone_out(self) -> bool:
        """Whether anybody outside may know of this pair."""
        return (self.before or self).state not in NOT_GONE_OUT

    def to_body(self) -> Body:
        """Write it for sealing."""
        body: Body = {"schema": SCHEMA, "state": self.state.value, "agreed_by": list(self.agreed_by)}
        return {**body, "before": self.before.to_body()} if self.before else body

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "PairStanding":
        """Read what was sealed; Unreadable where it is not what it should be."""
        bodies.require_schema(body, SCHEMA)
        agreed_by = tuple(AccountId(account) for account in bodies.texts_of(body, "agreed_by"))
        before = cls.from_body(bodies.map_of(body, "before")) if "before" in body else None
        try:
            return cls(PairState(bodies.text_of(body, "state")), agreed_by, before)
        except ValueError as error:
            raise Unreadable("state has no meaning we know") from error


def possible_steps(standing: PairStanding, *, by: AccountId | None) -> frozenset[Step]:
    """List the steps this person (None: a job of ours) may take now."""
    return frozenset(
        step for (state, step) in MOVES if state is standing.state and _objection(standing, step, by) is None
    )


def move(standing: PairStanding, step: Step, *, by: AccountId | None) -> PairStanding:
    """Take one step, or refuse. `by` is the account that takes it; None is a job, which can have no say in a vote."""
    target = MOVES.get((standing.state, step))
    if target is None:
        raise Refused(f"A pair that is {standing.state} cannot {step}.")
    if objection := _objection(standing, step, by):
        raise Refused(objection)
    if step in UNDOING:
        return undone(standing)
    if step is Step.SET_ASIDE:
        return PairStanding(target, (), _gone_out(standing))
    if step not in VOTES:
        return PairStanding(target, standing.agreed_by)
    first = standing.agreed_by if _is_second_voice(standing.state, step) else ()
    before = _gone_out(standing) if step is Step.AGREE_TO_ASK else None
    return PairStanding(target, (*first, *([by] if by else [])), before)


def undone(standing: PairStanding) -> PairStanding:
    """Give how a pair stood before somebody agreed to ask, or set it aside."""
    return standing.before or PairStanding()


def without(standing: PairStanding, gone: frozenset[AccountId]) -> PairStanding:
    """Give the standing without the word of people who left the desk, as long as nobody has joined it.

    An answer that one of them wrote down stays written, on nobody's word.
    """
    if standing.state not in WAITING or gone.isdisjoint(standing.agreed_by):
        return standing
    return PairStanding(standing.state) if standing.state is PairState.ONE_FOR_ANSWER else undone(standing)


def _gone_out(standing: PairStanding) -> PairStanding | None:
    """Give how a pair stood last while it was known outside; None where it never was."""
    last = standing.before or standing
    return last if last.has_gone_out else None


def _is_second_voice(state: PairState, step: Step) -> bool:
    return state in WAITING and step is not Step.RECORD_ANSWER


def _objection(standing: PairStanding, step: Step, by: AccountId | None) -> str | None:
    if step not in VOTES:
        return None
    if not by:
        return "Only people decide this."
    if step is Step.CONFIRM_ANSWER and not standing.agreed_by:
        return WRITTEN_BY_NOBODY_HERE
    if _is_second_voice(standing.state, step) and by in standing.agreed_by:
        return "Two different people decide this."
    return None
