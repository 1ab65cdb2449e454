"""What sex, births, places and nationalities weigh, for many pairs at once; a table of weights by finding for each.

The findings are those of the libraries beside this one. It must never read more into a place than they do.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Numbers
from khabar.linkage.births import LEVELS as BIRTH_LEVELS
from khabar.linkage.births import birth_levels, weights_by_code
from khabar.linkage.columns import PLACES
from khabar.linkage.name_weights import Sides, Weighed
from khabar.linkage.nationalities import CODES as NATIONALITY
from khabar.linkage.nationalities import LEVELS as NATIONALITY_LEVELS
from khabar.linkage.nationalities import nationality_levels
from khabar.linkage.parameters import Model
from khabar.linkage.places import CODES as PLACE
from khabar.linkage.places import LEVELS as PLACE_LEVELS
from khabar.linkage.places import place_levels
from khabar.linkage.places import weights_by_code as place_weights_by_code

Floats = NDArray[np.float64]

SPELT: Final = -1
"""The level of a place or nationality that was compared by its spelling."""
UNKNOWN: Final = NATIONALITY["unknown"]
UNKNOWN_PLACE: Final = PLACE["unknown"]
SEX: Final = ("none", "same", "other")
"""What two sexes have in common, by code; 0: one is not given."""
LEVEL_NAMES: Final = {
    "sex": SEX,
    "birth": BIRTH_LEVELS,
    "birth_place": PLACE_LEVELS[:-1],
    "last_place": PLACE_LEVELS[:-1],
    "nationality": NATIONALITY_LEVELS[:-1],
}
"""The findings of each field by their code, but those that speak by spelling; 0 is not given."""


def weigh_sex(sides: Sides, model: Model) -> Weighed:
    """Weigh two sexes."""
    mine, theirs = sides.left.sexes[sides.left_rows], sides.right.sexes[sides.right_rows]
    levels = np.where(mine == theirs, 1, 2) * ((mine > 0) & (theirs > 0))
    return Weighed(model.levels["sex"].by_code(SEX)[levels], levels.astype(np.int8))


def weigh_birth(sides: Sides, model: Model) -> Weighed:
    """Weigh two births, every reading of one against every reading of the other."""
    births = sides.left.vocabulary.births.columns
    mine, theirs = sides.left.births[sides.left_rows], sides.right.births[sides.right_rows]
    found = birth_levels(births, mine, births, theirs, weights_by_code(model.levels["birth"].weights))
    return Weighed(found.weights, found.codes.astype(np.int8))


def weigh_place(field: str, sides: Sides, model: Model) -> Weighed:
    """Weigh two places by where they lie; by spelling where one is not known or names something finer."""
    places, (mine, theirs) = sides.left.vocabulary.places.rows, _places(field, sides)
    found = place_levels(places, mine, places, theirs, place_weights_by_code(model.levels[field].weights))
    weights, levels = found.weights, found.codes.astype(np.int8)
    spelt = np.flatnonzero(found.spelled)
    if len(spelt):
        by_spelling = model.curves[field].weights_at(_place_scores(sides, mine[spelt], theirs[spelt]))
        says_more = (levels[spelt] == UNKNOWN_PLACE) | (by_spelling > weights[spelt])
        chosen = spelt[says_more]
        weights[chosen], levels[chosen] = by_spelling[says_more], SPELT
    return Weighed(weights, levels)


def weigh_place_roughly(field: str, sides: Sides, model: Model) -> Floats:
    """Weigh two places by where they lie alone; one that is not known fits nothing but its own text."""
    places, (mine, theirs) = sides.left.vocabulary.places.rows, _places(field, sides)
    found = place_levels(places, mine, places, theirs, place_weights_by_code(model.levels[field].weights))
    unknown = found.codes == UNKNOWN_PLACE
    return np.where(unknown, np.where(mine == theirs, model.curves[field].highest, 0.0), found.weights)


def weigh_nationality_roughly(sides: Sides, model: Model) -> Floats:
    """Weigh two nationalities by country alone; a word that is not known says nothing."""
    numbered = sides.left.vocabulary.nationalities
    mine, theirs = sides.left.nationalities[sides.left_rows], sides.right.nationalities[sides.right_rows]
    codes = nationality_levels(numbered.rows, mine, numbered.rows, theirs)
    return model.levels["nationality"].by_code(NATIONALITY_LEVELS)[codes]


def spelt_places(field: str, sides: Sides) -> Floats:
    """Give the scores of places of which one is not known, as `khabar.names` spells them; for fitting."""
    places, (mine, theirs) = sides.left.vocabulary.places.rows, _places(field, sides)
    found = place_levels(places, mine, places, theirs, np.zeros(len(PLACE_LEVELS)))
    spelt = np.flatnonzero(found.codes == UNKNOWN_PLACE)
    return _place_scores(sides, mine[spelt], theirs[spelt])


def _places(field: str, sides: Sides) -> tuple[Numbers, Numbers]:
    at = PLACES.index(field)
    return sides.left.places[sides.left_rows, at], sides.right.places[sides.right_rows, at]


def _place_scores(sides: Sides, one: Numbers, other: Numbers) -> Floats:
    vocabulary = sides.left.vocabulary
    return vocabulary.scores(vocabulary.names_of_places(one), vocabulary.names_of_places(other))


def weigh_nationality(sides: Sides, model: Model) -> Weighed:
    """Weigh two nationalities: by country where both words are known, by spelling where one is not."""
    numbered = sides.left.vocabulary.nationalities
    mine, theirs = sides.left.nationalities[sides.left_rows], sides.right.nationalities[sides.right_rows]
    codes = nationality_levels(numbered.rows, mine, numbered.rows, theirs).astype(np.int8)
    weights = model.levels["nationality"].by_code(NATIONALITY_LEVELS)[codes]
    unknown = np.flatnonzero(codes == UNKNOWN)
    if len(unknown):
        same = _spelt_alike(sides, mine[unknown], theirs[unknown], model)
        levels = model.levels["nationality"].weights
        weights[unknown] = np.where(same, levels["same"], levels["other"])
        codes[unknown] = SPELT
    return Weighed(weights, codes)


def _spelt_alike(sides: Sides, one: Numbers, other: Numbers, model: Model) -> NDArray[np.bool_]:
    """Say which words for nationalities are spelt alike: one begins the other, or they score as one name."""
    vocabulary = sides.left.vocabulary
    pairs, places = np.unique(np.sort(np.stack([one, other], axis=1), axis=1), axis=0, return_inverse=True)
    texts = [[vocabulary.nationalities.text(number).casefold() for number in pair] for pair in pairs.tolist()]
    begins = np.array([mine.startswith(theirs) or theirs.startswith(mine) for mine, theirs in texts])
    numbers = np.array([[vocabulary.name(text) for text in pair] for pair in texts])
    alike = vocabulary.scores(numbers[:, 0], numbers[:, 1]) >= model.same_word_score
    found: NDArray[np.bool_] = (begins | alike)[places.reshape(-1)]
    return found
