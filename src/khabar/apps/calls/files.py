"""The sealed insides of calls and of a family's standing with us on the telephone.

Shared by the app's modules; nothing outside `calls` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from khabar.apps.calls.models import Call, Standing
from khabar.apps.registry.queries import open_request_ids, record_under
from khabar.domain import bodies
from khabar.domain.calls import Outcome
from khabar.domain.errors import Conflict
from khabar.domain.ids import AccountId, RequestId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from khabar.ports import Parts

CALLS, STANDINGS = "calls_call", "calls_standing"


@dataclass(frozen=True, kw_only=True)
class CallInside:
    """What is sealed about a call: its place in the list, the day promised then, what came of it, a note to the desk.

    `seen`: the family desk has read the note, or called back.
    """

    place: int
    by: date
    outcome: Outcome | None = None
    note: str = field(default="", repr=False)
    seen: bool = False

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "schema": 1,
            "place": self.place,
            "by": self.by.isoformat(),
            "outcome": self.outcome.value if self.outcome else "",
            "note": self.note,
            "seen": self.seen,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> CallInside:
        """Read what was sealed."""
        bodies.require_schema(body, 1)
        outcome = bodies.text_of(body, "outcome")
        return cls(
            place=bodies.whole_number_of(body, "place"),
            by=bodies.day_of(body, "by"),
            outcome=Outcome(outcome) if outcome else None,
            note=bodies.text_of(body, "note"),
            seen=bool(bodies.yes_no_of(body, "seen")),
        )


@dataclass(frozen=True)
class CallFile:
    """A call, opened."""

    id: str
    helper: AccountId
    day: date
    request: RequestId
    version: int
    inside: CallInside


@dataclass(frozen=True, kw_only=True)
class StandingInside:
    """What holds for all calls with a family. `wrong` are the moments of wrong answers since the last right one."""

    stopped_on: date | None = None
    missed_on: date | None = None
    wrong: tuple[datetime, ...] = ()

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "schema": 1,
            "stopped_on": self.stopped_on.isoformat() if self.stopped_on else "",
            "missed_on": self.missed_on.isoformat() if self.missed_on else "",
            "wrong": [one.isoformat() for one in self.wrong],
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> StandingInside:
        """Read what was sealed."""
        bodies.require_schema(body, 1)
        return cls(
            stopped_on=bodies.day_or_none_of(body, "stopped_on"),
            missed_on=bodies.day_or_none_of(body, "missed_on"),
            wrong=tuple(datetime.fromisoformat(one) for one in bodies.texts_of(body, "wrong")),
        )


def sealed_call(request: RequestId, call_id: str, inside: CallInside, *, parts: Parts) -> bytes:
    """Seal the inside of a call under its family's own key."""
    record = record_under(request, CALLS, call_id, parts=parts)
    return record.seal("sealed", inside.to_body(), random=parts.entropy.bytes)


def opened_call(row: Call, *, parts: Parts) -> CallFile:
    """Open a call; Refused when its family has been erased."""
    request = RequestId(row.request)
    body = record_under(request, CALLS, row.id, parts=parts).open("sealed", bytes(row.sealed))
    return CallFile(row.id, AccountId(row.helper), row.day, request, row.version, CallInside.from_body(body))


def save_call(call: CallFile, inside: CallInside, *, parts: Parts) -> None:
    """Replace the inside of a call; Conflict when somebody changed it first."""
    sealed = sealed_call(call.request, call.id, inside, parts=parts)
    changed = Call.objects.filter(id=call.id, version=call.version).update(sealed=sealed, version=call.version + 1)
    if changed != 1:
        raise Conflict("Somebody else has changed this just now. Please look at it again.")


def standing_of(request: RequestId, *, parts: Parts) -> StandingInside:
    """Open what holds for all calls with a family; nothing does where nobody has called yet."""
    row = Standing.objects.filter(request=request).first()
    if row is None:
        return StandingInside()
    record = record_under(request, STANDINGS, request, parts=parts)
    return StandingInside.from_body(record.open("sealed", bytes(row.sealed)))


def stopped_requests(*, parts: Parts) -> frozenset[str]:
    """Give the open requests whose family said the stop word, and nobody has found out yet whether calling is safe."""
    known = open_request_ids()
    rows = [RequestId(one) for one in Standing.objects.values_list("request", flat=True)]
    return frozenset(one for one in rows if one in known and standing_of(one, parts=parts).stopped_on is not None)


def change_standing(request: RequestId, *, parts: Parts, **changes: object) -> StandingInside:
    """Change what holds for all calls with a family, inside the caller's transaction."""
    row = Standing.objects.select_for_update().filter(request=request).first()
    inside = replace(standing_of(request, parts=parts), **changes)  # type: ignore[arg-type]  # fields by name
    sealed = record_under(request, STANDINGS, request, parts=parts).seal(
        "sealed", inside.to_body(), random=parts.entropy.bytes
    )
    if row is None:
        Standing.objects.create(request=request, sealed=sealed)
    else:
        Standing.objects.filter(request=request).update(sealed=sealed, version=row.version + 1)
    return inside
