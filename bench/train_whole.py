"""Learns what whole names say: composed pairs of names of one person and of two, measured and given to a network.

Per pair of one person one random other name and the two nearest by a plain string measure, as the bench has them; some
names are changed as people change them (a word dropped, the order turned, words joined, an initial), on both kinds
alike, and some of two people differ in one word only, as brothers' names do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

import numpy as np
from anyascii import anyascii
from bench._name_pairs import Nearest, pair_sets
from bench.name_data import Composer, FullName, Word
from bench.train_network import Rows, train
from bench.train_words import NATIVE, pairs_of
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from khabar.names.lexicon import Lexicon
from khabar.names.pairing import pairings
from khabar.names.tables import Network, Tables
from khabar.names.whole import GROUPS, groups_of, measures

HIDDEN = (24, 12)
EPOCHS = 20
ALONE = 0.15
"""Share of names of one word beside the others: people search by one as well."""
CHANGED = 0.3
"""Share of names changed as people change them."""
BROTHERS = 0.15
"""Share of pairs of two people, beside the others, that differ in one word only."""
POOL = 1500
NEAREST = 2
SEEN = 30
"""How many others are looked through for the nearest, since some are of the same words."""
KNOTS = 25

ByScript = Mapping[str, Sequence[Word]]


@dataclass(frozen=True)
class Compared:
    """Names side by side: one of each pair, and whether they are one person's."""

    left: Sequence[str]
    right: Sequence[str]
    label: NDArray[np.float64]

    def __add__(self, other: "Compared") -> "Compared":
        """Give both together."""
        label = np.concatenate([self.label, other.label])
        return Compared([*self.left, *other.left], [*self.right, *other.right], label)


def lesson(by_script: ByScript, group: str, size: int, seed: int) -> Compared:
    """Put together what a network learns from: names as the bench has them, of as many words, of one word, changed."""
    if group not in (*by_script, "latin"):
        return changed(compared(_native_names(by_script, group, size, seed), seed), seed)
    several = plain(by_script, group, size, seed, "latin") + plain(by_script, group, size // 2, seed + 7, "equal")
    alone = compared([_one_word(name) for name in composed(by_script, group, int(ALONE * size), seed + 8)], seed)
    return changed(several + alone, seed)


def plain(by_script: ByScript, group: str, size: int, seed: int, nearest: Nearest = "latin") -> Compared:
    """Put names side by side as the bench does: one same, one random, the two nearest."""
    if group not in (*by_script, "latin"):
        return compared(_native_names(by_script, group, size, seed), seed)
    (found,) = pair_sets(by_script, size, seed, nearest, (group,))
    return Compared(found.left, found.right, found.same.astype(float))


def composed(by_script: ByScript, group: str, size: int, seed: int) -> list[FullName]:
    """Compose names of one person in two writings."""
    composer = Composer(by_script, seed)
    return composer.latin(size) if group == "latin" else composer.cross(group, size)


def _one_word(name: FullName) -> FullName:
    return FullName(name.one.split()[0], name.other.split()[0], name.words[:1])


def _native_names(by_script: ByScript, group: str, size: int, seed: int) -> list[FullName]:
    """Compose names in two writings without Latin, from words that share an attested Latin form."""
    random = Random(seed)  # noqa: S311 a reproducible choice
    meetings = [
        (one, other) for at, one in enumerate(NATIVE) for other in NATIVE[at:] if (one is other) == (group == "native")
    ]
    found = []
    for one, other in meetings:
        pairs = pairs_of(by_script, (one, other))
        heaped = list(accumulate(weight for _, _, weight in pairs))
        for _ in range(size // len(meetings)):
            drawn = random.choices(pairs, cum_weights=heaped, k=random.choice((1, 2, 2, 3)))
            ones, others, _ = zip(*drawn, strict=True)
            found.append(FullName(" ".join(ones), " ".join(others), ones))
    random.shuffle(found)
    return found


def compared(names: Sequence[FullName], seed: int) -> Compared:
    """Put each name beside its own other writing, a random one and the nearest two by romanised letters."""
    random = Random(seed)  # noqa: S311 a reproducible choice
    rows: list[tuple[str, str, float]] = []
    for start in range(0, len(names), POOL):
        part = names[start : start + POOL]
        romanised = [anyascii(name.other).casefold() for name in part]
        like = process.cdist(romanised, romanised, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
        for at, name in enumerate(part):
            rows.append((name.one, name.other, 1.0))
            order = np.argsort(-like[at].astype(int), kind="stable")[:SEEN]
            near = [place for place in order.tolist() if not name.is_like(part[place])][:NEAREST]
            far = next(place for place in random.sample(range(len(part)), SEEN) if not name.is_like(part[place]))
            rows += [(name.one, part[place].other, 0.0) for place in (*near, far)]
    left, right, label = zip(*rows, strict=True)
    return Compared(left, right, np.array(label))


def changed(pairs: Compared, seed: int) -> Compared:
    """Change some names as people do, whether or not they are one person's, and add brothers."""
    random = Random(seed)  # noqa: S311 a reproducible choice
    left, right, label = list(pairs.left), list(pairs.right), pairs.label.tolist()
    for at in range(len(left)):
        if random.random() < CHANGED:
            side = random.choice((left, right))
            side[at] = random.choice(_CHANGES)(side[at], random)
    true = [at for at, same in enumerate(pairs.label) if same]
    for at in random.sample(true, int(BROTHERS * len(left))):
        words, others = right[at].split(), right[random.choice(true)].split()
        words[random.randrange(len(words))] = random.choice(others)
        if " ".join(words) != right[at]:
            left.append(left[at])
            right.append(" ".join(words))
            label.append(0.0)
    return Compared(left, right, np.array(label))


def _dropped(name: str, random: Random) -> str:
    words = name.split()
    if len(words) > 2:  # noqa: PLR2004 two words are left
        words.pop(random.randrange(len(words)))
    return " ".join(words)


def _turned(name: str, _random: Random) -> str:
    words = name.split()
    return " ".join([words[-1], *words[:-1]])


def _joined(name: str, random: Random) -> str:
    words = name.split()
    at = random.randrange(len(words) - 1) if len(words) > 1 else 0
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def _initial(name: str, random: Random) -> str:
    words = name.split()
    at = random.randrange(len(words))
    return " ".join([*words[:at], words[at][0] + ".", *words[at + 1 :]])


def _mistyped(name: str, random: Random) -> str:
    at = random.randrange(len(name))
    return random.choice((name[:at] + name[at + 1 :], name[:at] + name[at : at + 1] + name[at:]))


_CHANGES: tuple[Callable[[str, Random], str], ...] = (_dropped, _dropped, _turned, _joined, _initial, _mistyped)


def measured(tables: Tables, pairs: Compared) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.int8]]:
    """Measure pairs: the measures, which pair each row is of, and the group of each."""
    lexicon = Lexicon(tables)
    left, right = lexicon.numbers_of(pairs.left), lexicon.numbers_of(pairs.right)
    found = [
        (measures(lexicon.words.rows(), group), group.at, groups_of(lexicon.words.rows(), group))
        for group in pairings(lexicon, left, right)
    ]
    rows, at, groups = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(at), np.concatenate(groups)


def network_of(tables: Tables, pairs: Compared, group: str, seed: int) -> Network:
    """Learn the network of a group."""
    rows, at, groups = measured(tables, pairs)
    kept = groups == GROUPS.index(group)
    label = pairs.label[at[kept]]
    return train(Rows(rows[kept].astype(float), label, np.ones(len(label))), HIDDEN, epochs=EPOCHS, seed=seed)


def curve_of(tables: Tables, network: Network, pairs: Compared, group: str) -> NDArray[np.float32]:
    """Learn how the network's log odds are to be read: rising steps (pool adjacent violators), smoothed to knots."""
    rows, at, groups = measured(tables, pairs)
    kept = groups == GROUPS.index(group)
    said, label = network(rows[kept]), pairs.label[at[kept]]
    order = np.argsort(said, kind="stable")
    knots_said, knots_true = [], []
    for chunk in _chunks(said[order]):
        part = order[chunk]
        knots_said.append(float(said[part].mean()))
        knots_true.append((label[part].sum() + 0.5) / (len(part) + 1.0))
    rising = _rising(np.array(knots_true), np.array([len(chunk) for chunk in _chunks(said[order])], float))
    logit = np.log(rising) - np.log1p(-rising)
    slope = 1e-3 * (np.array(knots_said) - knots_said[0])
    ends = [knots_said[0] - 10, *knots_said, knots_said[-1] + 10]
    return np.array([ends, [logit[0] - 4, *(logit + slope), logit[-1] + slope[-1] + 4]], np.float32)


def _chunks(said: NDArray[np.float32]) -> list[NDArray[np.intp]]:
    """Divide rows, in order of what was said, so that the middle is fine and the ends are coarse."""
    edges = np.searchsorted(said, np.linspace(-7, 7, KNOTS))
    places = np.split(np.arange(len(said)), np.unique(edges[(edges > 0) & (edges < len(said))]))
    merged: list[NDArray[np.intp]] = []
    for part in places:
        if merged and (len(part) < 60 or len(merged[-1]) < 60):  # noqa: PLR2004 too few to tell a share by
            merged[-1] = np.concatenate([merged[-1], part])
        else:
            merged.append(part)
    return merged


def _rising(shares: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    blocks: list[tuple[float, float, int]] = []
    for share, weight in zip(shares, weights, strict=True):
        block = (share, weight, 1)
        while blocks and blocks[-1][0] >= block[0]:
            last = blocks.pop()
            total = last[1] + block[1]
            block = ((last[0] * last[1] + block[0] * block[1]) / total, total, last[2] + block[2])
        blocks.append(block)
    return np.concatenate([np.full(count, share) for share, _, count in blocks])
