"""How a list lies at a desk: its card, its file and its rows, each sealed under the list's own key.

Shared by the app's queries, actions and worker; nothing outside `lists` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from khabar.apps.copies.looking import Holding, holding_of, plain_holding
from khabar.apps.lists.filing import Done
from khabar.domain.errors import Broken, Invalid
from khabar.domain.lists.mapping_files import mapping_of, plain_of
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import Form, Told, Wishes
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.errors import Malformed, Tampered
from khabar.vault.keys import KeyClass, key_id_of
from khabar.vault.records import Record
from khabar.vault.seals import Context, key_id_in, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.apps.lists.models import Brought, Portion
    from khabar.domain.lists.columns import ListKind
    from khabar.domain.lists.mapping import Mapping as Columns
    from khabar.ports import Parts

BROUGHT: Final = "lists_brought"
PORTIONS: Final = "lists_portion"
FILE_SIZES: Final = tuple(2**power for power in range(16, 27))
"""64 KiB to 64 MiB, doubling: the size of a file on the disk tells little of what it is."""
PORTION_SIZES: Final = tuple(2**power for power in range(16, 25))
CARD_SIZES: Final = (16384, 65536, 262144)
_SCHEMA: Final = 1
GONE: Final = "its sealed file is gone or damaged; please bring it again."


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is known of a list: what the file was, what its columns mean, what was answered, what came of it.

    `mapping` and `origin` are None until somebody has said them. `why`: what stood in the way of reading it. Of a PFIF
    document alone: `holding`, what it is, and `beside`, how many records became nothing, or had their end changed.
    """

    file_name: str = field(repr=False)
    file_hash: bytes = field(repr=False)
    told: Told
    wishes: Wishes
    mapping: Columns | None = field(default=None, repr=False)
    origin: ListOrigin | None = field(default=None, repr=False)
    header: tuple[str, ...] = field(default=(), repr=False)
    heading_lines: int = 0
    list_id: str = ""
    taken: int = 0
    known: int = 0
    refused: int = 0
    holding: Holding | None = field(default=None, repr=False)
    beside: Mapping[str, int] = field(default_factory=dict)
    why: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it is a PFIF document, whose fields mean what the format says."""
        return self.told.form is Form.PFIF


def new_record(list_id: str, *, parts: Parts) -> tuple[Record, bytes]:
    """Draw a key for a new list; give the open record and the wrapped key to store."""
    register = parts.keys.key(KeyClass.REGISTER)
    made = new_case_key(register, bytes.fromhex(list_id), random=parts.entropy.bytes)
    return Record(BROUGHT, list_id, made.key), made.wrapped


def record_of(row: Brought, *, parts: Parts) -> Record:
    """Open the key of a list."""
    wrapped = bytes(row.wrapped_key)
    register = parts.keys.key(KeyClass.REGISTER, key_id_in(wrapped))
    return Record(BROUGHT, row.id, unwrap_case_key(register, bytes.fromhex(row.id), wrapped))


def sealed_card(record: Record, card: Card, kind: ListKind, *, parts: Parts) -> bytes:
    """Seal a card."""
    origin = card.origin
    inside: dict[str, Any] = {
        "file_name": card.file_name,
        "file_hash": card.file_hash,
        "told": [card.told.form.value, card.told.encoding, card.told.guessed, card.told.separator, card.told.sheet],
        "sheets": list(card.told.sheets),
        "wishes": [card.wishes.encoding, card.wishes.separator, card.wishes.sheet],
        "mapping": plain_of(card.mapping, kind) if card.mapping else None,
        "columns": [[one.header, one.meaning or ""] for one in card.mapping.columns] if card.mapping else [],
        "origin": [origin.made_by, origin.how.value, origin.knew.value, origin.made_on, origin.purpose]
        if origin
        else None,
        "header": list(card.header),
        "heading_lines": card.heading_lines,
        "list_id": card.list_id,
        "counts": [card.taken, card.known, card.refused],
        "holding": plain_holding(card.holding) if card.holding else None,
        "beside": dict(card.beside),
        "why": card.why,
    }
    return record.seal("card", inside, random=parts.entropy.bytes, sizes=CARD_SIZES)


def card_in(record: Record, blob: bytes, kind: ListKind) -> Card:
    """Open a card; Malformed for what no version of ours wrote."""
    inside: dict[str, Any] = record.open("card", blob)
    try:
        form, encoding, guessed, separator, sheet = inside["told"]
        mapping, origin = inside["mapping"], inside["origin"]
        taken, known, refused = inside["counts"]
        return Card(
            file_name=inside["file_name"],
            file_hash=inside["file_hash"],
            told=Told(Form(form), encoding, guessed, separator, sheet, tuple(inside["sheets"])),
            wishes=Wishes(*inside["wishes"]),
            mapping=mapping_of(mapping | {"columns": dict(inside["columns"])}, kind) if mapping else None,
            origin=_origin(origin) if origin else None,
            header=tuple(inside["header"]),
            heading_lines=inside["heading_lines"],
            list_id=inside["list_id"],
            taken=taken,
            known=known,
            refused=refused,
            holding=holding_of(inside["holding"]) if inside.get("holding") else None,
            beside=inside.get("beside", {}),
            why=inside["why"],
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Malformed("not the card of a list") from problem


def sealed_file(record: Record, data: bytes, *, parts: Parts) -> bytes:
    """Seal a file as it came, so that it opens for this list alone."""
    return seal(record.key, data, _file_place(record), random=parts.entropy.bytes, pad_to=FILE_SIZES)


def file_of(row: Brought, record: Record, *, parts: Parts) -> bytes:
    """Give the file of a list byte for byte as it came; Invalid where what lies on the disk is gone or damaged."""
    try:
        return unseal(record.key, parts.blobs.fetch(row.blobs), _file_place(record))
    except (Broken, Tampered):
        raise Invalid("list", GONE) from None


def sealed_portion(record: Record, number: int, inside: dict[str, object], *, parts: Parts) -> bytes:
    """Seal some rows of a list, or what came of them."""
    return _of_portion(record, number).seal("sealed", inside, random=parts.entropy.bytes, sizes=PORTION_SIZES)


def portion_in(record: Record, row: Portion) -> dict[str, Any]:
    """Open some rows of a list, or what came of them."""
    return _of_portion(record, row.number).open("sealed", bytes(row.sealed))


def counted(card: Card) -> dict[Done, int]:
    """Give what came of the rows, by what was done."""
    return {Done.TAKEN: card.taken, Done.KNOWN: card.known, Done.REFUSED: card.refused}


def _of_portion(record: Record, number: int) -> Record:
    return Record(PORTIONS, f"{record.row}/{number}", record.key)


def _file_place(record: Record) -> Context:
    return Context(BROUGHT, record.row, "file", key_id_of(record.key), _SCHEMA)


def _origin(plain: list[str]) -> ListOrigin:
    made_by, how, knew, made_on, purpose = plain
    return ListOrigin(made_by=made_by, how=HowMade(how), knew=Knew(knew), made_on=made_on, purpose=purpose)
