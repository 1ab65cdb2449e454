"""The sealed inside of a pair: its standing, what the desk found out, its score, and the item that will leave.

Shared by the app's queries and actions; nothing outside `matches` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khabar.apps.matches.models import Pair
from khabar.apps.registry.queries import record_under
from khabar.domain import bodies
from khabar.domain.asking import PairStanding
from khabar.domain.before_asking import QuestionCheck, Risk
from khabar.domain.best_interests import InterestsDraft
from khabar.domain.death import DeathDraft
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import NO_ACCOUNT, AccountId, PairId, PresenceId, RequestId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.ports import Parts
    from khabar.vault.records import Record

TABLE = "matches_pair"
SIZES = (8192, 16384, 65536)
"""The first holds what waits about a death or a child beside two long reasons, so that no pair grows by it."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the asking desk has found out about one pair before anybody is asked.

    `presented_as`: the name under which the person is known on this route, where it is another; the true one then
    stays here.
    """

    route_risk: Risk = Risk.UNKNOWN
    questions: QuestionCheck = QuestionCheck.NOT_COMPARED
    by_name_alone_possible: bool = False
    under_age: bool = False
    presented_as: str = field(default="", repr=False)

    def to_body(self) -> dict[str, object]:
        """Write them for sealing."""
        return {
            "route_risk": self.route_risk.value,
            "questions": self.questions.value,
            "by_name_alone_possible": self.by_name_alone_possible,
            "under_age": self.under_age,
            "presented_as": self.presented_as,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> Findings:
        """Read what was sealed."""
        return cls(
            route_risk=Risk(bodies.text_of(body, "route_risk")),
            questions=QuestionCheck(bodies.text_of(body, "questions")),
            by_name_alone_possible=bool(body["by_name_alone_possible"]),
            under_age=bool(body["under_age"]),
            presented_as=bodies.text_of(body, "presented_as"),
        )


DRAFTS: Mapping[str, type[DeathDraft | InterestsDraft]] = {"death": DeathDraft, "interests": InterestsDraft}


@dataclass(frozen=True)
class Weighed:
    """What one person of the desk wrote down of a death or for a child, until a second one confirms it."""

    found: DeathDraft | InterestsDraft = field(repr=False)
    by: AccountId

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        kind = next(name for name, draft in DRAFTS.items() if isinstance(self.found, draft))
        return {"kind": kind, "by": self.by, "found": self.found.to_body()}

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> Weighed:
        """Read what was sealed."""
        draft = DRAFTS[bodies.text_of(body, "kind")]
        return cls(draft.from_body(_map(body["found"])), AccountId(bodies.text_of(body, "by")))


@dataclass(frozen=True, kw_only=True)
class PairInside:
    """Everything sealed about a pair. `probability` is at the prior of `model`; `item` is what waits to leave.

    `bringer` is whom one person proposes to speak the words, and `bringer_by` who proposes it. `weighed` waits for a
    second person.
    """

    score: float
    probability: float
    model: str
    standing: PairStanding = field(default_factory=PairStanding)
    findings: Findings = field(default_factory=Findings)
    reasons: tuple[str, ...] = ()
    item: str = ""
    bringer: AccountId = NO_ACCOUNT
    bringer_by: AccountId = NO_ACCOUNT
    weighed: Weighed | None = None

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "schema": 1,
            "score": self.score,
            "probability": self.probability,
            "model": self.model,
            "standing": self.standing.to_body(),
            "findings": self.findings.to_body(),
            "reasons": list(self.reasons),
            "item": self.item,
            "bringer": self.bringer,
            "bringer_by": self.bringer_by,
            "weighed": self.weighed.to_body() if self.weighed else None,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> PairInside:
        """Read what was sealed."""
        bodies.require_schema(body, 1)
        return cls(
            score=_number(body["score"]),
            probability=_number(body["probability"]),
            model=bodies.text_of(body, "model"),
            standing=PairStanding.from_body(_map(body["standing"])),
            findings=Findings.from_body(_map(body["findings"])),
            reasons=bodies.texts_of(body, "reasons"),
            item=bodies.text_of(body, "item"),
            bringer=AccountId(bodies.text_of(body, "bringer")),
            bringer_by=AccountId(bodies.text_of(body, "bringer_by")),
            weighed=Weighed.from_body(_map(body["weighed"])) if body.get("weighed") else None,
        )

    def with_reason(self, reason: str) -> PairInside:
        """Give the same with one more written reason; an empty one adds nothing."""
        return replace(self, reasons=(*self.reasons, reason.strip())) if reason.strip() else self


@dataclass(frozen=True)
class PairFile:
    """A pair opened: its two sides, its inside, and the version that a change replaces."""

    id: PairId
    request_id: RequestId
    presence_id: PresenceId
    version: int
    inside: PairInside


def opened_pair(pair_id: PairId, *, parts: Parts) -> PairFile:
    """Open one pair; Refused where there is none."""
    row = Pair.objects.filter(id=pair_id).first()
    if row is None:
        raise Refused("no such case")
    return opened_row(row, parts=parts)


def opened_row(row: Pair, *, parts: Parts) -> PairFile:
    """Open the inside of a row."""
    request_id = RequestId(row.request_id)
    return opened_with(record_under(request_id, TABLE, row.id, parts=parts), row)


def opened_with(record: Record, row: Pair) -> PairFile:
    """Open the inside of a row with its key at hand."""
    inside = PairInside.from_body(record.open("sealed", bytes(row.sealed)))
    return PairFile(PairId(row.id), RequestId(row.request_id), PresenceId(row.presence_id), row.version, inside)


def sealed_inside(request_id: RequestId, pair_id: PairId, inside: PairInside, *, parts: Parts) -> bytes:
    """Seal the inside of a pair for its row."""
    record = record_under(request_id, TABLE, pair_id, parts=parts)
    return record.seal("sealed", inside.to_body(), random=parts.entropy.bytes, sizes=SIZES)


def as_seen(pair: PairFile, seen: int | None) -> PairFile:
    """Nobody decides about what he has not read: Conflict when the pair has changed since it lay before him."""
    if seen is not None and seen != pair.version:
        raise Conflict("Somebody else has changed this pair just now. Please look at it again.")
    return pair


def save_pair(pair: PairFile, inside: PairInside, parts: Parts) -> None:
    """Replace the inside of a pair; Conflict when somebody changed it first."""
    sealed = sealed_inside(pair.request_id, pair.id, inside, parts=parts)
    changed = Pair.objects.filter(id=pair.id, version=pair.version).update(sealed=sealed, version=pair.version + 1)
    if changed != 1:
        raise Conflict("Somebody else has changed this pair just now. Please look at it again.")


def _map(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise bodies.Unreadable("a part of a pair is not a map")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise bodies.Unreadable("a score is not a number")
    return float(value)
