"""Filing rows of a list in batches: each row a form of its own, sealed like one that came through the porch.

A row is the same row when it says the same in the same kind of list by the same makers, so a file that comes twice, or
a filing that was killed and begun again, adds nothing twice. Each batch is filed whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.guarantor.actions import require_countersigned
from khabar.apps.ledger.actions import record
from khabar.apps.registry.actions import Provenance, file_batch, row_keys, take_list
from khabar.apps.registry.rows import Keyed, RowOrigin
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.acts import ActKind, act_of_file
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.origin import require_taken
from khabar.domain.lists.rows import ROW_TOO_LARGE, content_of, given_of, presence_form, request_form, values_of
from khabar.vault import canonical
from khabar.vault.chains import merkle_root
from khabar.vault.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.registry.cases import RowKeys
    from khabar.domain.actors import Actor
    from khabar.domain.guaranteeing.acts import Act
    from khabar.domain.lists.mapping import Bound
    from khabar.domain.lists.origin import ListOrigin
    from khabar.domain.lists.tables import Line
    from khabar.ports import Parts

BATCH: Final = 200
"""Rows filed in one transaction."""
SAME_ID: Final = "the same id stands in line {line}."
CUT_SHORT: Final = "this row is larger than 8 MB; its cells are cut short here."


class Done(StrEnum):
    """What was done with a row."""

    TAKEN = "taken in"
    KNOWN = "here already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What came of one row: of one that was refused, what to mend. `key` is that of a row that is filed."""

    line: Line = field(repr=False)
    done: Done
    column: str = ""
    sentence: str = ""
    key: bytes = field(default=b"", repr=False)

    @property
    def to_mend(self) -> str:
        """Say what to mend, with its column."""
        return f"{self.column}: {self.sentence}" if self.column else self.sentence


@dataclass(frozen=True)
class Source:
    """A list that may be filed: its kind, what its columns mean, what was answered about it, its id in the register."""

    kind: ListKind
    bound: Bound = field(repr=False)
    origin: ListOrigin = field(repr=False)
    list_id: str


@dataclass(frozen=True)
class Checked:
    """A row that is looked at before any is filed: the line, and what is wrong with it beside its own cells."""

    line: Line = field(repr=False)
    same_id_in: int = 0
    is_cut: bool = False
    """It is so large that not all of its cells were kept."""


@dataclass
class Sum:
    """What came of all rows so far: how many of each, and the keys of those that are here now."""

    counts: dict[Done, int] = field(default_factory=lambda: dict.fromkeys(Done, 0))
    keys: list[bytes] = field(default_factory=list, repr=False)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Count some more rows."""
        for one in outcomes:
            self.counts[one.done] += 1
            if one.key:
                self.keys.append(one.key)


def accepted(  # noqa: PLR0913 - what is known of a list when it is accepted
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    kind: ListKind,
    origin: ListOrigin,
    file_hash: bytes,
    file_name: str = "",
    brought_by: str = "",
) -> str:
    """Note a list in the register and give its id there; Invalid where what was answered stands against it.

    Refused for presences that a guarantor has not countersigned, which wait from now on.
    """
    require_taken(origin, kind)
    act = act_of_list(kind, origin, file_hash)
    if act is not None:
        require_countersigned(actor=actor, now=now, parts=parts, act=act)
    provenance = Provenance(
        made_by=origin.made_by,
        people_knew=origin.knew.value,
        file_hash=file_hash,
        kind=kind.value,
        how=origin.how.value,
        made_on=origin.made_on,
        purpose=origin.purpose,
        brought_by=brought_by or actor.name,
        file_name=file_name,
    )
    return take_list(actor=actor, now=now, parts=parts, provenance=provenance)


def act_of_list(kind: ListKind, origin: ListOrigin, file_hash: bytes) -> Act | None:
    """Give what a guarantor countersigns of a list: of presences this file by these makers, of requests nothing."""
    if kind is not ListKind.PRESENCES:
        return None
    return act_of_file(ActKind.IMPORT, file_hash.hex(), origin.made_by, origin.knew.value)


def checked(lines: Iterable[Line], bound: Bound) -> Iterator[Checked]:
    """Look for ids that stand twice in one list; the first one counts."""
    at = bound.meanings.index(Meaning.ID) if Meaning.ID in bound.meanings else None
    seen: dict[str, int] = {}
    for line in lines:
        name = line.cells[at].strip() if at is not None and at < len(line.cells) else ""
        yield Checked(line, seen.get(name, 0) if name else 0)
        if name:
            seen.setdefault(name, line.number)


class Filing:
    """Files rows of one list. Made once for many batches: the key of rows is fetched once."""

    def __init__(self, source: Source, *, actor: Actor, now: datetime, parts: Parts) -> None:
        self._source, self._actor = source, actor
        self._keys: RowKeys = row_keys(actor=actor, now=now, parts=parts)

    def file(self, rows: Sequence[Checked], *, now: datetime, parts: Parts) -> list[Outcome]:
        """File some rows, whole or not at all, and give what came of each, in their order.

        Where the sealed form of one has no room in the register, all are filed one by one, and that one is refused.
        """
        try:
            with transaction.atomic():
                return self._together(rows, now=now, parts=parts)
        except TooLarge:
            if len(rows) == 1:
                return [Outcome(rows[0].line, Done.REFUSED, "", ROW_TOO_LARGE)]
        return [self.file([one], now=now, parts=parts)[0] for one in rows]

    def _together(self, rows: Sequence[Checked], *, now: datetime, parts: Parts) -> list[Outcome]:
        made = [self._made(row, now) for row in rows]
        ready = [one for one in made if isinstance(one, _Ready)]
        list_id = self._source.list_id if self._source.kind is ListKind.PRESENCES else None
        forms = [one.keyed for one in ready]
        filed = file_batch(actor=self._actor, now=now, parts=parts, forms=forms, list_id=list_id)
        new = {id(one): filed_id is not None for one, filed_id in zip(ready, filed, strict=True)}
        return [
            one
            if isinstance(one, Outcome)
            else Outcome(one.line, Done.TAKEN if new[id(one)] else Done.KNOWN, key=one.keyed.key)
            for one in made
        ]

    def _made(self, row: Checked, now: datetime) -> _Ready | Outcome:
        try:
            return self._ready(row, now)
        except Invalid as problem:
            return Outcome(row.line, Done.REFUSED, problem.field, problem.message)

    def _ready(self, row: Checked, now: datetime) -> _Ready:
        source, line = self._source, row.line
        if row.is_cut:
            raise Invalid("", CUT_SHORT)
        values = values_of(line.cells, source.bound)
        if row.same_id_in:
            raise Invalid("id", SAME_ID.format(line=row.same_id_in))
        presences = source.kind is ListKind.PRESENCES
        at, number = now.isoformat(), str(line.number)
        form = (
            presence_form(values, source.bound, filed_at=at, list_id=source.list_id, row=number)
            if presences
            else request_form(values, source.bound, filed_at=at)
        )
        content = content_of(values, source.kind, source.origin.made_by if presences else "")
        given = tuple((one.meaning.value, one.header, one.cell) for one in given_of(line.cells, source.bound))
        origin = RowOrigin(source.list_id, line.number, given)
        return _Ready(line, Keyed(self._keys.of(canonical.encode(content)), form, origin=origin))


@dataclass(frozen=True)
class _Ready:
    line: Line
    keyed: Keyed


def note_filed(*, actor: Actor, now: datetime, parts: Parts, source: Source, total: Sum) -> None:
    """Put the whole filing of a list into the ledger as one entry: purpose, count, a root over its rows' keys.

    The root is over all rows that are here now, in their order, so the same list gives the same root however often its
    filing was cut off. A filing that added nothing is no entry.
    """
    if not total.counts[Done.TAKEN]:
        return
    details = {
        "purpose": source.origin.purpose or source.kind.value,
        "count": len(total.keys),
        "new": total.counts[Done.TAKEN],
        "refused": total.counts[Done.REFUSED],
        "root": merkle_root(total.keys),
    }
    record(actor=actor, now=now, parts=parts, act="list filed", subject=source.list_id, details=details)
