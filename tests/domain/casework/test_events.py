from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.casework.events import (
    CaseEvent,
    EventKind,
    Knowing,
    Source,
    contradictions,
    likely_spans,
    spans,
)
from khabar.domain.errors import Invalid

TODAY = date(2026, 3, 2)
SHIRIN = Source("Shirin", Knowing.SAW)


def event(kind: EventKind, when: str, what: str = "it was so") -> CaseEvent:
    return CaseEvent(kind, when, what, SHIRIN)


def told(*events: CaseEvent) -> list[str]:
    return [str(one) for one in contradictions(events, TODAY)]


def test_a_line_without_a_speaker_or_without_words_is_refused_with_its_field() -> None:
    with pytest.raises(Invalid) as no_speaker:
        Source("  ")
    with pytest.raises(Invalid) as no_words:
        event(EventKind.OTHER, "2020", "  ")
    assert (no_speaker.value.field, no_words.value.field) == ("speaker", "what")


def test_a_date_that_cannot_be_read_names_its_field() -> None:
    with pytest.raises(Invalid) as problem:
        event(EventKind.TAKEN, "one Tuesday").on(TODAY)
    assert problem.value.field == "when"
    assert event(EventKind.TAKEN, " ").on(TODAY) is None


def test_last_seen_before_he_was_born_is_named_with_both_dates() -> None:
    (sentence,) = told(event(EventKind.BORN, "1990", "he was born"), event(EventKind.LAST_SEEN, "1985", "was seen"))
    assert "“he was born” (1990) lies after “was seen” (1985)" in sentence


def test_dead_and_seen_later_cannot_both_be_right() -> None:
    assert told(event(EventKind.DIED, "2019"), event(EventKind.LAST_SEEN, "2021"))
    assert not told(event(EventKind.DIED, "2021"), event(EventKind.LAST_SEEN, "2019"))


def test_somebody_can_be_taken_again_after_he_came_out() -> None:
    assert not told(event(EventKind.TAKEN, "2022-05"), event(EventKind.CAME_OUT, "2021"))


def test_a_date_that_could_be_right_in_another_calendar_contradicts_nothing() -> None:
    assert not told(event(EventKind.BORN, "1365"), event(EventKind.LAST_SEEN, "1399-02"))


def test_steps_and_other_lines_stand_in_no_order() -> None:
    assert not told(event(EventKind.STEP, "1980"), event(EventKind.BORN, "1990"), event(EventKind.OTHER, "1970"))


def test_lines_are_ordered_by_their_earliest_day_and_undated_ones_left_out() -> None:
    lines = spans(
        [event(EventKind.VISIT, "2021"), event(EventKind.CALL, "2020-05-01"), event(EventKind.CALL, "")], TODAY
    )
    assert [one.event.when for one in lines] == ["2020-05-01", "2021"]


def test_lines_are_shown_by_the_likeliest_reading_of_their_date_alone() -> None:
    events = [event(EventKind.TAKEN, "1399-02"), event(EventKind.LEFT_HOME, "2018"), event(EventKind.CALL, "")]
    assert [one.event.when for one in likely_spans(events, TODAY)] == ["2018", "1399-02"]
    assert [one.event.when for one in spans(events, TODAY)] == ["1399-02", "2018"]


@given(st.lists(st.tuples(st.sampled_from(list(EventKind)), st.integers(1950, 2025)), max_size=6))
def test_the_order_in_which_lines_are_written_changes_no_contradiction(lines: list[tuple[EventKind, int]]) -> None:
    events = [event(kind, str(year), f"{kind} {year}") for kind, year in lines]
    assert sorted(told(*events)) == sorted(told(*reversed(events)))
