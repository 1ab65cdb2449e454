"""Putting acts before the guarantor, making its bundle, taking its word in: whole or not at all.

A word counts for exactly the acts it signs. Nothing here may look at what an act decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.alarms.canaries import Canary, canaries, locator_of, plant
from khabar.apps.guarantor.entered import TAKEN_IN, mark_of_licence
from khabar.apps.guarantor.models import GuaranteedAct, GuarantorPost, LicenceWord
from khabar.apps.guarantor.queries import (
    is_countersigned,
    known_acts,
    licence_standing,
    opened,
    waiting_acts,
)
from khabar.apps.guarantor.terms import guarantor_of, house_card
from khabar.apps.ledger.actions import record
from khabar.domain.bridge.bundles import Coming, coming, next_number
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.guaranteeing.acts import SALT_BYTES, holds
from khabar.domain.guaranteeing.bundles import (
    FOREIGN,
    MOST_ACTS,
    WORD_OVERTAKEN,
    Waiting,
    opened_word,
    sealed_waiting,
)
from khabar.vault import canonical
from khabar.vault.errors import UnknownKey
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.guaranteeing.acts import Act
    from khabar.domain.guaranteeing.bundles import Word
    from khabar.domain.guaranteeing.cards import Card
    from khabar.domain.guaranteeing.patterns import Pattern
    from khabar.ports import Parts

SIZES = (256,)
"""Every act has one size, whatever it is."""

TOLD_AGAIN_AFTER = timedelta(days=7)

NO_GUARANTOR = "The settings of this house name no guarantor."
WAITS = (
    "This waits for the guarantor's countersignature. Bring the guarantor what `khabar guarantor waiting FILE` writes, "
    "take in its word with `khabar guarantor take-in FILE`, and do this again."
)


@dataclass(frozen=True)
class Told:
    """What a guarantor is told beside the acts: requests filed by day, and patterns among them."""

    filed: tuple[tuple[date, int], ...] = ()
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class TakenIn:
    """What a word has brought: whether it was new, how many acts it has countersigned and refused, and a licence."""

    how: Coming
    countersigned: int = 0
    refused: int = 0
    licence_came: bool = False


def put_before_guarantor(*, actor: Actor, now: datetime, parts: Parts, acts: Iterable[Act]) -> int:
    """Let acts wait that were not there yet, and return how many; none where there is no guarantor.

    One that another process has put there meanwhile stays as that one has put it.
    """
    _require_act(actor, now)
    if guarantor_of(parts) is None:
        return 0
    new = {act.id: act for act in acts}
    for known in known_acts() & set(new):
        del new[known]
    with transaction.atomic():
        return sum(_keep(act, now, parts) for act in new.values())


def require_countersigned(*, actor: Actor, now: datetime, parts: Parts, act: Act) -> None:
    """Refuse what is not countersigned, and let it wait from now on; nothing happens where there is no guarantor."""
    if not is_countersigned(act, parts=parts):
        put_before_guarantor(actor=actor, now=now, parts=parts, acts=[act])
        raise Refused(WAITS)


def ask_again(*, actor: Actor, now: datetime) -> int:
    """Let acts that were refused wait once more, and return how many."""
    _require_act(actor, now)
    return GuaranteedAct.objects.filter(countersignature=b"").exclude(refused_on=None).update(refused_on=None)


def make_bundle(*, actor: Actor, now: datetime, parts: Parts, told: Told) -> bytes:
    """Make the bundle of what waits, in the place of the last one, and return it: of one size, whatever is inside.

    One that never arrived is lost by that and nothing else. Under a new guarantor everything waits anew. Refused where
    there is none; needs the register.
    """
    _require_act(actor, now)
    guarantor = guarantor_of(parts)
    if guarantor is None:
        raise Refused(NO_GUARANTOR)
    with transaction.atomic():
        row = _post()
        _begin_anew_for_another(row, guarantor)
        acts = list(waiting_acts(parts=parts))
        row.made_number, row.made_at = next_number(row.made_number, now), now
        waiting = Waiting(
            house=parts.options.slip_salt,
            number=row.made_number,
            made_on=now.date(),
            reply_to=house_card(parts=parts).public,
            licence_ends=licence_standing(now.date(), parts=parts).ends,
            acts=tuple(acts[:MOST_ACTS]),
            more=len(acts[MOST_ACTS:]),
            filed=told.filed,
            patterns=told.patterns,
        )
        blob = sealed_waiting(waiting, signing=parts.keys.key(KeyClass.REGISTER).signing, to=guarantor.public)
        row.blob = blob
        row.save(update_fields=["made_number", "made_at", "blob", "verify_key", "taken_number"])
    return blob


def take_in(*, actor: Actor, now: datetime, parts: Parts, blob: bytes) -> TakenIn:
    """Take in a guarantor's word, whole or not at all; the same one twice writes nothing.

    Refused where there is no guarantor. Raises Invalid (field `bundle`) for a word that is damaged, another's, meant
    for another house, overtaken, or in which any signature does not hold. Needs the keys of intake and register.
    """
    _require_act(actor, now)
    guarantor = guarantor_of(parts)
    if guarantor is None:
        raise Refused(NO_GUARANTOR)
    word = opened_word(
        blob, privates=tuple(_intake_keys(parts)), house=parts.options.slip_salt, verify_key=guarantor.verify_key
    )
    invented = [(locator_of(one.slip, parts=parts), one.settles) for one in word.canaries]
    with transaction.atomic():
        row = _post()
        _begin_anew_for_another(row, guarantor)
        how = coming(word.number, row.taken_number)
        if how is Coming.OVERTAKEN:
            raise Invalid("bundle", WORD_OVERTAKEN)
        if how is Coming.THE_SAME:
            return TakenIn(how)
        _keep_licence(word, guarantor, now, parts)
        taken = _answered(word, guarantor, now, parts)
        for locator, settles in invented:
            _plant(Canary(locator, now + timedelta(days=settles)), actor, now, parts)
        row.taken_number, row.taken_at = word.number, now
        row.save(update_fields=["taken_number", "taken_at", "verify_key"])
        details = {
            "countersigned": taken.countersigned,
            "refused": taken.refused,
            "licence": taken.licence_came,
            "mark": mark_of_licence(word.number),
        }
        record(actor=actor, now=now, parts=parts, act=TAKEN_IN, subject=str(word.number), details=details)
    return taken


def alarm_is_due(about: str, *, actor: Actor, now: datetime) -> bool:
    """Say whether the house is to be told of this again, a pattern or the licence, and note that it was: weekly."""
    _require_act(actor, now)
    column = f"{about}_told_on"
    with transaction.atomic():
        row = _post()
        last = getattr(row, column)
        if last is not None and now.date() - last < TOLD_AGAIN_AFTER:
            return False
        setattr(row, column, now.date())
        row.save(update_fields=[column])
    return True


def _begin_anew_for_another(row: GuarantorPost, guarantor: Card) -> None:
    """Let every act wait for a guarantor who is not the one before: what that one signed and counted holds no more."""
    if bytes(row.verify_key) in {b"", guarantor.verify_key}:
        row.verify_key = guarantor.verify_key
        return
    GuaranteedAct.objects.update(countersignature=b"", refused_on=None)
    row.verify_key, row.taken_number = guarantor.verify_key, 0


def _keep(act: Act, now: datetime, parts: Parts) -> bool:
    salt = parts.entropy.bytes(SALT_BYTES)
    inside = canonical.encode([act.kind.value, now.date().isoformat(), salt])
    sealed = seal_to(parts.public[KeyClass.REGISTER].public, inside, pad_to=SIZES)
    columns = {"blind": act.blinded(salt), "sealed": sealed, "made_at": now}
    _, is_new = GuaranteedAct.objects.get_or_create(id=act.id, defaults=columns)
    return is_new


def _answered(word: Word, guarantor: Card, now: datetime, parts: Parts) -> TakenIn:
    """Put each countersignature to its act; what it does not know any more, the house has taken back."""
    signed = 0
    for row in GuaranteedAct.objects.filter(blind__in=list(word.countersigned), countersignature=b""):
        blind = bytes(row.blind)
        signature = word.countersigned[blind]
        kind = opened(row, parts=parts).kind
        if not holds(signature, parts.options.slip_salt, kind, blind, verify_key=guarantor.verify_key):
            raise Invalid("bundle", FOREIGN)
        row.countersignature = seal_to(parts.public[KeyClass.REGISTER].public, signature, pad_to=SIZES)
        row.refused_on = None
        row.save(update_fields=["countersignature", "refused_on"])
        signed += 1
    unsigned = GuaranteedAct.objects.filter(blind__in=list(word.refused), countersignature=b"")
    refused = unsigned.update(refused_on=now.date())
    return TakenIn(Coming.NEW, signed, refused, licence_came=word.licence is not None)


def _keep_licence(word: Word, guarantor: Card, now: datetime, parts: Parts) -> None:
    if word.licence is None:
        return
    house = parts.options.slip_salt
    is_signed = word.licence.is_signed(word.licence_signature, house, verify_key=guarantor.verify_key)
    if word.licence.number != word.number or not is_signed:
        raise Invalid("bundle", FOREIGN)
    LicenceWord.objects.create(
        number=word.number,
        plain=canonical.encode(word.licence.to_plain()),
        signature=word.licence_signature,
        taken_at=now,
    )


def _plant(canary: Canary, actor: Actor, now: datetime, parts: Parts) -> None:
    """Keep, sealed, a person whom the guarantor has invented; one that is known already stays as it is."""
    known = canaries(parts.keys, parts.public.of_record)
    if canary.locator in {one.locator for one in known}:
        return
    try:
        plant(actor=actor, now=now, parts=parts, canary=canary, known=known)
    except Conflict as full:
        raise Invalid("bundle", f"{full} Nothing was taken from it.") from full


def _post() -> GuarantorPost:
    row, _ = GuarantorPost.objects.select_for_update().get_or_create(id=1)
    return row


def _intake_keys(parts: Parts) -> Iterator[bytes]:
    """Give every intake key that is still there: the guarantor may have sealed to an older one."""
    for one in parts.public.all_of(KeyClass.INTAKE):
        try:
            yield parts.keys.key(KeyClass.INTAKE, one.key_id).private
        except UnknownKey:
            continue


def _require_act(actor: Actor, now: datetime) -> None:
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
