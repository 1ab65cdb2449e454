from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from adapters.casefile.schema_checker import complaints
from khabar.adapters.casefile import case_schema
from khabar.adapters.casefile.fields import Kind, by_key, fields_of, key
from khabar.domain.procedures.facts import Case

SCHEMA: dict[str, Any] = dict(case_schema())


def groups(group: type = Case) -> set[type]:
    found = {group}
    for one in fields_of(group):
        if one.kind in (Kind.GROUP, Kind.GROUPS) and one.of is not None:
            found |= groups(one.of)
    return found


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({}, True),
        ({"person": {"name": "Darius", "stateless": "no", "birth": 1990}}, True),
        ({"person": {"birth": {"date": "1369", "calendar": "solar_hijri"}, "nationality": ["MX", "AR"]}}, True),
        ({"own_word": False, "elements": {"state_link": None}, "other_procedures": [None]}, True),
        ({"consents": {"filing": ["ced-30"], "publication": "unknown"}}, True),
        ({"something": "of another's"}, True),
        ({"person": "Darius"}, False),
        ({"person": {"stateless": "perhaps"}}, False),
        ({"person": {"birth": {"calendar": "hijri"}}}, False),
        ({"submitter": {"relation": "stranger"}}, False),
        ({"remedies": "none", "bar_list": ["MX"], "own_word": "none"}, True),
        ({"submitter": {"relation": "sister"}}, True),
        ({"remedies": 7}, False),
        ({"disappearance": {"held_in": [1]}}, False),
        ([], False),
    ],
)
def test_the_schema_takes_what_it_should_and_the_judge_finds_what_it_should_not(value: object, *, fits: bool) -> None:
    assert (complaints(value, SCHEMA, SCHEMA) == []) is fits


def test_the_judge_does_not_pass_over_what_it_does_not_know() -> None:
    with pytest.raises(AssertionError, match="pattern"):
        complaints("x", {"pattern": "y"}, {})


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.__name__)
def test_every_field_says_what_belongs_there_and_has_names_of_its_own(group: type) -> None:
    told = fields_of(group)
    assert [one.name for one in told] == [one.name for one in fields(group)]
    assert all(len(one.says) >= 3 for one in told)
    names = [key(name) for one in told for name in (one.name, *one.also)]
    assert len(names) == len(set(names)) == len(by_key(group))


def test_the_schema_names_every_group_and_every_field() -> None:
    for group in groups():
        body = SCHEMA if group is Case else SCHEMA["$defs"][group.__name__]
        assert list(body["properties"]) == [one.name for one in fields_of(group)]
