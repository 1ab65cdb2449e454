"""The shell door to the printer: specimens of every blank form, to look at, to try a printer and to teach with.

A specimen says so across the page, and its digits fail their check on purpose: nothing that comes back on one can ever
be filed. Forms that count are printed by the desks, which remember what they issued.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from khabar.adapters.pdf import TypstPrinter
from khabar.domain.codes import check_digits
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    IntakeForms,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
    Paper,
    SlipStock,
    StockSlip,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from khabar.domain.documents import Document

MOST = 200
_SHEET, _SLIP, _OUTER = 25, 10, 8
_MARKS = ("14", "27", "39", "52")


def failing(count: int, digits: int) -> str:
    """Give digits that can never be a code: a number, and check digits that are not its own."""
    number = str(count).zfill(digits)
    return number + f"{(int(check_digits(number)) + 1) % 97:02d}"


def _codes(count: int) -> tuple[str, ...]:
    return tuple(failing(at, _SHEET) for at in range(count))


def _askings(count: int) -> tuple[AskingSheet, ...]:
    return tuple(AskingSheet(code, _MARKS) for code in _codes(count))


def _messages(count: int) -> tuple[MessagePaper, ...]:
    codes = _codes(2 * count)
    return tuple(MessagePaper(code, reply) for code, reply in zip(codes[::2], codes[1::2], strict=True))


def _slips(count: int) -> Iterable[StockSlip]:
    return (StockSlip(failing(at, _OUTER), failing(at, _SLIP), "000000") for at in range(count))


KINDS: dict[str, Callable[[int], Document]] = {
    "intake": lambda count: IntakeForms(_codes(count)),
    "slip": lambda count: SlipStock(tuple(_slips(count))),
    "offer": lambda count: OfferSheets(_codes(count)),
    "asking": lambda count: AskingSheets(_askings(count)),
    "asking-words": lambda count: AskingSheets(_askings(count), with_words=True),
    "message": lambda count: MessageForms(_messages(count)),
}


class Asked(TypedDict):
    """The words of the command line."""

    kind: str
    count: int
    language: tuple[str, ...]
    paper: str
    out: Path


@click.command("print")
@click.argument("kind", type=click.Choice(tuple(KINDS)))
@click.option("--count", type=click.IntRange(1, MOST), default=1, show_default=True, help="How many.")
@click.option(
    "--language",
    multiple=True,
    default=("en",),
    show_default=True,
    help="Twice for two languages, the leading one first.",
)
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), default=Paper.A4.value, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
def print_(**asked: Unpack[Asked]) -> None:
    """Print specimens of a blank form. Forms that count are printed by the desks."""
    look = Look(asked["language"], Paper(asked["paper"]), specimen=True)
    asked["out"].write_bytes(TypstPrinter().print(KINDS[asked["kind"]](asked["count"]), look))
