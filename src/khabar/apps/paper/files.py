"""The sealed inside of a sheet and of a scan, and the seal around a picture.

Shared by the app's queries and actions. A sheet is sealed to the register key; a scan has a key of its own, sealed to
its class, so that dropping the row drops the picture.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from khabar.apps.paper.models import ScanClass
from khabar.domain import bodies
from khabar.domain.paper_trays import CameBy, Outcome, Tray
from khabar.domain.scans import Tick
from khabar.domain.sheets import Half, SheetKind, code_hash, is_sheet_code
from khabar.vault import canonical
from khabar.vault.keys import KEY_BYTES, KeyClass, key_id_of
from khabar.vault.records import Record
from khabar.vault.seals import Context, key_id_in, seal, seal_to, unseal, unseal_with

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.apps.paper.models import Scan, Sheet
    from khabar.ports import Parts

SCANS = "paper_scan"
SHEET_SIZES = (1024,)
"""Every sheet has one size: a row does not tell an asking sheet from a blank offer."""
KEY_SIZES = (64,)
INSIDE_SIZES = (4096,)
PICTURE_SIZES = tuple(2**power for power in range(16, 27))
"""64 KiB to 64 MiB, doubling: the size of a picture tells little of what is on it."""
_PICTURE = "picture"
_SCHEMA = 1
_ABOUT = "about"
_PER_MILLE = 1000


@dataclass(frozen=True)
class SheetFile:
    """A sheet opened: its kind, the id of what it is about, the trip it was printed for, and what stands beside.

    `notes` are the issuer's own, in his order, such as what each number of an asking sheet stands for.
    """

    hash: str
    kind: SheetKind
    about: str = ""
    trip: str = ""
    notes: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class ScanInside:
    """Everything sealed about a scan. `beside` are the hashes of the other codes in the same picture.

    `half` is what the digits themselves tell. `rotation`, `box` and `ticks` are what the machine saw; `media_type` is
    that of the picture. `passed_on`: the asking desk has looked and gave it to the family desk.
    """

    came_by: CameBy
    page: int
    media_type: str
    half: Half | None = None
    rotation: int = 0
    box: tuple[tuple[int, int], ...] = ()
    ticks: tuple[Tick, ...] = field(default=(), repr=False)
    beside: tuple[str, ...] = ()
    passed_on: bool = False
    outcome: Outcome | None = None

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "schema": _SCHEMA,
            "came_by": self.came_by.value,
            "page": self.page,
            "media_type": self.media_type,
            "half": self.half.value if self.half else "",
            "rotation": self.rotation,
            "box": [list(corner) for corner in self.box],
            "ticks": [[tick.box, tick.ticked, round(tick.ink * _PER_MILLE)] for tick in self.ticks],
            "beside": list(self.beside),
            "passed_on": self.passed_on,
            "outcome": self.outcome.value if self.outcome else "",
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> ScanInside:
        """Read what was sealed."""
        bodies.require_schema(body, _SCHEMA)
        outcome, half = bodies.text_of(body, "outcome"), bodies.text_of(body, "half")
        return cls(
            came_by=CameBy(bodies.text_of(body, "came_by")),
            page=bodies.whole_number_of(body, "page"),
            media_type=bodies.text_of(body, "media_type"),
            half=Half(half) if half else None,
            rotation=bodies.whole_number_of(body, "rotation"),
            box=tuple((int(across), int(down)) for across, down in _lists_of(body, "box")),
            ticks=tuple(Tick(int(box), bool(on), int(ink) / _PER_MILLE) for box, on, ink in _lists_of(body, "ticks")),
            beside=bodies.texts_of(body, "beside"),
            passed_on=bool(bodies.yes_no_of(body, "passed_on")),
            outcome=Outcome(outcome) if outcome else None,
        )


@dataclass(frozen=True)
class ScanFile:
    """A scan opened, without its picture: what was seen, and what its code stands for (None: nobody knows it).

    `tray`: the desk at which it is looked at. `shows_others`: it lies at the asking desk only because the picture shows
    a sheet, too, that its own desk may not see. `came_before`: another picture of the same sheet was settled. A picture
    of which nothing was to be kept is gone.
    """

    id: str
    code_hash: str
    inside: ScanInside
    sheet: SheetFile | None
    is_waiting: bool
    is_sealed_to_letters: bool
    tray: Tray
    shows_others: bool
    taken_in_at: datetime
    came_before: bool = False
    has_picture: bool = True


@dataclass(frozen=True)
class Picture:
    """A picture written anew, without metadata, for a person who may see it."""

    media_type: str
    image: bytes = field(repr=False)


def hash_of(code: str) -> str:
    """Give the hash under which a sheet is kept; a hash is given back as it is."""
    return code_hash(code).hex() if is_sheet_code(code) else code


def sealed_sheet(kind: SheetKind, about: str | Mapping[str, str], *, parts: Parts) -> bytes:
    """Seal what a sheet is for, to the register key; a map has the id under `about`, and the issuer's own notes."""
    notes = {_ABOUT: about} if isinstance(about, str) else dict(about)
    body = {
        "schema": _SCHEMA,
        "kind": kind.value,
        "about": notes.pop(_ABOUT, ""),
        "notes": [list(one) for one in notes.items()],
    }
    return seal_to(parts.public[KeyClass.REGISTER].public, canonical.encode(body), pad_to=SHEET_SIZES)


def opened_sheet(row: Sheet, *, parts: Parts) -> SheetFile:
    """Open what a sheet is for."""
    sealed = bytes(row.sealed)
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private
    body = _map(canonical.decode(unseal_with(private, sealed)))
    bodies.require_schema(body, _SCHEMA)
    notes = {str(name): str(value) for name, value in _lists_of(body, "notes")}
    return SheetFile(
        hash=row.code_hash,
        kind=SheetKind(bodies.text_of(body, "kind")),
        about=bodies.text_of(body, "about"),
        trip=row.trip,
        notes=notes,
    )


def class_of(row: Scan) -> KeyClass:
    """Give the class to which the key of a scan is sealed."""
    return KeyClass.LETTERS if row.key_class == ScanClass.LETTERS else KeyClass.REGISTER


def new_key(parts: Parts) -> bytes:
    """Draw the key of one scan."""
    return parts.entropy.bytes(KEY_BYTES)


def wrapped(key: bytes, key_class: KeyClass, *, parts: Parts) -> bytes:
    """Seal the key of a scan to a class; no key is needed for it."""
    return seal_to(parts.public[key_class].public, key, pad_to=KEY_SIZES)


def key_of(row: Scan, *, parts: Parts) -> bytes:
    """Open the key of a scan; Locked while its class is."""
    sealed = bytes(row.wrapped_key)
    return unseal_with(parts.keys.key(class_of(row), key_id_in(sealed)).private, sealed)


def sealed_inside(scan_id: str, key: bytes, inside: ScanInside, *, parts: Parts) -> bytes:
    """Seal the inside of a scan for its row."""
    return Record(SCANS, scan_id, key).seal("sealed", inside.to_body(), random=parts.entropy.bytes, sizes=INSIDE_SIZES)


def opened_inside(row: Scan, key: bytes) -> ScanInside:
    """Open the inside of a scan."""
    return ScanInside.from_body(Record(SCANS, row.id, key).open("sealed", bytes(row.sealed)))


def sealed_picture(scan_id: str, key: bytes, image: bytes, *, parts: Parts) -> bytes:
    """Seal a picture under the key of its scan, padded; TooLarge where it fits into no size."""
    return seal(key, image, _place(scan_id, key), random=parts.entropy.bytes, pad_to=PICTURE_SIZES)


def opened_picture(row: Scan, key: bytes, *, parts: Parts) -> bytes:
    """Open the picture of a scan; Broken where its file is gone."""
    return unseal(key, parts.blobs.fetch(row.blob), _place(row.id, key))


def settled(inside: ScanInside, outcome: Outcome) -> ScanInside:
    """Give the inside of a scan with what became of it."""
    return replace(inside, outcome=outcome)


def without_sight(inside: ScanInside) -> ScanInside:
    """Give the inside of a scan without anything that a machine saw on the sheet."""
    return replace(inside, rotation=0, box=(), ticks=())


def key_of_upload(data_hash: bytes, page: int, code: str) -> bytes:
    """Give the key under which one picture is taken in once: file, page and code."""
    return hashlib.sha256(canonical.encode(["scan", data_hash, page, code])).digest()


def _place(scan_id: str, key: bytes) -> Context:
    return Context(SCANS, scan_id, _PICTURE, key_id_of(key), _SCHEMA)


def _map(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise bodies.Unreadable("what is sealed of a sheet is not a map")
    return value


def _lists_of(body: Mapping[str, object], name: str) -> list[list[Any]]:
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(one, list) for one in value):
        raise bodies.Unreadable(f"{name} is not a list of lists")
    return value
