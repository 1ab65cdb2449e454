"""What the wrong proposals and the misses of a method have in common: who was taken for whom, and how little was given.

It knows who is meant, so it is for reading errors alone, and must never be part of a method.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from bench._caseload_people import Invented
from bench._linkage_figures import READ, Candidates, Pair
from bench.caseloads import Caseload

FEW, SOME = 2, 4
NOT_COMPARED: Final = 3
"""The first cells of a row: id, name, other names."""


def false_ones(found: Candidates, caseload: Caseload, bar: float) -> Mapping[str, int]:
    """Count the wrong pairs at or above a bar by how the two people are related."""
    wrong = (found.scores >= bar) & ~found.right
    pairs = (pair for pair, one in zip(found.pairs, wrong, strict=True) if one)
    return Counter(relation(caseload.who[left], caseload.who[right]) for left, right in pairs)


def relation(one: Invented, other: Invented) -> str:
    """Say how two different people are related, as far as one might be taken for the other."""
    if one.father is other.father and one.mother is other.mother and one.family is other.family:
        return "brothers and sisters"
    if one.grandfather is other.grandfather and one.family is other.family:
        return "cousins"
    given, family = one.given is other.given, one.family is other.family
    if given and family:
        return "strangers of one name"
    if given or family:
        return "strangers who share a given or a family name"
    return "strangers with other names"


def missed(found: Candidates, caseload: Caseload) -> Mapping[str, tuple[int, int]]:
    """Count true pairs not among those read, and all true pairs, by how many fields beside names both records give."""
    given = {row[0]: row[NOT_COMPARED:] for row in (*caseload.requests, *caseload.presences)}
    read = found.found(found.ranks < READ[-1])
    lost: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in found.truth:
        kind = _given_in_both(given, pair)
        total[kind] += 1
        lost[kind] += pair not in read
    return {kind: (lost[kind], total[kind]) for kind in sorted(total)}


def _given_in_both(given: Mapping[str, tuple[str, ...]], pair: Pair) -> str:
    both = sum(bool(one) and bool(other) for one, other in zip(given[pair[0]], given[pair[1]], strict=True))
    return f"0 to {FEW}" if both <= FEW else f"{FEW + 1} to {SOME}" if both <= SOME else f"{SOME + 1} or more"
