from __future__ import annotations

from dataclasses import replace

import pytest

from domain.gatherings.test_invitations import EVENING
from khabar.domain.errors import Invalid
from khabar.domain.gatherings.admission import (
    LONG_DESCRIPTION,
    LONG_PSEUDONYM,
    LONG_REGION,
    NO_DESCRIPTION,
    NO_PSEUDONYM,
    NO_REGION,
    REAL_NAME,
    Card,
    MinutesAs,
    likeness,
    require_pseudonym,
)
from khabar.domain.gatherings.nameless import LIKE_A_NAME, NAMES_INSIDE, names_one_of, require_no_name, require_none_of
from khabar.domain.gatherings.plans import (
    LONG_POINT,
    LONG_SITTING_NAME,
    LONG_TITLE,
    MANY_POINTS,
    MANY_REGIONS,
    NO_REGIONS,
    NO_SITTING_NAME,
    NO_TITLE,
    SAME_REGION,
    Plan,
    SittingPlan,
    require_nameless,
    require_nobody_inside,
)

CARD = Card(pseudonym="Sparrow", region="north")
PLAN = Plan(title="letters", regions=("north", "south"))
NAMES = ("Darius Ahmadi", "داریوش احمدی", "Shirin Ahmadi")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"pseudonym": ""}, "pseudonym", NO_PSEUDONYM),
        ({"pseudonym": "…"}, "pseudonym", NO_PSEUDONYM),
        ({"pseudonym": "Spar\u202erow"}, "pseudonym", NO_PSEUDONYM),
        ({"pseudonym": "S" * 31}, "pseudonym", LONG_PSEUDONYM),
        ({"region": " "}, "region", NO_REGION),
        ({"region": "n" * 41}, "region", LONG_REGION),
        ({"minutes_as": MinutesAs.DESCRIBED}, "described", NO_DESCRIPTION),
        ({"described": "d" * 81}, "described", LONG_DESCRIPTION),
    ],
)
def test_a_card_nobody_could_be_called_by_is_refused(changes: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        replace(CARD, **changes)  # type: ignore[arg-type]  # fields by name
    assert (problem.value.field, problem.value.message) == (field, sentence)


@pytest.mark.parametrize(("one", "other"), [("Sparrow", " sparrow"), ("Blue Bird", "BlueBird"), ("كبوتر", "کبوتر")])
def test_pseudonyms_that_would_be_taken_for_one_another_are_alike(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


def test_other_pseudonyms_are_not_alike() -> None:
    assert len({likeness(one) for one in ("Sparrow", "Heron", "کبوتر", "Sparrow 2")}) == 4


@pytest.mark.parametrize("pseudonym", ["Darius", "daryush", "داریوش", "blue Ahmadi", "احمدی"])
def test_a_pseudonym_with_a_word_of_a_real_name_is_refused_in_any_script(pseudonym: str) -> None:
    with pytest.raises(Invalid) as problem:
        require_pseudonym(pseudonym, NAMES)
    assert problem.value.message == REAL_NAME


@pytest.mark.parametrize("pseudonym", ["Sparrow", "سرو", "Old Oak"])
def test_a_bird_or_a_tree_is_nobodys_name(pseudonym: str) -> None:
    require_pseudonym(pseudonym, NAMES)
    require_pseudonym(pseudonym, ("", " "))


def test_what_looks_like_a_name_is_asked_the_same_whoever_has_a_file() -> None:
    for text in ("freedom for Darius Ahmadi", "freedom for Karim Moradi", "برای داریوش احمدی"):
        with pytest.raises(Invalid) as problem:
            require_no_name("title", text)
        assert (problem.value.field, problem.value.message) == ("title", LIKE_A_NAME)
    require_no_name("title", "the call in Jasmin Hall", ("Jasmin Hall",))
    require_no_name("title", "نامه‌هایی که جواب ندارد")


@pytest.mark.parametrize("text", ["for dariush", "Darius comes home", "دیدار با داریوش", "the Ahmadi family"])
def test_people_of_a_file_are_found_in_any_case_and_script(text: str) -> None:
    assert names_one_of(text, NAMES)
    with pytest.raises(Invalid) as problem:
        require_none_of("points", ("letters", text), NAMES)
    assert (problem.value.field, problem.value.message) == ("points", NAMES_INSIDE)


def test_no_refusal_says_the_name() -> None:
    with pytest.raises(Invalid) as problem:
        require_none_of("title", ("Darius",), NAMES)
    assert "arius" not in f"{problem.value} {problem.value!r}"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": " "}, "title", NO_TITLE),
        ({"title": "t" * 101}, "title", LONG_TITLE),
        ({"regions": ()}, "regions", NO_REGIONS),
        ({"regions": tuple(f"r{at}" for at in range(41))}, "regions", MANY_REGIONS),
        ({"regions": ("north", "North")}, "regions", SAME_REGION),
        ({"regions": ("n" * 41,)}, "regions", LONG_REGION),
        ({"points": ("p",) * 41}, "points", MANY_POINTS),
        ({"points": ("p" * 201,)}, "points", LONG_POINT),
    ],
)
def test_a_plan_nobody_could_hold_is_refused(changes: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        replace(PLAN, **changes)  # type: ignore[arg-type]  # fields by name
    assert (problem.value.field, problem.value.message) == (field, sentence)


def test_title_points_regions_and_sittings_name_nobody() -> None:
    named = replace(PLAN, points=("the letter of Darius Ahmadi",))
    with pytest.raises(Invalid) as problem:
        require_nameless(named)
    assert problem.value.field == "points"
    for plan, sittings, field in (
        (replace(PLAN, title="darius"), (), "title"),
        (replace(PLAN, points=("darius",)), (), "points"),
        (replace(PLAN, regions=("darius",)), (), "regions"),
        (PLAN, ("friends of darius",), "regions"),
    ):
        with pytest.raises(Invalid) as problem:
            require_nobody_inside(plan, sittings, NAMES)
        assert problem.value.field == field
    whole = replace(PLAN, points=("letters without an answer", "who writes next"))
    require_nameless(whole)
    require_nobody_inside(whole, ("evening",), NAMES)


@pytest.mark.parametrize(("name", "sentence"), [("  ", NO_SITTING_NAME), ("n" * 101, LONG_SITTING_NAME)])
def test_a_sitting_is_told_from_the_others(name: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        SittingPlan(name=name, when=EVENING)
    assert (problem.value.field, problem.value.message) == ("name", sentence)
    assert not SittingPlan(name="evening", when=EVENING).way_in.is_known
