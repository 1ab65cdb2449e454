"""Filing requests and presences, taking in lists, what the family desk establishes, erasing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.alarms.readings import count_opened
from khabar.apps.ledger.actions import record
from khabar.apps.registry.canaries import ring_if_canary
from khabar.apps.registry.cases import RowKeys, for_a_stretch, record_of
from khabar.apps.registry.models import Arrival, Presence, PresenceList, Request, RowKey
from khabar.apps.registry.readings import request_for
from khabar.apps.registry.rows import NOT_TYPED, Keyed, new_row
from khabar.domain.actors import ActorKind, require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import PresenceId, RequestId, new_id
from khabar.vault import canonical
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.chains import merkle_root
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, seal_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.registry.queries import FiledFrom
    from khabar.domain.actors import Actor
    from khabar.domain.before_asking import Purpose, Verification
    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.ports import Parts

PRESENCE_ROWS, REQUEST_ROWS, RECORDS = "presences", "requests", "records"
"""What the rows of a list become; `RECORDS` are those of a PFIF document, which become either at the shell."""
ROWS = "0" * 32
"""The one row of the table of row keys."""


@dataclass(frozen=True)
class Provenance:
    """Where a list comes from: who made it and how, whether its people knew, from when it is, what the file was.

    `kind`: what its rows become. `purpose`: what its people were told it is for. `brought_by`: the account that brought
    it, or the name of a job. `file_name`: as it was called where it came from.
    """

    made_by: str
    people_knew: str
    file_hash: bytes
    kind: str = "presences"
    how: str = ""
    made_on: str = ""
    purpose: str = ""
    brought_by: str = ""
    file_name: str = ""

    def to_body(self) -> dict[str, object]:
        """Give what is kept sealed of it. `countersignature` is the guarantor's, once presence lists carry one."""
        told = {name: value for name, value in asdict(self).items() if name != "file_hash"}
        return {"schema": 2, **told, "countersignature": b""}


def file_request(
    *, actor: Actor, now: datetime, parts: Parts, form: RequestForm, key: bytes, filed_from: FiledFrom = NOT_TYPED
) -> RequestId | None:
    """File one request under the key its submission came with; None when that key is filed already."""
    filed = file_batch(actor=actor, now=now, parts=parts, forms=[Keyed(key, form, filed_from)])
    return RequestId(filed[0]) if filed[0] else None


def file_presence(*, actor: Actor, now: datetime, parts: Parts, form: PresenceForm, key: bytes) -> PresenceId | None:
    """File one presence under the key its submission came with; None when that key is filed already."""
    filed = file_batch(actor=actor, now=now, parts=parts, forms=[Keyed(key, form)])
    return PresenceId(filed[0]) if filed[0] else None


def file_batch(
    *, actor: Actor, now: datetime, parts: Parts, forms: Sequence[Keyed], list_id: str | None = None
) -> list[str | None]:
    """File requests and presences together, with one entry in the ledger; give each its id.

    None stands for one whose key is filed already. All of them are filed, or none.
    """
    with transaction.atomic():
        known, asked = _known_keys([one.key for one in forms]), for_a_stretch(parts)
        rows: dict[bytes, Request | Presence] = {}
        for one in forms:
            if one.key not in known and one.key not in rows:
                rows[one.key] = new_row(one, now=now, parts=asked, list_id=list_id)
        Request.objects.bulk_create([row for row in rows.values() if isinstance(row, Request)])
        Presence.objects.bulk_create([row for row in rows.values() if isinstance(row, Presence)])
        if rows:
            ids = sorted(row.id for row in rows.values())
            details = {"count": len(ids), "root": merkle_root([bytes.fromhex(one) for one in ids])}
            record(actor=actor, now=now, parts=parts, act="cases filed", subject=ids[0], details=details)
    seen: set[bytes] = set()
    filed = []
    for one in forms:
        row = None if one.key in seen else rows.get(one.key)
        filed.append(row.id if row else None)
        seen.add(one.key)
    return filed


def _known_keys(keys: list[bytes]) -> set[bytes]:
    return {
        bytes(one)
        for table in (Request, Presence)
        for one in table.objects.filter(fingerprint__in=keys).values_list("fingerprint", flat=True)
    }


def row_keys(*, actor: Actor, now: datetime, parts: Parts) -> RowKeys:
    """Give the keys of rows of lists; their secret is drawn for the first list and stays, whatever key wraps it."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    register = parts.keys.key(KeyClass.REGISTER)
    row = RowKey.objects.filter(id=ROWS).first()
    if row is None:
        made = new_case_key(register, bytes.fromhex(ROWS), random=parts.entropy.bytes)
        row, _ = RowKey.objects.get_or_create(id=ROWS, defaults={"wrapped_key": made.wrapped})
    wrapped = bytes(row.wrapped_key)
    holder = parts.keys.key(KeyClass.REGISTER, key_id_in(wrapped))
    return RowKeys(unwrap_case_key(holder, bytes.fromhex(ROWS), wrapped))


def take_list(*, actor: Actor, now: datetime, parts: Parts, provenance: Provenance) -> str:
    """Note a list before its rows are filed; the same file again is the same list, of the same kind alone.

    What one desk was answered is never told to the other, though both bring one file. A list that may hold presences is
    refused without who made it and whether its people knew.
    """
    if provenance.kind != REQUEST_ROWS and not (provenance.made_by.strip() and provenance.people_knew.strip()):
        raise Refused("A list is taken in only with who made it and whether its people knew.")
    fingerprint = row_keys(actor=actor, now=now, parts=parts).of(_name_of(provenance))
    inside = provenance.to_body()
    with transaction.atomic():
        row, is_new = PresenceList.objects.get_or_create(
            fingerprint=fingerprint,
            defaults={
                "id": new_id(parts.entropy.bytes),
                "sealed": seal_to(parts.public[KeyClass.REGISTER].public, canonical.encode(inside)),
                "taken_in_at": now,
            },
        )
        if is_new:
            record(actor=actor, now=now, parts=parts, act="list taken in", subject=row.id, details=inside)
    return row.id


def _name_of(provenance: Provenance) -> bytes:
    """Give what makes a list the same list: its file and its kind. Lists of presences were known by the file before."""
    of_kind = b"" if provenance.kind == PRESENCE_ROWS else provenance.kind.encode() + b"\x00"
    return b"list\x00" + of_kind + provenance.file_hash


def establish(  # noqa: PLR0913 - what the family desk establishes, together
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    request_id: RequestId,
    verification: Verification,
    purpose: Purpose,
    reported_dead: bool,
    objection: bool | None = None,
) -> None:
    """Keep what the family desk has learnt about the enquirer and the purpose; checked before anybody is asked.

    `objection`: somebody asked us to be silent about the person sought. It needs no proof, freezes asking and telling
    at once; None leaves it as it is. Refused for an unknown request and for one of the actor's own family alike.
    """
    with transaction.atomic():
        request_for(request_id, actor, parts=parts)
        row = Request.objects.select_for_update().get(id=request_id)
        sealed = record_of(row, parts=parts)
        body = sealed.open("body", bytes(row.body))
        body |= {"verification": verification.value, "purpose": purpose.value, "reported_dead": reported_dead}
        if objection is not None:
            body["objection"] = objection
        row.body = sealed.seal("body", body, random=parts.entropy.bytes)
        row.save(update_fields=["body"])
        record(actor=actor, now=now, parts=parts, act="request established", subject=request_id)


def take_objection_mark(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId) -> None:
    """Take from a request the mark that somebody asked for silence; the caller has kept a wish in its place."""
    require_duty(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        row = Request.objects.select_for_update().get(id=request_id)
        sealed = record_of(row, parts=parts)
        body = sealed.open("body", bytes(row.body)) | {"objection": False}
        row.body = sealed.seal("body", body, random=parts.entropy.bytes)
        row.save(update_fields=["body"])
        record(actor=actor, now=now, parts=parts, act="request established", subject=request_id)


def note_reading(
    *, actor: Actor, now: datetime, parts: Parts, subject: str, act: str, cases: Sequence[str] = ()
) -> None:
    """Put the reading of a person's record into the ledger, count it, and ring where nobody is that person.

    Without all of it nothing is shown. `cases` are the requests and presences behind a subject that is neither.
    """
    count_opened(actor=actor, now=now, parts=parts)
    record(actor=actor, now=now, parts=parts, act=act, subject=subject)
    ring_if_canary(actor=actor, now=now, parts=parts, ids=[subject, *cases])


def note_matched(*, actor: Actor, now: datetime, subjects: list[str], model: str) -> None:
    """Remember that these cards have been held against all others with this model."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    with transaction.atomic():
        Request.objects.filter(id__in=subjects).update(matched_by=model)
        Presence.objects.filter(id__in=subjects).update(matched_by=model)


def erase_request(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId) -> None:
    """Destroy the data key of a request and empty its columns; what was sealed under it is noise from now on.

    Refused for anybody but the family desk or a job of ours.
    """
    _erase(Request, request_id, actor=actor, now=now, parts=parts)


def erase_presence(*, actor: Actor, now: datetime, parts: Parts, presence_id: PresenceId) -> None:
    """Destroy the data key of a presence and empty its columns; its answers in the ledger are noise from now on.

    Refused for anybody but the asking desk or a job of ours.
    """
    _erase(Presence, presence_id, actor=actor, now=now, parts=parts)


def _erase(table: type[Request | Presence], row_id: str, *, actor: Actor, now: datetime, parts: Parts) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        require_duty(actor, Duty.FAMILY_DESK if table is Request else Duty.ASKING_DESK)
    with transaction.atomic():
        erased = table.objects.filter(id=row_id, wrapped_key__isnull=False).update(
            wrapped_key=None, card=b"", body=b"", locator=""
        )
        if erased != 1:
            raise Conflict("this case was erased before")
        record(actor=actor, now=now, parts=parts, act="case erased", subject=row_id)


def store_arrival(*, actor: Actor, now: datetime, parts: Parts, key: bytes, opened: bytes) -> None:
    """Keep a submission that the intake process has opened, sealed again for the register. Twice is once."""
    sealed = seal_to(parts.public[KeyClass.REGISTER].public, opened, pad_to=(65536,))
    with transaction.atomic():
        _, is_new = Arrival.objects.get_or_create(key=key, defaults={"sealed": sealed})
        if is_new:
            record(actor=actor, now=now, parts=parts, act="arrival stored", subject=key.hex()[:32])


def clear_arrival(*, actor: Actor, now: datetime, key: bytes) -> None:
    """Drop an arrival once it has been filed."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Arrival.objects.filter(key=key).delete()
