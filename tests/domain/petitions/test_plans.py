from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabar.domain.errors import Invalid
from khabar.domain.petitions.counting import newly_crossed
from khabar.domain.petitions.plans import (
    Plan,
    Wording,
    lines_of,
    places_in,
    require_whole,
    thresholds_in,
)

TODAY = date(2026, 3, 2)
MANY = [f"p{at}: x" for at in range(60)]


def plan(**other: object) -> Plan:
    usual: dict[str, Any] = {
        "slug": "tell-us",
        "wordings": {"fa": Wording("به ما بگویید", "یک کلمه."), "en": Wording("Tell us", "One word.")},
        "addressees": ("The Ministry of Answers",),
        "closes_on": date(2026, 9, 1),
        "thresholds": (100, 1000),
        "places": places_in("north: The north | شمال\nsouth: The south"),
    }
    return Plan(**{**usual, **other})


def test_a_plan_is_the_same_after_it_was_kept() -> None:
    assert Plan.from_plain(plan().to_plain()) == plan()


def test_a_whole_plan_passes_and_gives_its_languages_in_our_order() -> None:
    require_whole(plan(), TODAY)
    assert plan().languages == ("en", "fa")


def test_a_reader_gets_the_own_language_or_the_first() -> None:
    assert plan().wording("fa")[0] == "fa"
    assert plan().wording("sq") == ("en", Wording("Tell us", "One word."))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"slug": "Tell us"}, "slug"),
        ({"slug": "mine"}, "slug"),
        ({"slug": "a" * 41}, "slug"),
        ({"slug": ""}, "slug"),
        ({"wordings": {}}, "title_en"),
        ({"wordings": {"en": Wording("", "Text")}}, "title_en"),
        ({"wordings": {"en": Wording("Title", "")}}, "text_en"),
        ({"wordings": {"fa": Wording("x" * 151, "Text")}}, "title_fa"),
        ({"wordings": {"fa": Wording("Title", "x" * 8001)}}, "text_fa"),
        ({"addressees": ()}, "addressees"),
        ({"closes_on": date(2026, 3, 1)}, "closes_on"),
        ({"closes_on": date(2029, 3, 1)}, "closes_on"),
        ({"per_mailbox": 0}, "per_mailbox"),
        ({"least_cell": 0}, "least_cell"),
        ({"retention_days": 1000}, "retention_days"),
    ],
)
def test_what_cannot_be_published_is_named_by_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_whole(plan(**changed), TODAY)
    assert refused.value.field == field


def test_thresholds_are_read_in_any_digits() -> None:
    assert thresholds_in("1,000\n۱۰۰\n\n100\n٢٥٠٠") == (100, 1000, 2500)
    assert thresholds_in("") == ()


@pytest.mark.parametrize("typed", ["many", "0", "-5", "1.5", "9" * 12, "\n".join(map(str, range(1, 60)))])
def test_what_is_no_threshold_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        thresholds_in(typed)


def test_places_have_a_word_and_a_name_in_each_language() -> None:
    north, south = places_in("north: The north | شمال\n\nsouth: The south")
    assert (north.code, dict(north.names)) == ("north", {"en": "The north", "fa": "شمال"})
    assert dict(south.names) == {"en": "The south", "fa": "The south"}


@pytest.mark.parametrize(
    "typed",
    [
        "north",
        "North: x",
        "north:",
        "north: a | b | c",
        "north: a\nnorth: b",
        "x: |",
        "\n".join(f"p{at}: x" for at in range(60)),
    ],
)
def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        places_in(typed)


def test_lines_are_kept_once_and_tidied() -> None:
    assert lines_of(" one \n\none\ntwo  words ") == ("one", "two words")


def test_a_threshold_is_crossed_when_it_is_reached_and_never_again() -> None:
    assert newly_crossed((10, 5, 5), (), 4) == ()
    assert newly_crossed((10, 5, 5), (), 10) == (5, 10)
    assert newly_crossed((10, 5), (5,), 10) == (10,)
