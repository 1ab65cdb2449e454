"""Whether an act has its countersignature, how the licence stands, what waits. Everything is verified when it is read.

A row that somebody put there by hand has no signature that holds, and opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from khabar.apps.guarantor.models import GuaranteedAct, GuarantorPost, LicenceWord
from khabar.apps.guarantor.terms import guarantor_in, guarantor_of
from khabar.domain.guaranteeing.acts import Act, ActKind, Blinded, holds
from khabar.domain.guaranteeing.licences import Standing, licence_from_plain, standing
from khabar.vault import canonical
from khabar.vault.errors import Malformed, Tampered, UnknownKey
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.domain.guaranteeing.licences import Licence
    from khabar.ports import Parts, Terms

ALWAYS = Standing(may_ask=True, ends=None, is_near_its_end=False)
"""Where there is no guarantor, there is no licence that could end."""


@dataclass(frozen=True)
class Inside:
    """What lies sealed in the row of an act."""

    kind: ActKind
    day: date
    salt: bytes = field(repr=False)


@dataclass(frozen=True)
class Exchanged:
    """When a bundle was last made for the guarantor, and when a word of it was last taken in."""

    made_at: datetime | None
    taken_at: datetime | None


def is_countersigned(act: Act, *, parts: Parts) -> bool:
    """Say whether this may happen: there is no guarantor, or it has countersigned exactly this. Needs the register."""
    guarantor = guarantor_of(parts)
    if guarantor is None:
        return True
    row = GuaranteedAct.objects.filter(id=act.id).first()
    if row is None or not row.countersignature:
        return False
    blind, house = act.blinded(opened(row, parts=parts).salt), parts.options.slip_salt
    if bytes(row.blind) != blind:
        return False
    return holds(_countersignature(row, parts), house, act.kind, blind, verify_key=guarantor.verify_key)


def licence_standing(on: date, *, parts: Parts) -> Standing:
    """Say whether somebody may be asked by name on this day. Works while the house is locked."""
    return licence_under(parts.options, on)


def licence_under(options: Terms, on: date) -> Standing:
    """Say the same for these settings."""
    guarantor = guarantor_in(options)
    if guarantor is None:
        return ALWAYS
    return standing(_licences(options.slip_salt, guarantor.verify_key), on)


def opened(row: GuaranteedAct, *, parts: Parts) -> Inside:
    """Open what lies sealed in a row; Malformed for what this house has not written."""
    sealed = bytes(row.sealed)
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private, sealed))
    match inside:
        case [str(kind), str(day), bytes(salt)]:
            return Inside(ActKind(kind), date.fromisoformat(day), salt)
        case _:
            raise Malformed("not an act")


def known_acts() -> frozenset[str]:
    """Give the ids of all acts that were ever put before the guarantor."""
    return frozenset(GuaranteedAct.objects.values_list("id", flat=True))


def waiting_acts(*, parts: Parts) -> Iterator[Blinded]:
    """Give what waits as the guarantor may see it, oldest first."""
    for row in _unanswered().order_by("made_at", "id").iterator():
        inside = opened(row, parts=parts)
        yield Blinded(inside.day, inside.kind, bytes(row.blind))


def number_waiting() -> int:
    """Count the acts that have no answer yet; needs no key."""
    return _unanswered().count()


def number_refused() -> int:
    """Count the acts that were refused and not put before the guarantor again; needs no key."""
    return GuaranteedAct.objects.filter(countersignature=b"").exclude(refused_on=None).count()


def exchanged() -> Exchanged:
    """Say when something last left for the guarantor and when its word last came; None where never."""
    row = GuarantorPost.objects.first()
    return Exchanged(row.made_at, row.taken_at) if row else Exchanged(None, None)


def newest_bundle() -> bytes:
    """Give the bundle that the last round has made; empty where none has."""
    row = GuarantorPost.objects.first()
    return bytes(row.blob) if row else b""


def _countersignature(row: GuaranteedAct, parts: Parts) -> bytes:
    """Open the countersignature of an act; empty for what this house has not sealed."""
    sealed = bytes(row.countersignature)
    try:
        return unseal_with(parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private, sealed)
    except (Malformed, Tampered, UnknownKey):
        return b""


def _unanswered() -> QuerySet[GuaranteedAct]:
    return GuaranteedAct.objects.filter(countersignature=b"", refused_on=None)


def _licences(house: str, verify_key: bytes) -> Iterator[Licence]:
    """Give the licences whose signature holds; any other row is as good as not there."""
    for row in LicenceWord.objects.all():
        try:
            licence = licence_from_plain(canonical.decode(bytes(row.plain)))
        except (ValueError, Malformed):
            continue
        if licence.is_signed(bytes(row.signature), house, verify_key=verify_key):
            yield licence
