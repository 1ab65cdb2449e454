"""A house in which something lies on every desk, in each of the states that show other forms than the rest.

It is brought about as colleagues and families do it, over HTTP, because that takes a tenth of the time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Slip, Story
    from journeys.visitor import Visitor

STATES = ("Answered", "Asked", "Decided", "Aside", "New")
"""Given names of the sought, after how their pairs come to stand."""
LETTERS = 3


@dataclass(frozen=True)
class Content:
    """Where to begin a walk; `slip` is that of the family with an answer and letters."""

    slip: Slip
    pairs: tuple[str, ...]
    letters: tuple[str, ...]


def fill(house: Story, folder: Path) -> Content:
    """Bring everything about, in this order.

    1. Six families ask; five of the sought stand in a list, the sixth says of himself that he is here, and for whom.
    2. Two are decided upon and leave with a round; one of them answers.
    3. His family writes three letters: one is left as it came, one accepted, one handed over.
    4. One more is decided upon, one is set aside.
    """
    family = _surname()
    names = {state: f"{state} {family}" for state in STATES}
    slips = {state: house.file_request(name=name, **_ABOUT) for state, name in names.items()}
    house.file_request(name=f"Named {family}", enquirer_name=f"Shirin {family}", **_ABOUT)
    told = {"tells": "1", "tell_name": f"Shirin {family}", "tell_kinship": "sister"}
    house.be_here(name=f"Named {family}", father="Yusef", birth="1986", self_or_other="self", **told)
    rows = [{"id": name, "name": name, "father": "Youssef", "birth_date": "1986"} for name in names.values()]
    house.take_in_list(folder, rows)
    house.inst.round()
    for state in ("Answered", "Asked"):
        house.decide_to_ask(names[state])
    house.inst.round()
    house.record_answer(names["Answered"], tells="2", setting="alone", own_words="I am well.")
    house.inst.round()
    letters = _write(house, slips["Answered"])
    house.decide_to_ask(names["Decided"])
    mira = house.staff.mira
    house.open_pair(mira, names["Aside"])
    mira.send("/set-aside/", reason="Another birthmark")
    pairs = tuple(house.open_pair(mira, name).path for name in (*names.values(), f"Named {family}"))
    return Content(slips["Answered"], pairs, letters)


_ABOUT = {"father": "Yusef", "birth": "1365", "kinship": "sister"}


def _surname() -> str:
    """Give a name nobody had before, in letters."""
    return "Q" + "".join(chr(ord("a") + int(digit)) for digit in str(time.monotonic_ns())[-8:])


def _write(house: Story, slip: Slip) -> tuple[str, ...]:
    """Let the family write, and the letters' desk do with each letter what it may; all stay open to Mira."""
    for number in range(LETTERS):
        house.write(slip, f"Letter {number}. We are all alive.")
    house.inst.round()
    mira = house.staff.mira
    addresses = _letters(mira)[-LETTERS:]
    for address in addresses[1:]:
        _open(mira, address)
        mira.send("/accept/")
    mira.send("/let-go/")
    house.inst.round()
    return tuple(addresses)


def _letters(mira: Visitor) -> list[str]:
    links = mira.get("/letters/").links().values()
    return [link for link in links if link.startswith("/letters/") and link != "/letters/"]


def _open(mira: Visitor, address: str) -> None:
    mira.get(address)
    mira.send("/open/", reason="For a walk")


def open_letters(mira: Visitor, content: Content) -> None:
    """Open all letters to her; they close again after some minutes of the house's clock."""
    for address in content.letters:
        _open(mira, address)
