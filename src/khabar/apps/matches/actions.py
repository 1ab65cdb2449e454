"""Proposing pairs in a round; deciding about them in twos; recording what was answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.accounts.queries import who_left
from khabar.apps.consent import actions as consent
from khabar.apps.ledger.actions import record
from khabar.apps.matches.files import PairFile, PairInside, as_seen, opened_pair, save_pair, sealed_inside
from khabar.apps.matches.models import Pair
from khabar.apps.matches.queries import facts_of, has_spoken_to, last_word, may_be_asked, pair_for
from khabar.apps.outbox.actions import put, undo
from khabar.apps.registry.canaries import canaries_among_cases, ring_if_canary
from khabar.apps.registry.queries import closed_ids, erased_ids, is_closed, presence_file, request_file
from khabar.domain.actors import ActorKind, require_account
from khabar.domain.answers import Answer, draft_answer
from khabar.domain.asking import MOVES, PairStanding, PairState, Step, move, undone, without
from khabar.domain.before_asking import UNDER_AGE, QuestionCheck, refuse_unless_askable
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import PairId, PermitId, PresenceId, RequestId, new_id
from khabar.linkage import MODEL, Candidate
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from khabar.apps.matches.files import Findings
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

HOW_DO_YOU_KNOW = "Write down how you know that this was answered: whom you asked, or which paper you read."
ASK = "ask"
"""The kind of outbox item with which an asking leaves the house."""


def propose(*, actor: Actor, now: datetime, parts: Parts, candidates: Iterable[Candidate]) -> int:
    """Keep new pairs; one that is there already is left as people have it. Return how many are new.

    Of a canary person there is none: nobody is asked for one, and none is asked.
    """
    made = 0
    with transaction.atomic():
        gone = erased_ids() | closed_ids() | canaries_among_cases(parts=parts)
        for found in candidates:
            request_id, presence_id = RequestId(found.request_id), PresenceId(found.registration_id)
            if gone & {request_id, presence_id}:
                continue
            if Pair.objects.filter(request_id=request_id, presence_id=presence_id).exists():
                continue
            pair_id = PairId(new_id(parts.entropy.bytes))
            inside = PairInside(score=found.score, probability=found.probability, model=MODEL)
            sealed = sealed_inside(request_id, pair_id, inside, parts=parts)
            Pair.objects.create(id=pair_id, request_id=request_id, presence_id=presence_id, sealed=sealed)
            made += 1
        if made:
            record(actor=actor, now=now, parts=parts, act="pairs proposed", details={"pairs": made})
    return made


def drop_pairs(*, actor: Actor, now: datetime, case: str) -> None:
    """Drop every pair of a request or presence that is being erased; the caller writes the ledger."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Pair.objects.filter(Q(request_id=case) | Q(presence_id=case)).delete()


def note_findings(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, findings: Findings, seen: int | None = None
) -> None:
    """Keep what the desk has found out before asking."""
    with transaction.atomic():
        pair = as_seen(_pair_for(actor, parts, pair_id), seen)
        save_pair(pair, replace(pair.inside, findings=findings), parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def take_step(  # noqa: PLR0913 - a step is who, when, which pair, what, why
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, step: Step, reason: str = "", seen: int | None = None
) -> PairState:
    """Agree to ask, agree that the person named this enquirer, take back, set aside or take up again.

    What the second agreement puts into the outbox is an asking: it leaves with the next round, or is undone.
    `seen` is the version of the pair that lay before this person; Conflict when somebody has changed it since.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(_pair_for(actor, parts, pair_id), seen)
        if step is Step.AGREE_TO_ASK:
            _require_askable(pair, now, parts, reason)
        if step is Step.AGREE_IS_NAMED:
            _require_addressee(pair, now, parts)
        ring_if_canary(actor=actor, now=now, parts=parts, ids=[pair.request_id, pair.presence_id])
        before = pair.inside.standing
        standing = move(without(before, who_left(Duty.ASKING_DESK, before.agreed_by)), step, by=account)
        inside = replace(pair.inside, standing=standing).with_reason(reason)
        save_pair(pair, _with_outbox(actor, now, parts, pair, inside), parts)
        if standing.state is PairState.NAMED:
            _record_own_word(actor, now, parts, pair, standing)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)
        return standing.state


def leave(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId) -> None:
    """Let an asking leave the house, in the transaction that has claimed its item. The checks are made once more.

    Where nobody is to be asked, nothing leaves, and the same rows are written.
    """
    try:
        pair = opened_pair(pair_id, parts=parts)
    except Refused:
        return  # the request was erased meanwhile, and with it whatever there was to ask
    standing = _left(pair, now, parts) if pair.inside.standing.state is PairState.TO_ASK else pair.inside.standing
    save_pair(pair, replace(pair.inside, standing=standing, item=""), parts)
    record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def _left(pair: PairFile, now: datetime, parts: Parts) -> PairStanding:
    if canaries_among_cases(parts=parts) & {pair.request_id, pair.presence_id}:
        return undone(pair.inside.standing)
    try:
        _require_askable(pair, now, parts, " ".join(pair.inside.reasons))
        return move(pair.inside.standing, Step.LEAVE, by=None)
    except Refused:
        return undone(pair.inside.standing)


def record_answer(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, answer: Answer, seen: int | None = None
) -> None:
    """Write down, as one of two, what the person answered when asked about this one enquirer.

    What it closes is closed from here on. It opens nothing before somebody else has confirmed it.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        pair = as_seen(_pair_for(actor, parts, pair_id), seen)
        _move_on(pair, Step.RECORD_ANSWER, account, parts)
        _write_down(actor, now, parts, pair, replace(answer, typed_by=account))


def confirm_answer(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, reason: str, seen: int | None = None
) -> PermitId:
    """Confirm, as the second of two, that this is what was answered; `reason` says how one knows. Now it counts.

    Refused for whoever wrote it down. Where what waits is that the person takes it back, that is recorded again.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    if not reason.strip():
        raise Invalid("reason", HOW_DO_YOU_KNOW)
    with transaction.atomic():
        pair = as_seen(_pair_for(actor, parts, pair_id), seen)
        _move_on(pair, Step.CONFIRM_ANSWER, account, parts)
        said, party = last_word(pair, parts=parts), pair.presence_id
        if isinstance(said, Answer) and not said.is_read:
            draft = replace(said, read_by=account, read_how=reason.strip())
            permit = consent.record_answer(actor=actor, now=now, parts=parts, draft=draft)
        else:
            to = pair.request_id
            permit = consent.withdraw(actor=actor, now=now, parts=parts, subject=party, recipient=to)[0]
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)
        return permit


def record_not_reached(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, seen: int | None = None) -> None:
    """Record that the person could not be met alone, or not at all; nothing is told."""
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        _move_on(as_seen(_pair_for(actor, parts, pair_id), seen), Step.RECORD_NOT_REACHED, actor.account, parts)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def withdraw(*, actor: Actor, now: datetime, parts: Parts, pair_id: PairId) -> None:
    """Take back, for the person, what was allowed towards this enquirer. It is closed from here on.

    It is written down by one and confirmed by another as an answer is: neither steps nor rows tell which it was.
    """
    with transaction.atomic():
        pair = _pair_for(actor, parts, pair_id)
        if actor.account and (pair.inside.standing.state, Step.RECORD_ANSWER) in MOVES:
            _move_on(pair, Step.RECORD_ANSWER, actor.account, parts)
            _write_down(actor, now, parts, pair, None)
            return
        save_pair(pair, pair.inside, parts)  # nothing changes in it; but an answer changes this row too
        consent.withdraw(actor=actor, now=now, parts=parts, subject=pair.presence_id, recipient=pair.request_id)
        record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair_id)


def _pair_for(actor: Actor, parts: Parts, pair_id: PairId) -> PairFile:
    if actor.kind is ActorKind.SYSTEM:
        return opened_pair(pair_id, parts=parts)
    return pair_for(pair_id, actor, parts=parts)


def _write_down(actor: Actor, now: datetime, parts: Parts, pair: PairFile, said: Answer | None) -> None:
    person, to = pair.presence_id, pair.request_id
    consent.write_down(actor=actor, now=now, parts=parts, subject=person, recipient=to, said=said)
    record(actor=actor, now=now, parts=parts, act="pair changed", subject=pair.id)


def _move_on(pair: PairFile, step: Step, by: AccountId | None, parts: Parts) -> None:
    before = pair.inside.standing
    standing = move(without(before, who_left(Duty.ASKING_DESK, before.agreed_by)), step, by=by)
    save_pair(pair, replace(pair.inside, standing=standing), parts)


def _require_askable(pair: PairFile, now: datetime, parts: Parts, reason: str) -> None:
    if not may_be_asked(pair, on=now.date(), parts=parts):
        raise Refused("What this person has said so far leaves nothing to ask for this enquirer.")
    request = request_file(pair.request_id, parts=parts)
    refuse_unless_askable(facts_of(pair, request, on=now.date(), parts=parts), reason)


def _with_outbox(actor: Actor, now: datetime, parts: Parts, pair: PairFile, inside: PairInside) -> PairInside:
    """Take back what was about to leave, and put what leaves now.

    Every step puts an item, also one with which nothing leaves: rows must not tell asking from setting aside.
    """
    if pair.inside.item and not undo(pair.inside.item, actor=actor, now=now):
        raise Conflict("This has left the house already and cannot be undone.")
    item = put(actor=actor, now=now, parts=parts, kind=ASK, body={"pair": pair.id}, key_class=KeyClass.REGISTER)
    return replace(inside, item=item)


def _require_addressee(pair: PairFile, now: datetime, parts: Parts) -> None:
    if is_closed(pair.request_id):
        raise Invalid("step", "This enquirer has died. What was said to her alone goes to nobody else.")
    told = presence_file(pair.presence_id, parts=parts).form
    if not (told.tell_name.strip() or told.tell_kinship.strip()):
        raise Invalid("step", "This person has named nobody to tell.")
    if not told.is_persons_answer:
        raise Invalid("step", "Somebody else wrote this. What third hands say is no answer: the person is to be asked.")
    if pair.inside.findings.questions is not QuestionCheck.AGREE:
        raise Invalid("step", "First compare the two things only one's people know: they must agree.")
    facts = facts_of(pair, request_file(pair.request_id, parts=parts), on=now.date(), parts=parts)
    if facts.objection or facts.must_not_know:
        raise Invalid("step", "This is to be silent. Nothing is told to this enquirer while that stands.")
    if has_spoken_to(pair, parts=parts):
        raise Invalid("step", "This person has spoken since this was written. What was said last holds.")
    facts = facts_of(pair, request_file(pair.request_id, parts=parts), on=now.date(), parts=parts)
    if facts.is_child_undecided:
        raise Invalid("step", UNDER_AGE)


def _record_own_word(actor: Actor, now: datetime, parts: Parts, pair: PairFile, standing: PairStanding) -> None:
    presence = presence_file(pair.presence_id, parts=parts)
    told = presence.form
    answer = draft_answer(
        tells=told.tells,
        setting=told.setting,
        given_on=presence.filed_at.date(),
        own_words=told.own_words,
        must_not_know=tuple(told.must_not_know),
        if_i_die=told.if_i_die,
    )
    first, second = standing.agreed_by
    draft = replace(answer, subject=pair.presence_id, recipient=pair.request_id, typed_by=first, read_by=second)
    consent.record_answer(actor=actor, now=now, parts=parts, draft=draft)
