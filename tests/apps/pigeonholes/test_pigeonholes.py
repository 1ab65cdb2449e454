from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from khabar.apps.pigeonholes import actions
from khabar.apps.pigeonholes.actions import PageContent, open_pigeonhole, renew_all
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.pigeonholes.queries import opened_page
from khabar.domain.actors import porch, system
from khabar.vault import Cost
from khabar.vault.pigeonholes import PAGE_SIZE, PigeonholeKeys, derive, seal_piece

if TYPE_CHECKING:
    from datetime import date

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def keys_of(number: int) -> PigeonholeKeys:
    return derive(f"{number:012}", "654321", bytes(16), cost=Cost(64, 1))


def open_some(parts: Parts, count: int) -> list[PigeonholeKeys]:
    made = [keys_of(number) for number in range(count)]
    for keys in made:
        open_pigeonhole(
            actor=porch("request"),
            now=parts.clock.now(),
            parts=parts,
            locator=keys.locator,
            public=keys.public,
            standing=b"first",
        )
    return made


def renew(parts: Parts, pieces: dict[str, list[bytes]] | None = None, standing: bytes = b"renewed") -> int:
    def contents(locator: str, opened_on: date) -> PageContent:
        assert opened_on == parts.clock.now().date()
        return PageContent(standing, (pieces or {}).get(locator, ()))

    return renew_all(actor=system("renew"), now=parts.clock.now(), parts=parts, contents=contents)


def blobs() -> dict[str, bytes]:
    return {row.locator: bytes(row.blob) for row in Pigeonhole.objects.all()}


def test_a_new_page_opens_with_its_own_keys_and_no_others(parts: Parts) -> None:
    shirin, ezra = open_some(parts, 1)[0], keys_of(9)
    page = opened_page(shirin)
    assert page is not None
    assert (page.standing, page.pieces) == (b"first", ())
    assert opened_page(ezra) is None


def test_a_page_opened_twice_stays_as_it_was(parts: Parts) -> None:
    open_some(parts, 1)
    before = blobs()
    open_some(parts, 1)
    assert blobs() == before


def test_every_page_has_one_size_and_new_bytes_after_every_round_news_or_none(parts: Parts) -> None:
    shirin, *others = open_some(parts, 5)
    piece = seal_piece(shirin.public, b"alive")
    seen = [blobs()]
    for news in ({}, {shirin.locator.hex(): [piece]}, {shirin.locator.hex(): [piece]}, {}):
        assert renew(parts, news) == 5
        seen.append(blobs())
    assert {len(blob) for moment in seen for blob in moment.values()} == {PAGE_SIZE}
    for before, after in pairwise(seen):
        assert all(before[locator] != after[locator] for locator in before)
    assert all(opened_page(keys) is not None for keys in others)


def test_news_is_on_the_one_page_it_is_for(parts: Parts) -> None:
    shirin, ezra = open_some(parts, 2)
    renew(parts, {shirin.locator.hex(): [seal_piece(shirin.public, b"alive")]})
    hers, his = opened_page(shirin), opened_page(ezra)
    assert hers is not None
    assert his is not None
    assert hers.pieces == (b"alive",)
    assert (his.standing, his.pieces) == (b"renewed", ())


def test_pages_are_renewed_in_batches_and_none_is_left_out(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    made = open_some(parts, 8)
    assert renew(parts) == 8
    for keys in made:
        page = opened_page(keys)
        assert page is not None
        assert page.standing == b"renewed"


def test_pages_are_renewed_while_the_house_is_locked(parts: Parts, agent: MemoryKeyAgent) -> None:
    open_some(parts, 2)
    before = blobs()
    agent.lock()
    renew(parts)
    assert all(blob != before[locator] for locator, blob in blobs().items())


def test_a_damaged_page_is_like_none(parts: Parts) -> None:
    keys = open_some(parts, 1)[0]
    Pigeonhole.objects.update(blob=b"damaged")
    assert opened_page(keys) is None
