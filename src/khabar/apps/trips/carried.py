"""Answers held against what their carrier noted: a watched word never becomes one that was said alone.

A note may be wrong. Then it is corrected by another one, which is signed and stays written; it is never passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.matches import actions as matches
from khabar.apps.matches.queries import last_word, pair_for
from khabar.apps.post import on_paper
from khabar.apps.post.trays import paper_for
from khabar.apps.trips.queries import open_trips, sheet_about
from khabar.domain.answers import Answer, Setting
from khabar.domain.errors import Invalid
from khabar.domain.paper_trays import Tray

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.forms import PresenceForm
    from khabar.domain.ids import PairId, PermitId, PresenceId
    from khabar.ports import Parts

NOT_ALONE = (
    "The carrier has not noted that the person was alone. Where that is wrong, correct the note on the trip first: "
    "it stays written there."
)


def keep_answer(
    *, actor: Actor, now: datetime, parts: Parts, scan_id: str, answer: Answer, seen: int | None = None
) -> None:
    """Record the answer on an asking sheet; Invalid where it is called alone and its carrier did not say so."""
    with transaction.atomic():
        _require_alone(actor, scan_id, answer.setting, parts)
        on_paper.keep_answer(actor=actor, now=now, parts=parts, scan_id=scan_id, answer=answer, seen=seen)


def keep_presence(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, form: PresenceForm) -> PresenceId:
    """File an offer sheet; Invalid where it is called filled in alone and its carrier did not say so."""
    with transaction.atomic():
        _require_alone(actor, scan_id, form.setting, parts)
        return on_paper.keep_presence(actor=actor, now=now, parts=parts, scan_id=scan_id, form=form)


def record_answer(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, answer: Answer, seen: int | None = None
) -> None:
    """Record an answer without its paper; Invalid where it is called alone and a carrier under way says watched."""
    with transaction.atomic():
        if answer.setting is Setting.ALONE and Setting.OBSERVED in _noted_of(pair_id, parts):
            raise Invalid("setting", NOT_ALONE)
        matches.record_answer(actor=actor, now=now, parts=parts, pair_id=pair_id, answer=answer, seen=seen)


def confirm_answer(
    *, actor: Actor, now: datetime, parts: Parts, pair_id: PairId, reason: str, seen: int | None = None
) -> PermitId:
    """Confirm, as the second of two, an answer that was written down; what a carrier noted is looked at once more."""
    with transaction.atomic():
        written = last_word(pair_for(pair_id, actor, parts=parts), parts=parts)
        is_alone = isinstance(written, Answer) and written.setting is Setting.ALONE
        if is_alone and Setting.OBSERVED in _noted_of(pair_id, parts):
            raise Invalid("reason", NOT_ALONE)
        return matches.confirm_answer(actor=actor, now=now, parts=parts, pair_id=pair_id, reason=reason, seen=seen)


def _require_alone(actor: Actor, scan_id: str, setting: Setting, parts: Parts) -> None:
    """Look at the note about the sheet in this picture, where it was printed for a trip at all."""
    scan = paper_for(scan_id, Tray.ASKING_DESK, actor, parts=parts)
    if setting is Setting.OBSERVED or scan.sheet is None or not scan.sheet.trip:
        return
    one = sheet_about(scan.sheet.trip, bytes.fromhex(scan.code_hash), parts=parts)
    if one is None or one.note is None or one.note.setting is not Setting.ALONE:
        raise Invalid("setting", NOT_ALONE)


def _noted_of(pair_id: PairId, parts: Parts) -> set[Setting | None]:
    sheets = (one for trip in open_trips(parts=parts) for one in trip.account.sheets)
    return {one.note.setting for one in sheets if one.note and one.sheet.about == pair_id}
