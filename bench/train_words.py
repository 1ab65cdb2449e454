"""Learns what two words say: alphabets, alignment tables for every meeting of scripts, and the networks that read them.

Words of one name are those that are attested for one another, or share an attested Latin form. Automatic labels hold
translations and slips, so what a first table cannot read at all is left out of the second.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import log1p
from random import Random

import numpy as np
from bench.name_data import Word
from bench.spelling_ways import other_ways
from bench.train_alignment import Example, alphabet_of, learn
from bench.train_network import Rows, train
from numpy.typing import NDArray

from khabar.names.alignment import Alignment
from khabar.names.letters import Alphabet, Letters, letters_of
from khabar.names.measures import measures, meetings_of
from khabar.names.tables import Meeting, Network, Tables
from khabar.names.tokens import token_of
from khabar.names.words import WordList
from khabar.text import Script

NATIVE = (Script.ARABIC, Script.HEBREW, Script.CYRILLIC)
MEETINGS: tuple[Meeting, ...] = (
    *((script, Script.LATIN) for script in NATIVE),
    *((script, script) for script in (*NATIVE, Script.LATIN)),
    (Script.ARABIC, Script.HEBREW),
    (Script.ARABIC, Script.CYRILLIC),
    (Script.HEBREW, Script.CYRILLIC),
)
MOST = 40_000
MOST_OF_A_FAMILY = 6
LEAST_SHARE = 0.04
ITSELF = 0.3
"""How much a word and itself count among words of one script."""
RESPELT, RESPELT_WEIGHT = 0.25, 0.5
"""Share of words that are spelt by the habit of another language as well, and how much such a pair counts."""
HIDDEN = (12,)
EPOCHS = 40
POSITIVES = 7000
POOL = 1200
NEAREST, RANDOM = 6, 8
CONCENTRATION = 15.0
"""The most similar words count as if so often met: people of one register come from few places and have like names."""

Pair = tuple[str, str, float]


def pairs_of(by_script: Mapping[str, Sequence[Word]], meeting: Meeting) -> list[Pair]:
    """Give the pairs of words that are of one name, with how much each counts."""
    source, target = meeting
    if source is not target and target is Script.LATIN:
        seen = [(word.native, latin, log1p(n)) for word in by_script[source.value] for latin, n in word.latin.items()]
        return [*seen, *_in_other_ways(seen)]
    if source is Script.LATIN:
        families = _latin_families(by_script)
        selves = list(_selves(families))
        return [*_siblings(families), *selves, *_in_other_ways(selves)]
    if source is target:
        families = list(_native_families(by_script[source.value]).values())
        return [*_siblings(families), *_selves(families)]
    ones, others = (_native_families(by_script[script.value]) for script in meeting)
    return [
        (one, other, 2 * share * share_too)
        for latin in sorted(ones.keys() & others.keys())
        for (one, share), (other, share_too) in product(_most(ones[latin]), _most(others[latin]))
    ]


def _in_other_ways(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Spell some of the Latin words by the habits of other languages than English."""
    random = Random(8)  # noqa: S311 a reproducible choice
    for one, latin, weight in pairs:
        ways = list(other_ways(latin)) if random.random() < RESPELT else []
        if ways:
            yield one, random.choice(ways), weight * RESPELT_WEIGHT
        if len(ways) > 1 and one == latin:
            first, second = random.sample(ways, 2)
            yield first, second, weight * RESPELT_WEIGHT


def _latin_families(by_script: Mapping[str, Sequence[Word]]) -> list[Mapping[str, float]]:
    return [_shares(word.latin) for words in by_script.values() for word in words if word.count > 1]


def _native_families(words: Sequence[Word]) -> dict[str, Mapping[str, float]]:
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    for word in words:
        for latin, count in word.latin.items():
            if count >= LEAST_SHARE * word.count:
                seen[latin][word.native] = count
    return {latin: _shares(natives) for latin, natives in seen.items()}


def _shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    total = sum(counts.values())
    return {form: count / total for form, count in counts.items() if count >= LEAST_SHARE * total}


def _most(family: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(family.items(), key=lambda item: (-item[1], item[0]))[:MOST_OF_A_FAMILY]


def _siblings(families: Sequence[Mapping[str, float]]) -> Iterator[Pair]:
    for family in families:
        for (one, share), (other, share_too) in combinations(_most(family), 2):
            yield one, other, 4 * share * share_too


def _selves(families: Sequence[Mapping[str, float]]) -> Iterator[Pair]:
    for form in sorted({form for family in families for form in family}):
        yield form, form, ITSELF


def sampled(pairs: Sequence[Pair], most: int, random: Random) -> list[Pair]:
    """Give at most so many pairs, a random choice."""
    return list(pairs) if len(pairs) <= most else random.sample(pairs, most)


def alphabets_of(by_script: Mapping[str, Sequence[Word]]) -> dict[Script, Alphabet]:
    """Take the alphabet of each script from its words."""
    latin = sorted({form for words in by_script.values() for word in words for form in word.latin})
    found = {Script.LATIN: alphabet_of(Script.LATIN, [letters_of(form, Script.LATIN) for form in latin])}
    for script in NATIVE:
        found[script] = alphabet_of(script, [letters_of(word.native, script) for word in by_script[script.value]])
    return found


def followed_by(words: Sequence[Letters], alphabet: Alphabet) -> NDArray[np.float32]:
    """Learn how often each letter follows another, with the edge of a word as the last."""
    numbers = {letter: at for at, letter in enumerate(piece for piece in alphabet.pieces if len(piece) == 1)}
    edge = len(numbers)
    counts = np.full((edge + 1, edge + 1), 0.5)
    for word in words:
        path = [edge, *(numbers[letter] for letter in word.target if letter in numbers), edge]
        np.add.at(counts, (path[:-1], path[1:]), 1.0)
    return np.asarray(np.log(counts / counts.sum(axis=1, keepdims=True)), np.float32)


def alignments_of(
    by_script: Mapping[str, Sequence[Word]],
    alphabets: Mapping[Script, Alphabet],
    followed: Mapping[Script, NDArray[np.float32]],
) -> dict[Meeting, Alignment]:
    """Learn a table for each meeting, twice: the second time without the pairs that the first finds unreadable."""
    found = {}
    for meeting in MEETINGS:
        source, target = meeting
        pairs = sampled(pairs_of(by_script, meeting), MOST, Random(7))  # noqa: S311 a reproducible choice
        both = [*pairs, *((other, one, weight) for one, other, weight in pairs)] if source is target else pairs
        examples = [Example(letters_of(one, source), letters_of(other, target), n) for one, other, n in both]
        first = learn(examples, alphabets[source], alphabets[target], rounds=3)
        alone = Tables("", 0.25, alphabets, {meeting: first}, followed, {}, {}, {}, {})
        words = WordList(alone)
        left, right = (np.array([words.number_of(token_of(pair[side])) for pair in both], np.intp) for side in (0, 1))
        readable = measures(alone, words.rows(), left, right)[:, 0] > 0
        believed = [example for example, kept in zip(examples, readable, strict=True) if kept]
        found[meeting] = learn(believed, alphabets[source], alphabets[target])
        print(f"{source.value}-{target.value}: {len(examples):,} pairs, {len(believed):,} believed", flush=True)
    return found


def network_of(tables: Tables, meeting: Meeting, pairs: Sequence[Pair], seed: int) -> Network:
    """Learn the weight of two words of a meeting: pairs of one name against all other pairings."""
    random = np.random.default_rng(seed)
    chosen = [pairs[at] for at in random.choice(len(pairs), POSITIVES, p=_chances(pairs))]
    words = WordList(tables)
    left, right = (np.array([words.number_of(token_of(pair[side])) for pair in chosen], np.intp) for side in (0, 1))
    rows = words.rows()
    fitting = meetings_of(rows, left, right) == meetings_of(rows, left[:1], right[:1])[0]
    left, right = left[fitting], right[fitting]
    positive = measures(tables, rows, left, right)
    negative, weight = _others(tables, words, (left, right), random)
    label = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    weights = np.r_[np.full(len(positive), 1 / len(positive)), weight / weight.sum()] * len(label)
    network = train(Rows(np.r_[positive, negative].astype(float), label, weights), HIDDEN, epochs=EPOCHS, seed=seed)
    told = network(positive), network(negative)
    print(
        f"words {meeting[0].value}-{meeting[1].value}: {len(positive)} of one name, mean weight "
        f"{told[0].mean():.2f}, of others {np.average(told[1], weights=weight):.2f}",
        flush=True,
    )
    return network


def _chances(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    weights = np.array([weight for _, _, weight in pairs])
    return np.asarray(weights / weights.sum())


def _others(
    tables: Tables, words: WordList, sames: tuple[NDArray[np.intp], NDArray[np.intp]], random: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Measure the most similar and random other words, and say how many pairings each stands for."""
    left, right = sames
    pool = np.unique(right)[random.permutation(len(np.unique(right)))[:POOL]]
    known = set(zip(left.tolist(), right.tolist(), strict=True))
    found, weights = [], []
    rows = words.rows()
    for one in left[random.permutation(len(left))[: len(left) // 4]]:
        others = np.array([other for other in pool if (int(one), int(other)) not in known and other != one], np.intp)
        measured = measures(tables, rows, np.full(len(others), one), others)
        order = np.argsort(-measured[:, 0], kind="stable")
        near, far = order[:NEAREST], random.choice(order[NEAREST:], RANDOM, replace=False)
        found.append(measured[np.r_[near, far]])
        weights += [CONCENTRATION] * NEAREST + [(len(others) - NEAREST) / RANDOM] * RANDOM
    return np.concatenate(found), np.array(weights)
