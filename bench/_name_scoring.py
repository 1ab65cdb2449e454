"""All methods on the same sets of pairs, each in a process of its own, and what their scores come to.

A peer whose packages are missing is said in one line and in every table; it never stops the others.
The slowest see the pairs of the first names alone. It must never let one method see what another said.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
from bench._name_metrics import (
    Doubles,
    Scaling,
    area,
    chances,
    log_loss,
    logit,
    recall_at,
    scaled,
    weight_of_different,
)
from bench._name_pairs import PairSet
from bench._name_worker import METHODS

ROOT: Final = Path(__file__).parents[1]
OURS: Final = "khabar"
CONTROL: Final = "control: lengths, rarity, numbers of words"
PREVALENCE: Final = 0.25
"""Of four pairs of a set one is the same name; the prior khabar is calibrated at."""
RARE: Final = 0.001
AT_MOST: Final = {"nomenklatura logic-v2": 2_000}
"""Names whose pairs a slow method is given."""
OTHER_PYTHON: Final = ("nomenklatura", "splink")
HOW: Final = (
    "{method} is not measured, since {missing} is not installed. In an environment of its own: python3 -m venv FOLDER; "
    "FOLDER/bin/pip install -r requirements/bench.in; then add --peers FOLDER/bin/python"
)


@dataclass(frozen=True)
class Run:
    """One method's scores, for each group of sets and each set in it, and what they cost."""

    method: str
    scores: Sequence[Sequence[Doubles]]
    pairs_a_second: float
    megabytes: float


@dataclass(frozen=True)
class Figures:
    """What one method's scores of one set come to."""

    area: float
    recalls: tuple[float, float]
    rare_recall: float
    loss: float
    rare_loss: float


def runs(groups: Sequence[Sequence[PairSet]], methods: Sequence[str], peers: Path | None) -> dict[str, Run | None]:
    """Score the sets by each method; None stands for one that is not installed."""
    return {method: run(method, groups, peers) for method in methods}


def run(method: str, groups: Sequence[Sequence[PairSet]], peers: Path | None) -> Run | None:
    """Score the sets by one method, a group at once: what fits itself to its pairs is then fitted to all of them."""
    click.echo(f"… {method}", err=True)
    seen = [[shown(method, pairs) for pairs in group] for group in groups]
    sides = [[[name for pairs in group for name in side(pairs)] for side in (_left, _right)] for group in seen]
    answer = asked("bench._name_worker", {"method": method, "sets": sides}, _python(method, peers))
    if "missing" in answer:
        click.echo(HOW.format(method=method, missing=" and ".join(answer["missing"])), err=True)
        return None
    scores = [_apart(np.array(found), group) for found, group in zip(answer["scores"], seen, strict=True)]
    count = sum(len(left) for left, _ in sides)
    return Run(method, scores, count / sum(answer["seconds"]), answer["megabytes"])


def _left(pairs: PairSet) -> Sequence[str]:
    return pairs.left


def _right(pairs: PairSet) -> Sequence[str]:
    return pairs.right


def _apart(scores: Doubles, group: Sequence[PairSet]) -> list[Doubles]:
    return np.split(scores, np.cumsum([len(pairs.left) for pairs in group])[:-1])


def shown(method: str, pairs: PairSet) -> PairSet:
    """Give the pairs a method is shown."""
    return pairs.first(AT_MOST[method]) if method in AT_MOST else pairs


def asked(module: str, question: dict[str, Any], python: str) -> dict[str, Any]:
    """Ask a module in a process of its own, on one core."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    done = subprocess.run(
        [python, "-P", "-m", module],
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **one, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"},
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def figures(pairs: PairSet, scores: Doubles, scaling: Scaling) -> Figures:
    """Say what scores come to; the scaling turns them into logits at the prevalence of the set."""
    same, logits = pairs.same, scaling.logits(scores)
    rare = weight_of_different(same, RARE)
    moved = logits + logit(RARE) - logit(PREVALENCE)
    return Figures(
        area(scores, same),
        (recall_at(scores, same, 0.95), recall_at(scores, same, 0.99)),
        recall_at(scores, same, 0.95, rare),
        log_loss(chances(logits), same),
        log_loss(chances(moved), same, rare),
    )


def scaling(method: str, scores: Doubles, pairs: PairSet) -> Scaling:
    """Give the line to logits: khabar says ratios, and needs none; others have one fitted on pairs not measured."""
    return Scaling(1.0, logit(PREVALENCE)) if method == OURS else scaled(scores, shown(method, pairs).same)


def constant(prevalence: float) -> float:
    """Give the log loss of always saying the prevalence."""
    return log_loss(np.array([prevalence, prevalence]), np.array([True, False]), (1 - prevalence) / prevalence)


def _python(method: str, peers: Path | None) -> str:
    """Choose the Python a method runs in."""
    packages = set(METHODS[method][0])
    return str(peers) if peers and packages & set(OTHER_PYTHON) else sys.executable
