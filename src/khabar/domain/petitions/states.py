"""What becomes of a signature: five states, five acts, and which of them is counted.

Only the mailbox's owner confirms and withdraws, only two of staff set aside, only time makes anonymous.
An act that means nothing in a state changes nothing: a link opened twice, a button pressed twice do no harm.
"""

from enum import StrEnum


class SignatureState(StrEnum):
    """Where a signature stands. What is withdrawn has lost its name, address and keys for good."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"
    ANONYMISED = "anonymised"


class SignatureAct(StrEnum):
    """What can be done with a signature."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    INVALIDATE = "invalidate"
    RESTORE = "restore"
    ANONYMISE = "anonymise"


_AFTER = {
    (SignatureState.PENDING, SignatureAct.CONFIRM): SignatureState.CONFIRMED,
    (SignatureState.PENDING, SignatureAct.WITHDRAW): SignatureState.WITHDRAWN,
    (SignatureState.CONFIRMED, SignatureAct.WITHDRAW): SignatureState.WITHDRAWN,
    (SignatureState.CONFIRMED, SignatureAct.INVALIDATE): SignatureState.INVALIDATED,
    (SignatureState.CONFIRMED, SignatureAct.ANONYMISE): SignatureState.ANONYMISED,
    (SignatureState.INVALIDATED, SignatureAct.RESTORE): SignatureState.CONFIRMED,
    (SignatureState.INVALIDATED, SignatureAct.WITHDRAW): SignatureState.WITHDRAWN,
    (SignatureState.INVALIDATED, SignatureAct.ANONYMISE): SignatureState.ANONYMISED,
    (SignatureState.WITHDRAWN, SignatureAct.ANONYMISE): SignatureState.ANONYMISED,
}

TAKES_PLACE = (SignatureState.CONFIRMED, SignatureState.INVALIDATED)
"""In these a person has signed: nobody signs twice, and what was invalidated is not made good by signing anew."""


def after(state: SignatureState, act: SignatureAct) -> SignatureState:
    """Give the state after an act; the same state where the act means nothing."""
    return _AFTER.get((state, act), state)


def states_before(act: SignatureAct) -> tuple[SignatureState, ...]:
    """List the states in which an act changes something: what a conditional update asks for."""
    return tuple(state for state, done in _AFTER if done is act)


def must_be_added(state: SignatureState, *, counted: bool) -> bool:
    """Say whether the next batch adds this signature to the count."""
    return state is SignatureState.CONFIRMED and not counted


def must_be_removed(state: SignatureState, *, counted: bool) -> bool:
    """Say whether the next batch takes this signature out of the count."""
    return counted and state in (SignatureState.WITHDRAWN, SignatureState.INVALIDATED)
