"""The shell door to learning: two lists of persons in, one model file out, beside what changed.

Learning is an explicit act: no list changes how others are compared unless somebody names the file to `match --model`.
It must never print a name, and the file it writes holds counts alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from khabar.cli.match import ClockParts, model_named, progress_bar, refuse_overwriting, told
from khabar.cli.match_lists import read_persons
from khabar.cli.match_output import whole_or_not_at_all
from khabar.linkage.learning import NothingLearnedError, learn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.linkage import Model
    from khabar.linkage.model_files import Learned

SHOWN: int = 12
"""Findings whose weights moved most that are told."""


class Asked(TypedDict):
    """The words of the command line."""

    requests: Path
    registrations: Path
    out: Path
    start: Path | None


@click.command("learn")
@click.argument("requests", type=click.Path(path_type=Path))
@click.argument("registrations", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The model file.")
@click.option("--start", type=click.Path(path_type=Path, dir_okay=False), help="A learned model to go on from.")
@click.pass_obj
def learn_(parts: ClockParts, **asked: Unpack[Asked]) -> None:
    """Learn from two lists how often fields agree, and write a new model version.

    The lists are compared with the model that came with the program. Nothing changes until somebody gives the new file
    to match --model. Learn on large lists of people like those you compare, or not at all.
    """
    refuse_overwriting(asked["out"], (asked["requests"], asked["registrations"], *filter(None, [asked["start"]])))
    start = model_named(asked["start"])
    today = parts.clock.now().date()
    requests = told(read_persons(asked["requests"], today=today))
    registrations = told(read_persons(asked["registrations"], today=today))
    with progress_bar(parts.clock, len(requests), "Learning") as progress:
        try:
            learned = learn(requests, registrations, start=start, progress=progress)
        except NothingLearnedError as fault:
            raise click.ClickException(f"nothing learned: {fault}") from fault
    write_model(learned, asked["out"])
    click.echo("\n".join(changes(start, learned.model)), err=True)
    counts = learned.counts
    click.echo(
        f"model {learned.model.version}, from {counts['pairs']:,} pairs, "
        f"of which about {counts['expected']:,} are of one person: {asked['out']}",
        err=True,
    )


def write_model(learned: Learned, path: Path) -> None:
    """Write a model file, whole or not at all."""
    try:
        with whole_or_not_at_all(path) as file:
            file.write(learned.text)
    except OSError as fault:
        raise click.ClickException(f"{path}: not written: {fault.strerror}.") from fault


def changes(before: Model, after: Model) -> Iterator[str]:
    """Name the findings whose weights moved most, in nats."""
    moved = [(abs(new - old), name, old, new) for name, old, new in _weights(before, after)]
    moved.sort(key=lambda one: (-one[0], one[1]))
    yield f"Weights that moved most, {before.version} to {after.version}, in nats:"
    yield from (f"  {name}: {old:+.2f} to {new:+.2f}" for _, name, old, new in moved[:SHOWN])


def _weights(before: Model, after: Model) -> Iterator[tuple[str, float, float]]:
    for field, levels in before.levels.items():
        for level, old in levels.weights.items():
            yield f"{field}, {level}", old, after.levels[field].weights[level]
    for field, curve in before.curves.items():
        for score, old, new in zip(curve.scores, curve.weights, after.curves[field].weights, strict=True):
            yield f"{field}, score about {score:+.1f}", old, new
