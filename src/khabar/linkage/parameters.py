"""The frozen numbers of the model, read once from parameters.toml, each there with its source or reason.

A level says how often a finding occurs among pairs of one person (m) and among pairs of two people (u); its weight is
ln(m/u), times the share by which all weights count together. A model version is never changed once used: better
numbers are a new version beside it.
"""

import math
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any, Final


@dataclass(frozen=True)
class Curve:
    """A weight that grows with the score of two names: straight lines between the middles of fitted bins.

    `scores` ascend (natural-log likelihood ratios of `khabar.names`); `weights` never fall.
    """

    scores: tuple[float, ...]
    weights: tuple[float, ...]

    def weight_at(self, score: float) -> float:
        """Give the weight in nats for a names score; flat beyond the first and the last bin."""
        at = bisect_right(self.scores, score)
        if at == 0:
            return self.weights[0]
        if at == len(self.scores):
            return self.weights[-1]
        share = (score - self.scores[at - 1]) / (self.scores[at] - self.scores[at - 1])
        return self.weights[at - 1] + share * (self.weights[at] - self.weights[at - 1])

    @property
    def highest(self) -> float:
        """The largest weight the curve can give."""
        return self.weights[-1]


@dataclass(frozen=True)
class BirthSpans:
    """Where two readings of a birth pass from one finding to the next, in days."""

    day: int
    month: int
    year: int
    span: int
    near_gap: int
    few_gap: int
    earliest_possible: date


@dataclass(frozen=True)
class Damping:
    """Shares by which weights that are not independent of one another count; 1 counts in full, 0 not at all."""

    kin: float
    places: float
    borrowed: float
    choice: float
    together: float


@dataclass(frozen=True)
class Parameters:
    """All numbers of one model version."""

    version: str
    prior: float
    curves: Mapping[str, Curve]
    levels: Mapping[str, Mapping[str, float]]
    birth_spans: BirthSpans
    damping: Damping
    phrases: tuple[tuple[float, str], ...]
    fits: tuple[tuple[float, str], ...]
    sexes: Mapping[str, str]
    patronymic_endings: tuple[str, ...]
    same_word_score: float

    @cached_property
    def highest(self) -> Mapping[str, float]:
        """For each field, the largest weight it can give: a bound for leaving out hopeless pairs early."""
        curves = {field: max(curve.highest, 0.0) for field, curve in self.curves.items()}
        levels = {field: max(0.0, *levels.values()) for field, levels in self.levels.items()}
        return {field: max(curves.get(field, 0.0), levels.get(field, 0.0)) for field in (*curves, *levels)}


def parameters_from(table: Mapping[str, Any]) -> Parameters:
    """Read the table of parameters.toml; a missing entry raises KeyError, for the table is part of the program."""
    share = float(table["damping"]["together"]["share"])
    return Parameters(
        version=table["version"],
        prior=float(table["prior"]["probability"]),
        curves={field: curve_of(entry["bins"], share) for field, entry in table["curve"].items()},
        levels={field: _weights(entry["levels"], share) for field, entry in table["field"].items()},
        birth_spans=BirthSpans(**table["birth_spans"]["days"], earliest_possible=table["birth_spans"]["earliest"]),
        damping=Damping(**{key: float(entry["share"]) for key, entry in table["damping"].items()}),
        phrases=_steps(table["phrases"]["leaning"]),
        fits=_steps(table["phrases"]["fitting"]),
        sexes={word: sex for sex, words in table["sexes"]["words"].items() for word in words},
        patronymic_endings=tuple(table["patronymics"]["endings"]),
        same_word_score=float(table["same_word"]["score"]),
    )


def _steps(steps: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    return tuple((float(lowest), phrase) for lowest, phrase in steps)


def curve_of(bins: Sequence[Sequence[float]], share: float) -> Curve:
    """Make a curve from bins of [score, m, u]; its weights count by a share."""
    return Curve(
        tuple(float(score) for score, _, _ in bins),
        tuple(share * math.log(match / other) for _, match, other in bins),
    )


def _weights(levels: Mapping[str, Sequence[float]], share: float) -> dict[str, float]:
    return {level: share * math.log(match / other) for level, (match, other) in levels.items()}


PARAMETERS: Final = parameters_from(
    tomllib.loads((files("khabar.linkage") / "parameters.toml").read_text(encoding="utf-8"))
)
MODEL: Final = PARAMETERS.version
"""The version of the model; it is printed with every list of candidates."""
DEFAULT_PRIOR: Final = PARAMETERS.prior
"""How likely a request and a registration taken at random are one person, unless the caller says otherwise."""
