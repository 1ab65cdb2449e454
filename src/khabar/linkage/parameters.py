"""The frozen numbers of the model, read from models/*.toml, each there with its source or reason.

A level says how often a finding occurs among pairs of one person (m) and among pairs of two people (u); its weight is
ln(m/u), times the share by which all weights count together. A model version is never changed once used: better
numbers are a new version beside it.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEP: Final = 2.0**-14
"""Weights are whole multiples of it, so that sums are exact in any order and on any machine."""
FROZEN_VERSION: Final = "linkage-2"


@dataclass(frozen=True)
class Curve:
    """A weight that grows with the score of two names: straight lines between the middles of fitted bins.

    `scores` ascend (natural-log likelihood ratios of `khabar.names`); `weights` never fall. `shares` are m and u.
    """

    scores: tuple[float, ...]
    weights: tuple[float, ...]
    shares: tuple[tuple[float, float], ...] = ()

    def weights_at(self, scores: Floats) -> Floats:
        """Give the weights in nats for names scores; flat beyond the first and the last bin."""
        found: Floats = np.interp(scores, self.scores, self.weights)
        return found

    def bins_of(self, scores: Floats) -> NDArray[np.int64]:
        """Give the number of the bin whose middle each score is nearest to, from 1."""
        middles = np.array(self.scores)
        found: NDArray[np.int64] = 1 + np.searchsorted((middles[1:] + middles[:-1]) / 2, scores)
        return found

    def weight_at(self, score: float) -> float:
        """Give the weight of one score."""
        return float(self.weights_at(np.array([score]))[0])

    @property
    def highest(self) -> float:
        """The largest weight the curve can give."""
        return self.weights[-1]


@dataclass(frozen=True)
class Levels:
    """The findings of one field that are told apart by name: their weights, and m and u of each."""

    weights: Mapping[str, float]
    shares: Mapping[str, tuple[float, float]]

    def by_code(self, names: Sequence[str]) -> Floats:
        """Give the weights as an array by the codes of the findings; a finding the model does not know weighs 0."""
        return np.array([self.weights.get(name, 0.0) for name in names])


@dataclass(frozen=True)
class Damping:
    """Shares by which weights that are not independent of one another count; 1 counts in full, 0 not at all."""

    kin: float
    places: float
    borrowed: float
    choice: float
    together: float


@dataclass(frozen=True)
class Model:
    """All numbers of one model version. `names` is the version of `khabar.names` whose scores the curves read."""

    version: str
    names: str
    prior: float
    curves: Mapping[str, Curve]
    levels: Mapping[str, Levels]
    damping: Damping
    phrases: tuple[tuple[float, str], ...]
    fits: tuple[tuple[float, str], ...]
    sexes: Mapping[str, str]
    patronymic_endings: tuple[str, ...]
    same_word_score: float

    @cached_property
    def highest(self) -> Mapping[str, float]:
        """For each curve or field, the largest weight it can give: a bound for leaving out hopeless pairs early."""
        curves = {field: max(curve.highest, 0.0) for field, curve in self.curves.items()}
        levels = {field: max(0.0, *levels.weights.values()) for field, levels in self.levels.items()}
        return {field: max(curves.get(field, 0.0), levels.get(field, 0.0)) for field in {**curves, **levels}}


def model_from(table: Mapping[str, Any]) -> Model:
    """Read the table of a model; a missing entry raises KeyError, for these tables are part of the program."""
    share = float(table["damping"]["together"]["share"])
    return Model(
        version=table["version"],
        names=table["names"],
        prior=float(table["prior"]["probability"]),
        curves={field: curve_of(entry["bins"], share) for field, entry in table["curve"].items()},
        levels={field: levels_of(entry["levels"], share) for field, entry in table["field"].items()},
        damping=Damping(**{key: float(entry["share"]) for key, entry in table["damping"].items()}),
        phrases=_steps(table["phrases"]["leaning"]),
        fits=_steps(table["phrases"]["fitting"]),
        sexes={word: sex for sex, words in table["sexes"]["words"].items() for word in words},
        patronymic_endings=tuple(table["patronymics"]["endings"]),
        same_word_score=float(table["same_word"]["score"]),
    )


def curve_of(bins: Sequence[Sequence[float]], share: float) -> Curve:
    """Make a curve from bins of [score, m, u]; its weights count by a share."""
    return Curve(
        tuple(float(score) for score, _, _ in bins),
        tuple(share * math.log(match / other) for _, match, other in bins),
        tuple((float(match), float(other)) for _, match, other in bins),
    )


def levels_of(levels: Mapping[str, Sequence[float]], share: float) -> Levels:
    """Make the levels of a field from [m, u] of each; their weights count by a share."""
    weights = {level: share * math.log(match / other) for level, (match, other) in levels.items()}
    return Levels(weights, {level: (float(match), float(other)) for level, (match, other) in levels.items()})


def in_steps(weights: Floats) -> Floats:
    """Bring weights to whole multiples of STEP."""
    rounded: Floats = np.rint(weights / STEP) * STEP
    return rounded


def frozen_table(version: str = FROZEN_VERSION) -> dict[str, Any]:
    """Read the table of a version that came with the program."""
    return tomllib.loads((files("khabar.linkage") / "models" / f"{version}.toml").read_text(encoding="utf-8"))


def _steps(steps: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    return tuple((float(lowest), phrase) for lowest, phrase in steps)


FROZEN: Final = model_from(frozen_table())
"""The model that came with the program."""
MODEL: Final = FROZEN.version
"""The version of the model; it is printed with every list of candidates."""
DEFAULT_PRIOR: Final = FROZEN.prior
"""How likely a request and a registration taken at random are one person, unless the caller says otherwise."""
