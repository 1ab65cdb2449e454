"""The frozen parameters of this version of name comparison, typed.

They are fitted by bench/fit_names.py and kept in khabar.data; a change is a new version beside the old one.
It must never be edited by hand to make one case come out right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from khabar.data import name_model

_LOADED: Final = cast("Mapping[str, Any]", name_model())  # JSON is untyped; the shape is tested


@dataclass(frozen=True, slots=True)
class Rarity:
    """Shares of people: floor for unseen names, ceiling, shares of names known as common, concentration of counts."""

    floor: float
    ceiling: float
    common_given: float
    common_family: float
    concentration: float


@dataclass(frozen=True, slots=True)
class Whole:
    """How words add up to a name: factors for likeness and conflict, costs of words left over, cap by namesakes.

    `worst` bounds the weight of one word, `initial` that of a fitting initial, less than `worth_saying` is not said,
    `known_different` bounds the weight of two words known as different names.
    """

    agreement: float
    conflict: float
    extra: float
    extra_patronymic: float
    worst: float
    namesakes: float
    initial: float
    worth_saying: float
    known_different: float


MODEL: Final[str] = _LOADED["model"]
"""Version of the comparison; a probability is only ever compared with others of the same version."""
DEFAULT_PRIOR: Final[float] = _LOADED["prior"]
"""Share of same persons among two names put side by side, unless told otherwise."""
LIKENESS: Final[Mapping[str, tuple[float, ...]]] = {
    group: tuple(weights) for group, weights in _LOADED["likeness"].items()
}
RARITY: Final = Rarity(**_LOADED["rarity"])
WHOLE: Final = Whole(**_LOADED["whole"])
