"""How well written names are compared and found again, beside what else there is, on names nobody has learned from.

1. Pairs: full names composed of words of one part, each against its other writing, a random name and the two nearest.
2. Retrieval: names in all scripts sought in large registers of Latin names. 3. Speed of khabar alone.
4. Orthography: Arabic-script names rewritten as Persian and Arabic hands write them. The test part is looked at last.

    ./run bench names --data FOLDER [--part dev|test] [--only pairs] [--size N] [--peers PYTHON] [--write]
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import click
from bench._name_figures import by_rarity, by_script, calibrations, costs, measured, otherwise
from bench._name_orthography import orthography
from bench._name_retrieval import QUERIES, SIZES, retrieval
from bench._name_scoring import asked
from bench._name_tables import Table, plot, write
from bench.name_data import Composer, Part, words

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "matching.md"
PLOT: Final = DOCUMENT.with_name("names-calibration.svg")
SIZE: Final = 2_000
SPEED_NAMES: Final = 30_000


@dataclass(frozen=True)
class Asked:
    """What is to be measured."""

    folder: Path
    part: Part
    size: int
    registers: Sequence[int]
    peers: Path | None
    write: bool

    def tell(self, name: str, tables: Sequence[Table]) -> None:
        """Print tables, and put them into the document if asked."""
        click.echo("\n\n".join(map(str, tables)) + "\n")
        if self.write:
            write(DOCUMENT, name, tables)


@click.command()
@click.option("--data", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--part", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--only", type=click.Choice(["pairs", "retrieval", "speed", "orthography"]), multiple=True)
@click.option("--size", type=int, default=SIZE, show_default=True, help="Names of each script.")
@click.option("--register", "registers", type=int, multiple=True, default=SIZES, show_default=True)
@click.option("--peers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Python with the peers.")
@click.option("--write", "into_document", is_flag=True, help="Put the tables into docs/matching.md.")
def main(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    part: Part,
    only: Sequence[str],
    size: int,
    registers: Sequence[int],
    peers: Path | None,
    into_document: bool,
) -> None:
    """Measure, and print one table after another."""
    todo = Asked(folder, part, size, registers, peers, into_document)
    for name, measure in MEASURES.items():
        if not only or name in only:
            begun = perf_counter()
            measure(todo)
            click.echo(f"… {name} of the {part} part: {perf_counter() - begun:,.0f} s\n", err=True)


def of_pairs(todo: Asked) -> None:
    """Compare full names."""
    found = measured(todo.folder, todo.part, todo.size, todo.peers)
    calibrated, bins = calibrations(found)
    todo.tell("pairs", by_script(found))
    todo.tell("costs", [costs(found)])
    todo.tell("calibration", [calibrated])
    todo.tell("rarity", [by_rarity(found)])
    todo.tell("drawn otherwise", [otherwise(found, todo.folder, todo.part, todo.size)])
    if todo.write:
        PLOT.write_text(plot(bins, "Names: probability said, and share that is true, by script"), encoding="utf-8")


def of_retrieval(todo: Asked) -> None:
    """Seek names in registers."""
    todo.tell("retrieval", retrieval(todo.folder, todo.part, todo.registers, QUERIES))


def of_speed(todo: Asked) -> None:
    """Score pairs of names none of which was met before, then the same again."""
    composer = Composer(words(todo.folder, todo.part), 31)
    rows = []
    for script in ("arabic", "hebrew", "cyrillic"):
        made = composer.cross(script, SPEED_NAMES)
        sides = [[name.one for name in made], [name.other for name in made]]
        turned = [sides[0], sides[1][1:] + sides[1][:1]]
        answer = asked("bench._name_worker", {"method": "khabar", "sets": [sides, sides, turned]}, sys.executable)
        rows.append([script, *(f"{SPEED_NAMES / seconds:,.0f}" for seconds in answer["seconds"])])
    head = ["script", "pairs/s, names never met", "the same again", "names met, paired anew"]
    todo.tell("speed", [Table(f"`score_pairs`, {SPEED_NAMES:,} pairs of full names at once, one core:", head, rows)])


def of_orthography(todo: Asked) -> None:
    """Rewrite names as Persian and Arabic hands do."""
    todo.tell("orthography", [orthography(todo.folder, todo.part, todo.size)])


MEASURES: Final[Mapping[str, Callable[[Asked], None]]] = {
    "pairs": of_pairs,
    "retrieval": of_retrieval,
    "speed": of_speed,
    "orthography": of_orthography,
}


if __name__ == "__main__":
    main()
