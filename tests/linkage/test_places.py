"""Places: many names of one place, parts that lie in one another, names of several places, places not known."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.demo.caseload_places import COUNTRIES
from khabar.linkage.gazetteer import Kind, gazetteer, key_of
from khabar.linkage.places import FINDINGS, LEVELS, PlaceColumns, meaning_of, place_levels, places_of, weights_by_code
from khabar.names.orthography import fold

WEIGHTS: Final = weights_by_code(
    {"same": 4.0, "inside": 2.5, "near": 2.0, "region": 1.0, "within": 0.5, "country": -0.5, "apart": -2.5}
)
"""Any weights that tell the findings apart."""
WRITTEN = (
    "",
    "12",
    "Amed",
    "Diyarbakır",
    "Tehran",
    "تهران، ایران",
    "Kreuzberg, Berlin",
    "Berlin Germany",
    "Paris, Texas",
    "Paris",
    "San Jose",
    "Herat province",
    "Georgia",
    "Golvareh",
    "Golvareh, Iran",
    "گل‌واره، ایران",
)
places = st.sampled_from(WRITTEN) | st.text(max_size=20)


def compared(left: str, right: str) -> tuple[str, float, bool]:
    columns = PlaceColumns.of([left, right])
    found = place_levels(columns, np.array([0]), columns, np.array([1]), WEIGHTS)
    return LEVELS[found.codes[0]], float(found.weights[0]), bool(found.spelled[0])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Amed", "Diyarbakır", "same"),
        ("Skadar", "Shkodër", "same"),
        ("Tiflis", "თბილისი, Tbilisi", "same"),
        ("Leningrad", "Санкт-Петербург", "same"),
        ("Тверь", "Kalinin", "same"),
        ("Urmia", "رضائیه", "same"),
        ("حلب", "Alep", "same"),
        ("Hesekê", "Al-Hasakah", "same"),
        ("شهر هرات", "Herat", "same"),
        ("Tehran", "تهران، ایران", "same"),
        ("Iran, Tehran", "Tahran", "same"),
        ("Kreuzberg, Berlin", "Neukölln, Berlin", "same"),
        ("Berlin Germany", "Berlin (Deutschland)", "same"),
        ("Kreuzberg Berlin", "Berlin", "same"),
        ("روستای گل‌واره، هرات", "Herat, Afghanistan", "same"),
        ("Khuzestan", "اهواز", "inside"),
        ("Herat province", "هرات", "inside"),
        ("ولایت هرات", "Herat province", "inside"),
        ("Тверская область", "Tver", "inside"),
        ("Berlin", "Potsdam", "near"),
        ("Mashhad", "Nishapur", "region"),
        ("Iran", "Tehran", "within"),
        ("Iran", "ایران", "within"),
        ("Mosul", "Erbil", "country"),
        ("Paris, Texas", "Paris, France", "apart"),
        ("Berlin", "Tehran", "apart"),
        ("Golvareh", "Berlin", "unknown"),
        ("Golvareh", "Gulwara", "unknown"),
        ("", "Berlin", "none"),
        ("12", "Berlin", "none"),
        ("", "", "none"),
    ],
)
def test_each_pair_of_places_has_its_finding(left: str, right: str, expected: str) -> None:
    assert compared(left, right)[0] == expected
    assert compared(right, left)[0] == expected


def test_what_is_not_known_is_left_to_its_spelling() -> None:
    assert compared("Golvareh", "Gulwara") == ("unknown", 0.0, True)
    assert compared("Golvareh, Iran", "گل‌واره، ایران") == ("within", 0.5, True)
    assert compared("Golvareh, Iran", "Tehran") == ("within", 0.5, False)
    assert compared("Kreuzberg", "Berlin")[2] is False


def test_no_invented_town_is_taken_for_a_real_one() -> None:
    towns = [town for country in COUNTRIES.values() for town in country.towns]
    assert [text for town in towns for text in (town.native, *town.latin) if places_of(text)] == []


def test_of_words_in_a_row_all_must_be_names_that_lie_together() -> None:
    assert meaning_of("San Jose California").places == meaning_of("San Jose, California").places
    assert meaning_of("Paris Golvareh").places == ()
    assert meaning_of("Paris Tehran").places == ()


def test_a_name_of_several_places_weighs_less_than_one_that_is_told_apart() -> None:
    doubtful, sure = compared("San Jose", "San Jose")[1], compared("San Jose, California", "San José, CA, USA")[1]
    assert doubtful < sure
    assert sum(meaning_of("San Jose").shares) == pytest.approx(1)
    assert len(places_of("San Jose")) > 1


def test_a_doubtful_name_does_not_exclude() -> None:
    assert compared("Paris, Texas", "Paris, France")[1] == -2.5
    assert compared("Paris, Texas", "Paris")[1] > -1


def test_a_town_of_many_says_less_than_a_small_one() -> None:
    world = gazetteer()
    tehran, (number,) = compared("Tehran", "تهران")[1], places_of("تهران")
    share = int(world.thousands[number]) / int(world.thousands[world.country[number]])
    assert tehran == pytest.approx(-math.log(share), abs=0.05)
    assert tehran < compared("Mahabad", "مهاباد")[1] <= 4.0


@given(places, places)
def test_places_compare_the_same_both_ways_to_the_last_digit(left: str, right: str) -> None:
    assert compared(left, right) == compared(right, left)


@given(places, places)
def test_nothing_weighs_more_than_to_be_the_same_place(left: str, right: str) -> None:
    level, weight, spelled = compared(left, right)
    assert min(WEIGHTS) <= weight <= max(WEIGHTS)
    assert (weight == 0.0) if level in {"none", "unknown"} else level in FINDINGS
    assert spelled or level != "unknown"


@given(st.lists(places, min_size=1, max_size=5), st.lists(places, min_size=1, max_size=5))
def test_many_at_once_are_compared_as_each_alone(lefts: list[str], rights: list[str]) -> None:
    li, ri = (index.ravel() for index in np.meshgrid(np.arange(len(lefts)), np.arange(len(rights))))
    found = place_levels(PlaceColumns.of(lefts), li, PlaceColumns.of(rights), ri, WEIGHTS)
    cells = zip(found.codes, found.weights.tolist(), found.spelled.tolist(), strict=True)
    together = [(LEVELS[code], weight, spelled) for code, weight, spelled in cells]
    assert together == [compared(lefts[one], rights[other]) for one, other in zip(li, ri, strict=True)]


@given(st.lists(places, max_size=4), st.lists(places, max_size=4))
def test_columns_can_be_put_together_and_taken_apart(first: list[str], then: list[str]) -> None:
    joined = PlaceColumns.of(first).followed_by(PlaceColumns.of(then))
    whole = PlaceColumns.of([*first, *then])
    assert joined.place.tolist() == whole.place.tolist()
    back = joined.take(np.arange(len(joined))[::-1])
    assert back.share.tolist() == whole.share[:, ::-1].tolist()
    assert back.finer.tolist() == whole.finer[::-1].tolist()


def test_every_town_lies_in_a_region_of_its_country() -> None:
    world = gazetteer()
    towns = np.flatnonzero(world.kind == Kind.TOWN)
    assert (world.kind[world.region[towns]] == Kind.REGION).all()
    assert (world.country[world.region[towns]] == world.country[towns]).all()
    assert (world.kind[world.country] == Kind.COUNTRY).all()


def test_the_names_of_the_table_are_folded_as_they_are_looked_up() -> None:
    """If this fails, the folding of khabar.names has changed: cut places.tsv anew (bench/cut_places.py)."""
    names = list(gazetteer().names)[::25]
    assert [name for name in names if key_of(name) != name] == []
    assert fold("Diyarbakır") in gazetteer().names


@pytest.mark.parametrize("odd", ["🙂", "\u200f", "," * 500, "a" * 5000, "Tehran " * 500, "x, " * 300, "\x00", "\ud800"])
def test_no_text_stops_the_comparison(odd: str) -> None:
    assert compared(odd, "Tehran")[0] in {"none", "unknown", "same"}
