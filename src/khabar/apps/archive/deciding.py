"""Claims that people decide on: confirmed, perhaps mended first, or dismissed; and what comes of the confirmed ones.

Each decision is a signed event under its document's key, which is the truth of it. It must never give out a claim in
which a word is marked as a private person's, beyond what `domain.claims.withholding` lets through.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.archive.keeping import (
    Decision,
    KeptClaim,
    claim_blob,
    claim_in,
    hidden_words,
    paragraphs_in,
    record_of,
)
from khabar.apps.archive.models import Claim, Leaf
from khabar.apps.archive.queries import READERS, as_listed
from khabar.apps.ledger.actions import record, record_event
from khabar.apps.sealed.shapes import plain
from khabar.domain.actors import require_account, require_duty
from khabar.domain.archive_index import shown
from khabar.domain.claims.claim import confirmed
from khabar.domain.claims.mending import mended
from khabar.domain.claims.quoting import quotation
from khabar.domain.claims.tellings import Telling, groups
from khabar.domain.claims.withholding import may_be_shown
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.archive.queries import Listed
    from khabar.domain.actors import Actor
    from khabar.domain.claims.claim import Claim as ClaimSaid
    from khabar.domain.claims.mending import Mended
    from khabar.domain.claims.quoting import Quotation
    from khabar.domain.claims.tellings import Group
    from khabar.domain.search_queries import Hidden
    from khabar.ports import Parts
    from khabar.vault.records import Record

DECISION_EVENT: Final = "archive claim decided"
SOMEBODY_DECIDED: Final = "Somebody decided on this while you were looking. Please look again."


@dataclass(frozen=True)
class OpenedClaim:
    """A claim as it may be shown, with its document, its place in it, and what was decided by whom."""

    id: str
    version: int
    claim: ClaimSaid = field(repr=False)
    listed: Listed = field(repr=False)
    leaf: int
    at: int
    decision: Decision | None
    decided_by: str = ""
    is_mended: bool = False


def proposal_ids(actor: Actor) -> list[str]:
    """List the claims that wait for a person, oldest first, by their ids alone."""
    require_duty(actor, *READERS)
    return list(Claim.objects.filter(is_decided=False).order_by("made_at", "id").values_list("id", flat=True))


def claims_of(document_id: str, actor: Actor, *, parts: Parts) -> list[OpenedClaim]:
    """List the confirmed claims of a document, in the order in which they stand in it."""
    require_duty(actor, *READERS)
    rows = Claim.objects.filter(document_id=document_id, is_decided=True)
    found = (one for one in _opened(rows.values_list("id", flat=True), parts) if _is_confirmed(one))
    return sorted(found, key=lambda one: (one.leaf, one.at, one.claim.start, one.id))


def claims(ids: Sequence[str], actor: Actor, *, parts: Parts) -> list[OpenedClaim]:
    """Open these claims in their order; those that may not be shown any more are left out."""
    require_duty(actor, *READERS)
    found = {one.id: one for one in _opened(ids, parts)}
    return [found[one] for one in ids if one in found]


def claim(claim_id: str, actor: Actor, *, parts: Parts) -> OpenedClaim:
    """Open one claim; Refused alike for an unknown one and for one that may not be shown."""
    found = claims([claim_id], actor, parts=parts)
    if not found:
        raise Refused("no such claim")
    return found[0]


def paragraph_of(seen: OpenedClaim, *, parts: Parts) -> str:
    """Give the paragraph a claim stands in, as it may be shown."""
    return _paragraphs([seen], parts)[seen.id]


def figures(actor: Actor, *, parts: Parts) -> list[Group]:
    """Put the confirmed figures side by side, with what contradicts what; a reprint is one source."""
    found = [one for one in _confirmed(actor, parts) if one.claim.quantity is not None]
    paragraphs = _paragraphs(found, parts)
    return groups(
        [Telling(one.id, one.claim, f"{one.listed.id}/{one.leaf}/{one.at}", paragraphs[one.id]) for one in found]
    )


def quotable(actor: Actor, *, parts: Parts) -> list[OpenedClaim]:
    """List the confirmed claims, which may be quoted; newest document first."""
    return sorted(_confirmed(actor, parts), key=lambda one: (one.listed.added_at, one.id), reverse=True)


def quoted(claim_id: str, language: str, actor: Actor, *, parts: Parts) -> Quotation:
    """Give a confirmed claim as a quotation for an article; Refused for any other, and once it may not be shown."""
    seen = claim(claim_id, actor, parts=parts)
    if not _is_confirmed(seen):
        raise Refused("nobody has confirmed this claim")
    return quotation(seen.id, seen.claim, language)


def confirm(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedClaim, fields: Mended) -> None:
    """Confirm a claim, with what a person mended in it; Invalid names the field that cannot stand so."""
    account = require_account(actor, Duty.EDITOR)

    def decided(kept: KeptClaim, hidden: Hidden) -> KeptClaim:
        changed = mended(seen.claim, fields, hidden, now.date())
        said = kept.claim if changed == seen.claim else changed
        return replace(kept, claim=confirmed(said, account), decision=Decision(is_confirmed=True, by=account, at=now))

    _decide(seen, decided, actor=actor, now=now, parts=parts)


def dismiss(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedClaim) -> None:
    """Dismiss a claim: the rule was wrong, or it is of no use. It is kept, and can be looked at again."""
    account = require_account(actor, Duty.EDITOR)

    def decided(kept: KeptClaim, _hidden: Hidden) -> KeptClaim:
        return replace(kept, decision=Decision(is_confirmed=False, by=account, at=now))

    _decide(seen, decided, actor=actor, now=now, parts=parts)


def undecide(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedClaim) -> None:
    """Take a decision back; the claim is again as the rule proposed it."""
    require_account(actor, Duty.EDITOR)

    def decided(kept: KeptClaim, _hidden: Hidden) -> KeptClaim:
        return replace(kept, claim=kept.proposed or kept.claim, decision=None)

    _decide(seen, decided, actor=actor, now=now, parts=parts)


def _decide(
    seen: OpenedClaim,
    decided: Callable[[KeptClaim, Hidden], KeptClaim],
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
) -> None:
    """Keep a decision as a signed event and in its row; Conflict where somebody else decided meanwhile."""
    hidden = hidden_words(parts=parts)
    with transaction.atomic():
        taken = Claim.objects.filter(id=seen.id, version=seen.version).update(version=F("version") + 1)
        if taken != 1:
            raise Conflict(SOMEBODY_DECIDED)
        row = Claim.objects.select_related("document").get(id=seen.id)
        inner = record_of(row.document, parts=parts)
        kept = decided(claim_in(row, inner), hidden)
        body = event_body(inner, row.id, kept, parts=parts)
        event = record_event(
            actor=actor, now=now, parts=parts, kind=DECISION_EVENT, subject=row.document_id, body=body, parents=()
        )
        row.sealed = claim_blob(inner, row.id, kept, parts=parts)
        row.is_decided = kept.decision is not None
        row.save(update_fields=["sealed", "is_decided"])
        record(actor=actor, now=now, parts=parts, act="claim decided", subject=row.document_id, event=event.id)


def event_body(inner: Record, claim_id: str, kept: KeptClaim, *, parts: Parts) -> bytes:
    """Seal what an event says under the document's key: with the document its decisions go too."""
    said = {"claim": claim_id, "kept": plain(kept)}
    return inner.seal(DECISION_EVENT, said, random=parts.entropy.bytes)


def _is_confirmed(one: OpenedClaim) -> bool:
    return one.decision is not None and one.decision.is_confirmed


def _confirmed(actor: Actor, parts: Parts) -> list[OpenedClaim]:
    require_duty(actor, *READERS)
    ids = Claim.objects.filter(is_decided=True).order_by("made_at", "id").values_list("id", flat=True)
    return [one for one in _opened(ids, parts) if _is_confirmed(one)]


def _opened(ids: Iterable[str], parts: Parts) -> Iterator[OpenedClaim]:
    hidden = hidden_words(parts=parts)
    documents: dict[str, tuple[Record, Listed]] = {}
    for row in Claim.objects.select_related("document").filter(id__in=list(ids)).order_by("made_at", "id"):
        if row.document_id not in documents:
            about = as_listed(row.document, hidden, parts=parts)
            documents[row.document_id] = record_of(row.document, parts=parts), about
        inner, about = documents[row.document_id]
        kept = claim_in(row, inner)
        visible = may_be_shown(kept.claim, hidden)
        if visible is not None:
            yield _as_opened(row, kept, visible, about)


def _as_opened(row: Claim, kept: KeptClaim, visible: ClaimSaid, about: Listed) -> OpenedClaim:
    by = display_name_of(AccountId(kept.decision.by)) if kept.decision else ""
    is_mended = kept.proposed is not None and replace(kept.claim, confirmed_by="") != kept.proposed
    return OpenedClaim(row.id, row.version, visible, about, kept.leaf, kept.at, kept.decision, by, is_mended)


def _paragraphs(found: Sequence[OpenedClaim], parts: Parts) -> dict[str, str]:
    """Give the paragraph of each claim as it may be shown; of a correction, the corrected one."""
    hidden = hidden_words(parts=parts)
    leaves = Leaf.objects.select_related("document").filter(document_id__in={one.listed.id for one in found})
    wanted = {(one.listed.id, one.leaf) for one in found}
    opened = {
        (leaf.document_id, leaf.number): paragraphs_in(leaf, record_of(leaf.document, parts=parts))
        for leaf in leaves.filter(number__in={number for _, number in wanted})
        if (leaf.document_id, leaf.number) in wanted
    }
    return {one.id: shown(opened[one.listed.id, one.leaf][one.at].paragraph, hidden).text for one in found}
