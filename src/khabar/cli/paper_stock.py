"""The shell door to slips made beforehand: draws them, prints them into one file, keeps the public part of each.

Code and PIN exist in that file alone. They are never kept, logged or shown; whoever prints could copy them, and the
threat model says so.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from khabar.apps.slips.actions import keep_stock
from khabar.apps.slips.drawing import MOST_AT_ONCE, draw_stock
from khabar.domain.actors import system
from khabar.domain.documents import Look, SlipStock
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.apps.slips.drawing import DrawnSlip
    from khabar.ports import Parts

MOST_LANGUAGES = 2
IS_THERE = "There is a file of this name already. Slips are never written over others."


@click.command("stock")
@click.option("--count", type=click.IntRange(1, MOST_AT_ONCE), required=True, help="How many slips.")
@click.option("--language", "languages", multiple=True, default=("en",), help="One, or two beside each other.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The PDF to write.")
@click.pass_obj
def stock(parts: Parts, count: int, languages: tuple[str, ...], out: Path) -> None:
    """Make slips to be folded and sealed, and print them into one PDF.

    Print it on a printer that keeps nothing, then destroy the file.
    """
    if len(languages) > MOST_LANGUAGES:
        raise Invalid("language", "One language, or two beside each other.")
    if out.exists():
        raise Invalid("out", IS_THERE)
    shown, drawing = Console(stderr=True), draw_stock(parts=parts, count=count)
    drawn = list(track(drawing, description="drawing slips", total=count, console=shown))
    write_stock(parts, drawn, languages, out)
    click.echo(
        f"{count} slips are ready. Print {out} once, fold and seal them, then destroy the file: "
        "whoever has it can open every page of these slips.",
        err=True,
    )


def write_stock(parts: Parts, drawn: list[DrawnSlip], languages: tuple[str, ...], out: Path) -> None:
    """Write the PDF so that it is there whole or not at all, readable by its writer alone. In this order.

    1. The name is taken, so that nothing is written over. 2. Everything is printed into a file beside it. 3. The public
    parts are kept. 4. The file gets its name.
    A slip that is on paper is always known here; one that is known and was never printed opens nothing.
    """
    document = SlipStock(
        slips=tuple(one.printed for one in drawn), where=parts.options.porch_address, contact=parts.options.contact
    )
    pdf = parts.printer.print(document, Look(languages=languages))
    beside = out.with_name(f".{out.name}.{parts.entropy.bytes(8).hex()}")
    try:
        _write_synced(out, b"")
    except FileExistsError:
        raise Invalid("out", IS_THERE) from None
    try:
        _write_synced(beside, pdf)
        keep_stock(actor=system("shell: paper stock"), now=parts.clock.now(), parts=parts, drawn=drawn)
        beside.replace(out)
    except BaseException:
        beside.unlink(missing_ok=True)
        out.unlink()
        raise


def _write_synced(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
