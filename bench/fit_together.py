"""Fit the share by which all weights of khabar.linkage count together, for fields are never quite independent.

Matches generated caseloads, then asks which share of the summed weights would have given the lowest log loss, and how
far sums of probabilities then lie from the number of true pairs. The seeds are none that were fitted on.

    ./run bench fit_together --data FOLDER
"""

from itertools import pairwise
from pathlib import Path
from typing import Final

import click
import numpy as np
from bench.caseloads import generate, persons, world
from numpy.typing import NDArray

from khabar.linkage import DEFAULT_PRIOR, FROZEN, PersonIndex, Terms
from khabar.linkage.evidence import log_odds

PART: Final = "dev"
SEEDS: Final = (201, 202)
SIZE: Final = 20_000
EVERY: Final = 5
"""Every so manyth request is asked; the prior is one in as many people as are present."""
AT_ONCE: Final = 200
SHARES: Final = (1.0, 0.95, 0.92, 0.9, 0.88, 0.85, 0.8)
LEAST: Final = 2e-4
CUTS: Final = (0.01, 0.1, 0.5, 0.9, 0.99, 1.1)


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
def main(*, data: Path) -> None:
    """Print a table of shares."""
    scores, truth = _scores(data)
    print("| share | log loss | " + " | ".join(f"expected and true from {low}" for low in CUTS[:-1]) + " |")
    print("| --- | --- |" + " --- |" * (len(CUTS) - 1))
    for share in SHARES:
        said = 1 / (1 + np.exp(-(scores * share / FROZEN.damping.together + log_odds(DEFAULT_PRIOR))))
        loss = -np.log(np.where(truth, said, 1 - said)).sum()
        steps = [(said >= low) & (said < high) for low, high in pairwise(CUTS)]
        cells = [f"{said[step].sum():.1f} {truth[step].sum()}" for step in steps]
        print(f"| {share} | {loss:.1f} | " + " | ".join(cells) + " |")


def _scores(data: Path) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    scores, truth = [], []
    for seed in SEEDS:
        made = generate(world(data, PART), SIZE, seed)
        index = PersonIndex(persons(made.presences))
        asked = index.columns_of(persons(made.requests))
        chosen = np.arange(0, len(asked), EVERY)
        for start in range(0, len(chosen), AT_ONCE):
            found = index.find(asked, chosen[start : start + AT_ONCE], Terms(min_probability=LEAST))
            pairs = zip(found.asked.tolist(), found.rows.tolist(), strict=True)
            ids = [(asked.persons[one].id, index.columns.persons[other].id) for one, other in pairs]
            scores.append(found.weights.scores)
            truth.append(np.array([pair in made.truth for pair in ids], np.bool_))
        click.echo(f"seed {seed} matched", err=True)
    return np.concatenate(scores), np.concatenate(truth)


if __name__ == "__main__":
    main()
