"""Trains a small network on measures: Adam on weighted log loss (Kingma and Ba 2015), numpy alone, seeded.

A part of the rows is set aside to choose the best epoch by; the same rows and seed give the same network.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from khabar.names.tables import Layer, Network

Doubles = NDArray[np.float64]

BATCH = 1024
RATE = 3e-3
DECAY = 1e-4
KEPT_ASIDE = 0.1
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Rows:
    """What is learned from: measures, whether a row is of one person, and how much it counts."""

    measures: Doubles
    label: Doubles
    weight: Doubles


def train(rows: Rows, hidden: tuple[int, ...], *, epochs: int, seed: int) -> Network:
    """Train a network whose output is the log odds of one person among rows weighted so."""
    random = np.random.default_rng(seed)
    mean, scale = rows.measures.mean(axis=0), rows.measures.std(axis=0) + 1e-6
    inputs = np.clip((rows.measures - mean) / scale, -8, 8)
    sizes = (inputs.shape[1], *hidden, 1)
    weights = [random.normal(0, 1 / np.sqrt(one), (one, other)) for one, other in pairwise(sizes)]
    parameters = [array for weight in weights for array in (weight, np.zeros(weight.shape[1]))]
    order = random.permutation(len(inputs))
    aside, kept = np.split(order, [int(KEPT_ASIDE * len(order))])
    moments = [(np.zeros_like(array), np.zeros_like(array)) for array in parameters]
    best, least, step = [array.copy() for array in parameters], np.inf, 0
    for epoch in range(epochs):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        for batch in np.array_split(random.permutation(kept), max(len(kept) // BATCH, 1)):
            step += 1
            slopes = _slopes(parameters, inputs[batch], rows.label[batch], rows.weight[batch])
            _adam(parameters, slopes, moments, (rate, step))
        loss = _loss(_forward(parameters, inputs[aside])[-1][:, 0], rows.label[aside], rows.weight[aside])
        if loss < least:
            best, least = [array.copy() for array in parameters], loss
    return network_of(mean, scale, best)


def network_of(mean: Doubles, scale: Doubles, parameters: list[Doubles]) -> Network:
    """Put trained arrays into the form the program reads."""
    arrays = [array.astype(np.float32) for array in parameters]
    layers = tuple(Layer(weights, bias) for weights, bias in zip(arrays[::2], arrays[1::2], strict=True))
    return Network(mean.astype(np.float32), scale.astype(np.float32), layers)


def _forward(parameters: list[Doubles], inputs: Doubles) -> list[Doubles]:
    values = [inputs]
    for at in range(0, len(parameters), 2):
        reached = values[-1] @ parameters[at] + parameters[at + 1]
        values.append(reached if at == len(parameters) - 2 else np.tanh(reached))
    return values


def _slopes(parameters: list[Doubles], inputs: Doubles, label: Doubles, weight: Doubles) -> list[Doubles]:
    values = _forward(parameters, inputs)
    chance = 1 / (1 + np.exp(-np.clip(values[-1][:, 0], -40, 40)))
    error = ((chance - label) * weight / weight.sum())[:, None]
    slopes: list[Doubles] = []
    for at in range(len(parameters) - 2, -1, -2):
        before = values[at // 2]
        slopes[:0] = [before.T @ error + DECAY * parameters[at] / len(parameters), error.sum(axis=0)]
        error = (error @ parameters[at].T) * (1 - before**2)
    return slopes


def _adam(
    parameters: list[Doubles],
    slopes: list[Doubles],
    moments: list[tuple[Doubles, Doubles]],
    pace: tuple[float, int],
) -> None:
    rate, step = pace
    for array, slope, (first, second) in zip(parameters, slopes, moments, strict=True):
        np.copyto(first, FIRST * first + (1 - FIRST) * slope)
        np.copyto(second, SECOND * second + (1 - SECOND) * slope**2)
        np.subtract(
            array, rate * (first / (1 - FIRST**step)) / (np.sqrt(second / (1 - SECOND**step)) + TINY), out=array
        )


def _loss(logit: Doubles, label: Doubles, weight: Doubles) -> float:
    return float((weight * (np.logaddexp(0, logit) - label * logit)).sum() / weight.sum())
