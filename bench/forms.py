"""How many forms are printed in a second, and how large they are: one by one, as a stack, and beside plain Typst.

The peer is the same engine as it comes: a process for each form, which loads fonts and templates anew and takes nothing
out afterwards. A form is one sheet with one code (a request has two pages, a letter two codes). Seconds are those of a
processor, so that other work on the machine counts little.

    ./run bench forms [--count N]
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from time import perf_counter, process_time

import click

from khabar.adapters.pdf import TypstPrinter
from khabar.adapters.pdf.fonts import FOLDERS
from khabar.adapters.pdf.layouts import laid_out
from khabar.adapters.pdf.press import TEMPLATES
from khabar.cli.paper_print import KINDS
from khabar.domain.documents import Document, Look, Paper

LOOKS = {"en": Look(("en",)), "fa": Look(("fa",)), "fa+en": Look(("fa", "en"))}
PLAIN = 4
"""Forms printed by the peer, each by a process of its own."""
PEER = """
import json, sys, typst
asked = json.load(sys.stdin)
typst.compile(**asked, ignore_system_fonts=True, output="/dev/stdout", format="pdf")
"""


@click.command()
@click.option("--count", type=int, default=100, show_default=True, help="Forms of each kind.")
def main(count: int) -> None:
    """Print the table."""
    begun = perf_counter()
    TypstPrinter().print(KINDS["offer"](1), Look())
    print(f"first form of a process: {(perf_counter() - begun) * 1000:.0f} ms\n")
    print(f"{'':<22}{'forms a processor second':^39}{'bytes a form':>22}")
    rates = f"{'in a stack':>11}{'singly':>8}{'plain':>8}{'ratio':>8}"
    print(f"{'form':<14}{'words':<8}{rates}{'singly':>16}{'in a stack':>12}")
    for kind in KINDS:
        for words, look in LOOKS.items():
            print(_row(kind, words, look, count))
    print(f"\n60 offer sheets for one trip, A5, fa+en: {_trip():.2f} processor seconds")
    print(f"most memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _row(kind: str, words: str, look: Look, count: int) -> str:
    printer = TypstPrinter()
    stack, one = KINDS[kind](count), KINDS[kind](1)
    each = len(printer.print(one, look))
    singles = [_only(stack, at) for at in range(count)]
    together = count / _seconds(lambda: printer.print(stack, look))
    alone = count / _seconds(lambda: [printer.print(single, look) for single in singles])
    plain = PLAIN / _peer_seconds(laid_out(one, look))
    rates = f"{together:>11.0f}{alone:>8.0f}{plain:>8.1f}{alone / plain:>8.1f}"
    return f"{kind:<14}{words:<8}{rates}{each:>16,}{len(printer.print(stack, look)) / count:>12,.0f}"


def _only(stack: Document, at: int) -> Document:
    """Give a document with one form of the stack: none is printed twice, so nothing is remembered of it."""
    name = fields(stack)[0].name
    return replace(stack, **{name: getattr(stack, name)[at : at + 1]})


def _peer_seconds(layout: dict[str, object]) -> float:
    asked = {
        "input": str(TEMPLATES / "main.typ"),
        "root": str(TEMPLATES),
        "font_paths": [str(folder) for folder in FOLDERS],
        "sys_inputs": {"data": json.dumps(layout)},
    }
    before = _children()
    for _ in range(PLAIN):
        subprocess.run(
            [sys.executable, "-c", PEER], input=json.dumps(asked), text=True, check=True, stdout=subprocess.DEVNULL
        )
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _trip() -> float:
    return _seconds(lambda: TypstPrinter().print(KINDS["offer"](60), Look(("fa", "en"), Paper.A5)))


def _seconds(deed: Callable[[], object]) -> float:
    begun = process_time()
    deed()
    return process_time() - begun


if __name__ == "__main__":
    main()
