"""What lies sealed in the archive, and how it is opened; hints are read while running, to shape what is opened.

Shared by the app's queries and actions. Nothing here masks a marked word: whoever shows text asks `queries`.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from khabar.apps.archive.models import Claim as ClaimRow
from khabar.apps.archive.models import Document, Leaf, Shelf
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.archive_documents import Filing
from khabar.domain.archive_files import Origin, Untaken
from khabar.domain.archive_index import IndexedParagraph, indexed_paragraph
from khabar.domain.claims.claim import Claim
from khabar.domain.errors import Refused
from khabar.domain.repair.edits import Edit
from khabar.domain.repair.found import SET_APART
from khabar.domain.repair.repairing import Paragraph
from khabar.domain.search_queries import Hidden, without
from khabar.ports import Parts
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.keys import KeyClass, key_id_of
from khabar.vault.records import Record
from khabar.vault.seals import Context, key_id_in, seal, unseal

SHELF, DOCUMENTS, LEAVES, CLAIMS = "archive_shelf", "archive_document", "archive_leaf", "archive_claim"
FILE_SIZES = tuple(2**power for power in range(16, 27))
"""64 KiB to 64 MiB, doubling: the size of a file on the disk tells little of what it is."""
LEAF_SIZES = tuple(2**power for power in range(14, 28))
"""16 KiB to 128 MiB; nearly all leaves fall into the first three."""
_SCHEMA = 1


@dataclass(frozen=True)
class Card:
    """What is known of a document: what people wrote of it, its hash and length, what it was found to be.

    `origin` has no kind before it was read; `why`: for what reason it was refused.
    """

    filing: Filing = field(repr=False)
    sha256: str = field(repr=False)
    length: int
    origin: Origin | None = None
    paragraphs: int = 0
    why: Untaken | None = None


@dataclass(frozen=True)
class Kept:
    """One paragraph. `as_read`: its edits before a person corrected it; None where nobody has. By whom, when."""

    paragraph: Paragraph = field(repr=False)
    as_read: tuple[Edit, ...] | None = field(default=None, repr=False)
    corrected_by: str = ""
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """What a person decided on a claim: confirmed or dismissed; by which account, when."""

    is_confirmed: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class KeptClaim:
    """A claim with its place: the number of a leaf and of a paragraph on it. `proposed` is as the rule had it."""

    claim: Claim = field(repr=False)
    leaf: int
    at: int
    decision: Decision | None = None
    proposed: Claim | None = field(default=None, repr=False)


@dataclass(frozen=True)
class OpenedShelf:
    """The shelf as actions need it: its row, its key, the marked words and how often they changed."""

    id: str
    version: int
    marked: tuple[str, ...] = field(repr=False)
    record: Record = field(repr=False)

    @property
    def hidden(self) -> Hidden:
        """What keeps the marked words out of sight."""
        return without(self.marked)

    def key_of(self, sha256: str) -> bytes:
        """Hash the fingerprint of a file, so that the same file is known again and nobody else can look it up."""
        return hmac.digest(self.record.key, b"khabar/1/document\x00" + bytes.fromhex(sha256), hashlib.sha256)


def opened_shelf(*, parts: Parts) -> OpenedShelf | None:
    """Open the shelf; None where nothing was ever put on it."""
    row = Shelf.objects.first()
    if row is None:
        parts.keys.key(KeyClass.FILES)  # a locked archive says so, an empty one too
        return None
    record = _record(SHELF, row.id, bytes(row.wrapped_key), parts)
    return OpenedShelf(
        row.id, row.version, shaped(tuple[str, ...], record.open("marks", bytes(row.marks))["m"]), record
    )


def marks_blob(record: Record, marked: Iterable[str], *, parts: Parts) -> bytes:
    """Seal the marked words."""
    return record.seal("marks", {"m": sorted(set(marked))}, random=parts.entropy.bytes, sizes=LEAF_SIZES)


def new_shelf(shelf_id: str, *, parts: Parts) -> Shelf:
    """Make the row of a shelf without marked words."""
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(shelf_id), random=parts.entropy.bytes)
    record = Record(SHELF, shelf_id, made.key)
    return Shelf(id=shelf_id, wrapped_key=made.wrapped, marks=marks_blob(record, (), parts=parts))


def hidden_words(*, parts: Parts) -> Hidden:
    """Give what keeps the marked words out of sight; nothing is hidden while nothing is marked."""
    shelf = opened_shelf(parts=parts)
    return shelf.hidden if shelf else without(())


def record_of(row: Document, *, parts: Parts) -> Record:
    """Open the data key of a document."""
    return _record(DOCUMENTS, row.id, bytes(row.wrapped_key), parts)


def _record(table: str, row: str, wrapped: bytes, parts: Parts) -> Record:
    key = parts.keys.key(KeyClass.FILES, key_id_in(wrapped))
    return Record(table, row, unwrap_case_key(key, bytes.fromhex(row), wrapped))


def document_row(document_id: str) -> Document:
    """Give the row of a document; Refused for an unknown one."""
    row = Document.objects.filter(id=document_id).first()
    if row is None:
        raise Refused("no such document")
    return row


def card_blob(record: Record, card: Card, *, parts: Parts) -> bytes:
    """Seal what is known of a document."""
    return record.seal("card", {"schema": _SCHEMA, "card": plain(card)}, random=parts.entropy.bytes)


def card_of(row: Document, record: Record) -> Card:
    """Open what is known of a document."""
    return shaped(Card, record.open("card", bytes(row.card))["card"])


def sealed_file(record: Record, sha256: str, data: bytes, *, parts: Parts) -> bytes:
    """Seal a file as it came, so that it opens for this document alone."""
    return seal(record.key, data, _file_place(record, sha256), random=parts.entropy.bytes, pad_to=FILE_SIZES)


def file_in(record: Record, sha256: str, blob: bytes) -> bytes:
    """Give a file byte for byte as it came."""
    return unseal(record.key, blob, _file_place(record, sha256))


def _file_place(record: Record, sha256: str) -> Context:
    return Context(DOCUMENTS, record.row, f"file:{sha256}", key_id_of(record.key), _SCHEMA)


def leaf_blobs(
    record: Record, leaf_id: str, kept: Sequence[Kept], hidden: Hidden, *, parts: Parts
) -> Mapping[str, bytes]:
    """Seal the paragraphs of a leaf, and the words an index may know of them."""
    inner, random = Record(LEAVES, leaf_id, record.key), parts.entropy.bytes
    words = [list(indexed_paragraph(at, one.paragraph, hidden)) for at, one in enumerate(kept) if is_said(one)]
    return {
        "paragraphs": inner.seal("paragraphs", {"p": plain(list(kept))}, random=random, sizes=LEAF_SIZES),
        "words": inner.seal("words", {"w": words}, random=random, sizes=LEAF_SIZES),
    }


def is_said(kept: Kept) -> bool:
    """Say whether a paragraph is part of what the document says; running lines and page numbers are not."""
    return kept.paragraph.kind not in SET_APART


def paragraphs_in(row: Leaf, record: Record) -> tuple[Kept, ...]:
    """Open the paragraphs of a leaf."""
    inner = Record(LEAVES, row.id, record.key)
    return shaped(tuple[Kept, ...], inner.open("paragraphs", bytes(row.paragraphs))["p"])


def words_in(row: Leaf, record: Record) -> list[IndexedParagraph]:
    """Open the words of a leaf: for each paragraph its place on the leaf and what an index may know of it."""
    inner = Record(LEAVES, row.id, record.key)
    return [IndexedParagraph(*one) for one in inner.open("words", bytes(row.words))["w"]]  # type: ignore[attr-defined]  # sealed by us


def claim_blob(record: Record, claim_id: str, kept: KeptClaim, *, parts: Parts) -> bytes:
    """Seal a claim."""
    return Record(CLAIMS, claim_id, record.key).seal("sealed", {"c": plain(kept)}, random=parts.entropy.bytes)


def claim_in(row: ClaimRow, record: Record) -> KeptClaim:
    """Open a claim."""
    return shaped(KeptClaim, Record(CLAIMS, row.id, record.key).open("sealed", bytes(row.sealed))["c"])
