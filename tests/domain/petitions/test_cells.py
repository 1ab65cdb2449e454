"""What may be shown of small groups: nobody can reckon a hidden one, whatever tables there could have been."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.petitions.cells import Shown, shown_cells

COUNTS = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e", "f"]), st.integers(0, 60))


@given(COUNTS, st.integers(1, 15))
def test_nothing_small_is_shown_and_nobody_is_lost(counts: dict[str, int], least: int) -> None:
    shown = shown_cells(counts, least=least)
    assert all(number >= least and counts[name] == number for name, number in shown.cells)
    assert "" not in dict(shown.cells)
    assert sum(number for _, number in shown.cells) + shown.elsewhere == sum(counts.values())


@given(COUNTS, st.integers(1, 15))
def test_the_hidden_are_nobody_or_at_least_as_many_as_the_smallest_shown(counts: dict[str, int], least: int) -> None:
    shown = shown_cells(counts, least=least)
    hidden = [number for name, number in counts.items() if number and name not in dict(shown.cells)]
    if shown.cells and hidden:
        assert len(hidden) >= 2
        assert shown.elsewhere >= least


def test_no_hidden_group_can_be_reckoned_from_what_is_shown() -> None:
    """Every table of four groups up to 9: wherever groups are hidden, another table would show the same."""
    least, names = 3, ("", "a", "b", "c")
    alike: dict[Shown, list[dict[str, int]]] = {}
    for numbers in product(range(10), repeat=4):
        counts = dict(zip(names, numbers, strict=True))
        alike.setdefault(shown_cells(counts, least=least), []).append(counts)
    for shown, tables in alike.items():
        if not shown.cells or not shown.elsewhere or shown.elsewhere > 9:
            continue  # where nothing is shown there is only a total; beyond 9 not every table was tried
        for name in set(names) - set(dict(shown.cells)):
            assert len({table[name] for table in tables}) > 1, (shown, name)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"north": 40, "south": 25}, (("north", 40), ("south", 25))),
        ({"north": 40, "south": 25, "east": 3}, (("north", 40),)),
        ({"north": 40, "south": 25, "east": 3, "": 30}, (("north", 40), ("south", 25))),
        ({"north": 40, "south": 3}, ()),
        ({}, ()),
        ({"north": 9}, ()),
    ],
)
def test_a_small_group_takes_another_with_it(counts: dict[str, int], shown: tuple[tuple[str, int], ...]) -> None:
    assert shown_cells(counts).cells == shown


def test_a_group_of_nobody_is_no_group() -> None:
    with pytest.raises(ValueError, match="at least one"):
        shown_cells({}, least=0)
