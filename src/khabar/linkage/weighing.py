"""From pairs of rows to the weights of all fields: compared, damped where they depend on one another, never decided.

The sum of a pair's weights and the prior give the probability that both are one person. No other record has any part in
it: a pair weighs the same alone and among a million.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Rows
from khabar.linkage.columns import KIN, NOT_GIVEN, PLACES, PersonColumns
from khabar.linkage.name_weights import Sides, Weighed, weigh_kin, weigh_names
from khabar.linkage.parameters import FROZEN, Model, in_steps
from khabar.linkage.plain_weights import weigh_birth, weigh_nationality, weigh_place, weigh_sex

FIELDS: Final = (
    "name",
    "father",
    "grandfather",
    "mother",
    "sex",
    "birth",
    "birth_place",
    "nationality",
    "last_place",
)
"""Every field that is compared, in the order in which its evidence is shown."""
GROUPS: Final = {"kin": KIN, "places": ("birth_place", "nationality", "last_place")}
"""Fields that are not independent of one another: of those that agree, the strongest counts in full."""
_COLUMNS: Final = {group: [FIELDS.index(field) for field in fields] for group, fields in GROUPS.items()}


@dataclass(frozen=True)
class FieldWeights:
    """What each pair weighs: a row for each pair and a column for each of FIELDS.

    `weights` in nats, whole multiples of a step, so that sums are exact. `levels`: what was found, as a number of the
    field's own; 0 is not given. `in_part`: where an agreement counts in part, beside a stronger one of its group.
    """

    weights: NDArray[np.float32]
    levels: NDArray[np.int8]
    in_part: NDArray[np.bool_]

    @property
    def scores(self) -> NDArray[np.float64]:
        """The sum of each pair's weights."""
        found: NDArray[np.float64] = self.weights.sum(axis=1, dtype=np.float64)
        return found

    def only(self, chosen: NDArray[np.bool_] | Rows) -> "FieldWeights":
        """Give some of the pairs."""
        return FieldWeights(self.weights[chosen], self.levels[chosen], self.in_part[chosen])


def weigh(left: PersonColumns, right: PersonColumns, pairs: tuple[Rows, Rows], model: Model = FROZEN) -> FieldWeights:
    """Weigh pairs of rows, the first of the left columns and the second of the right; both share a vocabulary."""
    return weigh_sides(Sides(left, right, *pairs), model)


def weigh_sides(sides: Sides, model: Model, name: Weighed | None = None) -> FieldWeights:
    """Weigh pairs of people; `name` is the weight of their names where it is known already."""
    found = {
        "name": name or weigh_names(sides, model),
        **{field: weigh_kin(field, sides, model) for field in KIN},
        "sex": weigh_sex(sides, model),
        "birth": weigh_birth(sides, model),
        **{field: weigh_place(field, sides, model) for field in PLACES},
        "nationality": weigh_nationality(sides, model),
    }
    weights = in_steps(np.stack([found[field].weights for field in FIELDS], axis=1))
    levels = np.stack([found[field].levels for field in FIELDS], axis=1)
    in_part = lowered(weights)
    return FieldWeights(in_steps(damped(weights, in_part, model)).astype(np.float32), levels, in_part)


def lowered(weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which agreements of each group count in part: all but the largest, the first of equals."""
    found = np.zeros(weights.shape, np.bool_)
    for columns in _COLUMNS.values():
        group = weights[:, columns]
        in_part = group > 0.0
        in_part[np.arange(len(group)), group.argmax(axis=1)] = False
        found[:, columns] = in_part
    return found


def damped(weights: NDArray[np.float64], in_part: NDArray[np.bool_], model: Model) -> NDArray[np.float64]:
    """Lower the agreements that count in part; disagreements count in full."""
    shares = np.ones(len(FIELDS))
    for group, columns in _COLUMNS.items():
        shares[columns] = getattr(model.damping, group)
    return np.where(in_part, weights * shares, weights)


def highest_beside_name(sides: Sides, model: Model) -> NDArray[np.float64]:
    """Give a weight that all fields but the name cannot exceed, from births and sexes; the rest is taken at its best.

    Fields that cannot speak, because one side does not give them, add nothing.
    """
    known = weigh_birth(sides, model).weights + weigh_sex(sides, model).weights
    left, right = sides.left, sides.right
    kin = [_highest_kin(at, sides, model) for at in range(len(KIN))]
    places = [
        _if_both(left.places[sides.left_rows, at], right.places[sides.right_rows, at], model.highest[field])
        for at, field in enumerate(PLACES)
    ]
    nations = left.nationalities[sides.left_rows], right.nationalities[sides.right_rows]
    places.append(_if_both(*nations, model.highest["nationality"]))
    rest = _together(kin, model.damping.kin) + _together(places, model.damping.places)
    found: NDArray[np.float64] = known + rest + len(FIELDS) * _ROUNDING
    return found


_ROUNDING: Final = 2.0**-13
"""Room for bringing each weight to a whole step."""


def _if_both(mine: NDArray[np.int32], theirs: NDArray[np.int32], highest: float) -> NDArray[np.float64]:
    return np.where((mine > 0) & (theirs > 0), highest, 0.0)


def _highest_kin(at: int, sides: Sides, model: Model) -> NDArray[np.float64]:
    mine, theirs = sides.left.kin[sides.left_rows, at], sides.right.kin[sides.right_rows, at]
    highest = model.highest["kin"]
    given = np.where((mine != NOT_GIVEN) | (theirs != NOT_GIVEN), highest * model.damping.borrowed, 0.0)
    return np.where((mine != NOT_GIVEN) & (theirs != NOT_GIVEN), highest, given)


def _together(weights: Iterable[NDArray[np.float64]], share: float) -> NDArray[np.float64]:
    """Add agreements of one group as they are damped: the largest in full, the others in part."""
    stacked = np.stack(list(weights))
    highest = stacked.max(axis=0)
    found: NDArray[np.float64] = highest + share * (stacked.sum(axis=0) - highest)
    return found
