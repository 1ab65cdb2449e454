"""What became of a letter, for its recipient and for each copy by itself: drafted, approved, sent, proved, answered.

Each is a list of notes that only grows; where it stands is read from them. A bounce of one copy says nothing of the
others, nothing is sent that was not approved as it is, and what was stopped never leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from khabar.domain.errors import Conflict, Invalid

NOT_NOW = "This cannot be noted as things stand. Please look at what has been noted since."
TEXT_CHANGED = "The text was changed after it was approved. It has to be approved again."
NO_APPROVER = "Please say who approves this letter, by name."
NO_CHANNEL = "Please say how it left: by e-mail, by post or by hand."
NO_PROOF = "Please add the proof: a receipt, a stamped copy, a note with the name of whoever took it."
NOT_BY_MAIL = "A delivery notice belongs to an e-mail. For post and by hand, add the proof."
NOT_ON_PAPER = "For an e-mail there is no paper proof. Its delivery notice or its bounce comes by itself."
BEFORE_THAT = "This day lies before the day noted just before it. Please look at both."


class Channel(StrEnum):
    """How it leaves."""

    EMAIL = "email"
    POST = "post"
    HAND = "hand"


class State(StrEnum):
    """Where one recipient's letter stands. PROVED: proof by post or by hand is there; STOPPED: it will not leave."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    PROVED = "proved"
    ANSWERED = "answered"
    STOPPED = "stopped"


class Happening(StrEnum):
    """What can be noted. CHANGED: its text was changed, so any approval is gone."""

    APPROVED = "approved"
    CHANGED = "changed"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    PROVED = "proved"
    ANSWERED = "answered"
    STOPPED = "stopped"


_S, _H = State, Happening
_OUT = frozenset({_S.SENT, _S.DELIVERED, _S.PROVED, _S.BOUNCED})
MAY_FOLLOW = MappingProxyType(
    {
        _H.APPROVED: frozenset({_S.DRAFTED}),
        _H.CHANGED: frozenset({_S.DRAFTED, _S.APPROVED}),
        _H.SENT: frozenset({_S.APPROVED, _S.BOUNCED}),
        _H.DELIVERED: frozenset({_S.SENT}),
        _H.BOUNCED: frozenset({_S.SENT, _S.DELIVERED}),
        _H.PROVED: frozenset({_S.SENT}),
        _H.ANSWERED: _OUT | {_S.ANSWERED},
        _H.STOPPED: frozenset({_S.DRAFTED, _S.APPROVED, _S.BOUNCED}),
    },
)
"""In which states each can be noted. A notice of a mail server may still be followed by a bounce from behind it."""

_LEADS_TO = MappingProxyType({one: _S.DRAFTED if one is _H.CHANGED else _S(one.value) for one in _H})


@dataclass(frozen=True)
class Note:
    """One thing that happened on a day.

    `by`: who approved, by name. `digest`: the hash of the text that was approved or sent. `proof`: where the proof
    lies (the id of a document, the Message-ID of a notice). `channel`: how it left.
    """

    what: Happening
    on: date
    digest: str = ""
    by: str = field(default="", repr=False)
    channel: Channel | None = None
    proof: str = ""


@dataclass(frozen=True)
class Dispatch:
    """One recipient of one letter, or one copy, and what was noted of it."""

    body: str
    is_copy: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def state(self) -> State:
        """Where it stands: what the last note led to; an answer stays an answer."""
        return _LEADS_TO[self.notes[-1].what] if self.notes else State.DRAFTED

    @property
    def channel(self) -> Channel | None:
        """How it left last; None before it did."""
        sent = self._last(Happening.SENT)
        return sent.channel if sent else None

    @property
    def sent_on(self) -> date | None:
        """The day on which it left last; None before it did."""
        sent = self._last(Happening.SENT)
        return sent.on if sent else None

    @property
    def received_on(self) -> date | None:
        """The day for which there is a proof or a notice, of the last sending; None without one or after a bounce."""
        since = self._since_sent()
        if any(one.what is Happening.BOUNCED for one in since):
            return None
        return next((one.on for one in since if one.what in (Happening.DELIVERED, Happening.PROVED)), None)

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer; None where none came."""
        return next((one.on for one in self.notes if one.what is Happening.ANSWERED), None)

    @property
    def approved_digest(self) -> str:
        """The hash of the text that is approved as it stands; empty where none is."""
        for one in reversed(self.notes):
            if one.what is Happening.CHANGED:
                return ""
            if one.what is Happening.APPROVED:
                return one.digest
        return ""

    def _last(self, what: Happening) -> Note | None:
        return next((one for one in reversed(self.notes) if one.what is what), None)

    def _since_sent(self) -> tuple[Note, ...]:
        places = [place for place, one in enumerate(self.notes) if one.what is Happening.SENT]
        return self.notes[places[-1] :] if places else ()


def may_note(dispatch: Dispatch, what: Happening) -> bool:
    """Say whether this can be noted as things stand."""
    return dispatch.state in MAY_FOLLOW[what]


def noted(dispatch: Dispatch, note: Note) -> Dispatch:
    """Give the dispatch with one more note.

    Raises Conflict where this cannot follow, or the text is no longer the approved one; Invalid (field `on`, `by`,
    `channel` or `proof`) for a note that lacks what it needs or lies before the one before it.
    """
    if not may_note(dispatch, note.what):
        raise Conflict(NOT_NOW)
    if dispatch.notes and note.on < dispatch.notes[-1].on:
        raise Invalid("on", BEFORE_THAT)
    _require_whole(dispatch, note)
    return replace(dispatch, notes=(*dispatch.notes, note))


def _require_whole(dispatch: Dispatch, note: Note) -> None:
    if note.what is Happening.APPROVED and not (note.by.strip() and note.digest):
        raise Invalid("by", NO_APPROVER)
    if note.what is Happening.SENT:
        if note.channel is None:
            raise Invalid("channel", NO_CHANNEL)
        if note.digest != dispatch.approved_digest:
            raise Conflict(TEXT_CHANGED)
    if note.what is Happening.PROVED:
        if dispatch.channel is Channel.EMAIL:
            raise Invalid("channel", NOT_ON_PAPER)
        if not note.proof.strip():
            raise Invalid("proof", NO_PROOF)
    if note.what is Happening.DELIVERED and dispatch.channel is not Channel.EMAIL:
        raise Invalid("channel", NOT_BY_MAIL)


@dataclass(frozen=True)
class Account:
    """How a letter stands as a whole: how many recipients in each state, when it first left, when first answered."""

    states: tuple[tuple[State, int], ...]
    sent_on: date | None
    answered_on: date | None

    @property
    def left(self) -> bool:
        """Whether any of it has left: from then on its text does not change."""
        return self.sent_on is not None


def account(dispatches: Iterable[Dispatch]) -> Account:
    """Add up what became of a letter: its recipient and every copy."""
    every = tuple(dispatches)
    counts = {state: sum(one.state is state for one in every) for state in State}
    first = [note.on for one in every for note in one.notes if note.what is Happening.SENT]
    answers = [one.answered_on for one in every if one.answered_on]
    states = tuple((state, count) for state, count in counts.items() if count)
    return Account(states, min(first, default=None), min(answers, default=None))
