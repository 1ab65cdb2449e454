"""What the asking desk sees: pairs with their evidence, never those of a colleague's own family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.consent.queries import history, may_tell
from khabar.apps.matches.files import TABLE, PairFile, opened_pair, opened_row, opened_with
from khabar.apps.matches.models import Pair
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
from khabar.domain.actors import require_account
from khabar.domain.answers import Answer, Withdrawal
from khabar.domain.asking import PairState, Step, possible_steps
from khabar.domain.before_asking import Facts, reasons_not_to_ask, words_for_asking
from khabar.domain.consent import may_be_asked_again, no_is_durable
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
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
    from khabar.domain.ids import AccountId, RequestId
    from khabar.linkage import Candidate, Person
    from khabar.ports import Parts


@dataclass(frozen=True)
class PairLine:
    """One line of the asking desk's list."""

    id: PairId
    sought: str
    present: str
    probability: float
    state: PairState


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


def pairs_for(actor: Actor, *, parts: Parts) -> list[PairLine]:
    """List all pairs this member of the asking desk may see, likeliest first; Locked also where there is none."""
    account = require_account(actor, Duty.ASKING_DESK)
    parts.keys.key(KeyClass.REGISTER)
    kin = kin_of(account, parts=parts)
    rows = list(Pair.objects.order_by("id"))
    cards = opened_cards({one for row in rows for one in (row.request_id, row.presence_id)}, parts=parts)
    seekers = enquirers_of({row.request_id for row in rows}, parts=parts) if kin else {}
    lines = [
        _line(opened_with(Record(TABLE, row.id, sought.key), row), sought.person, present.person)
        for row in rows
        if (sought := cards.get(row.request_id)) and (present := cards.get(row.presence_id))
        if not _is_own_family(kin, sought.person, present.person, seekers.get(row.request_id, ""))
    ]
    return sorted(lines, key=lambda line: (-line.probability, line.id))


def pair_view(pair_id: PairId, actor: Actor, *, on: date, parts: Parts) -> PairView:
    """Open one pair for somebody of the asking desk; Refused for an unknown one and for one's own family alike."""
    account = require_account(actor, Duty.ASKING_DESK)
    pair = opened_pair(pair_id, parts=parts)
    sought, present = _sides(pair, parts)
    request = request_file(pair.request_id, parts=parts)
    if _is_own_family(kin_of(account, parts=parts), sought, present, request.form.enquirer_name):
        raise Refused("no such case")
    facts = facts_of(pair, request, parts=parts)
    may_ask = may_be_asked(pair, on=on, parts=parts)
    steps = possible_steps(pair.inside.standing, by=account)
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
    )


def facts_of(pair: PairFile, request: RequestFile, *, parts: Parts) -> Facts:
    """Gather what is known before asking, from the request, the desk's findings and the person's own words."""
    found = pair.inside.findings
    said = history(pair.presence_id, parts=parts)
    return Facts(
        enquirer_verified=request.verification,
        purpose=request.purpose,
        route_risk=found.route_risk,
        under_age=found.under_age,
        reported_dead=request.reported_dead,
        objection=request.objection,
        durable_no=no_is_durable(said, pair.presence_id, pair.request_id),
        questions=found.questions,
        by_name_alone_possible=found.by_name_alone_possible,
    )


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


def existing_pairs(ids: Iterable[str]) -> frozenset[str]:
    """Pick those of these ids that are pairs still; whoever remembers the others forgets them."""
    return frozenset(Pair.objects.filter(id__in=list(ids)).values_list("id", flat=True))


def number_of_pairs() -> int:
    """Count pairs, for the house's own commands."""
    return Pair.objects.count()


def _line(pair: PairFile, sought: Person, present: Person) -> PairLine:
    inside = pair.inside
    return PairLine(pair.id, sought.name, present.name, inside.probability, inside.standing.state)


def _sides(pair: PairFile, parts: Parts) -> tuple[Person, Person]:
    return person_of_request(pair.request_id, parts=parts), person_of_presence(pair.presence_id, parts=parts)


def _is_own_family(kin: tuple[str, ...], sought: Person, present: Person, seeker: str) -> bool:
    return is_withheld_from(kin, [sought.name, *sought.other_names, present.name, *present.other_names, seeker])
