from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bridge import sizes
from khabar.domain.bridge.bundles import Bundle, Contents, written
from khabar.domain.kinds import Kind
from khabar.vault.pigeonholes import PAGE_SIZE


@given(st.integers(0, sizes.MOST_PAGES))
def test_as_many_pages_go_back_as_the_next_power_of_two_and_never_under_sixteen(families: int) -> None:
    pages = sizes.pages_in(families)
    assert pages & (pages - 1) == 0
    assert pages >= max(families, 16)
    assert pages == 16 or pages < 2 * families


def test_sizes_do_not_change_between_two_powers() -> None:
    assert len({sizes.pages_size(families) for families in range(17)}) == 1
    assert sizes.pages_size(17) == sizes.pages_size(32) > sizes.pages_size(16)
    assert tuple(sorted({sizes.pages_size(families) for families in range(513)})) == sizes.PAGES_SIZES


@pytest.mark.parametrize("families", [-1, 513])
def test_more_families_than_a_partner_may_have_have_no_size(families: int) -> None:
    with pytest.raises(ValueError, match="at most 512"):
        sizes.pages_in(families)


@pytest.mark.parametrize(
    ("contents", "item", "count", "room"),
    [
        (Contents.REQUESTS, sizes.REQUEST_BYTES, sizes.MOST_REQUESTS, sizes.REQUESTS_ROOM),
        (Contents.PAGES, sizes.LOCATOR_BYTES + PAGE_SIZE, 16, sizes.pages_room(16)),
        (Contents.PAGES, sizes.LOCATOR_BYTES + PAGE_SIZE, 32, sizes.pages_room(32)),
    ],
)
def test_a_full_bundle_fits_its_room(contents: Contents, item: int, count: int, room: int) -> None:
    full = Bundle(contents=contents, sender="f" * 16, recipient=bytes(32), number=2**61, items=(b"x" * item,) * count)
    assert len(written(full, bytes(32))) <= room


def test_each_kind_takes_the_sizes_that_the_other_sends() -> None:
    assert sizes.sizes_taken_by(Kind.INTERMEDIARY) == (sizes.REQUESTS_SIZE,)
    assert sizes.sizes_taken_by(Kind.ASSOCIATION) == sizes.PAGES_SIZES
