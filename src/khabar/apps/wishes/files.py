"""A wish opened: what was said, how it came, whom it closes; and how it is sealed again.

Shared by the app's queries and actions; nothing outside `wishes` imports it. Every column has one size for all wishes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from khabar.apps.registry.queries import is_request
from khabar.apps.wishes.models import Edition, Wish
from khabar.domain import bodies
from khabar.domain.errors import Conflict
from khabar.domain.ids import NO_ACCOUNT, AccountId
from khabar.domain.wishes import FOR_A_FAMILY, SCHEMA, CameBy, WishForm, WishKind, WishStanding
from khabar.linkage import MODEL, Person, card_of, person_from_card
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from khabar.ports import Parts
    from khabar.vault.keys import ClassKey

TABLE: Final = "wishes_wish"
BODY_SIZES: Final = (65536,)
"""Holds the longest form (28,000 bytes of text), words and proof of 1,000 characters, and MOST_VOTES of LONGEST_VOTE.

A wish never grows out of it: what could be longer is refused when it is said (`domain.wishes`, `actions`).
"""
CARD_SIZES: Final = (32768,)
CLOSES_SIZES: Final = (32768,)
DESK_SIZES: Final = (256,)
MOST_CLOSED: Final = 100
"""Requests and presences that one wish keeps by their ids; they have room beside the longest form."""
ONE: Final = 1
"""The one row that marks the edition."""
CROWDED: Final = MOST_CLOSED
"""From so many on a wish may mean more than it keeps: whoever files a hundred namesakes must not use it up."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was wished and how it came: the form where it describes a person, or the request or presence it is about.

    `proof` is what a desk wrote down of who is asking; `is_signed`: it came signed by the slip of `holder`.
    """

    kind: WishKind
    came_by: CameBy
    form: WishForm | None = None
    holder: str = ""
    words: str = field(default="", repr=False)
    proof: str = field(default="", repr=False)
    is_signed: bool = False
    written_by: AccountId = NO_ACCOUNT

    @property
    def is_of_a_family(self) -> bool:
        """Whether it is about a request, by those who filed it: then the family desk decides."""
        return self.kind in FOR_A_FAMILY and is_request(self.holder)

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "kind": self.kind.value,
            "came_by": self.came_by.value,
            "form": self.form.to_body() if self.form else None,
            "holder": self.holder,
            "words": self.words,
            "proof": self.proof,
            "is_signed": self.is_signed,
            "written_by": self.written_by,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> Said:
        """Read what was sealed."""
        form = body["form"]
        return cls(
            kind=WishKind(bodies.text_of(body, "kind")),
            came_by=CameBy(bodies.text_of(body, "came_by")),
            form=WishForm.from_body(form) if isinstance(form, dict) else None,
            holder=bodies.text_of(body, "holder"),
            words=bodies.text_of(body, "words"),
            proof=bodies.text_of(body, "proof"),
            is_signed=bool(body["is_signed"]),
            written_by=AccountId(bodies.text_of(body, "written_by")),
        )


@dataclass(frozen=True)
class Closes:
    """For whom a wish closes the gate: requests and presences that it may mean, but for those that are spared.

    `not_to` names who must not know; where it is empty and the gate is shut, nobody is told.
    """

    shut: bool = False
    ids: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    not_to: tuple[str, ...] = field(default=(), repr=False)

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        lists = {"ids": self.ids, "spared": self.spared, "not_to": self.not_to}
        return {"schema": SCHEMA, "shut": self.shut, **{name: list(given) for name, given in lists.items()}}

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> Closes:
        """Read what was sealed."""
        bodies.require_schema(body, SCHEMA)
        return cls(bool(body["shut"]), *(bodies.texts_of(body, name) for name in ("ids", "spared", "not_to")))

    @property
    def is_crowded(self) -> bool:
        """Whether the list may not be whole, so that whoever is at hand has to be compared."""
        return len(self.ids) >= CROWDED

    def with_more(self, found: Iterable[str]) -> Closes:
        """Give the same with more requests and presences that the wish may mean; beyond MOST_CLOSED none is added."""
        ids = tuple(dict.fromkeys((*self.ids, *sorted(found))))[:MOST_CLOSED]
        return replace(self, ids=ids)

    @property
    def closed(self) -> tuple[str, ...]:
        """The requests and presences, of those it keeps by their ids, for which the gate is shut."""
        return tuple(one for one in self.ids if one not in self.spared) if self.shut else ()


@dataclass(frozen=True)
class WishFile:
    """A wish opened, with the version that a change replaces. `is_held`: a round has held it against the register."""

    id: str
    filed_at: datetime
    version: int
    said: Said
    standing: WishStanding
    closes: Closes
    is_held: bool


class Keys:
    """Keys of wishes for one act: the agent is asked once for each class key, however many wishes there are."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._had: dict[str, ClassKey] = {}

    def record_of(self, row: Wish) -> Record:
        """Open the key of one row."""
        wrapped = bytes(row.wrapped_key)
        key_id = key_id_in(wrapped)
        if key_id not in self._had:
            self._had[key_id] = self._parts.keys.key(KeyClass.REGISTER, key_id)
        return Record(TABLE, row.id, unwrap_case_key(self._had[key_id], bytes.fromhex(row.id), wrapped))


def new_row(wish_id: str, *, key: bytes, now: datetime, said: Said, person: Person, parts: Parts) -> Wish:
    """Make the row of a new wish, with a data key of its own; the caller saves it."""
    random = parts.entropy.bytes
    made = new_case_key(parts.keys.key(KeyClass.REGISTER), bytes.fromhex(wish_id), random=random)
    record = Record(TABLE, wish_id, made.key)
    return Wish(
        id=wish_id,
        fingerprint=key,
        wrapped_key=made.wrapped,
        card=record.seal("card", card_of(person), random=random, sizes=CARD_SIZES),
        body=sealed_body(record, said, WishStanding(), parts=parts),
        closes=sealed_closes(record, Closes(), parts=parts),
        desk=record.seal("desk", {"is_of_a_family": said.is_of_a_family}, random=random, sizes=DESK_SIZES),
        filed_at=now,
    )


def may_be_of_a_family(row: Wish, keys: Keys) -> bool:
    """Say whether the family desk decides about a wish, without opening it; True where its row does not say."""
    sealed = bytes(row.desk)
    return not sealed or bool(keys.record_of(row).open("desk", sealed)["is_of_a_family"])


def sealed_body(record: Record, said: Said, standing: WishStanding, *, parts: Parts) -> bytes:
    """Seal what was said and decided."""
    inside = {"schema": SCHEMA, "said": said.to_body(), "standing": standing.to_body()}
    return record.seal("body", inside, random=parts.entropy.bytes, sizes=BODY_SIZES)


def sealed_closes(record: Record, closes: Closes, *, parts: Parts) -> bytes:
    """Seal for whom the gate is shut."""
    return record.seal("closes", closes.to_body(), random=parts.entropy.bytes, sizes=CLOSES_SIZES)


def opened_closes(record: Record, row: Wish) -> Closes:
    """Open for whom the gate is shut."""
    return Closes.from_body(record.open("closes", bytes(row.closes)))


def opened(row: Wish, keys: Keys) -> WishFile:
    """Open one wish."""
    record = keys.record_of(row)
    inside = record.open("body", bytes(row.body))
    bodies.require_schema(inside, SCHEMA)
    said = inside["said"]
    if not isinstance(said, dict):
        raise bodies.Unreadable("what was said is not a map")
    standing = WishStanding.from_body(inside["standing"])
    closes, is_held = opened_closes(record, row), row.matched_by == MODEL
    return WishFile(row.id, row.filed_at, row.version, Said.from_body(said), standing, closes, is_held)


@dataclass(frozen=True)
class Anew:
    """What a decision makes of a wish. Who is not described any more has an empty card."""

    said: Said
    standing: WishStanding
    closes: Closes
    person: Person


def save(wish: WishFile, anew: Anew, *, parts: Parts) -> None:
    """Seal every column of a wish anew, whatever was decided; Conflict when somebody changed it first.

    It is held against the register once more, also where nothing asks for it: a row must not tell.
    """
    random = parts.entropy.bytes
    row = Wish.objects.get(id=wish.id)
    record = Keys(parts).record_of(row)
    columns = {
        "card": record.seal("card", card_of(anew.person), random=random, sizes=CARD_SIZES),
        "body": sealed_body(record, anew.said, anew.standing, parts=parts),
        "closes": sealed_closes(record, anew.closes, parts=parts),
    }
    changed = Wish.objects.filter(id=wish.id, version=wish.version).update(
        **columns, version=wish.version + 1, matched_by=""
    )
    if changed != 1:
        raise Conflict("Somebody else has changed this just now. Please look at it again.")
    note_edition([columns["closes"]])


def edition() -> bytes:
    """Give the mark of the wishes as they lie here now: another whenever one was kept, decided about or held."""
    return bytes(Edition.objects.values_list("mark", flat=True).filter(id=ONE).first() or b"")


def note_edition(sealed: Iterable[bytes]) -> None:
    """Mark, in the transaction that sealed these, that wishes lie here in another edition.

    The mark is a hash of what was sealed, so it never comes again, also not after a transaction that was undone; and it
    says no more than the rows themselves.
    """
    mark = hashlib.sha256(b"".join(sealed)).digest()
    if not Edition.objects.filter(id=ONE).update(mark=mark):
        Edition.objects.create(id=ONE, mark=mark)


def person_in(row: Wish, keys: Keys) -> Person:
    """Open the card of one wish."""
    return person_from_card(keys.record_of(row).open("card", bytes(row.card)))
