"""What a list is made of, rows of a table or records of a PFIF document: how it is cut up, filed, and summed up.

The worker does the same with both, a portion at a time; nothing here stores anything but through `filing` and `copies`.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import transaction

from khabar.apps.copies.actions import note_taken_in
from khabar.apps.copies.becoming import TOO_LARGE
from khabar.apps.copies.becoming import Done as Became
from khabar.apps.copies.becoming import Source as Taken
from khabar.apps.copies.looking import KINDS
from khabar.apps.copies.portions import portions_of, take_in_portion, version_in
from khabar.apps.lists.filing import Checked, Done, Filing, Source, Sum, checked, note_filed
from khabar.domain.errors import Invalid
from khabar.domain.lists.tables import Line
from khabar.domain.pfif import Version
from khabar.vault.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.lists.filing import Outcome
    from khabar.apps.lists.keeping import Card
    from khabar.domain.actors import Actor
    from khabar.domain.lists.columns import ListKind
    from khabar.ports import Parts

Inside = dict[str, Any]
"""What lies in a portion: first what is to be filed, then what came of it."""
ROWS_IN_PORTION: Final = 200
LARGEST_PORTION: Final = 4_000_000
"""Bytes of cells after which a portion ends, so that it has room in the largest size in which portions are sealed."""
MOST_OF_ROW: Final = 8_000_000
MOST_OF_LIST: Final = 200_000_000
"""Bytes of all cells together: sealed, they are held at once until all of them are stored."""
TOO_MUCH: Final = f"its cells hold more than {MOST_OF_LIST // 1_000_000} MB; please cut it in pieces."
UNANSWERED: Final = "nobody has said what its columns mean and who made it."
_CUT_AT: Final = 3_000
"""Characters that are kept of each cell of a row that is larger than a portion may be."""
EXPIRED, ASIDE, ENDED = "expired", "aside", "ended"
"""What may have come of a record beside being taken in, here already, or refused."""


class Content(Protocol):
    """What a list is made of."""

    def portions(self, data: bytes, *, now: datetime, parts: Parts) -> Iterator[Inside]:
        """Read the file to its end and cut it up. Raises Invalid or DocumentFault where it cannot be read."""
        ...

    def filing(self, *, actor: Actor, now: datetime, parts: Parts) -> Callable[[Inside, datetime], Inside]:
        """Give what files one portion, whole or not at all, and tells what came of it."""
        ...

    def add(self, told: Inside) -> None:
        """Count what came of one portion."""
        ...

    def summed(self) -> Card:
        """Give the card with what came of all portions."""
        ...

    def note(self, *, actor: Actor, now: datetime, parts: Parts) -> None:
        """Put the whole filing into the ledger as one entry."""
        ...


def content_of(card: Card, kind: ListKind) -> Content:
    """Say what a list is made of; Invalid where nobody has said yet what it needs."""
    return Records(card, kind) if card.is_document else Rows(card, _source_of(card, kind))


def _source_of(card: Card, kind: ListKind) -> Source:
    """Give a list that was handed over as what is filed; its columns bound, its answers at hand."""
    if card.mapping is None or card.origin is None:
        raise Invalid("list", UNANSWERED)
    return Source(kind, card.mapping.of(card.header, kind), card.origin, card.list_id)


@dataclass
class Rows:
    """The rows of a table."""

    card: Card
    source: Source
    total: Sum = field(default_factory=Sum)

    def portions(self, data: bytes, *, now: datetime, parts: Parts) -> Iterator[Inside]:
        """Cut a table up by its rows."""
        del now
        table = parts.tables.open(io.BytesIO(data), self.card.wishes)
        some, size, total = list[Checked](), 0, 0
        for one in checked(islice(table.lines, self.card.heading_lines, None), self.source.bound):
            row, its_size = _fitting(one)
            total += its_size
            if total > MOST_OF_LIST:
                raise Invalid("list", TOO_MUCH)
            some.append(row)
            size += its_size
            if len(some) == ROWS_IN_PORTION or size > LARGEST_PORTION:
                yield _portion(some)
                some, size = [], 0
        if some:
            yield _portion(some)

    def filing(self, *, actor: Actor, now: datetime, parts: Parts) -> Callable[[Inside, datetime], Inside]:
        """File rows as forms of their own."""
        filing = Filing(self.source, actor=actor, now=now, parts=parts)

        def filed(inside: Inside, at: datetime) -> Inside:
            rows = [Checked(Line(number, tuple(cells)), *more) for number, cells, *more in inside["rows"]]
            return _told(filing.file(rows, now=at, parts=parts))

        return filed

    def add(self, told: Inside) -> None:
        """Count what came of some rows."""
        for done, count in zip(Done, told["counts"], strict=True):
            self.total.counts[done] += count
        keys: bytes = told["keys"]
        self.total.keys += [keys[at : at + 32] for at in range(0, len(keys), 32)]

    def summed(self) -> Card:
        """Give the card with what came of all rows."""
        counts = self.total.counts
        return replace(self.card, taken=counts[Done.TAKEN], known=counts[Done.KNOWN], refused=counts[Done.REFUSED])

    def note(self, *, actor: Actor, now: datetime, parts: Parts) -> None:
        """Note how many rows, how many new, and a root over their keys."""
        note_filed(actor=actor, now=now, parts=parts, source=self.source, total=self.total)


@dataclass
class Records:
    """The records of a PFIF document: those of them that the desk's kind of list may take in."""

    card: Card
    kind: ListKind
    counts: Counter[Became] = field(default_factory=Counter)
    ids: list[str] = field(default_factory=list, repr=False)

    def portions(self, data: bytes, *, now: datetime, parts: Parts) -> Iterator[Inside]:
        """Cut a document up by its persons, each with all notes."""
        return portions_of(lambda: parts.tables.records(io.BytesIO(data)), now=now)

    def filing(self, *, actor: Actor, now: datetime, parts: Parts) -> Callable[[Inside, datetime], Inside]:
        """Take records in, as `copies` does for every document."""
        del now

        def filed(inside: Inside, at: datetime) -> Inside:
            source = Taken(Version(version_in(inside)), self.card.list_id, KINDS[self.kind])
            try:
                with transaction.atomic():
                    return take_in_portion(actor=actor, now=at, parts=parts, portion=inside, source=source)
            except TooLarge:
                return _one_by_one(inside, filed, at)

        return filed

    def add(self, told: Inside) -> None:
        """Count what came of some records."""
        self.counts.update({Became[name]: count for name, count in told["done"].items()})
        self.ids += told["ids"]

    def summed(self) -> Card:
        """Give the card with what came of all records."""
        beside = {EXPIRED: Became.EXPIRED, ASIDE: Became.ASIDE, ENDED: Became.ENDS}
        return replace(
            self.card,
            taken=sum(self.counts[one] for one in KINDS[self.kind]),
            known=self.counts[Became.KNOWN],
            refused=self.counts[Became.REFUSED],
            beside={name: self.counts[done] for name, done in beside.items() if self.counts[done]},
        )

    def note(self, *, actor: Actor, now: datetime, parts: Parts) -> None:
        """Note how many of what, and a root over keyed hashes of the records that are new."""
        if not self.ids:
            return
        counts = {done.name.lower(): count for done, count in self.counts.items()}
        list_id = self.card.list_id
        note_taken_in(actor=actor, now=now, parts=parts, list_id=list_id, record_ids=self.ids, counts=counts)


def _fitting(row: Checked) -> tuple[Checked, int]:
    """Give a row as it is kept, and its size in bytes: whole, but for one that alone is more than has room."""
    size = _size_of(row.line)
    if size <= MOST_OF_ROW:
        return row, size
    line = Line(row.line.number, tuple(cell[:_CUT_AT] for cell in row.line.cells))
    return replace(row, line=line, is_cut=True), _size_of(line)


def _size_of(line: Line) -> int:
    return sum(len(cell.encode()) for cell in line.cells)


def _portion(rows: Sequence[Checked]) -> Inside:
    return {"rows": [[one.line.number, list(one.line.cells), one.same_id_in, one.is_cut] for one in rows]}


def _one_by_one(inside: Inside, file: Callable[[Inside, datetime], Inside], at: datetime) -> Inside:
    """Take in the records of a portion one after the other, where one of them has no room: that one is refused."""
    persons = inside["persons"]
    if len(persons) > 1:
        each = [file(inside | {"persons": [one]}, at) for one in persons]
        counts = sum((Counter(told["done"]) for told in each), Counter[str]())
        together = {name: [one for told in each for one in told[name]] for name in ("ids", "refused")}
        return {"done": dict(counts), **together}
    line, entries, *_ = persons[0]
    return {"done": {Became.REFUSED.name: 1}, "ids": [], "refused": [[line, [entries[0][1]], "", TOO_LARGE]]}


def _told(outcomes: Sequence[Outcome]) -> Inside:
    """Give what came of some rows: how many of each, the keys of those that are here, and the rows to mend whole."""
    total = Sum()
    total.add(outcomes)
    refused = [
        [one.line.number, list(one.line.cells), one.column, one.sentence]
        for one in outcomes
        if one.done is Done.REFUSED
    ]
    return {"counts": [total.counts[done] for done in Done], "keys": b"".join(total.keys), "refused": refused}
