"""Putting the paper of a trip together: which sheets in which order, what stands on the cover, the files to print.

Offer sheets come first and are drawn first, so that their bytes are the same whoever else is asked by name. Codes are
known only while this runs. What goes inside must never name a person; the cover names those to be met, and no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.paper.actions import NewSheet
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    Cover,
    CoverAsking,
    CoverMessage,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
    fitted,
)
from khabar.domain.sheets import SheetKind, code_hash
from khabar.domain.stacks import SEED_BYTES, draw_meanings, stream_of
from khabar.domain.trip_events import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.answers import Tells
    from khabar.domain.documents import Document
    from khabar.domain.ids import MessageId, PairId, Random
    from khabar.domain.stacks import TripPlan
    from khabar.ports import Parts


@dataclass(frozen=True)
class PrintedFile:
    """One PDF under a neutral name."""

    name: str
    pdf: bytes = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """Whom an asking sheet is for, as the cover says it: a name, a place, what may be said of who asks."""

    pair: PairId
    name: str = field(repr=False)
    known_by: str = field(default="", repr=False)
    may_say: str = field(default="", repr=False)


@dataclass(frozen=True)
class Stack:
    """A stack before its codes are drawn: sheets in their order, and those to be asked in the order of their sheets."""

    plan: TripPlan
    asked: tuple[Asked, ...]
    meanings: tuple[tuple[tuple[str, Tells], ...], ...] = field(repr=False)

    def new_sheets(self) -> list[NewSheet]:
        """List what is to be issued; the trip itself is what an offer is about."""
        askings = [
            NewSheet(SheetKind.ASKING, {"about": one.pair, **{number: tells.name.lower() for number, tells in meant}})
            for one, meant in zip(self.asked, self.meanings, strict=True)
        ]
        return [NewSheet(SheetKind.OFFER)] * self.plan.offers + askings

    def sheets(self, codes: Sequence[str]) -> tuple[Sheet, ...]:
        """Give the sheets as the event keeps them: numbered from 1, with hashes in place of codes."""
        pairs = [""] * self.plan.offers + [one.pair for one in self.asked]
        meanings = [()] * self.plan.offers + list(self.meanings)
        return tuple(
            _sheet(number, SheetKind.ASKING if pair else SheetKind.OFFER, (code,), pair, meant)
            for number, (code, pair, meant) in enumerate(zip(codes, pairs, meanings, strict=True), start=1)
        )

    def files(self, codes: Sequence[str], *, trip: str, parts: Parts) -> tuple[PrintedFile, ...]:
        """Print the stack, one file for each kind of sheet, and the cover apart."""
        look, offers, askings = self.plan.look, tuple(codes[: self.plan.offers]), codes[self.plan.offers :]
        documents: list[Document] = [OfferSheets(offers)] if offers else []
        if askings:
            marks = [tuple(number for number, _ in meant) for meant in self.meanings]
            sheets = tuple(AskingSheet(code, mark) for code, mark in zip(askings, marks, strict=True))
            documents.append(AskingSheets(sheets, with_words=self.plan.with_words))
        first = len(offers) + 1
        cover = Cover(
            trip=trip,
            offers=len(offers),
            askings=tuple(
                _cover_asking(number, one, meant)
                for number, (one, meant) in enumerate(zip(self.asked, self.meanings, strict=True), start=first)
            ),
            sheets=tuple(codes),
        )
        return _printed(documents, cover, look, parts)


@dataclass(frozen=True)
class Letter:
    """A message that is handed over, as it stands on its form; the number of its sheet comes with the trip."""

    message: MessageId
    paper: MessagePaper = field(repr=False)
    known_by: str = field(default="", repr=False)

    def new_sheets(self) -> list[NewSheet]:
        """List its two halves."""
        return [NewSheet(SheetKind.MESSAGE, self.message), NewSheet(SheetKind.REPLY, self.message)]

    def sheet(self, number: int, codes: Sequence[str]) -> Sheet:
        """Give the one sheet with its two halves as the event keeps it."""
        return _sheet(number, SheetKind.MESSAGE, tuple(codes), self.message, ())

    def files(self, number: int, *, look: Look, trip: str, parts: Parts) -> tuple[PrintedFile, ...]:
        """Print the form, and a cover for it apart."""
        handed = CoverMessage(sheet=number, name=self.paper.to_name, known_by=self.known_by)
        cover = Cover(trip=trip, messages=(handed,), sheets=(self.paper.code,), first=number)
        return _printed([MessageForms((self.paper,))], cover, look, parts)


def new_stack(plan: TripPlan, asked: Sequence[Asked], *, random: Random) -> Stack:
    """Draw the numbers of a stack's asking sheets; with words beside them they stand in the order of the words."""
    numbers = stream_of(random(SEED_BYTES))
    drawn = [draw_meanings(numbers) for _ in asked]
    ordered = [tuple(sorted(one, key=lambda pair: pair[1])) if plan.with_words else one for one in drawn]
    return Stack(plan, tuple(asked), tuple(ordered))


def _cover_asking(number: int, one: Asked, meant: tuple[tuple[str, Tells], ...]) -> CoverAsking:
    meanings = tuple((printed, tells.name.lower()) for printed, tells in meant)
    return CoverAsking(number, one.name, one.known_by, one.may_say, meanings)


def _sheet(
    number: int, kind: SheetKind, codes: tuple[str, ...], about: str, meanings: tuple[tuple[str, Tells], ...]
) -> Sheet:
    return Sheet(
        number=number,
        kind=kind,
        codes=tuple(code_hash(code) for code in codes),
        about=about,
        meanings=meanings,
    )


def _printed(documents: Sequence[Document], cover: Cover, look: Look, parts: Parts) -> tuple[PrintedFile, ...]:
    names = ["sheets.pdf"] if len(documents) == 1 else [f"sheets-{n}.pdf" for n in range(1, len(documents) + 1)]
    printed = [parts.printer.print(one, fitted(look, one)) for one in documents]
    stack = [PrintedFile(name, pdf) for name, pdf in zip(names, printed, strict=True)]
    alone = fitted(Look((look.languages[0],)), cover)
    return (*stack, PrintedFile("cover.pdf", parts.printer.print(cover, alone)))
