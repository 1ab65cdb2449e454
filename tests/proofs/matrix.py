"""Who reaches what: every role, route, state of an object and verb, generated from the resolver; no cell by hand.

What a cell must answer follows from the mark on the view and from the policy of duties: whoever is not admitted, and
whoever is but names what is not there, not his, erased or of another kind, gets to the byte what no address gives.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.test import Client

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty, duties_of, excluded_together, refuse_duties
from khabar.web.front.access import Audience, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from apps.accounts.colleagues import Colleague
    from khabar.domain.kinds import Kind
    from khabar.web.front.access import AccessRow

VERBS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
NOWHERE = "/no/such/address/at/all/"
THERE, ANOTHER, NOT_YOURS, ERASED, NOBODY = "there", "of another kind", "not yours", "erased", "nobody's"
STATES = (THERE, ANOTHER, NOT_YOURS, ERASED, NOBODY)
NO_ID = "0" * 32
OPENED, FORBIDDEN, NOT_FOUND, BROKEN = 200, 403, 404, 500
_NOT_SAID = {"Set-Cookie"}
"""What differs from one moment to the next, whoever asks for whatever."""
_ROOMS = {"advocacy": Duty.ADVOCATE, "editing": Duty.EDITOR, "archive": Duty.ADVOCATE}
_NO_DESK = frozenset({"front"})
_SHORT = 8
"""Anchors within a page are named by so much of an id."""
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
"""Drawn anew for each page."""
_PLACE = re.compile(r"<(\w+):(\w+)>")
Told = tuple[int, tuple[tuple[str, str], ...], bytes]


@dataclass(frozen=True)
class Cell:
    """One question: who asks, at which address, with which verb, and in which state the object is."""

    role: str
    row: AccessRow
    state: str
    verb: str
    path: str


@dataclass
class Tally:
    """How many cells were asked, what came of them, and those whose answer was not as it must be."""

    cells: int = 0
    routes: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass
class World:
    """A house to be asked: its addresses, its objects by state and by the name of their place in an address."""

    kind: Kind
    addresses: str
    join: Callable[[str, tuple[Duty, ...]], Colleague]
    objects: Mapping[str, Mapping[str, str]]
    only: frozenset[str] = frozenset()

    def rows(self) -> list[AccessRow]:
        """List the routes of desks."""
        rows = [row for row in table(self.addresses) if row.access and row.access.audience is Audience.DUTY]
        return [row for row in rows if not self.only or row.name in self.only]

    def roles(self) -> Iterator[tuple[str, Client, frozenset[Duty] | None]]:
        """Give each role with its browser: nobody, somebody without a duty, and each duty alone."""
        yield "not signed in", Client(), None
        for duties in ((), *((duty,) for duty in duties_of(self.kind))):
            name = str(duties[0]) if duties else "no duty"
            yield name, browser_of(self.join(re.sub("[^a-z]", "-", name), duties)), frozenset(duties)


def home_of(row: AccessRow) -> Duty | None:
    """Give the duty whose room a route lies in, by its name; None for what is no desk's own."""
    room = row.name.partition(":")[0]
    if room in _NO_DESK:
        return None
    return _ROOMS.get(room) or Duty(room)


def against_policy(row: AccessRow, duty: Duty) -> bool:
    """Say whether a mark lets somebody into a room whose duty his own excludes."""
    home = home_of(row)
    return home is not None and duty is not home and excluded_together(duty, home)


def admitted(row: AccessRow, duties: frozenset[Duty]) -> bool:
    """Say whether one who holds these reaches the view: its mark names one of them, and the policy agrees."""
    return any(duty in row.duties and not against_policy(row, duty) for duty in duties)


def flaws(rows: Iterable[AccessRow], kind: Kind) -> list[str]:
    """List what marks allow against the policy: a duty in a room it is excluded from, a person in two such rooms."""
    rows = list(rows)
    found = [f"{row.name} lets in {duty}" for row in rows for duty in row.duties if against_policy(row, duty)]
    duties = duties_of(kind)
    for size in range(1, len(duties) + 1):
        for held in combinations(duties, size):
            if not refuse_duties(held):
                homes = {home for row in rows if not row.duties.isdisjoint(held) and (home := home_of(row))}
                found += [
                    f"{sorted(held)} reaches {one} and {other}"
                    for one, other in combinations(sorted(homes), 2)
                    if excluded_together(one, other)
                ]
    return found


def cells_of(world: World, role: str) -> list[Cell]:
    """Generate every cell of a role."""
    return [
        Cell(role, row, state, verb, filled(row.route, world, state))
        for row in world.rows()
        for state in (STATES if _PLACE.search(row.route) else (THERE,))
        for verb in (VERBS if state in {THERE, NOBODY} else VERBS[:2])
    ]


def filled(route: str, world: World, state: str) -> str:
    """Fill in an address with what is in this state; what the world has not got is filled with what nobody has."""
    known = world.objects.get(state, {})

    def one(place: re.Match[str]) -> str:
        return "1" if place[1] == "int" else known.get(place[2], known.get("*", NO_ID))

    return "/" + _PLACE.sub(one, route.lstrip("/"))


def asked(client: Client, verb: str, path: str) -> Told:
    """Ask the real application, and undo whatever it did."""
    with transaction.atomic(), transaction.atomic(using="porch"):
        answer = client.generic(verb, path)
        for alias in ("default", "porch"):
            transaction.set_rollback(True, using=alias)
    headers = tuple(sorted((name, value) for name, value in answer.headers.items() if name not in _NOT_SAID))
    return answer.status_code, headers, _TOKEN.sub(b"", answer.content)


def walk(world: World, *, sample: int = 0, seed: int = 0) -> Tally:
    """Ask every cell, or so many of each role drawn by the seed; compare with what must be."""
    tally, draw = Tally(routes=len(world.rows())), random.Random(seed)
    settings.ROOT_URLCONF = world.addresses
    for role, client, duties in world.roles():
        nothing = {verb: asked(client, verb, NOWHERE) for verb in VERBS}
        cells = cells_of(world, role)
        for cell in draw.sample(cells, min(sample, len(cells))) if sample else cells:
            told = without_ids(asked(client, cell.verb, cell.path), world)
            outcome, must = _expected(cell, world, client, duties, nothing)
            tally.cells += 1
            tally.outcomes[outcome] += 1
            if told[0] >= BROKEN or told[0] == FORBIDDEN or (must is not None and told != must):
                tally.wrong.append(f"{role}: {cell.verb} {cell.row.name} ({cell.state}) {told[0]}, not {outcome}")
    return tally


def _expected(
    cell: Cell, world: World, client: Client, duties: frozenset[Duty] | None, nothing: Mapping[str, Told]
) -> tuple[str, Told | None]:
    """Say what must come back, and in which words: None where the desk may answer as it likes."""
    if duties is None:
        return "led to the door", without_ids(_moved(nothing[cell.verb], cell.path), world)
    if not admitted(cell.row, duties):
        return "as nowhere", nothing[cell.verb]
    if cell.state == THERE:
        return "admitted", None
    if cell.state == NOBODY:
        is_a_page = asked(client, cell.verb, cell.path)[0] in {NOT_FOUND, OPENED}
        return "not there", nothing[cell.verb] if cell.verb == "GET" and is_a_page else None
    return "as what nobody has", without_ids(asked(client, cell.verb, filled(cell.row.route, world, NOBODY)), world)


def without_ids(told: Told, world: World) -> Told:
    """Put nobody's id in the place of what was asked for: whoever asks knows it already."""
    headers, body = told[1], told[2]
    for known in {one for objects in world.objects.values() for one in objects.values()}:
        headers = tuple((name, value.replace(known, NO_ID)) for name, value in headers)
        body = body.replace(known.encode(), NO_ID.encode()).replace(known[:_SHORT].encode(), NO_ID[:_SHORT].encode())
    return told[0], headers, body


def _moved(told: Told, path: str) -> Told:
    """Give what a visitor who is led to the door is told, with the address that was asked for in place of nowhere's."""
    from_here = tuple((name, value.replace(_quoted(NOWHERE), _quoted(path))) for name, value in told[1])
    return told[0], from_here, told[2]


def _quoted(path: str) -> str:
    return path.replace("/", "%2F")
