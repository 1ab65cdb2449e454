"""Counts of tries lie in the house's database, under names nobody can read, and end in their time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from apps.accounts.rooms import house
from khabar.apps.accounts.models import Tried
from khabar.apps.accounts.tries import KeptTries

if TYPE_CHECKING:
    from pytest_django import Settings

    from apps.accounts.colleagues import House

__all__ = ["house"]

BACKEND = "khabar.apps.accounts.tries.KeptTries"


class Moment:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def tries(moment: Moment) -> KeptTries:
    """What a process that was just started has: nothing in its memory."""
    return KeptTries("", {"OPTIONS": {"now": moment.now}})


@pytest.mark.django_db
def test_a_count_is_found_after_a_restart_and_ends_in_its_time() -> None:
    moment = Moment()
    tries(moment).set("sign-in:mira", [3.0, 2.0], 300)
    assert tries(moment).get("sign-in:mira", []) == [3.0, 2.0]
    moment.at += timedelta(seconds=300)
    assert tries(moment).get("sign-in:mira", []) == []
    tries(moment).set("sign-in:tomas", [1.0], 300)
    assert Tried.objects.count() == 1


@pytest.mark.django_db
def test_of_two_who_add_the_same_one_is_told_so_until_it_ends() -> None:
    moment = Moment()
    assert tries(moment).add("lock", value=True, timeout=10)
    assert not tries(moment).add("lock", value=True, timeout=10)
    moment.at += timedelta(seconds=10)
    assert tries(moment).add("lock", value=True, timeout=10)
    assert tries(moment).delete("lock")
    assert not tries(moment).delete("lock")
    tries(moment).add("lock", value=True)
    tries(moment).clear()
    assert Tried.objects.count() == 0


@pytest.mark.django_db
def test_nothing_is_kept_for_longer_than_a_day() -> None:
    moment = Moment()
    for number, timeout in enumerate((None, 10**9)):
        tries(moment).set(f"ever{number}", value=1, timeout=timeout)
    moment.at += timedelta(days=1)
    assert [tries(moment).get(f"ever{number}") for number in range(2)] == [None, None]


def test_after_five_wrong_tries_a_restart_forgets_nothing_and_no_name_or_address_lies_open(
    house: House, settings: Settings
) -> None:
    house.colleague("mira")
    settings.CACHES = {"default": {"BACKEND": BACKEND, "OPTIONS": {"now": Moment().now}}}
    settings.ROOT_URLCONF = "web.front.house_addresses"
    kept = {}
    for name in ("mira", "ghost"):
        for _try in range(5):
            answer = Client().post("/sign-in/", {"login": name, "password": "wrong words here"})
            assert "do not fit together" in answer.content.decode()
        settings.CACHES = dict(settings.CACHES)  # the process's memory begins anew
        answer = Client().post("/sign-in/", {"login": name, "password": "wrong words here"})
        assert "wait five minutes" in answer.content.decode()
        kept[name] = sorted(len(json.loads(one)) for one in Tried.objects.values_list("kept", flat=True))
        cache.clear()
    assert kept["mira"] == kept["ghost"]
    assert len(kept["mira"]) >= 2


def test_a_row_names_neither_the_colleague_nor_where_she_sits(house: House, settings: Settings) -> None:
    del house
    settings.CACHES = {"default": {"BACKEND": BACKEND, "OPTIONS": {"now": Moment().now}}}
    settings.ROOT_URLCONF = "web.front.house_addresses"
    Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/", {"login": "mira", "password": "wrong words here"})
    rows = list(Tried.objects.values_list("bucket", "kept"))
    assert rows
    assert "mira" not in str(rows)
    assert "192.0.2.7" not in str(rows)
    cache.clear()
