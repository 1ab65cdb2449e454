"""What the asking desk sees: pairs with their evidence, never those of a colleague's own family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from khabar.apps.accounts.queries import kin_of, who_left
from khabar.apps.consent.queries import births_of, history, may_tell, must_not_know
from khabar.apps.guarantor.queries import licence_standing
from khabar.apps.matches.files import TABLE, PairFile, opened_pair, opened_row, opened_with
from khabar.apps.matches.models import Pair
from khabar.apps.registry.canaries import canaries_among_cases
from khabar.apps.registry.queries import (
    PresenceFile,
    RequestFile,
    is_closed,
    person_of_presence,
    person_of_request,
    presence_file,
    request_file,
)
from khabar.apps.registry.readings import enquirers_of, opened_cards
from khabar.apps.wishes.silences import Silence, Silences, silences
from khabar.domain.actors import require_account
from khabar.domain.answers import Answer, Withdrawal
from khabar.domain.asking import WAITING, PairState, Step, possible_steps, without
from khabar.domain.before_asking import Facts, reasons_not_to_ask, words_for_asking
from khabar.domain.best_interests import is_child
from khabar.domain.consent import (
    is_in_the_childs_interest,
    may_be_asked_again,
    no_is_durable,
    was_decided_as_child,
)
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.guaranteeing.acts import Act, ActKind
from khabar.domain.ids import PairId
from khabar.domain.withheld import is_withheld_from
from khabar.linkage import compare_persons
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from khabar.domain.actors import Actor
    from khabar.domain.answers import Disclosure
    from khabar.domain.before_asking import AskingWords, Obstacle
    from khabar.domain.ids import AccountId, PresenceId, RequestId
    from khabar.linkage import Candidate, Person
    from khabar.ports import Parts


@dataclass(frozen=True)
class PairLine:
    """One line of the asking desk's list."""

    id: PairId
    presence: PresenceId
    sought: str
    present: str
    probability: float
    state: PairState
    has_gone_out: bool


@dataclass(frozen=True)
class PairView:
    """One pair with everything two people need to decide: both sides, the evidence, what stands against asking.

    `may_be_asked` is false while what the person has said so far leaves nothing to ask for this enquirer.
    """

    file: PairFile
    request: RequestFile
    presence: PresenceFile
    comparison: Candidate
    facts: Facts
    obstacles: tuple[Obstacle, ...]
    steps: frozenset[Step]
    may_be_asked: bool
    words: AskingWords
    allowed: frozenset[Disclosure]
    last_word: Answer | Withdrawal | None
    silence: Silence = Silence.NONE

    @property
    def is_left_in_peace(self) -> bool:
        """Whether somebody asked for silence about this person before anything of this pair went out."""
        return self.silence is Silence.TO_NOBODY and not self.file.inside.standing.has_gone_out


def pairs_for(actor: Actor, *, parts: Parts) -> list[PairLine]:
    """List all pairs this member of the asking desk may see; Locked also where there is none.

    First those that wait for a second person's word, then the likeliest.
    Without those about whom somebody asked us to be silent, as long as nothing of them went out, and without those of a
    canary that was planted after its pair was made: its alarm would tell whoever planted it that there is one.
    """
    account = require_account(actor, Duty.ASKING_DESK)
    parts.keys.key(KeyClass.REGISTER)
    kin = kin_of(account, parts=parts)
    invented = canaries_among_cases(parts=parts)
    rows = [row for row in Pair.objects.order_by("id") if not invented & {row.request_id, row.presence_id}]
    cards = opened_cards({one for row in rows for one in (row.request_id, row.presence_id)}, parts=parts)
    seekers = enquirers_of({row.request_id for row in rows}, parts=parts) if kin else {}
    quiet = silences(parts=parts)
    every = (
        (_line(opened_with(Record(TABLE, row.id, sought.key), row), sought.person, present.person), present, sought)
        for row in rows
        if (sought := cards.get(row.request_id)) and (present := cards.get(row.presence_id))
        if not _is_own_family(kin, sought.person, present.person, seekers.get(row.request_id, ""))
    )
    lines = [
        line for line, present, sought in every if line.has_gone_out or not quiet.hides(present.person, sought.person)
    ]
    return sorted(lines, key=lambda line: (line.state not in WAITING, -line.probability, line.id))


def pair_for(pair_id: PairId, actor: Actor, *, parts: Parts) -> PairFile:
    """Open one pair for somebody of the asking desk; Refused for an unknown one and for one's own family alike."""
    return _opened_for(pair_id, actor, parts).pair


class _Opened(NamedTuple):
    pair: PairFile
    request: RequestFile
    sought: Person
    present: Person


def _opened_for(pair_id: PairId, actor: Actor, parts: Parts) -> _Opened:
    account = require_account(actor, Duty.ASKING_DESK)
    pair = opened_pair(pair_id, parts=parts)
    opened = _Opened(pair, request_file(pair.request_id, parts=parts), *_sides(pair, parts))
    if _is_own_family(kin_of(account, parts=parts), opened.sought, opened.present, opened.request.form.enquirer_name):
        raise Refused("no such case")
    return opened


def pair_view(pair_id: PairId, actor: Actor, *, on: date, parts: Parts) -> PairView:
    """Open one pair with all that two people need to decide; Refused as `pair_for` refuses."""
    account = require_account(actor, Duty.ASKING_DESK)
    pair, request, sought, present = _opened_for(pair_id, actor, parts)
    quiet = silences(parts=parts)
    facts = facts_of(pair, request, on=on, parts=parts, quiet=quiet)
    may_ask = may_be_asked(pair, on=on, parts=parts)
    standing = pair.inside.standing
    steps = possible_steps(without(standing, who_left(Duty.ASKING_DESK, standing.agreed_by)), by=account)
    form = request.form
    return PairView(
        file=pair,
        request=request,
        presence=presence_file(pair.presence_id, parts=parts),
        comparison=compare_persons(sought, present),
        facts=facts,
        obstacles=reasons_not_to_ask(facts),
        steps=steps if may_ask else steps - {Step.AGREE_TO_ASK},
        may_be_asked=may_ask,
        words=words_for_asking(form.said_of_me, form.kinship, form.enquirer_given, form.enquirer_name),
        allowed=may_tell(pair.presence_id, pair.request_id, on=on, parts=parts),
        last_word=last_word(pair, parts=parts),
        silence=quiet.between(pair.presence_id, request, parts=parts),
    )


def facts_of(pair: PairFile, request: RequestFile, *, on: date, parts: Parts, quiet: Silences | None = None) -> Facts:
    """Gather what is known before asking, from the request, the desk's findings and the person's own words.

    `quiet`: the wishes that close, where the caller has opened them.
    """
    found = pair.inside.findings
    silence = (quiet or silences(parts=parts)).between(pair.presence_id, request, parts=parts)
    births = births_of(request.form, presence_file(pair.presence_id, parts=parts).form)
    said = history(pair.presence_id, parts=parts)
    thought_so = found.under_age or was_decided_as_child(said, pair.presence_id, pair.request_id)
    return Facts(
        enquirer_verified=request.verification,
        purpose=request.purpose,
        route_risk=found.route_risk,
        under_age=is_child(births, thought_so=thought_so, on=on),
        in_the_childs_interest=is_in_the_childs_interest(said, pair.presence_id, pair.request_id),
        reported_dead=request.reported_dead,
        objection=request.objection or silence is Silence.TO_NOBODY,
        durable_no=no_is_durable(said, pair.presence_id, pair.request_id),
        questions=found.questions,
        by_name_alone_possible=found.by_name_alone_possible,
        must_not_know=silence is Silence.NOT_TO_THIS_ENQUIRER or must_not_know(pair.presence_id, request, parts=parts),
        licence_valid=licence_standing(on, parts=parts).may_ask,
    )


def act_of_step(item: str, pair_id: PairId, *, parts: Parts) -> Act | None:
    """Give what a guarantor countersigns of the step behind an outbox item: an asking, or one that asks nobody.

    None where the pair was erased meanwhile, and with it whatever there was to ask: its item waits for nobody.
    """
    try:
        is_asking = opened_pair(pair_id, parts=parts).inside.standing.state is PairState.TO_ASK
    except Refused:
        return None
    return Act(ActKind.ASKING if is_asking else ActKind.DECISION, item, (pair_id,))


def may_be_asked(pair: PairFile, *, on: date, parts: Parts) -> bool:
    """Say whether this person may be asked (again) for this enquirer, by what was said so far; never for a dead one."""
    return not is_closed(pair.request_id) and may_be_asked_again(
        history(pair.presence_id, parts=parts), pair.presence_id, on, pair.request_id
    )


def last_word(pair: PairFile, *, parts: Parts) -> Answer | Withdrawal | None:
    """Give what was written down last of what this person said concerning this enquirer, so that it can be checked."""
    said = [one for one in history(pair.presence_id, parts=parts) if isinstance(one, Answer | Withdrawal)]
    return next((one for one in reversed(said) if one.recipient in (None, pair.request_id)), None)


def has_spoken_to(pair: PairFile, *, parts: Parts) -> bool:
    """Say whether this person has answered or taken back anything that concerns this enquirer."""
    said = history(pair.presence_id, parts=parts)
    spoken = (event for event in said if isinstance(event, Answer | Withdrawal))
    return no_is_durable(said, pair.presence_id, pair.request_id) or any(
        event.recipient in (None, pair.request_id) for event in spoken
    )


def pairs_withheld_from(account: AccountId, ids: Collection[PairId], *, parts: Parts) -> frozenset[PairId]:
    """Pick those of these pairs that concern the account's own family; one that was erased concerns nobody."""
    kin = kin_of(account, parts=parts)
    rows = list(Pair.objects.filter(id__in=ids)) if kin else []
    cards = opened_cards({one for row in rows for one in (row.request_id, row.presence_id)}, parts=parts)
    seekers = enquirers_of({row.request_id for row in rows}, parts=parts)
    return frozenset(
        PairId(row.id)
        for row in rows
        if (sought := cards.get(row.request_id)) and (present := cards.get(row.presence_id))
        if _is_own_family(kin, sought.person, present.person, seekers.get(row.request_id, ""))
    )


def pairs_with_state(*states: PairState, parts: Parts) -> list[PairFile]:
    """Open all pairs in these states, for a round or a list."""
    opened = (opened_row(row, parts=parts) for row in Pair.objects.order_by("id"))
    return [pair for pair in opened if pair.inside.standing.state in states]


def pairs_of_request(request_id: RequestId, *, parts: Parts) -> list[PairFile]:
    """Open all pairs of one request."""
    return [opened_row(row, parts=parts) for row in Pair.objects.filter(request_id=request_id).order_by("id")]


def name_on_route(request_id: RequestId, presence_id: PresenceId, *, parts: Parts) -> str:
    """Give the name by which a person is known on the way on which this enquirer's letters go in."""
    row = Pair.objects.filter(request_id=request_id, presence_id=presence_id).first()
    presented = opened_row(row, parts=parts).inside.findings.presented_as if row else ""
    return presented or presence_file(presence_id, parts=parts).form.name


def requests_beside(presences: Collection[str]) -> frozenset[str]:
    """Give the requests that make a pair with one of these presences; other ids are passed over."""
    return frozenset(Pair.objects.filter(presence_id__in=list(presences)).values_list("request_id", flat=True))


def existing_pairs(ids: Iterable[str]) -> frozenset[str]:
    """Pick those of these ids that are pairs still; whoever remembers the others forgets them."""
    return frozenset(Pair.objects.filter(id__in=list(ids)).values_list("id", flat=True))


def _line(pair: PairFile, sought: Person, present: Person) -> PairLine:
    probability, standing = pair.inside.probability, pair.inside.standing
    names = (sought.name, present.name)
    return PairLine(pair.id, pair.presence_id, *names, probability, standing.state, standing.has_gone_out)


def _sides(pair: PairFile, parts: Parts) -> tuple[Person, Person]:
    return person_of_request(pair.request_id, parts=parts), person_of_presence(pair.presence_id, parts=parts)


def _is_own_family(kin: tuple[str, ...], sought: Person, present: Person, seeker: str) -> bool:
    return is_withheld_from(kin, [sought.name, *sought.other_names, present.name, *present.other_names, seeker])
