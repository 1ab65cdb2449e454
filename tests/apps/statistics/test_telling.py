"""A quarter is told once, from messages of families alone, and no surface counts anything else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from django.db import connection

from cast import JOB
from khabar.apps.ledger.models import Entry
from khabar.apps.petitions.queries import confirmed_by_petition
from khabar.apps.post.models import Message
from khabar.apps.post.queries import messages_by_month
from khabar.apps.registry.models import Presence, Request
from khabar.apps.statistics.actions import tell_quarter
from khabar.apps.statistics.models import Told
from khabar.apps.statistics.queries import told_quarters
from khabar.cli.statistics import statistics
from khabar.domain.statistics import Quarter

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

FAMILY, PERSON = "f0" * 16, "9e" * 16
Q1 = Quarter(date(2026, 1, 1), date(2026, 4, 1))


def case(table: type[Request | Presence], row_id: str) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    table.objects.create(
        id=row_id, fingerprint=row_id.encode(), wrapped_key=b"k", card=b"c", body=b"b", filed_at=moment
    )


def wrote(writer: str, day: date, times: int) -> None:
    at = datetime.combine(day, datetime.min.time(), UTC)
    first = Message.objects.count()
    Message.objects.bulk_create(
        Message(id=f"{number:032x}", key=number.to_bytes(32), writer=writer, letter=b"l", sealed=b"s", written_at=at)
        for number in range(first, first + times)
    )


def told(parts: Parts) -> bool:
    return tell_quarter(actor=JOB, now=parts.clock.now(), parts=parts, count=messages_by_month)


def test_families_messages_are_counted_by_month_and_those_of_people_who_are_here_are_not() -> None:
    case(Request, FAMILY)
    case(Presence, PERSON)
    for day, times in ((date(2026, 1, 1), 12), (date(2026, 3, 31), 3), (date(2025, 12, 31), 5), (date(2026, 4, 1), 7)):
        wrote(FAMILY, day, times)
        wrote(PERSON, day, times)
    assert messages_by_month(Q1) == {"2026-01": 12, "2026-03": 3}


def test_a_quarter_is_told_once_after_its_end_and_never_anew(parts: Parts, clock: SettableClock) -> None:
    case(Request, FAMILY)
    for month in (1, 2, 3):
        wrote(FAMILY, date(2026, month, 5), 13)
    assert told(parts)
    assert [one.quarter for one in told_quarters()] == ["2025-Q4"]
    clock.advance(timedelta(days=31))
    assert told(parts)
    wrote(FAMILY, date(2026, 2, 1), 40)
    assert not told(parts)
    newest = told_quarters()[0]
    assert newest.table.cells == (("2026-01", 10), ("2026-02", 10), ("2026-03", 10))
    assert (newest.table.total, newest.table.is_whole) == (30, True)
    told_acts = Entry.objects.filter(act="quarter told").order_by("sequence")
    assert list(told_acts.values_list("subject", flat=True)) == ["2025-Q4", "2026-Q1"]


def test_a_quiet_quarter_says_that_there_were_fewer_than_ten(parts: Parts) -> None:
    told(parts)
    assert [(one.table.cells, one.table.total) for one in told_quarters()] == [((), None)]
    assert CliRunner().invoke(statistics).output == "2025-Q4\tall\tbelow 10\n"


def test_the_command_prints_what_was_told_and_takes_no_filter(parts: Parts) -> None:
    case(Request, FAMILY)
    wrote(FAMILY, date(2025, 11, 2), 31)
    told(parts)
    assert CliRunner().invoke(statistics).output == "2025-Q4\t2025-11\t10\n2025-Q4\tall\t10\n"
    (printed,) = json.loads(CliRunner().invoke(statistics, ["--json"]).output)
    assert printed == {"quarter": "2025-Q4", "cells": {"2025-11": 10}, "total": 10}
    assert CliRunner().invoke(statistics, ["--place", "Lindenau"]).exit_code == 2


def test_a_number_below_ten_is_no_row_of_the_table(parts: Parts) -> None:
    told(parts)
    with pytest.raises(Exception, match=r"statistics_whole_from_ten_up|CHECK"):
        Told.objects.update(total=9)
    connection.close_if_unusable_or_obsolete()


def test_without_petitions_there_are_no_signatures_to_count() -> None:
    assert confirmed_by_petition(Q1) == {}
