"""How much anybody could find in a caseload: a reader who takes every spelling, place and date for what it stands for.

That reader knows of two records whether a name, a parent, a birth or a place given in both is the same one, and nothing
else; what is not given stays hidden from him too. What he cannot tell apart, no method can. He ranks those of one given
and family name by what else agrees, with weights as plain as may be. It must never be used to rank anything else.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from bench._caseload_people import Invented
from bench._linkage_figures import Candidates
from bench.caseloads import Caseload

AGREE: Final = {"father": 4.5, "grandfather": 4.5, "mother": 4.5, "sex": 0.6, "birth": 4.0, "birth_place": 3.0}
"""Judged: about the log of how many people share the finding by chance."""
APART: Final = {"father": -2.5, "grandfather": -2.5, "mother": -2.5, "sex": -4.0, "birth": -2.5, "birth_place": -1.3}
"""Judged: clerks are wrong now and then."""
COLUMN: Final = {"father": 3, "grandfather": 4, "mother": 5, "sex": 6, "birth": 7, "birth_place": 8}
NEAR_DAYS: Final = 400
KEPT: Final = 10


def ceiling(caseload: Caseload) -> Candidates:
    """Rank, for each request that has a presence, the presences of one given and family name."""
    namesakes: dict[tuple[int, int], list[Sequence[str]]] = defaultdict(list)
    for row in caseload.presences:
        namesakes[_name(caseload.who[row[0]])].append(row)
    wanted = {request for request, _ in caseload.truth}
    pairs, scores = [], []
    for row in caseload.requests:
        if row[0] in wanted:
            found = namesakes[_name(caseload.who[row[0]])]
            weights = np.array([_weight(caseload, row, other) for other in found])
            for at in np.argsort(-weights, kind="stable")[:KEPT].tolist():
                pairs.append((row[0], found[at][0]))
                scores.append(float(weights[at]))
    return Candidates(pairs, np.array(scores), caseload.truth)


def _name(person: Invented) -> tuple[int, int]:
    return id(person.given), id(person.family)


def _weight(caseload: Caseload, left: Sequence[str], right: Sequence[str]) -> float:
    one, other = caseload.who[left[0]], caseload.who[right[0]]
    both = (field for field, column in COLUMN.items() if left[column] and right[column])
    return sum((AGREE if _agree(field, one, other) else APART)[field] for field in both)


def _agree(field: str, one: Invented, other: Invented) -> bool:
    if field == "birth":
        return abs(one.born.toordinal() - other.born.toordinal()) < NEAR_DAYS
    if field == "sex":
        return one.sex == other.sex
    return getattr(one, field) is getattr(other, field)
