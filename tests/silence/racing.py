"""Timing: both worlds in one process, so that nothing but the data differs, asked in turns whose order is drawn.

Each world's databases are connections of their own in memory; before a request the doors are given those of one world.
What is timed is the whole answer of the application, without a network, which would only hide differences.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from django.db import connections

from silence import leaks, population
from silence.core.browsing import Browser
from silence.core.rows import Row
from silence.core.timing import MOST_ADVANTAGE, advantage, interleaved
from silence.core.worlds import forked
from silence.house import ALIASES
from silence.household import Household
from silence.states import STATES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from silence.core.browsing import Application
    from silence.house import Ground
    from silence.sizes import Size

TIMED_STATE = "no alone"
SECONDS_LATE = 0.001
WARM = 50
PAGES = {
    "enquirer opens the page": ("porch", "/family/open/"),
    "enquirer reads the page": ("porch", "/family/page/"),
    "family desk lists": ("house", "/families/"),
}


def timing(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Time pages of an enquirer and of the family desk with and without the person, and once with a slower door."""
    if not size.arm:
        return
    whole = _worlds(ground)
    with forked({"clock": lambda: {"race": lambda *what: _race(ground, whole, *what)}}) as worlds:
        for name in PAGES:
            began = time.monotonic()
            found = worlds["clock"].do("race", name, size.arm, seed, 0.0)
            yield _row(name, size.arm, seed, found, began)
        began = time.monotonic()
        found = worlds["clock"].do("race", "enquirer reads the page", size.arm, seed, SECONDS_LATE)
        yield _row("a door one millisecond slower in world A", size.arm, seed, found, began, is_control=True)


def _row(name: str, arm: int, seed: int, found: float, began: float, *, is_control: bool = False) -> Row:
    good = found > MOST_ADVANTAGE if is_control else found <= MOST_ADVANTAGE
    counted = {"advantage": found, "an arm": arm}
    return Row("timing", name, 2 * arm, seed, counted, good, time.monotonic() - began, is_control=is_control)


def _worlds(ground: Ground) -> dict[str, dict[str, bytes]]:
    """Give the databases of both worlds after a whole story; of the process that tells it nothing is left."""
    state = next(one for one in STATES if one.name == TIMED_STATE)
    kept = {}
    with forked({name: (lambda: Household(ground).words()) for name in ("A", "B")}) as worlds:
        for name, world in worlds.items():
            if name == "A":
                world.do("arrives", state.name)
            world.do("round", "the person's round")
            if name == "A":
                world.do("happens", state.name)
            world.do("round", "the round after")
            kept[name] = world.do("kept")
    return kept


def _race(ground: Ground, whole: dict[str, dict[str, bytes]], page: str, arm: int, seed: int, late: float) -> float:
    side, path = PAGES[page]
    lines = {name: _connections(of_world) for name, of_world in whole.items()}
    doors = {"A": leaks.slower(ground.doors[side], late) if late else ground.doors[side], "B": ground.doors[side]}
    browsers = {name: _visitor(ground, doors[name], side, lines[name]) for name in lines}
    takers = {name: _taker(ground, browsers[name], path, lines[name]) for name in lines}
    draw = random.Random(seed)
    interleaved(takers, min(WARM, arm), draw)
    times = interleaved(takers, arm, draw)
    return advantage(times["A"], times["B"])


def _taker(ground: Ground, browser: Browser, path: str, lines: dict[str, sqlite3.Connection]) -> Callable[[int], float]:
    posted = b""
    if path == "/family/open/":
        numbers = population.numbers_of("shirin")
        token = browser.cookies["csrftoken"]
        posted = f"csrfmiddlewaretoken={token}&code={numbers.code}&pin={numbers.pin}".encode()

    def taken(number: int) -> float:
        _given(lines)
        ground.begin(f"race {number}")
        browser.address = f"10.9.{number // 250 % 250}.{number % 250 + 1}"
        began = time.perf_counter()
        browser.send("POST" if posted else "GET", path, posted, "application/x-www-form-urlencoded" if posted else "")
        return time.perf_counter() - began

    return taken


def _visitor(ground: Ground, door: Application, side: str, lines: dict[str, sqlite3.Connection]) -> Browser:
    browser = Browser(door, "testserver", "10.8.0.1")
    _given(lines)
    if side == "house":
        browser.cookies |= ground.cookies["farid"]
        return browser
    numbers = population.numbers_of("shirin")
    browser.send("GET", "/family/open/")
    token = browser.cookies["csrftoken"]
    body = f"csrfmiddlewaretoken={token}&code={numbers.code}&pin={numbers.pin}".encode()
    answer = browser.send("POST", "/family/open/", body, "application/x-www-form-urlencoded")
    assert answer.leads_to, answer.status
    return browser


def _connections(of_world: dict[str, bytes]) -> dict[str, sqlite3.Connection]:
    made = {}
    for alias in ALIASES:
        connections[alias].ensure_connection()
        ours = connections[alias].connection
        connections[alias].connection = None
        connections[alias].connect()
        made[alias] = connections[alias].connection
        made[alias].deserialize(of_world[alias])
        connections[alias].connection = ours
    return made


def _given(lines: dict[str, sqlite3.Connection]) -> None:
    for alias, line in lines.items():
        connections[alias].connection = line
