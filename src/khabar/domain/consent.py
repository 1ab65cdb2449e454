"""Whether something may be told, of whom, to whom: the gate's own rule, over a set of signed events.

The events are the only truth. Their order in a list, and the clocks of the devices that wrote them, decide nothing;
only what an event names as its parents does. Where two words do not know of one another, the gate is closed.
Nothing in here may ever open the gate by default, for "the family", or for anybody the person did not name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.domain.answers import Answer, ConsentEvent, Disclosure, Setting, Tells, Unread, Withdrawal
from khabar.domain.best_interests import BestInterests
from khabar.domain.death import Death, Ground
from khabar.domain.errors import Refused
from khabar.domain.ids import EventId, PresenceId, RequestId

__all__ = [
    "Answer",
    "ConsentEvent",
    "Decision",
    "Disclosure",
    "PermitTerms",
    "Reason",
    "Setting",
    "Tells",
    "Unread",
    "Withdrawal",
    "covers",
    "decide",
    "has_died",
    "is_death_in_doubt",
    "is_in_the_childs_interest",
    "may_be_asked_again",
    "merged",
    "no_is_durable",
    "permit_terms",
    "strongest",
    "was_decided_as_child",
]


class Reason(StrEnum):
    """Why the gate is open or closed. Seen by the asking desk alone."""

    AGREED = "agreed"
    NO_ANSWER = "no_answer"
    SAID_NO = "said_no"
    SAID_NO_OBSERVED = "said_no_observed"
    WITHDRAWN = "withdrawn"
    CONCURRENT = "concurrent"
    NOT_READ = "not_read"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    OBSERVED_TELLS_LESS = "observed_tells_less"
    TELLS_LESS = "tells_less"
    HAS_DIED = "has_died"
    NOBODY_IS_TOLD = "nobody_is_told"


@dataclass(frozen=True)
class Decision:
    """What the gate says. `basis` is the event it rests on, `until` the last day an open gate stays open."""

    allowed: bool
    basis: EventId | None
    reason: Reason
    until: date | None = None


@dataclass(frozen=True)
class PermitTerms:
    """What a Permit says: to this one recipient, exactly this, because of this event, up to and including this day."""

    recipient: RequestId
    what: Disclosure
    consent_event: EventId
    until: date


@dataclass(frozen=True)
class _Words:
    """All that one person has said concerning one recipient, with what each event knew of the others."""

    answers: tuple[Answer, ...]
    withdrawals: tuple[Withdrawal, ...]
    known: dict[EventId, frozenset[EventId]]

    def heads(self) -> tuple[Answer, ...]:
        """List the answers that no other answer knows of."""
        outdated = {old for answer in self.answers for old in self.known[answer.event_id] - {answer.event_id}}
        return tuple(answer for answer in self.answers if answer.event_id not in outdated)

    def is_lifted(self, event_id: EventId) -> bool:
        """Say whether a later yes, not given under eyes, knows of this event.

        What was said alone is lifted only by what is said alone: a yes under eyes may be a forced one.
        """
        return any(answer.is_free_yes and event_id in self.known[answer.event_id] for answer in self.answers)

    def standing_no(self) -> Answer | None:
        """Give a no said alone that nothing has lifted.

        It counts from one person's writing on, since silence needs no second; but what was written wrongly, and
        written anew before anybody confirmed it, was never said.
        """
        noes = (a for a in self.answers if a.is_no_said_alone and not self.is_lifted(a.event_id))
        return next((a for a in noes if not self.was_written_anew(a)), None)

    def was_written_anew(self, answer: Answer) -> bool:
        """Say whether two people have read another answer since in the place of this one."""
        later = (one for one in self.answers if one.is_read and answer.event_id in self.known[one.event_id])
        return not answer.is_read and any(later)

    def is_closed(self) -> bool:
        """Say whether a no said alone or a withdrawal stands."""
        return self.standing_no() is not None or self.standing_withdrawal() is not None

    def standing_withdrawal(self) -> Withdrawal | None:
        """Give a withdrawal that nothing has lifted. Its date plays no part: to be silent needs no proof."""
        return next((w for w in self.withdrawals if not self.is_lifted(w.event_id)), None)


def merged(*histories: Iterable[ConsentEvent]) -> frozenset[ConsentEvent]:
    """Join histories as sets; what two of them hold is one event. Two events with one id are a broken store."""
    events = frozenset(event for history in histories for event in history)
    if len({event.event_id for event in events}) != len(events):
        raise ValueError("two different events bear one id")
    return events


def _known(events: frozenset[ConsentEvent]) -> dict[EventId, frozenset[EventId]]:
    """Find for each event all that it knew of: its parents, theirs, and so on, as far as we hold them."""
    parents = {event.event_id: event.parents for event in events}
    known: dict[EventId, frozenset[EventId]] = {}
    for event_id, first in parents.items():
        seen: set[EventId] = set()
        waiting = list(first)
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(parents.get(one, ()))
        known[event_id] = frozenset(seen)
    return known


def _of(events: Iterable[ConsentEvent], subject: PresenceId) -> list[Answer | Withdrawal | Death | BestInterests]:
    mine = (event for event in events if not isinstance(event, Unread) and event.subject == subject)
    return sorted(mine, key=lambda event: event.event_id)


def _words(events: frozenset[ConsentEvent], subject: PresenceId, recipient: RequestId | None) -> _Words:
    """Pick what was said towards one recipient; without one, all answers, and what was withdrawn from everyone."""
    mine = _of(events, subject)
    return _Words(
        tuple(e for e in mine if isinstance(e, Answer) and recipient in (None, e.recipient)),
        tuple(e for e in mine if isinstance(e, Withdrawal) and e.recipient in (None, recipient)),
        _known(events),
    )


def decide(
    history: Iterable[ConsentEvent],
    *,
    subject: PresenceId,
    recipient: RequestId,
    disclosure: Disclosure,
    on: date,
) -> Decision:
    """Say whether this may be told to this one recipient on this day. In this order.

    1. A no said alone, not lifted since: closed.
    2. A withdrawal, not lifted since: closed.
    3. The person has died, as two people recorded it, and two have read no sign of life since: nothing is told as of
       somebody who lives.
    4. No answer, or several that do not know of one another: closed.
    5. The one newest answer decides: whether two people read it, its day, its end, what it tells, and whether it was
       given under eyes.

    A death is told by no answer: by what was recorded of it towards this recipient alone. While an answer given after
    it waits for its second reader, nothing is told either way.
    """
    events = merged(history)
    words = _words(events, subject, recipient)
    if disclosure is Disclosure.DEATH:
        return _decide_death(events, subject, recipient, on)
    if closed := _closed_by(events, words, subject):
        return closed
    match words.heads():
        case ():
            return Decision(allowed=False, basis=None, reason=Reason.NO_ANSWER)
        case (answer,):
            return _decide_by(answer, disclosure, on)
        case _:
            return Decision(allowed=False, basis=None, reason=Reason.CONCURRENT)


def _closed_by(events: frozenset[ConsentEvent], words: _Words, subject: PresenceId) -> Decision | None:
    if no := words.standing_no():
        return Decision(allowed=False, basis=no.event_id, reason=Reason.SAID_NO)
    if withdrawal := words.standing_withdrawal():
        return Decision(allowed=False, basis=withdrawal.event_id, reason=Reason.WITHDRAWN)
    if deaths := _standing_deaths(events, subject):
        return Decision(allowed=False, basis=deaths[0].event_id, reason=Reason.HAS_DIED)
    return None


def _decide_by(answer: Answer, disclosure: Disclosure, on: date) -> Decision:
    reason = _reason(answer, disclosure, on)
    if reason is Reason.AGREED:
        return Decision(allowed=True, basis=answer.event_id, reason=reason, until=answer.last_day)
    return Decision(allowed=False, basis=answer.event_id, reason=reason)


def _reason(answer: Answer, disclosure: Disclosure, on: date) -> Reason:
    observed = answer.setting is Setting.OBSERVED
    if answer.tells is Tells.NOTHING:
        return Reason.SAID_NO_OBSERVED if observed else Reason.SAID_NO
    if not answer.is_read:
        return Reason.NOT_READ
    if on < answer.given_on:
        return Reason.NOT_YET
    if on > answer.last_day:
        return Reason.EXPIRED
    if disclosure in answer.opens():
        return Reason.AGREED
    return Reason.OBSERVED_TELLS_LESS if observed else Reason.TELLS_LESS


def _standing_deaths(events: frozenset[ConsentEvent], subject: PresenceId) -> tuple[Death, ...]:
    """List the deaths recorded of this person that no later sign of life has lifted.

    Any answer to anybody is one, also a no, where two people have read it, it knows of the death, and it was given on
    that day or after it. One that nobody has confirmed lifts nothing, or one person could open what closes with it.
    """
    mine = _of(events, subject)
    deaths = (one for one in mine if isinstance(one, Death))
    return tuple(death for death in deaths if not any(one.is_read for one in _signs_of_life(events, death)))


def _signs_of_life(events: frozenset[ConsentEvent], death: Death) -> list[Answer]:
    """List the answers to anybody that know of a death and were given on that day or after it, read by two or not."""
    known = _known(events)
    answers = (one for one in _of(events, death.subject) if isinstance(one, Answer))
    return [one for one in answers if death.event_id in known[one.event_id] and one.given_on >= death.decided_on]


def _is_in_doubt(events: frozenset[ConsentEvent], death: Death) -> bool:
    """Say whether a later answer waits for its second reader: until then nobody speaks of this death.

    What was written wrongly, and written anew before anybody confirmed it, was never said.
    """
    unread = (one for one in _signs_of_life(events, death) if not one.is_read)
    return any(not _words(events, death.subject, one.recipient).was_written_anew(one) for one in unread)


def _decide_death(events: frozenset[ConsentEvent], subject: PresenceId, recipient: RequestId, on: date) -> Decision:
    """Say whether a death may be spoken. In this order.

    1. Nothing recorded towards this recipient, or words that do not know of one another: closed.
    2. An answer of the person's own, given since to anybody, waits for its second reader: closed.
    3. Two people decided that she is not told: closed.
    4. Everything was taken back, or a no said alone stands that the person's wish does not name her over: closed.
    5. The days between which it may be spoken.
    """
    words = _words(events, subject, recipient)
    towards = [one for one in _standing_deaths(events, subject) if one.recipient == recipient]
    outdated = {old for one in towards for old in words.known[one.event_id]}
    heads = [one for one in towards if one.event_id not in outdated]
    if len(heads) != 1:
        reason = Reason.CONCURRENT if heads else Reason.NO_ANSWER
        return Decision(allowed=False, basis=None, reason=reason)
    (death,) = heads
    reason = Reason.NOT_READ if _is_in_doubt(events, death) else _reason_of_death(death, words, on)
    told = reason is Reason.AGREED
    return Decision(allowed=told, basis=death.event_id, reason=reason, until=death.last_day if told else None)


def _reason_of_death(death: Death, words: _Words, on: date) -> Reason:
    if not death.found.tells:
        return Reason.NOBODY_IS_TOLD
    if words.standing_withdrawal():
        return Reason.WITHDRAWN
    if death.found.ground is not Ground.WISH and words.standing_no():
        return Reason.SAID_NO
    if on < death.decided_on:
        return Reason.NOT_YET
    return Reason.EXPIRED if on > death.last_day else Reason.AGREED


def has_died(history: Iterable[ConsentEvent], subject: PresenceId) -> bool:
    """Say whether two people recorded that this person has died, and two have read no sign of life since."""
    return bool(_standing_deaths(merged(history), subject))


def is_death_in_doubt(history: Iterable[ConsentEvent], subject: PresenceId) -> bool:
    """Say whether an answer given after a recorded death waits for its second reader: nothing is told either way."""
    events = merged(history)
    return any(_is_in_doubt(events, death) for death in _standing_deaths(events, subject))


def is_in_the_childs_interest(history: Iterable[ConsentEvent], subject: PresenceId, recipient: RequestId) -> bool:
    """Say whether a best-interests decision stands that lets a child be asked for this one enquirer.

    The newest decides. Where decisions do not know of one another, all of them have to allow it.
    """
    events = merged(history)
    known = _known(events)
    mine = [e for e in _of(events, subject) if isinstance(e, BestInterests) and e.recipient == recipient]
    outdated = {old for one in mine for old in known[one.event_id]}
    newest = [one for one in mine if one.event_id not in outdated]
    return bool(newest) and all(one.allows for one in newest)


def was_decided_as_child(history: Iterable[ConsentEvent], subject: PresenceId, recipient: RequestId) -> bool:
    """Say whether two people ever decided about this person as about a child, for this enquirer."""
    return any(isinstance(e, BestInterests) and e.recipient == recipient for e in _of(history, subject))


def strongest(
    history: Iterable[ConsentEvent],
    subject: PresenceId,
    recipient: RequestId,
    on: date,
) -> frozenset[Disclosure]:
    """List all that may be told to this recipient on this day; empty by default."""
    events = merged(history)
    return frozenset(
        disclosure
        for disclosure in Disclosure
        if decide(events, subject=subject, recipient=recipient, disclosure=disclosure, on=on).allowed
    )


def no_is_durable(
    history: Iterable[ConsentEvent],
    subject: PresenceId,
    recipient: RequestId | None = None,
) -> bool:
    """Say whether a no said alone stands, towards whomever it was said: this person is to be left in peace.

    It does not run out. Only the person's own later yes to anybody, not given under eyes, lifts it; a no towards the
    recipient asked about is lifted only by such a yes to that very recipient.
    """
    events = merged(history)
    towards = _words(events, subject, None), _words(events, subject, recipient)
    return any(words.standing_no() is not None for words in towards)


def may_be_asked_again(
    history: Iterable[ConsentEvent],
    subject: PresenceId,
    on: date,
    recipient: RequestId | None = None,
) -> bool:
    """Say whether the person may be asked (again) by name; with a recipient, on behalf of that one enquirer.

    Not while a no said alone or a withdrawal from everyone stands. For one enquirer also not while a no or a
    withdrawal towards her stands, nor while a yes to her is in force: there is nothing to ask. Never one who has died.
    A no said under eyes, an answer that has run out, and words that contradict one another may be asked again.
    """
    events = merged(history)
    if _words(events, subject, None).is_closed() or _standing_deaths(events, subject):
        return False
    if recipient is None:
        return True
    words = _words(events, subject, recipient)
    heads = words.heads()
    in_force = len(heads) == 1 and heads[0].is_free_yes and on <= heads[0].last_day
    return not (words.is_closed() or in_force)


def permit_terms(
    history: Iterable[ConsentEvent],
    *,
    subject: PresenceId,
    recipient: RequestId,
    disclosure: Disclosure,
    on: date,
) -> PermitTerms:
    """Give the terms of a Permit for this, or refuse. The consent app alone turns terms into a Permit."""
    decision = decide(history, subject=subject, recipient=recipient, disclosure=disclosure, on=on)
    if decision.basis is None or decision.until is None:
        raise Refused("The person has not agreed to this.")
    return PermitTerms(recipient, disclosure, decision.basis, decision.until)


def covers(terms: PermitTerms, disclosure: Disclosure, on: date) -> bool:
    """Say whether a Permit of these terms covers exactly this on this day. A larger Permit is not a smaller one."""
    return terms.what is disclosure and on <= terms.until
