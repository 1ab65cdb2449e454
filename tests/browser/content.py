"""A house in which something lies on every desk, in each of the states that show other forms than the rest.

It is brought about as colleagues and families do it, over HTTP, because that takes a tenth of the time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeys.story import Slip, Story
    from journeys.visitor import Visitor

FAMILIES = {
    "answered": ("Bahram Sohrabi", {"father": "Hassan", "birth": "1360"}, {"father": "Hasan", "birth_date": "1981"}),
    "asked": ("Kamran Vaziri", {"father": "Yusef", "birth": "1365"}, {"father": "Youssef", "birth_date": "1986"}),
    "written": ("Golnar Delshad", {"father": "Iraj", "birth": "1358"}, {"father": "Iradj", "birth_date": "1979"}),
    "decided": ("Siavash Rostami", {"father": "Karim", "birth": "1349"}, {"father": "Kareem", "birth_date": "1970"}),
    "aside": ("Jamshid Farahani", {"father": "Naser", "birth": "1354"}, {"father": "Nasser", "birth_date": "1975"}),
    "new": ("Rostam Kaveh", {"father": "Behzad", "birth": "1371"}, {"father": "Behzad", "birth_date": "1992"}),
}
"""The sought, after how their pairs come to stand: as their families write them down, and as a list does."""
LETTERS = 3
LIST = b"name;father;birth_date\nDarius Ahmadi;Hassan;1986\nLeyla Karimi;;not a day\n"
PFIF = (Path(__file__).resolve().parents[2] / "docs" / "pfif" / "faulty-fields-1.4.xml").read_bytes()
OF_THE_LIST = {
    "made_by": "A nurse",
    "how": "from-each",
    "people_knew": "yes",
    "made_on": "1404",
    "purpose": "to be found by their families",
}


@dataclass(frozen=True)
class Content:
    """Where to begin a walk; `slip` is that of the family with an answer and letters; `decided` is not asked yet.

    `lists` are those of the asking and of the family desk: a PFIF document, one that was taken in, one to be looked at.
    """

    slip: Slip
    decided: str
    pairs: tuple[str, ...]
    letters: tuple[str, ...]
    lists: tuple[list[str], list[str]]
    requests: list[str] = field(default_factory=list)


def fill(house: Story, folder: Path) -> Content:
    """Bring everything about, in this order.

    1. Seven families ask; six of the sought stand in a list, the seventh says of himself that he is here, and for whom.
    2. Three are decided upon and leave with a round; one of them answers, and another's answer waits to be confirmed.
    3. His family writes three letters: one is left as it came, one accepted, one handed over.
    4. One pair is set aside.
    5. Both desks have a list that was taken in but for a row, a mapping that was kept, and others that are looked at.
    """
    mark = _mark()
    names = {state: name + mark for state, (name, _, _) in FAMILIES.items()}
    slips = {state: house.file_request(name=names[state], **said) for state, (_, said, _) in FAMILIES.items()}
    named = {"name": f"Arash Mehran{mark}", "father": "Farhad", "birth": "1986"}
    house.file_request(enquirer_name=f"Shirin Mehran{mark}", kinship="sister", **named)
    told = {"tells": "1", "tell_name": f"Shirin Mehran{mark}", "tell_kinship": "sister"}
    house.be_here(self_or_other="self", **named, **told)
    rows = [{"id": names[state], "name": names[state], **listed} for state, (_, _, listed) in FAMILIES.items()]
    house.take_in_list(folder, rows)
    house.inst.round()
    for state in ("answered", "asked", "written"):
        house.decide_to_ask(names[state])
    house.inst.round()
    house.record_answer(names["answered"], tells="2", setting="alone", own_words="I am well.")
    house.type_answer(names["written"], tells="1", setting="alone", own_words="I live.")
    house.inst.round()
    letters = _write(house, slips["answered"])
    mira = house.staff.mira
    house.open_pair(mira, names["aside"])
    mira.send("/set-aside/", reason="Another birthmark")
    lists = _bring_lists(house)
    pairs = tuple(house.open_pair(mira, name).path for name in (*names.values(), named["name"]))
    return Content(slips["answered"], names["decided"], pairs, letters, lists)


def _bring_lists(house: Story) -> tuple[list[str], list[str]]:
    """Let each desk bring a PFIF document and a list, answer for both, and bring another list; give where they are."""
    asking, families = ("/asking/lists/", house.staff.mira), ("/families/lists/", house.staff.farid)
    pages = {lists: [_bring_document(colleague, lists)] for lists, colleague in (asking, families)}
    for lists, colleague in (asking, families):
        colleague.get(lists)
        at = colleague.attach(lists, "list", ("ward.csv", LIST)).path
        colleague.send("/columns/", mapping_name="The ward")
        colleague.get(f"{at}questions/")
        colleague.send("/questions/", **OF_THE_LIST)
        pages[lists].append(at)
    house.inst.round()
    for lists, colleague in (asking, families):
        colleague.get(lists)
        pages[lists].append(colleague.attach(lists, "list", ("ward-again.csv", LIST)).path)
        colleague.send("/columns/")
    return pages[asking[0]], pages[families[0]]


def _bring_document(colleague: Visitor, lists: str) -> str:
    """Let somebody bring a PFIF document and answer for it; it is still to be looked at."""
    colleague.get(lists)
    at = colleague.attach(lists, "list", ("people.xml", PFIF)).path
    colleague.get(f"{at}questions/")
    colleague.send("/questions/", **OF_THE_LIST)
    return at


def _mark() -> str:
    """Give an ending of surnames that nobody had before, in letters; the widest are among them."""
    return "".join("mwoabcdegh"[int(digit)] for digit in str(time.monotonic_ns())[-8:])


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
    if mira.offers("/open/"):
        mira.send("/open/", reason="For a walk")


def open_letters(mira: Visitor, content: Content) -> None:
    """Open all letters and pictures of letters to her; they close again after some minutes of the house's clock."""
    papers = mira.get("/letters/papers/").links().values()
    for address in (*content.letters, *(link for link in papers if link.startswith("/letters/papers/"))):
        _open(mira, address)
