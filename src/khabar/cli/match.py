"""The shell door to matching: two lists of persons in, one list of candidates out.

It reads both lists whole before it compares anything, so a fault in the second costs nothing.
It must never print a name: what it says is files, lines, columns and counts.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict, Unpack

import click
from rich.console import Console
from rich.progress import Progress

from khabar.adapters.engines.choice import ENGINES, engine_named
from khabar.cli.match_lists import PersonList, read_persons
from khabar.cli.match_output import write_candidates
from khabar.cli.match_report import MOST, report_path
from khabar.cli.probabilities import a_number
from khabar.domain.errors import Outside
from khabar.linkage import DEFAULT_MIN_PROBABILITY, DEFAULT_PRIOR, FROZEN, Model
from khabar.linkage.model_files import ModelFileError, read_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from khabar.linkage import Person
    from khabar.ports import Clock, LinkageEngine

SHOW_AFTER_SECONDS = 1.0


class ClockParts(Protocol):
    """What this door needs of the parts."""

    @property
    def clock(self) -> Clock:
        """For ages, which depend on today, and for when to show progress."""
        ...


class Asked(TypedDict):
    """The words of the command line."""

    requests: Path
    registrations: Path
    out: Path
    engine: str
    min_probability: float
    explain: bool
    prior: float
    model: Path | None


@click.command("match")
@click.argument("requests", type=click.Path(path_type=Path))
@click.argument("registrations", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The list of candidates.")
@click.option("--engine", type=click.Choice(ENGINES), default="memory", show_default=True, help="What does the work.")
@click.option(
    "--min-probability",
    type=click.FloatRange(0, 1),
    default=DEFAULT_MIN_PROBABILITY,
    show_default=True,
    callback=a_number,
    help="Leave out candidates below it.",
)
@click.option("--explain", is_flag=True, help="One sentence of evidence per field, and a page that draws them.")
@click.option(
    "--prior",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=DEFAULT_PRIOR,
    callback=a_number,
    show_default="1 in 20,000",
    help="How likely any two records are one person.",
)
@click.option("--model", type=click.Path(path_type=Path, dir_okay=False), help="A model that was learned; see learn.")
@click.pass_obj
def match(parts: ClockParts, **asked: Unpack[Asked]) -> None:
    """Compare two lists of persons and write candidates, best first for each request.

    A candidate proposes; two people decide. Do not collect lists in order to compare them.
    """
    model = model_named(asked["model"])
    engine = _engine(asked["engine"], model)
    for written in (asked["out"], report_path(asked["out"])):
        refuse_overwriting(written, (asked["requests"], asked["registrations"], *filter(None, [asked["model"]])))
    today = parts.clock.now().date()
    requests = told(read_persons(asked["requests"], today=today))
    registrations = told(read_persons(asked["registrations"], today=today))
    with progress_bar(parts.clock, len(requests), "Comparing") as progress:
        candidates = engine.link(
            requests,
            registrations,
            min_probability=asked["min_probability"],
            prior=asked["prior"],
            progress=progress,
        )
        count = write_candidates(
            candidates, asked["out"], explain=asked["explain"], prior=asked["prior"], model=model.version
        )
    click.echo(f"{count:,} candidates, model {model.version}, prior {asked['prior']:.3g}: {asked['out']}", err=True)
    if asked["explain"]:
        click.echo(f"Drawn, the first {min(count, MOST):,}: {report_path(asked['out'])}", err=True)


def _engine(name: str, model: Model) -> LinkageEngine:
    """Give an engine; one that lacks a part is refused in one line, before anything is read."""
    try:
        return engine_named(name, model)
    except Outside as fault:
        raise click.ClickException(str(fault)) from fault


def model_named(path: Path | None) -> Model:
    """Read the model of a file, or give the one that came with the program; a bad file is refused in one line."""
    if path is None:
        return FROZEN
    try:
        return read_model(path)
    except ModelFileError as fault:
        raise click.ClickException(str(fault)) from fault


def refuse_overwriting(out: Path, lists: tuple[Path, ...]) -> None:
    """Refuse to write over a file that is read."""
    if any(out.resolve() == path.resolve() for path in lists):
        raise click.ClickException(f"{out}: is one of the lists to compare; it is not written over.")


def told(read: PersonList) -> tuple[Person, ...]:
    """Say the warnings of a list and give its people."""
    for warning in read.warnings:
        click.echo(f"Warning: {warning}", err=True)
    return read.persons


@contextmanager
def progress_bar(clock: Clock, total: int, what: str) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many requests are done; a bar appears on stderr when it takes a while."""
    began = clock.now()
    with ExitStack() as stack:
        bars: list[tuple[Progress, TaskID]] = []

        def done(count: int) -> None:
            if not bars and (clock.now() - began).total_seconds() > SHOW_AFTER_SECONDS:
                bar = stack.enter_context(Progress(console=Console(stderr=True)))
                bars.append((bar, bar.add_task(what, total=total)))
            for bar, task in bars:
                bar.update(task, completed=count)

        yield done
