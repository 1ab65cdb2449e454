"""Fit the likeness weights of name comparison and say how good they are, on name data in a folder.

1. Split the words of tokens.tsv by a hash of their written form: seven parts to learn from, three to test on.
2. Pair each written form with its Latin spelling (same), and with other words (different): random ones and, weighted by
   how rarely they occur, the most similar of many. A logistic regression on them gives log likelihood ratios.
3. Compose full names of test words and compare with plain string measures (AUC, recall at precision .95 and .99).

    python bench/fit_names.py --data FOLDER [--write words | --write whole]
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import combinations
from math import log
from pathlib import Path
from time import perf_counter

import click
import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from khabar import data, names
from khabar.names.comparison import best_pairing
from khabar.names.likeness import FEATURES, features, script_group
from khabar.names.orthography import fold
from khabar.names.parsing import parse
from khabar.names.tokens import Token, token_of

Floats = NDArray[np.float64]

LANGUAGES = {"ar": "arabic", "he": "hebrew", "ru": "cyrillic"}
MODEL_FILE = Path(__file__).parents[1] / "src" / "khabar" / "data" / "name_model.json"
SAMES = 6000
POOL = 1500
NEAREST = 6
RANDOM = 6
TEST_NAMES = 1500
TEST_TENTHS = 3
STILL = 1e-8
FOREST = 4000
RIDGE = 1e-3
GAPS = 0.3
CONCENTRATION = 20.0
"""The most similar words count as if so often met: people of one register come from few places and have like names."""
ALIKE = 0.1
"""Share of most similar names among different ones somebody puts side by side: they look alike, or nobody would."""
DOUBTED = -2.0
"""Same pairs that a first fit finds so unlike are left out of the second: they are taken for errors of the data."""


@dataclass(frozen=True)
class Pair:
    """Two words seen for one name, and how often."""

    lang: str
    native: str
    latin: str
    count: int


@click.command()
@click.option("--data", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--write", type=click.Choice(["words", "whole"]), help="Fit and write these weights into the package.")
def main(folder: Path, *, write: str | None) -> None:
    """Fit and write words first, then whole names; without --write, measure."""
    pairs = _read(folder / "tokens.tsv")
    train = [pair for pair in pairs if not _is_test(pair.native)]
    test = [pair for pair in pairs if _is_test(pair.native)]
    if write == "whole":
        model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
        model["whole"] |= _fit_whole(train)
        MODEL_FILE.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    elif write:
        weights = {group: _fit(group, sames) for group, sames in _training_sets(train)}
        for group, share in _unequal_shares(train):
            print(group, "unequal spellings of one name:", round(share, 3))
            weights[group][0] += log(share)
        model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
        model["features"] = FEATURES
        model["likeness"] = {group: [round(weight, 4) for weight in found] for group, found in weights.items()}
        MODEL_FILE.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
        print("written; run again without --write to measure it")
    else:
        _measure(test)


def _read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [Pair(lang, native, latin, int(count)) for lang, latin, native, count in rows if lang in LANGUAGES]


def _is_test(native: str) -> bool:
    return blake2b(fold(native).encode(), digest_size=1).digest()[0] % 10 < TEST_TENTHS


def _training_sets(train: Sequence[Pair]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    random = np.random.default_rng(1)
    for lang, group in LANGUAGES.items():
        yield (
            group,
            _sample([(pair.native, pair.latin) for pair in train if pair.lang == lang and _is_sound(pair)], random),
        )
    seen_twice = [pair for pair in train if pair.count > 1]
    yield "latin", _sample(_siblings(seen_twice, _native, lambda pair: pair.latin), random)
    yield "native", _sample(_siblings(train, _plain_latin, lambda pair: pair.native), random)
    mixed = _siblings(seen_twice, lambda pair: ("", pair.latin), lambda pair: pair.native)
    yield "mixed", _sample([pair for pair in mixed if token_of(pair[0]).script is not token_of(pair[1]).script], random)


def _native(pair: Pair) -> tuple[str, str]:
    return pair.lang, pair.native


def _plain_latin(pair: Pair) -> tuple[str, str]:
    return pair.lang, fold(pair.latin)


def _unequal_shares(train: Sequence[Pair]) -> Iterator[tuple[str, float]]:
    """Measure how often two writings of one name in one script differ: words that differ are judged given that."""
    common = {fold(name.native) for name in data.common_names()}
    yield (
        "latin",
        _unequal_share([pair for pair in train if fold(pair.native) in common], _native, lambda pair: pair.latin),
    )
    yield "native", _unequal_share([replace(pair, count=1) for pair in train], _plain_latin, lambda pair: pair.native)


def _unequal_share(
    pairs: Sequence[Pair], shared: Callable[[Pair], tuple[str, str]], form: Callable[[Pair], str]
) -> float:
    families: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        families[shared(pair)][fold(form(pair))] += pair.count
    several = [family for family in families.values() if family.total() > 1]
    equal = [
        sum(count * (count - 1) for count in family.values()) / family.total() / (family.total() - 1)
        for family in several
    ]
    return 1.0 - float(np.mean(equal))


def _is_sound(pair: Pair) -> bool:
    return len(pair.native) > 1 and len(pair.latin) > 1


def _siblings(
    train: Sequence[Pair], shared: Callable[[Pair], tuple[str, str]], form: Callable[[Pair], str]
) -> list[tuple[str, str]]:
    """Pair the forms that share something; most of them are one name."""
    families: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in train:
        if _is_sound(pair):
            families[shared(pair)].add(form(pair))
    return [
        (one, other)
        for family in families.values()
        for one, other in combinations(sorted(family)[:6], 2)
        if fold(one) != fold(other)
    ]


def _sample(sames: list[tuple[str, str]], random: np.random.Generator) -> list[tuple[str, str]]:
    chosen = random.permutation(len(sames))[:SAMES]
    return [sames[at] for at in chosen]


def _fit(group: str, sames: list[tuple[str, str]]) -> list[float]:
    """Fit one group: same pairs against all other pairings, which are sampled and weighted back."""
    left = [token_of(one) for one, _ in sames]
    right = [token_of(other) for _, other in sames]
    positive = np.array([features(one, other) for one, other in zip(left, right, strict=True)])
    negative, weight = _differents(group, left, right)
    rows = np.vstack([positive, negative])
    label = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    weights = _balanced(len(positive), weight)
    found = _logistic(rows, label, weights)
    believed = (rows @ found > DOUBTED) | (label == 0)  # automatic labels hold translations and mixed-up words
    weights = _balanced(int(believed.sum()) - len(negative), weight)
    found = _logistic(rows[believed], label[believed], weights)
    print(group, len(positive), len(negative), dict(zip(FEATURES, found.round(2).tolist(), strict=True)))
    return [float(value) for value in found]


def _differents(group: str, left: list[Token], right: list[Token]) -> tuple[Floats, Floats]:
    """Measure different words and say how many pairings each stands for."""
    random = np.random.default_rng(2)
    rows: list[tuple[float, ...]] = []
    weights: list[float] = []
    pool = [right[at] for at in random.permutation(len(right))[:POOL]]
    fine = [token.sounds[0].fine for token in pool]
    for at in random.permutation(len(left))[: len(left) // 2]:
        mine, own = left[at], right[at]
        likeness = process.cdist([mine.sounds[0].fine], fine, scorer=fuzz.ratio, dtype=np.uint8)[0]
        order = np.argsort(-likeness.astype(int), kind="stable")
        others = [
            pool[place]
            for place in order
            if pool[place].folded not in (own.folded, mine.folded) and script_group(mine, pool[place]) == group
        ]
        rest = random.choice(len(others) - NEAREST, RANDOM, replace=False) + NEAREST
        for other in others[:NEAREST]:
            rows.append(features(mine, other))
            weights.append(CONCENTRATION)
        for place in rest:
            rows.append(features(mine, others[place]))
            weights.append((len(others) - NEAREST) / RANDOM)
    return np.array(rows), np.array(weights)


def _balanced(positives: int, negative: Floats) -> Floats:
    """Give same and different pairs the same weight in all, so that the logit is a likelihood ratio."""
    return np.concatenate([np.ones(positives), negative * (positives / negative.sum())])


def _logistic(rows: Floats, label: Floats, weight: Floats) -> Floats:
    found: Floats = np.zeros(rows.shape[1])
    for _ in range(60):
        chance = 1.0 / (1.0 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (label - chance)) - RIDGE * len(label) * found / 100
        curve = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + RIDGE * len(label) * np.eye(
            len(found)
        ) / 100
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < STILL:
            break
    return found


def _fit_whole(train: Sequence[Pair]) -> dict[str, float]:
    """Fit how words add up, on full names of which every fifth leaves out a word on one side."""
    rows, label, weights = [], [], []
    for lang in LANGUAGES:
        random = np.random.default_rng(4)
        made = [_with_gap(one, other, random) for one, other in _composed(train, lang, random)]
        pool = [other for _, other in made]
        likeness = process.cdist(pool[:TEST_NAMES], pool, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
        for at, (one, other) in enumerate(made[:TEST_NAMES]):
            order = [place for place in np.argsort(-likeness[at].astype(int), kind="stable") if pool[place] != other]
            far = [order[place] for place in random.integers(NEAREST, len(order), RANDOM)]
            for place, same, weight in [
                (at, 1, 1.0),
                *((near, 0, ALIKE * len(order) / NEAREST) for near in order[:NEAREST]),
                *((place, 0, (len(order) - NEAREST) / RANDOM) for place in far),
            ]:
                rows.append(_sums(one, pool[place]))
                label.append(same)
                weights.append(weight)
    same = np.array(label) == 1
    stakes: Floats = np.array(weights)
    stakes[~same] *= same.sum() / stakes[~same].sum()
    found = _logistic(np.array(rows), same.astype(float), stakes)
    print("whole", found.round(3).tolist())
    # what a word left over costs depends on GAPS, which is ours, so that stays the assumption it is
    return {"agreement": round(float(found[0]), 3), "conflict": round(float(found[1]), 3)}


def _with_gap(one: str, other: str, random: np.random.Generator) -> tuple[str, str]:
    words = other.split(" ")
    if len(words) == 3 and random.random() < GAPS:  # noqa: PLR2004 two words stay
        del words[random.integers(3)]
    return one, " ".join(words)


def _sums(one: str, other: str) -> tuple[float, float, float]:
    pairing = best_pairing(parse(one), parse(other))
    weights = [weight for _, _, weight in pairing.pairs]
    extra = len(pairing.left_only) + len(pairing.right_only)
    return sum(max(weight, 0.0) for weight in weights), sum(min(weight, 0.0) for weight in weights), float(extra)


def _measure(test: Sequence[Pair]) -> None:
    print("| script | names | method | AUC | R95 | R99 | pairs/s |")
    for lang, group in [*LANGUAGES.items(), ("", "latin")]:
        same, different = _full_names(test, lang)
        for method, score in METHODS.items():
            begun = perf_counter()
            good, bad = score(same), score(different)
            pace = (len(good) + len(bad)) / (perf_counter() - begun)
            area, recalls = _area(good, bad), [_recall(good, bad, at) for at in (0.95, 0.99)]
            print(
                f"| {group} | {len(good)} | {method} | {area:.3f} | {recalls[0]:.2f} | {recalls[1]:.2f} | {pace:,.0f} |"
            )


def _full_names(test: Sequence[Pair], lang: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Compose full names of two or three test words; different: the most similar other Latin name of a pool."""
    made = _composed(test, lang, np.random.default_rng(3))
    pool = [latin for _, latin in made]
    same = made[:TEST_NAMES]
    likeness = process.cdist([latin for _, latin in same], pool, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
    different = []
    for at, (native, latin) in enumerate(same):
        order = np.argsort(-likeness[at].astype(int), kind="stable")
        different.append((native, next(pool[place] for place in order if pool[place] != latin)))
    return same, different


def _composed(test: Sequence[Pair], lang: str, random: np.random.Generator) -> list[tuple[str, str]]:
    usable = [pair for pair in test if (pair.lang == lang or not lang) and pair.count > 1 and _is_sound(pair)]
    if not lang:
        seen_twice = [pair for pair in test if pair.count > 1]
        siblings = _siblings(seen_twice, _native, lambda pair: pair.latin)
        usable = [Pair("", one, other, 1) for one, other in siblings]
    chance = np.sqrt([pair.count for pair in usable])
    made = []
    for _ in range(FOREST):
        words = random.choice(len(usable), random.integers(2, 4), p=chance / chance.sum())
        chosen = [usable[at] for at in words]
        made.append((" ".join(pair.native for pair in chosen), " ".join(pair.latin for pair in chosen)))
    return made


def _by_names(pairs: list[tuple[str, str]]) -> Floats:
    return names.score_pairs([one for one, _ in pairs], [other for _, other in pairs])


def _by_ratio(measure: Callable[[str, str], float]) -> Callable[[list[tuple[str, str]]], Floats]:
    def score(pairs: list[tuple[str, str]]) -> Floats:
        return np.array([measure(anyascii(one).lower(), anyascii(other).lower()) for one, other in pairs])

    return score


METHODS: dict[str, Callable[[list[tuple[str, str]]], Floats]] = {
    "khabar.names": _by_names,
    "rapidfuzz token_sort on anyascii": _by_ratio(fuzz.token_sort_ratio),
    "rapidfuzz WRatio on anyascii": _by_ratio(fuzz.WRatio),
}


def _area(good: Floats, bad: Floats) -> float:
    """Give the chance that a same pair scores above a different one; ties count half."""
    ordered = np.sort(bad)
    below, upto = np.searchsorted(ordered, good, "left"), np.searchsorted(ordered, good, "right")
    return float(((below + upto) / 2).mean() / len(bad))


def _recall(good: Floats, bad: Floats, precision: float) -> float:
    """Give the largest share of same pairs found at a threshold where so many of the found are right."""
    bars = np.unique(good)
    found = len(good) - np.searchsorted(np.sort(good), bars, "left")
    wrong = len(bad) - np.searchsorted(np.sort(bad), bars, "left")
    fits = found / np.maximum(found + wrong, 1) >= precision
    return float(found[fits].max() / len(good)) if fits.any() else 0.0


if __name__ == "__main__":
    main()
