"""Taking PFIF records in, and letting them end when their home repository says so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.copies.becoming import FORMS, Brought, Done, Source, forms_of, not_taken
from khabar.apps.copies.keeping import Kept, opened_copy, sealed_copy
from khabar.apps.copies.models import Copy
from khabar.apps.ledger.actions import record
from khabar.apps.post.erasing import erase
from khabar.apps.post.pages import page_of
from khabar.apps.registry.actions import file_batch, row_keys
from khabar.apps.registry.queries import erased_ids
from khabar.apps.registry.rows import Keyed, RowOrigin
from khabar.domain.actors import ActorKind
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.form_fields import MARKS_PER_CHARACTER, NAME
from khabar.domain.pfif.expiry import expiry_of, is_newer_word
from khabar.domain.pfif.fields import SOURCE_DATE
from khabar.text import clip_graphemes
from khabar.vault import canonical
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from khabar.apps.registry.cases import RowKeys
    from khabar.domain.actors import Actor
    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.domain.pfif import Record
    from khabar.ports import Parts

_SHOWN = frozenset({"person_record_id", "source_name", "source_date", "full_name", "first_name", "last_name"}) | {
    *("given_name", "family_name", "alternate_names", "sex", "date_of_birth", "age", "home_city", "home_state"),
}
"""Fields of which the desks see how they were written; everything else stays in the copy."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person; `sentence` tells what to mend where it was refused."""

    brought: Brought
    done: tuple[Done, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    """One form of one person, with the copy that goes beside it."""

    keyed: Keyed
    fingerprint: bytes
    brought: Brought
    done: Done


def take_in_batch(
    *, actor: Actor, now: datetime, parts: Parts, batch: Sequence[Brought], source: Source
) -> list[Outcome]:
    """Take in some persons together, all or none; what was here stays as it was, but for an earlier or later end.

    A record that has expired brings nothing in, and ends the case it once became.
    """
    keys = row_keys(actor=actor, now=now, parts=parts)
    ready, outcomes = [], []
    for one in batch:
        try:
            forms = forms_of(one, source, now=now)
        except Invalid as problem:
            outcomes.append(Outcome(one, (Done.REFUSED,), str(problem)))
            continue
        ready += [_ready(one, done, form, keys, source.list_id) for done, form in forms.items()]
        outcomes.append(Outcome(one, tuple(forms) or (not_taken(one, source, now=now),)))
    with transaction.atomic():
        named = [one for one in batch if one.person.id.strip()]
        known = _known([keys.of(_name_of(one, kind)) for one in named for kind in source.kinds], parts)
        changed = [
            one
            for one in named
            if _end_changed(one, [known.get(keys.of(_name_of(one, kind))) for kind in source.kinds], parts)
        ]
        fresh = [form for form in ready if form.fingerprint not in known]
        taken = _file(fresh, actor=actor, now=now, parts=parts, source=source)
    return [_told(one, taken, changed) for one in outcomes]


def _ready(one: Brought, done: Done, form: RequestForm | PresenceForm, keys: RowKeys, list_id: str) -> _Ready:
    fingerprint = keys.of(_name_of(one, done))
    keyed = Keyed(keys.of(b"pfif form\x00" + fingerprint), form, origin=_origin(one.person, list_id))
    return _Ready(keyed, fingerprint, one, done)


def _origin(person: Record, list_id: str) -> RowOrigin:
    """Say in which line of which list the record stood, and how its names and dates were written there."""
    shown = [entry for entry in person.entries if entry.name in _SHOWN]
    cells = tuple((entry.name, entry.name, _clipped(entry.text)) for entry in shown)
    return RowOrigin(list_id, person.line, cells)


def _clipped(text: str) -> str:
    """Cut a value to what a desk sees of it; one visible character may have any number of marks, so these go first."""
    return clip_graphemes(text[: NAME * MARKS_PER_CHARACTER], NAME)


def _name_of(one: Brought, kind: Done) -> bytes:
    """Give what makes a record the same record when it comes again: its id, whatever it says."""
    return canonical.encode(["pfif", kind.name, one.person.id])


def _known(fingerprints: list[bytes], parts: Parts) -> dict[bytes, tuple[Copy, Kept | None]]:
    found: dict[bytes, tuple[Copy, Kept | None]] = {}
    for row in Copy.objects.filter(fingerprint__in=fingerprints):
        try:
            found[bytes(row.fingerprint)] = (row, opened_copy(row, parts=parts) if row.sealed else None)
        except Refused:
            found[bytes(row.fingerprint)] = (row, None)
    return found


def _end_changed(one: Brought, held: Sequence[tuple[Copy, Kept | None] | None], parts: Parts) -> bool:
    """Let a newer word of the record's home change when the cases it became end; an erased one stays erased.

    The copy remembers the word, though it may name the same day: what was said before it changes nothing any more.
    """
    ends, changed = expiry_of(one.person), False
    day = ends.astimezone(UTC).date() if ends else None
    for row, kept in filter(None, held):
        if kept is None or not is_newer_word(one.person, than=kept.last_word_at):
            continue
        sealed = sealed_copy(row.id, replace(kept, end_said_at=one.person.text(SOURCE_DATE)), parts=parts)
        heard = Copy.objects.filter(id=row.id).exclude(sealed=b"").update(expires_on=day, sealed=sealed) == 1
        changed = changed or (heard and day != row.expires_on)
    return changed


def _file(fresh: Sequence[_Ready], *, actor: Actor, now: datetime, parts: Parts, source: Source) -> set[bytes]:
    ids = file_batch(actor=actor, now=now, parts=parts, forms=[one.keyed for one in fresh], list_id=source.list_id)
    rows = {}
    for one, case in zip(fresh, ids, strict=True):
        if case:
            kept = Kept(source.version, one.brought.person, one.brought.notes, source.list_id)
            ends = expiry_of(one.brought.person)
            rows[one.fingerprint] = Copy(
                id=case,
                fingerprint=one.fingerprint,
                sealed=sealed_copy(case, kept, parts=parts),
                expires_on=ends.astimezone(UTC).date() if ends else None,
                taken_in_at=now,
            )
    Copy.objects.bulk_create(rows.values())
    return {canonical.encode([one.brought.person.id, one.done.name]) for one in fresh if one.fingerprint in rows}


def _told(outcome: Outcome, taken: set[bytes], changed: Sequence[Brought]) -> Outcome:
    if any(outcome.brought is one for one in changed):
        return Outcome(outcome.brought, (Done.ENDS,), outcome.sentence)
    name = outcome.brought.person.id
    done = (
        Done.KNOWN if one in FORMS and canonical.encode([name, one.name]) not in taken else one for one in outcome.done
    )
    return Outcome(outcome.brought, tuple(dict.fromkeys(done)), outcome.sentence)


def note_taken_in(
    *, actor: Actor, now: datetime, parts: Parts, list_id: str, record_ids: Sequence[str], counts: dict[str, int]
) -> None:
    """Put the taking in of a list into the ledger: how many of what, and a root over keyed hashes of the record ids."""
    keys = row_keys(actor=actor, now=now, parts=parts)
    root = merkle_root([keys.of(one.encode()) for one in sorted(record_ids)])
    details = {"purpose": "pfif", "count": len(record_ids), "root": root, **counts}
    record(actor=actor, now=now, parts=parts, act="pfif list taken in", subject=list_id, details=details)


def erase_expired(*, actor: Actor, now: datetime, parts: Parts) -> Iterator[str]:
    """Erase every case whose record has come to its end, one by one, locked or not.

    1. Give the locator of its page, where it has one; whoever takes it closes the page before asking for the next.
    2. Erase the case. Killed before this, the next round gives the same page once more, and to close it twice is once.

    What is left is the keyed hash of the record's id, so that no list brings the person back.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise Refused("a job of ours does this")
    gone = erased_ids()
    Copy.objects.filter(id__in=gone).exclude(sealed=b"").update(sealed=b"", expires_on=None)
    due = Copy.objects.filter(expires_on__lte=now.astimezone(UTC).date()).order_by("id").values_list("id", flat=True)
    for case in list(due):
        if page := page_of(case):
            yield page.locator
        with transaction.atomic():
            with suppress(Conflict):
                erase(actor=actor, now=now, parts=parts, holder=case)
            Copy.objects.filter(id=case).update(sealed=b"", expires_on=None)
