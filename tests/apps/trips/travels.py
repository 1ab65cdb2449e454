"""Builders for trips: carriers, plans, printed stacks and what stands on them, marks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2

import cast
from khabar.adapters.scan import ScanReader
from khabar.apps.accounts.actions import create_account
from khabar.apps.trips import actions
from khabar.apps.trips.files import opened_trip
from khabar.domain.documents import Look, Paper
from khabar.domain.duties import Duty
from khabar.domain.stacks import TripPlan
from khabar.domain.trip_events import Note, Outcome

if TYPE_CHECKING:
    from khabar.apps.trips.printing import PrintedFile
    from khabar.domain.actors import Actor
    from khabar.domain.answers import Setting
    from khabar.domain.ids import AccountId, PairId, TripId
    from khabar.domain.trips import Account
    from khabar.ports import Parts

LOOK = Look(("en",), Paper.A5)


def carrier(parts: Parts, name: str, duty: Duty = Duty.CARRIER) -> AccountId:
    """An account with this duty."""
    return create_account(
        actor=cast.JOB,
        now=parts.clock.now(),
        parts=parts,
        username=name,
        display_name=name.capitalize(),
        duties=(duty,),
        passphrase="8316 2074 5591 6038 2247",
    )


def trip_of(
    parts: Parts, account: AccountId, *, offers: int, pairs: tuple[PairId, ...] = (), with_words: bool = False
) -> TripId:
    """A trip as Mira plans it."""
    plan = TripPlan(offers=offers, look=LOOK, pairs=pairs, with_words=with_words)
    return actions.plan_trip(actor=cast.MIRA, now=parts.clock.now(), parts=parts, carrier=account, plan=plan)


def printed(parts: Parts, trip: TripId, by: Actor = cast.MIRA) -> dict[str, bytes]:
    """Print a stack; give the files by their names."""
    return by_name(actions.print_stack(actor=by, now=parts.clock.now(), parts=parts, trip_id=trip))


def by_name(files: tuple[PrintedFile, ...]) -> dict[str, bytes]:
    """Files by their names."""
    return {one.name: one.pdf for one in files}


def note(
    parts: Parts, trip: TripId, by: Actor, outcome: Outcome, *numbers: int, setting: Setting | None = None
) -> None:
    """Note what became of some sheets."""
    said = Note(outcome, setting)
    actions.note_sheets(actor=by, now=parts.clock.now(), parts=parts, trip_id=trip, numbers=numbers, note=said)


def account(parts: Parts, trip: TripId) -> Account:
    """What is known of a trip."""
    return opened_trip(trip, parts=parts).account


def words_on(pdf: bytes) -> str:
    """The text of a PDF, in single spaces."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def codes_on(pdf: bytes) -> list[str]:
    """The digits of every sheet of a stack, as a machine reads them, in the order of its pages."""
    return [found.code for page in ScanReader().read("stack.pdf", pdf) for found in page.found]
