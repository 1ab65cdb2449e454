"""Match the generated caseload, 2,000 requests by 5,000 presences, beside plain string measures in the same run.

The truth is known, so found, missed and false pairs are counted. The peers see names in Latin letters (anyascii)
and compare every pair; each is given as many proposals as khabar made, its best ones.
The seed is none of those fitted on.

    ./run bench matching [--seed N]
"""

import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import quantiles
from time import perf_counter

import click
import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process

from khabar.demo.caseload_persons import LinkedCaseload, linked_caseload
from khabar.linkage import MODEL, Candidate, Person, PersonIndex, link

SEED = 2026
CUTS = (0.5, 0.01)
NAME_CUT = 1e-4
"""Names alone seldom make anybody likely; ranked, this leaves more than is taken."""
CROWD = 100_000
ASKED = 300
STEPS = (0.01, 0.1, 0.5, 0.9, 0.99, 1.01)
Pairs = set[tuple[str, str]]


@dataclass(frozen=True)
class Run:
    """One method on one caseload: its proposals, best first, and what they cost."""

    name: str
    ranked: list[tuple[str, str]]
    seconds: float


@click.command()
@click.option("--seed", type=int, default=SEED, show_default=True)
def main(seed: int) -> None:
    """Print the tables."""
    before = _megabytes()
    linked = linked_caseload(seed)
    began = perf_counter()
    candidates = list(link(linked.requests, linked.registrations, min_probability=min(CUTS)))
    seconds = perf_counter() - began
    used = _megabytes() - before
    ours = Run(f"khabar {MODEL}", _ranked(candidates), seconds)
    alone = _names_alone(linked)
    peers = [alone, _peer("WRatio", fuzz.WRatio, linked), _peer("token_sort", fuzz.token_sort_ratio, linked)]
    size = f"{len(linked.requests):,} x {len(linked.registrations):,}"
    print(f"Caseload {size}, seed {seed}, {len(linked.truth)} true pairs; one core; peak +{used:.0f} MB.")
    for cut in CUTS:
        budget = sum(candidate.probability >= cut for candidate in candidates)
        _print_table(cut, budget, [ours, *peers], linked.truth)
    _print_calibration(candidates, linked.truth)
    _print_index(linked)


def _names_alone(linked: LinkedCaseload) -> Run:
    """Rank by khabar's names alone, for what the peers see and no more."""
    began = perf_counter()
    lists = [[Person(one.id, one.name) for one in people] for people in (linked.requests, linked.registrations)]
    candidates = list(link(lists[0], lists[1], min_probability=NAME_CUT))
    return Run("khabar, names alone", _ranked(candidates), perf_counter() - began)


def _peer(name: str, scorer: Callable[..., float], linked: LinkedCaseload) -> Run:
    """Rank all pairs by a string measure of the romanised names, the best first."""
    began = perf_counter()
    lefts = [anyascii(person.name).lower() for person in linked.requests]
    rights = [anyascii(person.name).lower() for person in linked.registrations]
    scores = process.cdist(lefts, rights, scorer=scorer, dtype=np.float32, workers=1)
    best = np.argsort(-scores, axis=None, kind="stable")[: len(lefts) * 20]
    ranked = [
        (linked.requests[at // len(rights)].id, linked.registrations[at % len(rights)].id) for at in best.tolist()
    ]
    return Run(f"rapidfuzz {name}", ranked, perf_counter() - began)


def _ranked(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    ordered = sorted(candidates, key=lambda candidate: -candidate.score)
    return [(candidate.request_id, candidate.registration_id) for candidate in ordered]


def _print_table(cut: float, budget: int, runs: Sequence[Run], truth: Pairs) -> None:
    print(f"\nProposals: as many as khabar makes at probability {cut} or more ({budget:,})")
    print("| method | found | missed | false | recall | precision | seconds | seconds, as a ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for run in runs:
        found = len(truth.intersection(run.ranked[:budget]))
        cells = (
            run.name,
            found,
            len(truth) - found,
            budget - found,
            f"{found / len(truth):.3f}",
            f"{found / budget:.3f}",
            f"{run.seconds:.1f}",
            f"{run.seconds / runs[0].seconds:.2f}",
        )
        print("| " + " | ".join(map(str, cells)) + " |")


def _print_calibration(candidates: Sequence[Candidate], truth: Pairs) -> None:
    print("\nCalibration: probability said, and how many of the pairs were true")
    print("| probability | pairs | true pairs expected | true pairs |")
    print("| --- | --- | --- | --- |")
    for low, high in pairwise(STEPS):
        within = [candidate for candidate in candidates if low <= candidate.probability < high]
        expected = sum(candidate.probability for candidate in within)
        true = sum((candidate.request_id, candidate.registration_id) in truth for candidate in within)
        print(f"| {low} to {min(high, 1)} | {len(within)} | {expected:.1f} | {true} |")


def _print_index(linked: LinkedCaseload) -> None:
    """Measure single questions and changes, and a crowd of one name."""
    print("\n| index in memory | median ms | 95 % ms |")
    print("| --- | --- | --- |")
    index = linked.index
    _print_times(f"ask, {len(index):,} people", (partial(index.candidates, one) for one in linked.requests[:ASKED]))
    _print_times("change one", (partial(index.put, one) for one in linked.registrations[:ASKED]))
    crowd = PersonIndex(Person(str(number), "Darius Karimi") for number in range(CROWD))
    same = [Person(f"new {number}", "داریوش کریمی") for number in range(20)]
    _print_times(f"add to {CROWD:,} of one name", (partial(crowd.put, one) for one in same))
    _print_times(f"ask among {CROWD:,} of one name", (partial(crowd.candidates, one) for one in same))


def _print_times(what: str, deeds: Iterator[Callable[[], object]]) -> None:
    times = []
    for deed in deeds:
        began = perf_counter()
        deed()
        times.append(1000 * (perf_counter() - began))
    cuts = quantiles(times, n=20)
    print(f"| {what} | {cuts[9]:.2f} | {cuts[18]:.2f} |")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
