from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from khabar.adapters.invitations import calendar_text
from khabar.domain.gatherings.invitations import CalendarEntry, Method
from khabar.domain.gatherings.sittings import When, Which, zones

WALL = datetime(2026, 10, 24, 18, 30)  # noqa: DTZ001 - a time on the wall has no zone of its own
ENTRY = CalendarEntry(
    method=Method.REQUEST,
    uid="0f" * 16 + "@families.example",
    sequence=0,
    stamp=datetime(2026, 10, 1, 9, tzinfo=UTC),
    when=When(WALL, "Europe/Berlin", 90),
    summary="Meeting",
    text="The way in stands in the mail that came with this.",
    organiser="office@families.example",
    attendee="shirin@families.example",
)


def read(entry: CalendarEntry) -> tuple[Calendar, Any]:
    """Read what is sent as another program would; the library's own parts have no types."""
    calendar = Calendar.from_ical(calendar_text(entry))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_entry_asks_for_one_time_of_one_person() -> None:
    calendar, event = read(ENTRY)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (ENTRY.uid, 0, "Meeting")
    assert (event["CLASS"], event["STATUS"], event["TRANSP"]) == ("PRIVATE", "CONFIRMED", "OPAQUE")
    assert event["DTSTART"].dt == datetime(2026, 10, 24, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["DTSTAMP"].dt == ENTRY.stamp
    text = calendar_text(ENTRY)
    assert text.count("ATTENDEE") == 1
    assert "DTSTART;TZID=Europe/Berlin:20261024T183000" in text
    assert "DTSTAMP:20261001T090000Z" in text


def test_the_zone_comes_with_the_time() -> None:
    calendar, _ = read(ENTRY)
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert {str(one["TZOFFSETTO"].to_ical()) for one in zone.subcomponents} >= {"+0100", "+0200"}
    assert "COMMENT" not in calendar_text(ENTRY)


def test_a_time_that_comes_twice_is_written_in_utc_so_that_no_calendar_can_take_the_other() -> None:
    when = When(datetime(2026, 10, 25, 2, 30), "Europe/Berlin", 60, Which.SECOND)  # noqa: DTZ001 - on the wall
    assert "DTSTART:20261025T013000Z" in calendar_text(replace(ENTRY, when=when))


def test_a_cancellation_bears_the_same_uid_and_a_later_number() -> None:
    calendar, event = read(replace(ENTRY, method=Method.CANCEL, sequence=3, text=""))
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert event["UID"] == ENTRY.uid
    assert "DESCRIPTION" not in event


def test_words_of_any_script_are_folded_and_come_back_whole() -> None:
    words = "راه ورود در نامه‌ای است که همراه این آمده است." * 4 + "\nx; y, z \\"
    _, event = read(replace(ENTRY, text=words, summary="نشست"))
    assert (event["DESCRIPTION"], event["SUMMARY"]) == (words, "نشست")
    lines = calendar_text(replace(ENTRY, text=words)).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("bad", ["a\r\nATTENDEE:mailto:ezra@x.example", "a\nEND:VEVENT", "a;b:c,d"])
def test_nothing_typed_can_add_a_line_to_the_calendar(bad: str) -> None:
    text = calendar_text(replace(ENTRY, text=bad, summary=bad.splitlines()[0]))
    assert len(re.findall(r"^ATTENDEE", text, re.MULTILINE)) == 1
    assert text.count("\r\nEND:VEVENT\r\n") == 1


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0)),  # noqa: DTZ001 - bounds
    st.sampled_from(zones()),
)
def test_a_calendar_that_knows_no_zones_reads_the_same_moment_from_what_is_sent(wall: datetime, zone: str) -> None:
    moment = wall.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    when = When(moment.replace(tzinfo=None, fold=0), zone, 60, Which.SECOND if moment.fold else Which.FIRST)
    calendar, event = read(replace(ENTRY, when=when))
    starts = event["DTSTART"].dt
    if starts.tzinfo is not UTC and calendar.walk("VTIMEZONE"):
        (described,) = calendar.timezones
        starts = starts.replace(tzinfo=described.to_tz(lookup_tzid=False))
    assert starts.astimezone(UTC) == when.begins_utc
    assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(minutes=60)
