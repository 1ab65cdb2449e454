from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from khabar.adapters.clock import OffsetClock, SystemClock, advance
from khabar.domain.errors import Invalid

A_MOMENT = timedelta(seconds=30)


def ahead(clock: OffsetClock) -> timedelta:
    return clock.now() - SystemClock().now()


def test_the_system_clock_tells_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert isinstance(now, datetime)


def test_without_a_file_the_demo_clock_tells_the_systems_time(tmp_path: Path) -> None:
    assert abs(ahead(OffsetClock(tmp_path / "clock.json"))) < A_MOMENT


def test_time_passes_at_once_for_every_reader_and_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    one, other = OffsetClock(path), OffsetClock(path)
    advance(path, 6 * 3600)
    advance(path, 86400)
    for clock in (one, other):
        assert abs(ahead(clock) - timedelta(hours=30)) < A_MOMENT
        assert clock.now().tzinfo is UTC


def test_two_presses_at_once_both_count(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    presses = [Thread(target=advance, args=(path, 3600)) for _ in range(8)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert abs(ahead(OffsetClock(path)) - timedelta(hours=8)) < A_MOMENT


def test_time_is_never_turned_back_nor_leaps_a_century(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    for seconds in (-1, 10**11):
        with pytest.raises(Invalid):
            advance(path, seconds)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"6 hours", b"[]", b"{}", b'{"seconds": "6"}', b'{"seconds": -6}', b"\xff"])
def test_a_file_that_holds_no_offset_is_said_to_be_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clock.json"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        OffsetClock(path).now()
