"""Fit the m and u shares of khabar.linkage on generated caseloads with known truth.

1. Generate caseloads by the stated seeds, other than the seed that bench/matching.py measures on.
2. Name: m from the true pairs, u from all other pairs; those that share no retrieval key are counted by a sample.
3. All other fields: m from the true pairs, u from different people whose names share a key. Only such pairs are ever
   compared, and they mostly come from one language and country, so these shares hold given that the names are alike.
4. Add half an observation to every level, join name bins until the weight rises with the score, and print TOML.

    ./run bench fit_linkage [--write]
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click

from khabar.demo.caseload_persons import LinkedCaseload, linked_caseload
from khabar.linkage.birth_features import best_finding
from khabar.linkage.forms import KIN, PLACES, Forms, forms_of
from khabar.linkage.plain_features import nationality_level
from khabar.linkage.scores import ScoreBook

SEEDS = (101, 102, 103, 104)
EVERY = 3
"""Of pairs of different people that share a key every third is counted, and stands for three."""
SAMPLE = 100_000
"""Pairs without a shared key that are scored, for each caseload."""
HALF = 0.5
SEEN_TOO_SELDOM = 5
"""A level seen in fewer pairs says nothing until there is more to learn from."""
PARAMETERS = Path(__file__).parents[1] / "src" / "khabar" / "linkage" / "parameters.toml"
BEGIN, END = "# --- fitted: begin ---\n", "# --- fitted: end ---\n"
NAME_EDGES = (-12, -9, -7, -5.5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.5, 11, 13)
KIN_EDGES = (-9, -7, -5, -3.5, -2, -1, 0, 1, 2, 3, 4, 5, 6.5, 8)
PLACE_EDGES = (-9, -6, -4, -2, 0, 1, 2, 3.5, 5, 7, 9)
BIRTH = ("day", "month", "year", "span", "wide", "swapped", "near", "few", "apart")


@dataclass
class Bin:
    """How often scores between two edges occurred, among true pairs and others, and their middle."""

    match: float = 0.0
    other: float = 0.0
    sum: float = 0.0
    count: float = 0.0

    def add(self, score: float, *, same: bool, times: float) -> None:
        """Count a pair, as many times as it stands for."""
        if same:
            self.match += times
        else:
            self.other += times
        self.sum += score
        self.count += 1

    def joined(self, other: "Bin") -> "Bin":
        """Count two bins as one."""
        return Bin(self.match + other.match, self.other + other.other, self.sum + other.sum, self.count + other.count)


@dataclass
class Tally:
    """All counts: bins of scores by curve, levels by field."""

    curves: dict[str, list[Bin]] = field(default_factory=dict)
    levels: dict[str, dict[bool, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: {True: Counter(), False: Counter()})
    )

    def score(self, curve: str, score: float, *, same: bool, times: float = 1.0) -> None:
        """Count a score."""
        edges = _edges(curve)
        bins = self.curves.setdefault(curve, [Bin() for _ in range(len(edges) + 1)])
        bins[sum(score >= edge for edge in edges)].add(score, same=same, times=times)


@click.command()
@click.option("--write", is_flag=True, help="Write the shares into the package.")
def main(*, write: bool) -> None:
    """Fit, print and, if asked, write."""
    tally = Tally()
    for seed in SEEDS:
        _count(linked_caseload(seed), Random(seed), tally)  # noqa: S311 - a sample to be drawn again
        click.echo(f"seed {seed} counted", err=True)
    text = "\n".join(_blocks(tally))
    print(text)
    if write:
        table = PARAMETERS.read_text(encoding="utf-8")
        before, _, rest = table.partition(BEGIN)
        PARAMETERS.write_text(before + BEGIN + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


def _count(linked: LinkedCaseload, random: Random, tally: Tally) -> None:
    book = ScoreBook()
    people = {person.id: forms_of(person) for person in (*linked.requests, *linked.registrations)}
    for pair in sorted(linked.truth):
        _count_pair(people[pair[0]], people[pair[1]], book, tally, same=True)
    sharing = set()
    for request in linked.requests:
        for registration in linked.index.sharing_a_key(request):
            sharing.add((request.id, registration.id))
            if (request.id, registration.id) not in linked.truth and random.randrange(EVERY) == 0:
                _count_pair(people[request.id], people[registration.id], book, tally, same=False)
    _count_sample(linked, random, sharing, tally)


def _count_pair(left: Forms, right: Forms, book: ScoreBook, tally: Tally, *, same: bool) -> None:
    if len(left.names) == len(right.names) == 1:
        tally.score("name", book.score(left.names[0], right.names[0]), same=same, times=1 if same else EVERY)
    for kin in KIN:
        _count_text("kin", left.kin[kin], right.kin[kin], book, tally, same)
    for place in PLACES:
        _count_text(place, left.places[place], right.places[place], book, tally, same)
    for name, level in _levels(left, right, book):
        tally.levels[name][same][level] += 1


def _count_text(curve: str, left: str, right: str, book: ScoreBook, tally: Tally, same: bool) -> None:  # noqa: FBT001 - a bench's inner step
    if left and right:
        tally.score(curve, book.score(left, right), same=same)


def _levels(left: Forms, right: Forms, book: ScoreBook) -> Iterator[tuple[str, str]]:
    if left.sex and right.sex:
        yield "sex", "same" if left.sex == right.sex else "other"
    if left.nationality and right.nationality:
        yield "nationality", nationality_level(left, right, book)
    if left.birth and right.birth:
        yield "birth", best_finding(left.birth, right.birth)


def _count_sample(linked: LinkedCaseload, random: Random, sharing: set[tuple[str, str]], tally: Tally) -> None:
    """Count pairs that share no key, by a sample, each for as many as it stands for."""
    book = ScoreBook()
    total = len(linked.requests) * len(linked.registrations) - len(sharing)
    drawn = [(random.choice(linked.requests), random.choice(linked.registrations)) for _ in range(SAMPLE)]
    apart = [(left, right) for left, right in drawn if (left.id, right.id) not in sharing]
    for left, right in apart:
        tally.score("name", book.score(left.name, right.name), same=False, times=total / len(apart))


def _edges(curve: str) -> Sequence[float]:
    return {"name": NAME_EDGES, "kin": KIN_EDGES}.get(curve, PLACE_EDGES)


def _blocks(tally: Tally) -> Iterator[str]:
    seeds = ", ".join(map(str, SEEDS))
    for curve, bins in tally.curves.items():
        yield f"[curve.{curve}]"
        yield f'source = "fitted: bench/fit_linkage.py, seeds {seeds}; bins of [names score, m, u]"'
        yield "bins = ["
        yield from (f"  [{score:.2f}, {match:.3g}, {other:.3g}]," for score, match, other in _shares(bins))
        yield "]"
    for name, levels in tally.levels.items():
        yield f"[field.{name}]"
        yield f'source = "fitted: bench/fit_linkage.py, seeds {seeds}; level = [m, u]"'
        yield "levels = { " + ", ".join(_level_shares(name, levels)) + " }"


def _shares(bins: Iterable[Bin]) -> list[tuple[float, float, float]]:
    """Join bins until the weight never falls, then give middle, m and u."""
    total_match = sum(one.match for one in bins)
    total_other = sum(one.other for one in bins)

    def weight(one: Bin) -> float:
        return math.log((one.match + HALF) / (total_match + HALF)) - math.log((one.other + HALF) / (total_other + HALF))

    joined: list[Bin] = []
    for one in bins:
        if not one.count:
            continue
        joined.append(one)
        while len(joined) > 1 and weight(joined[-2]) > weight(joined[-1]):
            joined[-2:] = [joined[-2].joined(joined[-1])]
    return [
        (one.sum / one.count, (one.match + HALF) / (total_match + HALF), (one.other + HALF) / (total_other + HALF))
        for one in joined
    ]


def _level_shares(name: str, levels: dict[bool, Counter[str]]) -> Iterator[str]:
    known = BIRTH if name == "birth" else ("same", "other")
    totals = {same: sum(counts.values()) + HALF * len(known) for same, counts in levels.items()}
    for level in known:
        if levels[True][level] + levels[False][level] < SEEN_TOO_SELDOM:
            yield f"{level} = [0.001, 0.001]"
            continue
        match, other = ((levels[same][level] + HALF) / totals[same] for same in (True, False))
        yield f"{level} = [{match:.3g}, {other:.3g}]"


if __name__ == "__main__":
    main()
