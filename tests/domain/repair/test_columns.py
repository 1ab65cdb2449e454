from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.repair.pages_drawn import SIZE, column, line, line_from_right, word
from khabar.domain.repair.columns import best_gutter, columns, free_within, merged, strips_of
from khabar.domain.repair.found import Word
from khabar.domain.repair.lines import runs_right_to_left

SAID = "the families wrote again and asked for an answer from those who hold them"
WORDS = SAID.split(" ")


def text(seed: int, lines: int = 8, width: int = 26) -> list[str]:
    """Lines that all but fill a column, as justified ones do."""
    chance = Random(seed)  # noqa: S311 - words for a test, from a seed
    found = []
    for _ in range(lines):
        said = chance.choice(WORDS)
        while len(said) < width:
            said += " " + chance.choice(WORDS)
        found.append(said[:width].strip(" ").ljust(width, "x"))
    return found


def read(words: list[Word], *, right_to_left: bool = False) -> list[list[str]]:
    parts = columns(words, right_to_left=right_to_left)
    return [[one.text for one in sorted(part, key=lambda each: (each.baseline, each.box.left))] for part in parts]


def flat(lines: list[str]) -> list[str]:
    return " ".join(lines).split(" ")


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = text(1), text(2)
    assert read([*column(left, 50), *column(right, 200)]) == [flat(left), flat(right)]


def test_three_columns_that_are_not_level_are_read_one_after_the_other() -> None:
    parts = [text(seed) for seed in (1, 2, 3)]
    words = [*column(parts[0], 50), *column(parts[1], 200, 106), *column(parts[2], 350, 103)]
    assert read(words) == [flat(part) for part in parts]


def test_columns_from_the_right_begin_at_the_right() -> None:
    left, right = text(1), text(2)
    assert read([*column(left, 50), *column(right, 200)], right_to_left=True) == [flat(right), flat(left)]


def test_a_spanning_heading_parts_the_page_into_bands() -> None:
    parts = [text(seed, 5) for seed in (1, 2, 3, 4)]
    heading = line("Four hundred days and not a single word", 50, 180, size=16)
    words = [*column(parts[0], 50), *column(parts[1], 200), *heading]
    words += [*column(parts[2], 50, 210), *column(parts[3], 200, 210)]
    spanning = [one.text for one in heading]
    assert read(words) == [flat(parts[0]), flat(parts[1]), spanning, flat(parts[2]), flat(parts[3])]


def test_a_short_heading_over_both_columns_is_read_between_them() -> None:
    parts = [text(seed, 6) for seed in (1, 2, 3, 4)]
    words = [*column(parts[0], 50), *column(parts[1], 200), word("Letters", 50, 190, size=14)]
    words += [*column(parts[2], 50, 215), *column(parts[3], 200, 215)]
    assert read(words) == [flat(parts[0]), flat(parts[1]), ["Letters", *flat(parts[2])], flat(parts[3])]


def test_a_subheading_beside_running_text_parts_nothing() -> None:
    left = [*text(1, 4), "", "Letters", "", *text(2, 4)]
    right = text(3, 11)
    words = [*column(left, 50), *column(right, 200)]
    assert read(words) == [flat([one for one in left if one]), flat(right)]


def test_two_headings_side_by_side_head_each_its_own_column() -> None:
    parts = [text(seed, 6) for seed in (1, 2, 3, 4)]
    words = [*column(parts[0], 50), *column(parts[1], 200)]
    words += [word("Letters", 50, 182, size=14), word("Answers", 200, 182, size=14)]
    words += [*column(parts[2], 50, 200), *column(parts[3], 200, 200)]
    first, second = [*flat(parts[0]), "Letters", *flat(parts[2])], [*flat(parts[1]), "Answers", *flat(parts[3])]
    assert read(words) == [first, second]


def test_a_heading_below_the_end_of_the_other_column_heads_the_columns_under_it() -> None:
    left, right, low_left, low_right = text(1, 6), text(2, 6), text(3, 6, 12), text(4, 6, 12)
    words = [*column(left, 50), *column(right, 300), word("Letters", 50, 190, size=14)]
    words += [*column(low_left, 50, 210), *column(low_right, 130, 210)]
    assert read(words) == [flat(left), flat(right), ["Letters", *flat(low_left)], flat(low_right)]


def test_a_heading_in_the_longer_of_two_columns_stays_in_it() -> None:
    left, right, below = text(1, 6), text(2, 6), text(3, 6)
    words = [*column(left, 50), *column(right, 200), word("Letters", 50, 190, size=14), *column(below, 50, 208)]
    assert read(words) == [[*flat(left), "Letters", *flat(below)], flat(right)]


def test_a_wide_blank_over_all_columns_parts_the_page() -> None:
    parts = [text(seed, 5) for seed in (1, 2, 3, 4)]
    words = [*column(parts[0], 50), *column(parts[1], 200), *column(parts[2], 50, 220), *column(parts[3], 200, 220)]
    assert read(words) == [flat(part) for part in parts]


def test_chance_gaps_between_words_are_no_gutter() -> None:
    for seed in range(20):
        chance = Random(seed)  # noqa: S311 - the same
        spread, at = list[Word](), 50.0
        for number in range(9):
            at = 50 + chance.random() * 4
            while at < 400:
                spread.append(word(chance.choice(WORDS), at, 100 + 12 * number))
                at = spread[-1].box.right + 8 + chance.random() * 3
        assert len(columns(spread, right_to_left=False)) == 1


def test_numbers_of_a_list_or_a_table_are_no_column() -> None:
    contents = [f"{name} of the families" for name in ("Letters", "Answers", "Questions", "Days", "Months", "Years")]
    numbers = [str(at) for at in (3, 7, 12, 15, 21, 30)]
    assert len(columns([*column(contents, 50), *column(numbers, 400)], right_to_left=False)) == 1
    wide = ["1,200 1,300 1,400 1,500 1,600"] * 6
    assert len(columns([*column(contents, 50), *column(wide, 300)], right_to_left=False)) == 1


def test_a_last_column_of_one_line_is_a_column() -> None:
    left = text(1, 8)
    words = [*column(left, 50), *line("and there the text ends.", 200, 100)]
    assert read(words) == [flat(left), flat(["and there the text ends."])]


def test_a_ragged_column_is_found_by_the_other_edge() -> None:
    left = ["the letters", "that nobody answered", "are here again", "and so are", "the families of", "those inside"]
    right = text(5, 6)
    assert read([*column(left, 50), *column(right, 165)]) == [flat(left), flat(right)]


def test_right_to_left_columns_go_by_their_right_edge() -> None:
    lines = ["این نامه رسید", "خانواده منتظر است", "هنوز پاسخ نیست", "دوباره نوشتند", "هیچ کس نگفت", "امید هست"]
    words = [
        one
        for at, said in enumerate(lines)
        for right in (300, 160)
        for one in line_from_right(said, right, 100 + 12 * at)
    ]
    first, second = columns(words, right_to_left=runs_right_to_left(words))
    assert min(one.box.left for one in first) > max(one.box.right for one in second)


def test_an_empty_page_and_a_short_one_have_no_columns() -> None:
    assert columns([], right_to_left=False) == []
    assert len(columns(line("two words", 50, 100), right_to_left=False)) == 1


def test_a_page_of_thousands_of_lines_is_read_from_top_to_bottom() -> None:
    words = [word("x", 50 + 60 * (at % 2), 10 * at, size=SIZE) for at in range(1600)]
    assert len(columns(words, right_to_left=False)) == 1


def test_spans_that_touch_are_one() -> None:
    assert merged([(3, 5), (1, 2), (4, 8)]) == ((1, 2), (3, 8))


@pytest.mark.parametrize(
    ("space", "free"),
    [((0, 10), (5, 10)), ((2, 4), (2, 2)), ((6, 30), (6, 12)), ((40, 50), (40, 50)), ((0, 2), (0, 1))],
)
def test_the_widest_free_part_of_a_space_is_found(space: tuple[float, float], free: tuple[float, float]) -> None:
    assert free_within(((1, 5), (12, 30)), space) == free


PLACED = st.tuples(st.integers(0, 500), st.integers(20, 700), st.sampled_from(["a", "bb", "ccc 1"]))


@given(st.lists(PLACED, max_size=40))
def test_no_word_is_lost_or_read_twice(placed: list[tuple[int, int, str]]) -> None:
    words = [word(said, left, baseline) for left, baseline, said in placed]
    parts = columns(words, right_to_left=False)
    assert sorted(one for part in parts for one in part) == sorted(words)


def test_a_gutter_says_where_it_begins_and_ends() -> None:
    words = [*column(text(1), 50), *column(text(2), 200)]
    gutter = best_gutter(strips_of(words))
    assert gutter is not None
    assert (gutter.first, gutter.last) == (0, 7)
    assert 180 <= gutter.left < gutter.right <= 200
