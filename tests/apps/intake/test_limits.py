from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from databases import on_postgresql
from khabar.apps.intake.limits import DAY, HOUR, Limit, count_tries, count_try, network_of, sweep
from khabar.apps.intake.models import Counter
from khabar.domain.actors import porch, system
from khabar.web.components.doors import address_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from conftest import SettableClock
    from khabar.config.options import Options

with_tables = pytest.mark.django_db(databases=["default", "porch"])
OPEN = Limit("open", 5, HOUR)
EZRA = porch("open")


def tries(clock: SettableClock, count: int, address: str = "192.0.2.7", limit: Limit = OPEN) -> list[bool]:
    return [count_try(limit, address, actor=EZRA, now=clock.now(), secret="porch") for _ in range(count)]


@with_tables
def test_so_many_tries_are_within_the_limit_and_no_more(clock: SettableClock) -> None:
    assert tries(clock, 7) == [True] * 5 + [False] * 2


@with_tables
def test_each_door_and_each_network_is_counted_for_itself(clock: SettableClock) -> None:
    tries(clock, 5)
    assert tries(clock, 1, "192.0.2.8") == [True]
    assert tries(clock, 1, limit=Limit("request", 5, HOUR)) == [True]
    assert tries(clock, 1) == [False]


@with_tables
def test_a_new_window_begins_with_the_hour_of_the_clock(clock: SettableClock) -> None:
    tries(clock, 6)
    clock.advance(timedelta(minutes=59, seconds=59))
    assert tries(clock, 1) == [False]
    clock.advance(timedelta(seconds=1))
    assert tries(clock, 6) == [True] * 5 + [False]


@with_tables
def test_a_whole_ipv6_network_counts_as_one(clock: SettableClock) -> None:
    found = [tries(clock, 1, f"2001:db8:0:1::{number:x}")[0] for number in range(1, 8)]
    assert found == [True] * 5 + [False] * 2
    assert tries(clock, 1, "2001:db8:0:2::1") == [True]


@with_tables
def test_counters_hold_no_address_and_are_gone_after_a_day(clock: SettableClock) -> None:
    tries(clock, 1)
    tries(clock, 1, limit=Limit("request", 20, DAY))
    assert all("192" not in counter.bucket for counter in Counter.objects.all())
    clock.advance(timedelta(hours=1))
    sweep(actor=system("renew"), now=clock.now())
    assert Counter.objects.count() == 2
    clock.advance(timedelta(days=1))
    sweep(actor=system("renew"), now=clock.now())
    assert Counter.objects.count() == 0


@with_tables
def test_another_secret_gives_other_counters_so_a_stolen_table_names_nobody(clock: SettableClock) -> None:
    count_try(OPEN, "192.0.2.7", actor=EZRA, now=clock.now(), secret="one")
    count_try(OPEN, "192.0.2.7", actor=EZRA, now=clock.now(), secret="two")
    assert Counter.objects.count() == 2


@pytest.mark.django_db(databases=["default", "porch"], transaction=True)
def test_tries_at_one_instant_cannot_pass_the_limit_together(clock: SettableClock, tmp_path: Path) -> None:
    """Eight threads on a real file or server, each with a connection of its own, as the porch has them."""
    path = tmp_path / "porch.sqlite3"  # the tests' own database is in memory, for one thread alone
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE intake_counter (bucket varchar(64) PRIMARY KEY, window bigint, count integer)")
    made.close()

    def attempt(_: int) -> bool:
        connection = connections["porch"]
        connection.close()
        if not on_postgresql("porch"):
            connection.settings_dict = {**connection.settings_dict, "NAME": str(path)}
        try:
            return tries(clock, 1)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(40))) == OPEN.most


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_counts_for_itself_however_it_is_written(address: IPv4Address) -> None:
    assert network_of(str(address)) == str(address)
    assert network_of(f"::ffff:{address}") == str(address)


@given(st.ip_addresses(v=6, network="2001:db8::/32"), st.integers(0, 2**64 - 1))
def test_two_addresses_of_one_64_count_as_one(address: IPv6Address, low: int) -> None:
    sibling = IPv6Address(int(address) >> 64 << 64 | low)
    assert network_of(str(address)) == network_of(str(sibling))
    assert network_of(str(address)).endswith("/64")


def test_an_address_with_a_zone_is_understood_and_nonsense_counts_as_one() -> None:
    assert network_of("fe80::1%eth0") == "fe80::/64"
    assert {network_of(one) for one in ("", "unix:", "x", "1.2.3", "999.1.1.1")} == {"unknown"}


@pytest.mark.parametrize(
    ("peer", "header", "proxies", "expected"),
    [
        ("192.0.2.7", "203.0.113.9", (), "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", ("10.0.0.1",), "192.0.2.7"),
        ("10.0.0.1", "203.0.113.9", ("10.0.0.1",), "203.0.113.9"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.9", ("10.0.0.1",), "203.0.113.9"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", ("10.0.0.1", "10.0.0.2"), "203.0.113.9"),
        ("10.0.0.1", "10.0.0.2", ("10.0.0.1", "10.0.0.2"), "10.0.0.2"),
        ("10.0.0.1", None, ("10.0.0.1",), "10.0.0.1"),
        ("10.0.0.1", "", ("10.0.0.1",), "10.0.0.1"),
    ],
)
def test_a_header_counts_only_as_far_as_the_proxies_are_named(
    peer: str, header: str | None, proxies: tuple[str, ...], expected: str, settings: Settings, options: Options
) -> None:
    settings.OPTIONS = replace(options, trusted_proxies=proxies)
    named = {} if header is None else {"X-Forwarded-For": header}
    assert address_of(RequestFactory().get("/", headers=named, REMOTE_ADDR=peer)) == expected


@with_tables
def test_a_try_is_counted_at_every_limit_even_when_one_says_no(clock: SettableClock) -> None:
    """Ezra's third try within the minute is refused, and the day knows of all three; the next minute he may again."""
    limits = [Limit("sign a minute", 2, 60), Limit("sign a day", 4, DAY)]

    def signed() -> bool:
        return count_tries(limits, "192.0.2.7", actor=EZRA, now=clock.now(), secret="porch")

    assert [signed(), signed(), signed()] == [True, True, False]
    clock.advance(timedelta(minutes=1))
    assert [signed(), signed()] == [True, False]
    assert sorted(Counter.objects.values_list("count", flat=True)) == [2, 5]
