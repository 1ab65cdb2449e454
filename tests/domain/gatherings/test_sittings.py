from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.gatherings.sittings import (
    NO_SUCH_TIME,
    NO_TIME,
    NO_ZONE,
    TOO_SHORT_OR_LONG,
    TWICE,
    When,
    Which,
    offset_in_words,
    readings,
    zones,
)

GAP = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - a time on the wall has no zone of its own
FOLD = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - the same
PLAIN = datetime(2026, 5, 3, 18, 30)  # noqa: DTZ001 - the same
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - bounds
    lambda one: one.replace(second=0, microsecond=0)
)


def refused(**values: object) -> tuple[str, str]:
    whole: dict[str, object] = {"wall": PLAIN, "zone": "Europe/Berlin", "minutes": 90}
    with pytest.raises(Invalid) as problem:
        When(**(whole | values))  # type: ignore[arg-type]  # values by name
    return problem.value.field, problem.value.message


def test_a_sitting_is_the_same_moment_in_its_own_zone_and_in_utc() -> None:
    when = When(PLAIN, "Asia/Tehran", 90)
    assert when.begins.isoformat() == "2026-05-03T18:30:00+03:30"
    assert when.begins_utc.isoformat() == "2026-05-03T15:00:00+00:00"
    assert (when.ends.hour, when.ends.minute) == (20, 0)
    assert when.ends_utc == when.begins_utc + timedelta(minutes=90)
    assert not when.comes_twice


def test_a_time_that_clocks_skip_is_refused() -> None:
    assert refused(wall=GAP) == ("time", NO_SUCH_TIME)
    assert readings(GAP, "Europe/Berlin") == ()
    assert When(GAP, "Africa/Tunis", 60).begins_utc.hour == 1


def test_a_time_that_comes_twice_must_be_said_and_is_an_hour_apart() -> None:
    assert refused(wall=FOLD) == ("which", TWICE)
    first, second = (When(FOLD, "Europe/Berlin", 60, which) for which in (Which.FIRST, Which.SECOND))
    assert second.begins_utc - first.begins_utc == timedelta(hours=1)
    assert first.comes_twice
    assert (first.begins.tzname(), second.begins.tzname()) == ("CEST", "CET")


def test_minutes_pass_also_while_clocks_change() -> None:
    when = When(datetime(2026, 3, 29, 1, 30), "Europe/Berlin", 60)  # noqa: DTZ001 - on the wall
    assert (when.ends.hour, when.ends.minute) == (3, 30)
    assert when.ends_utc - when.begins_utc == timedelta(hours=1)


def test_saying_which_where_a_time_comes_once_changes_nothing() -> None:
    assert {When(PLAIN, "Europe/Berlin", 60, which).begins_utc for which in Which} == {
        datetime(2026, 5, 3, 16, 30, tzinfo=UTC)
    }


@pytest.mark.parametrize("zone", ["", "Lindenau", "Europe", "../etc/passwd", "europe/berlin", "Europe/Berlin\n"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    assert refused(zone=zone) == ("zone", NO_ZONE)


def test_a_time_with_seconds_or_a_zone_of_its_own_and_an_odd_length_are_refused() -> None:
    assert refused(wall=PLAIN.replace(second=1)) == ("time", NO_TIME)
    assert refused(wall=PLAIN.replace(tzinfo=UTC)) == ("time", NO_TIME)
    assert refused(minutes=9) == ("minutes", TOO_SHORT_OR_LONG)
    assert refused(minutes=481) == ("minutes", TOO_SHORT_OR_LONG)


def test_offsets_are_written_with_hours_and_minutes() -> None:
    assert offset_in_words(PLAIN.replace(tzinfo=ZoneInfo("Asia/Kathmandu"))) == "UTC+05:45"
    assert offset_in_words(PLAIN.replace(tzinfo=ZoneInfo("America/St_Johns"))) == "UTC\N{MINUS SIGN}02:30"
    assert offset_in_words(PLAIN.replace(tzinfo=UTC)) == "UTC"


@given(MOMENTS, st.sampled_from(zones()))
def test_every_moment_is_found_again_from_what_the_clock_on_the_wall_shows(moment: datetime, zone: str) -> None:
    there = moment.astimezone(ZoneInfo(zone))
    found = readings(there.replace(tzinfo=None, fold=0), zone)
    assert moment in [one.astimezone(UTC) for one in found]
    assert len(found) <= 2
    assert [one.astimezone(UTC) for one in found] == sorted(one.astimezone(UTC) for one in found)


@given(MOMENTS, st.sampled_from(zones()))
def test_what_was_never_on_the_wall_has_no_reading(moment: datetime, zone: str) -> None:
    wall = moment.replace(tzinfo=None)
    for one in readings(wall, zone):
        assert one.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall
