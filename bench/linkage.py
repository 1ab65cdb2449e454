"""Linkage by numbers, beside others in the same run, on an invented caseload whose truth is known.

The program is run as anybody runs it, from the command line, two CSV lists in and one out, and watched.
Parameters were learned on the train part of the name data; look at dev while working. The test part is looked at once.

    ./run bench linkage --data FOLDER [--size N] [--part dev|test] [--engine memory|duckdb|spark]
                        [--only accuracy|scale|index|engines] [--peers PYTHON] [--write]
"""

import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path
from random import Random
from typing import Final

import click
import numpy as np
from bench._linkage_ceiling import ceiling
from bench._linkage_control import area_of, learned, ranked
from bench._linkage_errors import false_ones, missed
from bench._linkage_figures import PRECISIONS, READ, Candidates, Pair, groups
from bench._linkage_peers import PEERS, Outcome, prepare, run, write_pairs
from bench._linkage_runs import watched
from bench._linkage_tables import bars, calibration_table, groups_table, methods_table, table, write
from bench.caseloads import Caseload, generate, persons, world
from bench.name_data import Part
from numpy.typing import NDArray

from bench import caseloads
from khabar.demo.caseload_records import COLUMNS
from khabar.linkage import MODEL
from khabar.text import scripts

SEED: Final = 2026
LEAST: Final = 1e-4
"""The lowest probability asked for: far below what anybody would read."""
ACCURACY: Final = 10_000
SAMPLE: Final = 300
"""Requests with a true presence, and as many without, of which every candidate is scored by a slow peer too."""
SAMPLE_CANDIDATES: Final = 15
WORLD: Final = 285_000
INDEXES: Final = (100_000, WORLD)
ENGINES: Final = ("memory", "duckdb", "spark")
ENGINE_SIZES: Final = ((10_000, 10_000), (100_000, 5_000), (1_000_000, 1_000))
"""People present, and requests held against them."""
CROWD: Final = 1_000_000
CROWD_REQUESTS: Final = 1_000
SAME_AT: Final = (0.5, 0.1, 0.01)
RARITIES: Final = (300, 3_000, 30_000)
"""Edges of how rare a name is: one in so many people."""
CONTROL: Final = "control: which fields are given"
ON_AVERAGE: Final = f"read {READ[-1]} on average"
CEILING: Final = "ceiling: every field given is read rightly"
TABLES: Final = ("accuracy", "scale", "index", "engines")


@dataclass(frozen=True)
class Asked:
    """The words of the command line, and a folder to work in."""

    data: Path
    part: Part
    seed: int
    peers: str
    folder: Path

    def caseload(self, size: int, name: str = "lists", requests: int | None = None) -> tuple[Caseload, Path]:
        """Invent a caseload and write its lists into a folder of their own; of its requests perhaps the first alone."""
        made = generate(world(self.data, self.part), size, self.seed)
        if requests is not None:
            kept = made.requests[:requests]
            ids = {row[0] for row in kept}
            made = replace(made, requests=kept, truth=frozenset(pair for pair in made.truth if pair[0] in ids))
        folder = self.folder / f"{name}-{size}"
        caseloads.write(made, folder)
        return made, folder


@dataclass(frozen=True)
class Ours:
    """What the program proposed and what it cost."""

    candidates: Candidates
    probabilities: NDArray[np.float64]
    outcome: Outcome


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
@click.option(
    "--size", type=click.IntRange(100), help="Requests and presences, instead of what each table is made for."
)
@click.option("--part", type=click.Choice(["train", "dev", "test"]), default="dev", show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
@click.option("--engine", type=click.Choice(ENGINES), default="memory", show_default=True)
@click.option("--only", type=click.Choice(TABLES))
@click.option("--peers", default=sys.executable, help="A Python that has rapidfuzz, splink and nomenklatura.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), help="Keep lists and results in this folder.")
@click.option("--write", "into", is_flag=True, help="Write the tables into docs/matching.md.")
def main(  # noqa: PLR0913 - the words of a command line
    *,
    data: Path,
    size: int | None,
    part: Part,
    seed: int,
    engine: str,
    only: str | None,
    peers: str,
    work: Path | None,
    into: bool,
) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        asked = Asked(data, part, seed, peers, work or Path(made))
        asked.folder.mkdir(parents=True, exist_ok=True)
        measures: dict[str, Callable[[], Iterator[str]]] = {
            "accuracy": lambda: accuracy(asked, size or ACCURACY, engine),
            "scale": lambda: scale(asked, size or WORLD, engine),
            "index": lambda: index(asked, (size,) if size else INDEXES),
            "engines": lambda: engines(asked, ((size, size),) if size else ENGINE_SIZES),
        }
        for name in (only,) if only else TABLES:
            parts = []
            for text in measures[name]():
                print(f"\n{text}", flush=True)
                parts.append(text)
            if into:
                write(name, "\n\n".join(parts))


def accuracy(asked: Asked, size: int, engine: str) -> Iterator[str]:
    """Measure what is found, by us and by others."""
    made, folder = asked.caseload(size)
    yield (
        f"{size:,} requests x {len(made.presences):,} presences, part {asked.part}, seed {asked.seed}, "
        f"{len(made.truth):,} true pairs; model {MODEL}, engine {engine}, prior 1 in {round(1 / prior(size)):,}."
    )
    ours = linked(folder, made, engine)
    if ours.outcome.candidates is None:
        yield ours.outcome.remark
        return
    prepare(persons(made.requests), persons(made.presences), folder)
    outcomes = [ours.outcome, *(run(peer, folder, made.truth, asked.peers, environment()) for peer in PEERS[:3])]
    best = ceiling(made)
    weights, seen = control(asked, made)
    yield methods_table([*outcomes, Outcome(CONTROL, seen), Outcome(CEILING, best)])
    yield (
        "R95 and R99: share of the true pairs found where 95 % and 99 % of what is proposed is right "
        f"({bars(ours.candidates)}). The control ranks all presences for some requests by which fields are given; "
        f"it tells true pairs from random ones with an area of {area_of(made, weights, asked.seed):.3f} (.5: no)."
    )
    yield calibration_table(ours.candidates, ours.probabilities)
    yield by_scripts(made, ours.candidates)
    yield groups_table("name", ours.candidates, groups(made.truth, lambda pair: rarity(made.who[pair[0]].rarity)))
    yield from errors(made, ours.candidates)
    yield from sample(asked, made, folder, outcomes)


def control(asked: Asked, made: Caseload) -> tuple[NDArray[np.float64], Candidates]:
    """Learn on the train part what given fields say, and rank all presences by them for some requests."""
    learned_on = generate(world(asked.data, "train"), min(len(made.requests), ACCURACY), asked.seed + 1)
    weights = learned(learned_on, asked.seed)
    return weights, ranked(made, weights, {pair[0] for pair in sorted(made.truth)[: 2 * SAMPLE]})


def by_scripts(made: Caseload, found: Candidates) -> str:
    """Divide what is found by the scripts of the two names."""
    names = {row[0]: row[1] for row in (*made.requests, *made.presences)}
    return groups_table("scripts", found, groups(made.truth, lambda pair: written_in(names, pair)))


def errors(made: Caseload, found: Candidates) -> Iterator[str]:
    """Count what was proposed wrongly and what was missed, by kind."""
    bar = found.bar_at(PRECISIONS[0])
    wrong = sorted(false_ones(found, made, bar).items(), key=lambda kind: -kind[1])
    yield table([f"wrong pairs among those at precision {PRECISIONS[0]}", "pairs"], wrong)
    lost = [(kind, f"{few:,}", f"{all_of:,}") for kind, (few, all_of) in missed(found, made).items()]
    yield table(["fields beside names given in both records", f"missed by reading {READ[-1]}", "true pairs"], lost)


def sample(asked: Asked, made: Caseload, folder: Path, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Let all methods rank the same candidates of some requests: the best of each of them."""
    random = Random(asked.seed)  # noqa: S311 reproducible draws, no secret
    found = sorted({pair[0] for pair in made.truth})
    others = sorted({row[0] for row in made.requests}.difference(found))
    chosen = {*random.sample(found, min(SAMPLE, len(found))), *random.sample(others, min(SAMPLE, len(others)))}
    cut = [(one, one.candidates.cut(chosen)) for one in outcomes if one.candidates is not None]
    pairs = sorted(
        {pair for _, few in cut for pair, rank in zip(few.pairs, few.ranks, strict=True) if rank < SAMPLE_CANDIDATES}
    )
    write_pairs(pairs, folder)
    truth = frozenset(pair for pair in made.truth if pair[0] in chosen)
    told = run(PEERS[3], folder, truth, asked.peers, environment())
    yield (
        f"The same for {len(chosen)} requests, {len(truth)} true pairs; {PEERS[3]} ranks the {len(pairs):,} best "
        "candidates of all the others, and its seconds are for these alone."
    )
    yield methods_table([*(Outcome(one.method, few) for one, few in cut), told])


def scale(asked: Asked, size: int, engine: str) -> Iterator[str]:
    """Measure the world's caseload, and a crowd of one name."""
    many, folder = asked.caseload(size)
    ours = linked(folder, many, engine)
    rows = [_scaled(f"{size:,} x {len(many.presences):,}", ours.outcome, size)]
    rows.append(_scaled(CONTROL, Outcome("", control(asked, many)[1])))
    rows.append(_scaled(CEILING, Outcome("", ceiling(many))))
    crowded, folder = crowd(asked.folder, min(CROWD, size * 4))
    same = linked(folder, crowded, engine)
    rows.append(_scaled(f"{len(crowded.requests):,} x {len(crowded.presences):,} of one name", same.outcome))
    recalls = [f"read {read}" for read in READ] + [f"R{100 * precision:.0f}" for precision in PRECISIONS]
    yield table(["caseload", "seconds", "CPU s", "MB with children", "pairs", *recalls, ON_AVERAGE], rows)
    if ours.outcome.candidates is not None:
        yield calibration_table(ours.candidates, ours.probabilities)
        yield by_scripts(many, ours.candidates)
        yield from errors(many, ours.candidates)


def _scaled(what: str, outcome: Outcome, requests: int = 0) -> list[str]:
    told = (outcome.seconds, outcome.processor, outcome.megabytes)
    cost = [f"{one:,.0f}" if one else "" for one in told]
    found = outcome.candidates
    if found is None:
        return [what, *cost, outcome.remark, *[""] * (len(READ) + len(PRECISIONS) + 1)]
    recalls = [found.recall_within(read) for read in READ] + [found.recall_at(precision) for precision in PRECISIONS]
    shown = [f"{recall:.3f}" if found.truth else "" for recall in recalls]
    average = f"{found.recall_on_average(READ[-1], requests):.3f}" if found.truth and requests else ""
    return [what, *cost, f"{len(found.pairs):,}", *shown, average]


def crowd(work: Path, size: int) -> tuple[Caseload, Path]:
    """Make a caseload in which everybody present has one name, and nothing else is known."""
    presences = [_bare(f"p{at:07}", "Ali Ahmadi") for at in range(size)]
    requests = [_bare(f"r{at:07}", "علی احمدی") for at in range(CROWD_REQUESTS)]
    caseload = Caseload(requests, presences, frozenset(), {})
    folder = work / "crowd"
    caseloads.write(caseload, folder)
    return caseload, folder


def _bare(identity: str, name: str) -> tuple[str, ...]:
    return (identity, name, *[""] * (len(COLUMNS) - 2))


def index(asked: Asked, sizes: Sequence[int]) -> Iterator[str]:
    """Measure the index in memory."""
    rows = []
    deeds: list[str] = []
    for size in sizes:
        _, folder = asked.caseload(size)
        words = (sys.executable, "-m", "bench._linkage_index", str(folder))
        ended = watched(words, environment(), folder / "index.log")
        lines = [line for line in ended.said.splitlines() if line.startswith("{")]
        if not lines:
            yield f"The index of {size:,} ended with {ended.code}: {ended.said[-300:]}"
            continue
        told = json.loads(lines[-1])
        times = {name: value for name, value in told.items() if isinstance(value, list)}
        deeds = list(times)
        built = f"{told['build seconds']:.1f}"
        rows.append(
            [f"{size:,}", built, f"{ended.megabytes:,.0f}", *(f"{one:.1f} / {two:.1f}" for one, two in times.values())]
        )
    yield table(["people", "built in CPU s", "MB", *(f"{deed}, CPU ms (p50 / p95)" for deed in deeds)], rows)


def engines(asked: Asked, sizes: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Measure the engines side by side; the share of the pairs of one or the other that memory and each give both."""
    rows = []
    for size, requests in sizes:
        made, folder = asked.caseload(size, "engines", requests)
        lists = f"{len(made.requests):,} x {len(made.presences):,}"
        base: list[frozenset[Pair]] = []
        for engine in ENGINES:
            ours = linked(folder, made, engine)
            if ours.outcome.candidates is None:
                rows.append([lists, engine, ours.outcome.remark, *[""] * (3 + len(SAME_AT))])
                continue
            given = [_at_least(ours, bar) for bar in SAME_AT]
            base = base or given
            same = [len(one & of) / max(1, len(one | of)) for one, of in zip(given, base, strict=True)]
            costs = (ours.outcome.seconds, ours.outcome.processor, ours.outcome.megabytes)
            true = f"{len(given[0] & made.truth):,} of {len(made.truth):,}"
            rows.append([lists, engine, *(f"{one:,.0f}" for one in costs), true, *(f"{one:.4f}" for one in same)])
    head = ["lists", "engine", "seconds", "CPU s", "MB with children", f"true pairs at {SAME_AT[0]}"]
    yield table([*head, *(f"same pairs at {bar}" for bar in SAME_AT)], rows)


def _at_least(ours: Ours, bar: float) -> frozenset[Pair]:
    """Give the pairs that were said to be one person with this probability or more."""
    return frozenset(pair for pair, one in zip(ours.candidates.pairs, ours.probabilities, strict=True) if one >= bar)


def linked(folder: Path, made: Caseload, engine: str) -> Ours:
    """Run the program over the lists of a folder and read what it wrote."""
    out = folder / f"ours-{engine}.csv"
    words = [sys.executable, "-m", "khabar", "match", str(folder / "requests.csv"), str(folder / "presences.csv")]
    words += ["--out", str(out), "--engine", engine, "--min-probability", str(LEAST)]
    words += ["--prior", f"{prior(len(made.presences)):.3g}"]
    ended = watched(words, environment(), folder / f"ours-{engine}.log")
    name, cost = f"khabar {MODEL}", (ended.seconds, ended.processor, ended.megabytes)
    if ended.code != 0:
        none = Candidates([], np.zeros(0), made.truth)
        lines = ended.said.strip().splitlines() or [f"ended with {ended.code}"]
        return Ours(none, np.zeros(0), Outcome(name, None, *cost, lines[-1]))
    with out.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["request_id"], row["registration_id"], row["probability"], row["score"])
            for row in csv.DictReader(file)
        ]
    found = Candidates([row[:2] for row in rows], np.array([float(row[3]) for row in rows]), made.truth)
    return Ours(found, np.array([float(row[2]) for row in rows]), Outcome(name, found, *cost))


def prior(presences: int) -> float:
    """Say how likely any two records are one person, as somebody knows who knows the size of the lists."""
    return caseloads.PRESENT / presences


def environment() -> dict[str, str]:
    """Give the variables that programs are started with: none of an installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}


def written_in(names: dict[str, str], pair: Pair) -> str:
    """Say which scripts the two names of a pair are written in."""
    both = ["+".join(sorted(one.name.title() for one in scripts(names[identity]))) for identity in pair]
    return " – ".join(sorted(both))


def rarity(share: float) -> str:
    """Say how rare a name is, by the natural log of how often it comes."""
    for number, edge in enumerate(RARITIES):
        if share > -log(edge):
            return f"{number + 1}. borne by more than 1 in {edge:,}"
    return f"{len(RARITIES) + 1}. rarer than 1 in {round(exp(log(RARITIES[-1]))):,}"


if __name__ == "__main__":
    main()
