"""Fit the share by which all weights of khabar.linkage count together, for fields are never quite independent.

Matches generated caseloads, then asks which share of the summed weights would have given the lowest log loss, and how
far sums of probabilities then lie from the number of true pairs.

    ./run bench fit_together
"""

from itertools import pairwise

import click
import numpy as np
from numpy.typing import NDArray

from khabar.demo.caseload_persons import linked_caseload
from khabar.linkage import DEFAULT_PRIOR, link
from khabar.linkage.evidence import log_odds
from khabar.linkage.parameters import PARAMETERS

SEEDS = (101, 102, 103)
SHARES = (1.0, 0.95, 0.92, 0.9, 0.88, 0.85, 0.8)
LEAST = 2e-4
CUTS = (0.01, 0.1, 0.5, 0.9, 0.99, 1.1)


@click.command()
def main() -> None:
    """Print a table of shares."""
    scores, truth = _scores()
    print("| share | log loss | " + " | ".join(f"expected and true from {low}" for low in CUTS[:-1]) + " |")
    print("| --- | --- |" + " --- |" * (len(CUTS) - 1))
    for share in SHARES:
        said = 1 / (1 + np.exp(-(scores * share / PARAMETERS.damping.together + log_odds(DEFAULT_PRIOR))))
        loss = -np.log(np.where(truth, said, 1 - said)).sum()
        steps = [(said >= low) & (said < high) for low, high in pairwise(CUTS)]
        cells = [f"{said[step].sum():.1f} {truth[step].sum()}" for step in steps]
        print(f"| {share} | {loss:.1f} | " + " | ".join(cells) + " |")


def _scores() -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    scores, truth = [], []
    for seed in SEEDS:
        linked = linked_caseload(seed)
        for found in link(linked.requests, linked.registrations, min_probability=LEAST):
            scores.append(found.score)
            truth.append((found.request_id, found.registration_id) in linked.truth)
        click.echo(f"seed {seed} matched", err=True)
    return np.array(scores), np.array(truth)


if __name__ == "__main__":
    main()
