"""The one word that a bringer brings: what may be told at this moment, to whom, and how she is reached safely.

The gate is asked at each opening. It must never give the request, the presence, or anybody's else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import kin_of
from khabar.apps.calls.families import is_own_family
from khabar.apps.consent.naming import note_brought, to_bring
from khabar.apps.consent.queries import death_behind, permit_parties
from khabar.apps.ledger.actions import record
from khabar.apps.post.files import called_by
from khabar.apps.post.releases import has_been_released, words_now
from khabar.apps.post.stations import note_station
from khabar.apps.registry.queries import request_file
from khabar.domain.actors import require_account
from khabar.domain.bringing import Brought
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.messages import Station
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import PermitId
    from khabar.domain.page import Piece
    from khabar.ports import Parts


@dataclass(frozen=True)
class SpokenDeath:
    """A death as it is spoken: of whom, by the name the enquirer wrote, and what two people let be said of it."""

    name: str = field(repr=False)
    to_say: str = field(repr=False)


@dataclass(frozen=True)
class Bringing:
    """What a bringer sees, and all that he sees: words that stand on a page as well, or a death, which never does."""

    permit: PermitId
    to: str = field(repr=False)
    words: tuple[Piece, ...] = field(repr=False)
    died: SpokenDeath | None = field(repr=False)
    phone: str = field(repr=False)
    place: str = field(repr=False)
    safe_times: str = field(repr=False)
    language: str
    question: str = field(repr=False)
    answer: str = field(repr=False)
    stop_word: str = field(repr=False)


def to_speak(actor: Actor, *, on: date, parts: Parts) -> Bringing | None:
    """Give what this bringer may speak today; None where he is named for nothing, or the gate has closed since."""
    account = require_account(actor, Duty.BRINGER)
    parts.keys.key(KeyClass.REGISTER)  # locked also where there is nothing to bring
    kin = kin_of(account, parts=parts)
    for permit_id in to_bring(account, parts=parts):
        if not has_been_released(permit_id):
            continue
        words, died = words_now(permit_id, on=on, parts=parts), _death(permit_id, on, parts)
        if not words and died is None:
            continue
        request = request_file(permit_parties(permit_id)[1], parts=parts)
        if is_own_family(kin, request):
            continue
        form = request.form
        return Bringing(
            permit=permit_id,
            to=form.enquirer_name or form.enquirer_given,
            words=words,
            died=died,
            phone=form.phone,
            place=form.post_address,
            safe_times=form.safe_times,
            language=form.language,
            question=form.callback_question,
            answer=form.callback_answer,
            stop_word=form.stop_word,
        )
    return None


def _death(permit_id: PermitId, on: date, parts: Parts) -> SpokenDeath | None:
    death = death_behind(permit_id, on=on, parts=parts)
    if death is None:
        return None
    return SpokenDeath(called_by(permit_parties(permit_id)[1], parts=parts), death.found.to_say)


def note_opened(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Put into the ledger that a bringer has looked, whether or not there was anything for him."""
    require_account(actor, Duty.BRINGER)
    with transaction.atomic():
        record(actor=actor, now=now, parts=parts, act="word opened")


def note_word(*, actor: Actor, now: datetime, parts: Parts, permit_id: PermitId, brought: Brought) -> None:
    """Note, as the bringer named for it, what came of a word; Refused for anybody else, and once the gate has closed.

    Each note is a signed station of the person's, whether it was spoken or not.
    """
    open_now = to_speak(actor, on=now.date(), parts=parts)
    if open_now is None or open_now.permit != permit_id or brought is Brought.WAITING:
        raise Refused("no such permit")
    with transaction.atomic():
        note_brought(actor=actor, now=now, parts=parts, permit_id=permit_id, brought=brought)
        subject, _ = permit_parties(permit_id)
        station = Station.SPOKEN if brought is Brought.SPOKEN else Station.NOT_SPOKEN
        event = note_station(actor=actor, now=now, parts=parts, holder=subject, station=station, about=permit_id)
        record(actor=actor, now=now, parts=parts, act="word opened", event=event)
