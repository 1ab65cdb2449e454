"""An invented caseload: requests, presences and the truth about who is who, the same for the same seed.

Most presences name nobody sought; some are brothers or sisters of sought people; about 400 are the people themselves.
It must never contain anybody real: names are recombined from common ones, towns and countries are made up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from khabar.demo.caseload_people import Invented, invent, sibling_of
from khabar.demo.caseload_records import FAMILY_HABITS, LIST_HABITS, Row, written, written_otherwise

REQUESTS: Final = 2000
PRESENCES: Final = 5000
_FOUND_SHARE: Final = 0.195
"""Share of requests whose person is present: 390 of 2,000; second requests bring the true pairs to 400."""
_SECOND_SHARE: Final = 0.01
"""Share of requests that are a second request for the same person: 20 of 2,000, half of them for somebody present."""
_SIBLING_SHARE: Final = 0.02
"""Share of presences who are a brother or sister of a sought person: the hardest to tell apart."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """Requests and presences as rows of a list of persons, and the true pairs of their ids."""

    requests: list[Row]
    presences: list[Row]
    truth: set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Lists:
    """Who is sought and who is present, as persons, before anything is written down."""

    sought: list[Invented]
    present: list[Invented]


def generate(seed: int, requests: int = REQUESTS, presences: int = PRESENCES) -> Caseload:
    """Invent a caseload. Equal seeds and sizes give equal caseloads; nothing else is read.

    Raises ValueError if there are fewer presences than people to be found.
    """
    random = Random(seed)  # noqa: S311 - an invented caseload must be the same for every seed; nothing is secret
    lists = _lists(random, requests, presences)
    random.shuffle(lists.sought)
    random.shuffle(lists.present)
    wanted = _numbered("request", [written(person, FAMILY_HABITS, random) for person in lists.sought])
    names: dict[int, list[str]] = defaultdict(list)
    for person, row in zip(lists.sought, wanted, strict=True):
        names[id(person)].append(row["name"])
    present = _numbered("presence", [_listed(person, names[id(person)], random) for person in lists.present])
    places = {id(person): row["id"] for person, row in zip(lists.present, present, strict=True)}
    truth = {
        (row["id"], places[id(person)])
        for person, row in zip(lists.sought, wanted, strict=True)
        if id(person) in places
    }
    return Caseload(wanted, present, truth)


def _lists(random: Random, requests: int, presences: int) -> _Lists:
    """Invent the people of both lists.

    1. As many sought people as there are first requests; some of them are sought twice.
    2. The first of them are present; half of those sought twice are.
    3. Brothers and sisters of others, then people whom nobody seeks.
    """
    second, found = round(requests * _SECOND_SHARE), round(requests * _FOUND_SHARE)
    siblings = round(presences * _SIBLING_SHARE)
    if presences < found + siblings:
        raise ValueError("there must be at least as many presences as people to be found and their siblings")
    sought = [invent(random) for _ in range(requests - second)]
    twice = [*sought[: second // 2], *sought[len(sought) - (second - second // 2) :]]
    kin = [sibling_of(random.choice(sought), random) for _ in range(siblings)]
    strangers = [invent(random) for _ in range(presences - found - len(kin))]
    return _Lists([*sought, *twice], [*sought[:found], *kin, *strangers])


def _listed(person: Invented, sought_as: Sequence[str], random: Random) -> Row:
    """Write a person down on the spot: one who is sought, never in the very words of the family."""
    if not sought_as:
        return written(person, LIST_HABITS, random)
    return written_otherwise(person, LIST_HABITS, random, sought_as)


def _numbered(kind: str, rows: Sequence[Row]) -> list[Row]:
    return [{**row, "id": f"{kind}-{number:05}"} for number, row in enumerate(rows, start=1)]
