"""Reading petitions: what a page shows, what a link in a mail leads to, what is published for checking.

No query gives back a name, an address or a hash of one; `names_on_the_list` does, to whoever has the signatures key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncHour

from khabar.apps.petitions.counting import batches_of
from khabar.apps.petitions.keyed import hash_of_token
from khabar.apps.petitions.models import Petition, Signature, Snapshot, Threshold, Timeline
from khabar.domain.petitions.counting import leaf_of
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.receipts import receipt_of
from khabar.domain.petitions.states import TAKES_PLACE, SignatureState
from khabar.domain.petitions.timelines import PublicLetter
from khabar.domain.petitions.trends import Rush, look_back, rush
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from khabar.domain.petitions.counting import Batch
    from khabar.domain.statistics import Quarter
    from khabar.ports import Parts


@dataclass(frozen=True)
class Group:
    """One group of signers that may be shown."""

    code: str
    number: int


@dataclass(frozen=True)
class Published:
    """A petition as everybody may see it; `by_place`, `by_language` leave small groups out, see `cells`."""

    id: str
    plan: Plan
    is_open: bool
    opened_at: datetime
    closed_on: date | None
    confirmed: int
    on_paper: int
    counted_at: datetime
    batches: int
    head: str
    by_place: tuple[Group, ...]
    by_language: tuple[Group, ...]
    days: tuple[tuple[str, int], ...]
    crossed: tuple[int, ...]

    @property
    def next_threshold(self) -> int | None:
        """The lowest threshold that lies ahead."""
        return next((one for one in self.plan.thresholds if one not in self.crossed), None)


@dataclass(frozen=True)
class Mine:
    """What a link in a mail leads to. `receipt` only where this person's signature is counted or about to be.

    `is_elsewhere`: the person had signed by an earlier link, and that signature holds.
    """

    slug: str
    title: str
    state: SignatureState
    is_elsewhere: bool
    is_open: bool
    receipt: str = field(default="", repr=False)


def published_petitions() -> list[Published]:
    """List what is on the porch: what is open first, the newest on top."""
    return [_published(row) for row in Petition.objects.order_by("-is_open", "-opened_at")]


def published_petition(slug: str) -> Published | None:
    """Give one petition by its address word; None for a word nobody has."""
    row = Petition.objects.filter(slug=slug).first()
    return None if row is None else _published(row)


def petition_on_porch(petition_id: str) -> Published | None:
    """Give one petition by its id."""
    row = Petition.objects.filter(id=petition_id).first()
    return None if row is None else _published(row)


def mine(token: str, language: str) -> Mine | None:
    """Give what a link leads to; None for one that is unknown or no longer holds."""
    columns = (
        "id",
        "petition_id",
        "state",
        "mailbox",
        "person",
        "petition__slug",
        "petition__plan",
        "petition__is_open",
    )
    row = next(iter(Signature.objects.filter(token_hash=hash_of_token(token)).values_list(*columns)[:1]), None)
    if row is None:
        return None
    signature_id, petition_id, state, mailbox, person, slug, plan, is_open = row
    other = _one_that_takes_place(petition_id, mailbox, person)
    _, wording = Plan.from_plain(plan).wording(language)
    return Mine(
        slug=slug,
        title=wording.title,
        state=SignatureState(state),
        is_elsewhere=other is not None and other[0] != signature_id,
        is_open=is_open,
        receipt=receipt_of(other[0]) if other and other[1] == SignatureState.CONFIRMED else "",
    )


def rush_of(petition_id: str, now: datetime) -> Rush | None:
    """Give the hour of the last two days in which far more than usual signed and confirmed; None for none."""
    ours = Signature.objects.filter(petition=petition_id, state=SignatureState.CONFIRMED, signed_at__gte=look_back(now))
    hours = ours.annotate(hour=TruncHour("signed_at")).values_list("hour").annotate(Count("signed_at"))
    return rush(dict(hours), now)


@dataclass(frozen=True)
class Door:
    """What a door needs to know to take a signature."""

    id: str
    plan: Plan
    is_open: bool


def door_of(slug: str) -> Door | None:
    """Give what is needed to take a signature, and no numbers; None for a word nobody has."""
    row = next(iter(Petition.objects.filter(slug=slug).values_list("id", "plan", "is_open")[:1]), None)
    return None if row is None else Door(row[0], Plan.from_plain(row[1]), row[2])


def latest_snapshot(slug: str) -> str | None:
    """Give the newest snapshot file of a petition; None before the first."""
    rows = Snapshot.objects.filter(petition__slug=slug).order_by("-number")
    return rows.values_list("signed", flat=True).first()


def chain_behind_snapshot(slug: str) -> tuple[str, Iterator[Batch]] | None:
    """Give the petition's id and the chain as far as the newest snapshot speaks for it; None before the first."""
    newest = Snapshot.objects.filter(petition__slug=slug).order_by("-number").values("petition", "batches").first()
    return None if newest is None else (newest["petition"], batches_of(newest["petition"], newest["batches"]))


@dataclass(frozen=True)
class ShownTimeline:
    """What a petition's public timeline shows, as of a day."""

    plan: Plan
    letters: tuple[PublicLetter, ...]
    as_of: date


def shown_timeline(slug: str) -> ShownTimeline | None:
    """Give the public timeline of a petition; None where it has none."""
    row = Timeline.objects.filter(petition__slug=slug).select_related("petition").first()
    if row is None:
        return None
    letters = tuple(PublicLetter.from_plain(one) for one in row.letters)
    return ShownTimeline(Plan.from_plain(row.petition.plan), letters, row.as_of)


def has_timeline(slug: str) -> bool:
    """Say whether a petition has a public timeline."""
    return Timeline.objects.filter(petition__slug=slug).exists()


@dataclass(frozen=True)
class Listed:
    """One signer who ticked that the own name may be handed over, with the hash that stands for the signature."""

    name: str = field(repr=False)
    leaf: bytes


def names_on_the_list(petition_id: str, *, parts: Parts) -> list[Listed]:
    """Open the names of those whose signature is counted and who ticked the list, in the order of their names."""
    parts.keys.key(KeyClass.SIGNATURES)
    found = []
    rows = Signature.objects.filter(petition=petition_id, counted=True, state=SignatureState.CONFIRMED)
    for signature_id, sealed in rows.values_list("id", "sealed").iterator():
        blob = bytes(sealed)
        inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.SIGNATURES, key_id_in(blob)).private, blob))
        match inside:
            case {"name": str(name), "on_the_list": bool(ticked)}:
                found.extend([Listed(name, leaf_of(signature_id))] if ticked else [])
            case _:
                raise Malformed("a signature holds a name and a tick")
    return sorted(found, key=lambda one: one.name)


def _one_that_takes_place(petition_id: str, mailbox: str, person: str) -> tuple[str, str] | None:
    """Give id and state of the one signature of a person that holds; there is at most one.

    A person has one mailbox, and that is what signatures are found by: never look through all that were counted.
    """
    if not person:
        return None
    rows = Signature.objects.filter(petition=petition_id, mailbox=mailbox, person=person, state__in=TAKES_PLACE)
    return next(iter(rows.values_list("id", "state")[:1]), None)


def _published(row: Petition) -> Published:
    return Published(
        id=row.id,
        plan=Plan.from_plain(row.plan),
        is_open=row.is_open,
        opened_at=row.opened_at,
        closed_on=row.closed_on,
        confirmed=row.confirmed,
        on_paper=row.on_paper,
        counted_at=row.counted_at,
        batches=row.batches,
        head=bytes(row.head).hex(),
        by_place=_groups(row, "place"),
        by_language=_groups(row, "language"),
        days=tuple((day, number) for day, number in row.days),
        crossed=tuple(Threshold.objects.filter(petition=row).order_by("number").values_list("number", flat=True)),
    )


def _groups(row: Petition, column: str) -> tuple[Group, ...]:
    return tuple(Group(code, number) for code, number in row.cells.get(column, {}).get("cells", ()))


def confirmed_by_petition(quarter: Quarter) -> dict[str, int]:
    """Count the signatures that were confirmed in a quarter and stand, by the petition's slug."""
    confirmed = Signature.objects.using("porch").filter(
        state__in=[state.value for state in TAKES_PLACE],
        confirmed_on__gte=quarter.first,
        confirmed_on__lt=quarter.after,
    )
    found = confirmed.values_list("petition__slug").annotate(number=Count("id"))
    return {slug: int(number) for slug, number in found}
