"""The frozen model as Splink understands one: blocking by keys, and for each field levels with m and u that are given.

It decides only who is compared in full, so it is coarse: a word weighs what its grade does, a birth what its span does.
Nothing is trained here, and no number is its own: they are the model's, or the middles of grades.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from khabar.linkage.births import GAPS, OVERLAPS
from khabar.linkage.columns import KIN, PLACES
from khabar.linkage.rough_columns import GRADES, graded
from khabar.linkage.traits import MIDDLES, READINGS, SLOTS

if TYPE_CHECKING:
    from khabar.linkage import Model

Settings = dict[str, Any]
Level = dict[str, Any]

NAT_IN_BITS: Final = 1 / math.log(2)
MOST_BITS: Final = 1e6
"""Beyond any sum of weights: SQL has no word for infinity that all engines know."""
UNMATCHED: Final = -1.5
"""What a word of the name weighs against somebody who bears none like it, roughly, in nats. Judged: people leave out
words of their names; the full comparison decides."""


BEST: Final = """
SELECT unique_id_l, unique_id_r FROM (
    SELECT unique_id_l, unique_id_r,
        ROW_NUMBER() OVER (PARTITION BY person_l ORDER BY match_weight DESC, unique_id_r) AS place
    FROM {pairs}
) AS placed WHERE place <= {most}
"""
"""The best pairs of each person, in words that all engines understand; what is put in are our own names and numbers."""


_SIDE_BY_SIDE: Final = [(mine, theirs) for mine, theirs in product(range(READINGS), repeat=2) if 0 in (mine, theirs)]
"""Readings laid side by side: the likeliest of one with all of the other."""


@dataclass(frozen=True)
class Rough:
    """What is asked of rough weights: the model, the prior, and the lowest sum in nats worth a full comparison."""

    model: Model
    prior: float
    least: float


def least_match_weight(rough: Rough) -> float:
    """Give the lowest sum as Splink counts: in bits, with the prior; a number even where any or no sum will do."""
    return min(max((rough.least + math.log(rough.prior / (1.0 - rough.prior))) * NAT_IN_BITS, -MOST_BITS), MOST_BITS)


def settings_of(rough: Rough, *, overlap: str) -> Settings:
    """Give the settings; `overlap` is the engine's function that says whether two lists share an element."""
    model = rough.model
    words = [_words(f"word_{at}", overlap) for at in range(SLOTS)]
    kin = [_kin(field, model, overlap) for field in KIN]
    places = [_place(field, model) for field in PLACES]
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": rough.prior,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}],
        "comparisons": [*words, *kin, _sex(model), _birth(model), _nationality(model), *places],
        "additional_columns_to_retain": ["person"],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _words(of: str, overlap: str) -> Settings:
    """Compare one word of the name with all words of the other person's names."""
    levels = [_level(f"{overlap}({graded(of, grade)}_l, words_r)", MIDDLES[grade]) for grade in reversed(GRADES)]
    return _comparison(of, [_null(f"{of}_l is null"), *levels, _level("ELSE", UNMATCHED)])


def _kin(field: str, model: Model, overlap: str) -> Settings:
    curve = model.curves["kin"]
    levels = [
        _level(f"{overlap}({graded(field, grade)}_l, {field}_r)", curve.weight_at(MIDDLES[grade]))
        for grade in reversed(GRADES)
    ]
    lacking = _null(f"cardinality({field}_l) = 0 or cardinality({field}_r) = 0")
    return _comparison(field, [lacking, *levels, _level("ELSE", curve.weights[0])])


def _sex(model: Model) -> Settings:
    weights = model.levels["sex"].weights
    levels = [_level("sex_l = sex_r", weights["same"]), _level("ELSE", weights["other"])]
    return _comparison("sex", [_null("sex_l is null or sex_r is null"), *levels])


def _nationality(model: Model) -> Settings:
    weights = model.levels["nationality"].weights
    levels = [_level("nation_l = nation_r", weights["same"]), _level("ELSE", weights["other"])]
    return _comparison("nation", [_null("nation_l is null or nation_r is null"), *levels])


def _birth(model: Model) -> Settings:
    """Compare births by the closest of their readings: how exact both are where they overlap, else how far apart."""
    weights = model.levels["birth"].weights
    levels = [_level(_any_reading(_overlap_within(days)), weights[name]) for name, days in OVERLAPS.items()]
    levels.append(_level(_any_reading("{gap} <= 0"), weights["wide"]))
    levels += [_level(_any_reading(f"{{gap}} <= {days}"), weights[name]) for name, days in GAPS.items()]
    lacking = _null("born_0_first_l is null or born_0_first_r is null")
    return _comparison("born", [lacking, *levels, _level("ELSE", weights["apart"])])


def _overlap_within(days: int) -> str:
    return f"({{gap}} <= 0 and {{longer}} < {days})"


def _any_reading(condition: str) -> str:
    found = []
    for mine, theirs in _SIDE_BY_SIDE:
        left, right = f"born_{mine}_{{}}_l".format, f"born_{theirs}_{{}}_r".format
        gap = f"greatest({right('first')} - {left('last')}, {left('first')} - {right('last')})"
        longer = f"greatest({left('last')} - {left('first')}, {right('last')} - {right('first')})"
        found.append(condition.format(gap=gap, longer=longer))
    return " or ".join(found)


def _place(field: str, model: Model) -> Settings:
    weights = model.levels[field].weights
    text, place, region, country = (f"{field}_{part}" for part in ("text", "place", "region", "country"))
    in_country = f"({place}_l = {country}_l or {place}_r = {country}_r) and {country}_l = {country}_r"
    levels = [
        _level(f"{text}_l = {text}_r", max(model.highest[field], 0.0)),
        _level(f"{place}_l is null or {place}_r is null", 0.0),
        _level(f"{place}_l = {place}_r", weights["same"]),
        _level(f"{region}_l = {region}_r", weights["inside"]),
        _level(in_country, weights["within"]),
        _level(f"{country}_l = {country}_r", weights["country"]),
    ]
    lacking = _null(f"{text}_l is null or {text}_r is null")
    return _comparison(field, [lacking, *levels, _level("ELSE", weights["apart"])])


def _comparison(name: str, levels: list[Level]) -> Settings:
    return {"output_column_name": name, "comparison_levels": levels}


def _null(condition: str) -> Level:
    return {"sql_condition": condition, "is_null_level": True}


def _level(condition: str, weight: float) -> Level:
    """Make a level of a weight: only the ratio of m and u counts."""
    return {
        "sql_condition": condition,
        "label_for_charts": condition if condition == "ELSE" else "level",
        "m_probability": min(1.0, math.exp(weight)),
        "u_probability": min(1.0, math.exp(-weight)),
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
