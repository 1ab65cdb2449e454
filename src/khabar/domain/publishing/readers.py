"""Who gets the newsletter by mail: four states, three acts, and when an address that bounces is written to no more.

Only the mailbox's owner confirms; leaving needs the link of one mail and nothing else. What has ended keeps no address.
"""

from enum import StrEnum

MOST_MISSES = 2
"""Issues in a row that came back for good after which an address is given up, whatever the reason."""
_NO_SUCH_MAILBOX = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
"""Codes of RFC 3463 (and 7505) that speak of the address itself: none such, moved, closed, a domain without mail."""


class ReaderState(StrEnum):
    """Where a subscription stands. LEFT and STOPPED have lost the address for good."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    LEFT = "left"
    STOPPED = "stopped"


class ReaderAct(StrEnum):
    """What can be done with a subscription."""

    CONFIRM = "confirm"
    LEAVE = "leave"
    STOP = "stop"


_AFTER = {
    (ReaderState.PENDING, ReaderAct.CONFIRM): ReaderState.CONFIRMED,
    (ReaderState.PENDING, ReaderAct.LEAVE): ReaderState.LEFT,
    (ReaderState.CONFIRMED, ReaderAct.LEAVE): ReaderState.LEFT,
    (ReaderState.CONFIRMED, ReaderAct.STOP): ReaderState.STOPPED,
}

HAS_AN_ADDRESS = (ReaderState.PENDING, ReaderState.CONFIRMED)


def after(state: ReaderState, act: ReaderAct) -> ReaderState:
    """Give the state after an act; the same state where the act means nothing."""
    return _AFTER.get((state, act), state)


def states_before(act: ReaderAct) -> tuple[ReaderState, ...]:
    """List the states in which an act changes something: what a conditional update asks for."""
    return tuple(state for state, done in _AFTER if done is act)


class DeliveryState(StrEnum):
    """What became of one issue for one reader. UNKNOWN: the connection broke twice, and it may have arrived."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    BOUNCED = "bounced"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


def is_given_up(status: str, misses: int) -> bool:
    """Say whether an address is written to no more, after a mail came back for good.

    `status` is the code of RFC 3463 where one is known, else empty; `misses` counts this one and those before it in a
    row. A full or shut-off mailbox is tried once more, one that does not exist is not.
    """
    return status in _NO_SUCH_MAILBOX or misses >= MOST_MISSES
