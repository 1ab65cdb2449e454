"""With and without the person sought, and with each state of an answer, the bundle back is the same from outside.

Inside, until a yes, every page of the association's families reads the same; after it one page differs, and no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from apps.bridge.crossing import Far, Near, item, lodged_form
from khabar.apps.exchange.models import Outgoing
from khabar.apps.lodged import side
from khabar.apps.registry.models import Request
from khabar.apps.rounds import steps
from khabar.domain.answers import Setting, Tells
from khabar.domain.bridge.sizes import LOCATOR_BYTES
from khabar.domain.ids import RequestId
from khabar.vault.pigeonholes import keys_of_root, open_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.domain.ids import PairId
    from khabar.ports import Parts
    from khabar.vault.pigeonholes import OpenedPage

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

ROOTS = {"shirin": bytes([1] * 32), "nima": bytes([2] * 32)}


@dataclass(frozen=True)
class Outside:
    """What lies before whoever carries the bundle, and before the association's operator with every sealed byte."""

    size: int
    items: tuple[int, ...]
    rounds: int


@dataclass(frozen=True)
class World:
    """One world after its round: what is seen from outside, and what each family reads."""

    outside: Outside
    pages: dict[str, OpenedPage]


@pytest.fixture
def far(association: Parts) -> Far:
    return Far(association)


@pytest.fixture
def house(parts: Parts, far: Far) -> Near:
    """A house with two families of the association: Shirin seeks Darius, Nima seeks somebody else."""
    made = Near(parts, side.SIDE).joined(far)
    others = lodged_form(ROOTS["nima"], name="Tomas Novak", father="Jan", enquirer_name="Nima Novak", kinship="brother")
    made.take(far.sent(parts, item(lodged_form(ROOTS["shirin"])), item(others)))
    steps.file(parts.clock.now(), parts)
    return made


def pair(house: Near) -> PairId:
    """Darius is here, and the desk sees it."""
    presence = cast.file_presence(house.parts, cast.dariuss_presence(house.parts.clock.now()))
    shirins = keys_of_root(ROOTS["shirin"]).locator.hex()
    request = RequestId(Request.objects.get(locator=shirins).id)
    return cast.pair_of(house.parts, request, presence)


def asked(house: Near) -> PairId:
    made = pair(house)
    cast.ask(house.parts, made)
    return made


def answered(house: Near, tells: Tells, setting: Setting = Setting.ALONE, **said: object) -> None:
    cast.answered(house.parts, asked(house), tells, setting, **said)


SILENT: dict[str, Callable[[Near], object]] = {
    "nobody": lambda _: None,
    "here": lambda house: cast.file_presence(house.parts, cast.dariuss_presence(house.parts.clock.now())),
    "a pair": pair,
    "asked": asked,
    "no": lambda house: answered(house, Tells.NOTHING),
    "observed no": lambda house: answered(house, Tells.NOTHING, Setting.OBSERVED),
    "yes, and she must not know": lambda house: answered(house, Tells.ALIVE, must_not_know=("Shirin Ahmadi",)),
}
TELLING: dict[str, Callable[[Near], object]] = {
    "observed yes": lambda house: answered(house, Tells.ALIVE, Setting.OBSERVED),
    "alive": lambda house: answered(house, Tells.ALIVE),
    "words": lambda house: answered(house, Tells.MESSAGES, own_words="I am well"),
}


def after(house: Near, far: Far, happens: Callable[[Near], object], rounds: int = 1) -> World:
    """Let something happen, do the end of a round, read what the association gets, and undo it all."""
    with transaction.atomic(), transaction.atomic(using="porch"):
        happens(house)
        now, parts = house.parts.clock.now(), house.parts
        for _ in range(rounds):
            cast.release(parts)
            steps.renew(now, parts)
            steps.exchange(now, parts)
        blob = bytes(Outgoing.objects.get().blob)
        found = far.opened(blob, parts)
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")
    pages = {one[:LOCATOR_BYTES]: one[LOCATOR_BYTES:] for one in found.items}
    outside = Outside(len(blob), tuple(len(one) for one in found.items), Outgoing.objects.count())
    keys = {name: keys_of_root(root) for name, root in ROOTS.items()}
    return World(outside, {name: open_page(one.private, pages[one.locator]) for name, one in keys.items()})


def read(world: World) -> tuple[Outside, dict[str, tuple[bytes, tuple[bytes, ...]]]]:
    """What is compared, in words that a failing test may print."""
    return world.outside, {name: (page.standing, page.pieces) for name, page in world.pages.items()}


def test_until_a_yes_every_world_is_the_same_outside_and_inside(house: Near, far: Far) -> None:
    empty = after(house, far, SILENT["nobody"])
    for name, happens in SILENT.items():
        assert read(after(house, far, happens)) == read(empty), name


def test_a_yes_is_seen_by_nobody_outside_and_changes_one_page_at_the_next_round(house: Near, far: Far) -> None:
    empty = after(house, far, SILENT["nobody"])
    for name, happens in TELLING.items():
        world = after(house, far, happens)
        assert world.outside == empty.outside, name
        assert world.pages["nima"] == empty.pages["nima"], name
        shirins, silent = world.pages["shirin"], empty.pages["shirin"]
        assert shirins.standing == silent.standing, name
        assert len(shirins.pieces) == len(silent.pieces) + 1, name
        assert after(house, far, happens, rounds=2).pages == world.pages, name


def test_before_its_round_a_yes_changes_nothing(house: Near, far: Far) -> None:
    with transaction.atomic(), transaction.atomic(using="porch"):
        answered(house, Tells.ALIVE)
        steps.renew(house.parts.clock.now(), house.parts)
        steps.exchange(house.parts.clock.now(), house.parts)
        found = far.opened(bytes(Outgoing.objects.get().blob), house.parts)
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")
    pages = {one[:LOCATOR_BYTES]: one[LOCATOR_BYTES:] for one in found.items}
    shirins = keys_of_root(ROOTS["shirin"])
    silent = after(house, far, SILENT["nobody"]).pages["shirin"]
    assert open_page(shirins.private, pages[shirins.locator]) == silent


def test_the_comparison_would_see_a_page_more(house: Near, far: Far) -> None:
    def a_family_more(near: Near) -> None:
        forms = [lodged_form(bytes([number] * 32)) for number in range(10, 25)]
        for start in (0, 8):
            near.take(far.sent(near.parts, *(item(one) for one in forms[start : start + 8])))

    assert after(house, far, a_family_more).outside != after(house, far, SILENT["nobody"]).outside
