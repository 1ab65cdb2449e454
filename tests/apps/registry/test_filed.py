from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.registry import filed
from khabar.apps.registry.actions import Provenance, erase_request, file_batch, take_list
from khabar.apps.registry.filed import filed_by_day, filed_since
from khabar.apps.registry.queries import FiledFrom
from khabar.apps.registry.rows import Keyed, RowOrigin
from khabar.domain.forms import RequestForm

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.guaranteeing.patterns import Filed
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture(autouse=True)
def _two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filed, "MANY", 2)


def keyed(clock: SettableClock, number: int, **fields: str) -> Keyed:
    form = RequestForm(filed_at=clock.now().isoformat(), name=f"Darius {number}", **fields)  # type: ignore[arg-type]  # texts by name
    return Keyed(bytes([number] * 32), form)


def brought(parts: Parts, file: bytes, *, by: str) -> str:
    about = Provenance("Families", "yes", file_hash=file, kind="requests", brought_by=by)
    return take_list(actor=cast.JOB, now=parts.clock.now(), parts=parts, provenance=about)


def seen(parts: Parts) -> list[Filed]:
    return sorted(filed_since(parts.clock.now() - timedelta(days=14), parts=parts), key=lambda one: one.hand)


def test_a_hand_is_a_list_a_colleague_or_an_address_and_else_nobody(parts: Parts, clock: SettableClock) -> None:
    typed, listed = keyed(clock, 1), keyed(clock, 2)
    rows = [
        Keyed(typed.key, typed.form, FiledFrom(by="f1" * 16)),
        Keyed(listed.key, listed.form, origin=RowOrigin("ab" * 16, 2, ())),
        keyed(clock, 3, email="Shirin@Mail.example"),
        keyed(clock, 4),
    ]
    file_batch(actor=cast.JOB, now=clock.now(), parts=parts, forms=rows)
    hands = ["", "address shirin@mail.example", f"colleague {'f1' * 16}", f"list {'ab' * 16}"]
    assert [one.hand for one in seen(parts)] == hands


def test_small_lists_that_one_colleague_brings_are_of_one_hand_with_what_he_types(
    parts: Parts, clock: SettableClock
) -> None:
    lists = [brought(parts, file, by="f1" * 16) for file in (b"first", b"second")]
    lists += [brought(parts, b"by somebody else", by="f2" * 16)]
    rows = [
        Keyed(one.key, one.form, origin=RowOrigin(list_id, 2, ()))
        for list_id, one in zip(lists, (keyed(clock, 1), keyed(clock, 2), keyed(clock, 3)), strict=True)
    ]
    typed = keyed(clock, 4)
    rows.append(Keyed(typed.key, typed.form, FiledFrom(by="f1" * 16)))
    file_batch(actor=cast.JOB, now=clock.now(), parts=parts, forms=rows)
    assert [one.hand for one in seen(parts)] == [f"colleague {'f1' * 16}"] * 3 + [f"colleague {'f2' * 16}"]


def test_the_same_place_is_the_same_in_any_case_and_any_word_of_news_is_a_last_contact(
    parts: Parts, clock: SettableClock
) -> None:
    rows = [
        keyed(clock, 1, last_place="Marsh  Gate"),
        keyed(clock, 2, last_place="MARSH GATE", last_news="A letter"),
        keyed(clock, 3, last_news_date="2024"),
    ]
    file_batch(actor=cast.JOB, now=clock.now(), parts=parts, forms=rows)
    assert sorted((one.place, one.has_last_contact) for one in seen(parts)) == [
        ("", True),
        ("marsh gate", False),
        ("marsh gate", True),
    ]


def test_old_and_erased_requests_are_not_opened_and_few_are_not_either(
    parts: Parts, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_batch(actor=cast.JOB, now=clock.now(), parts=parts, forms=[keyed(clock, 1)])
    clock.advance(timedelta(days=15))
    ids = file_batch(actor=cast.JOB, now=clock.now(), parts=parts, forms=[keyed(clock, n) for n in (2, 3, 4)])
    gone: RequestId = ids[0]  # type: ignore[assignment]  # it was filed
    erase_request(actor=cast.FARID, now=clock.now(), parts=parts, request_id=gone)
    assert len(seen(parts)) == 2
    monkeypatch.setattr(filed, "MOST_LOOKED_AT", 1)
    assert seen(parts) == [], "one is fewer than any pattern"
    assert filed_by_day(clock.now() - timedelta(days=30)) == (
        ((clock.now() - timedelta(days=15)).date(), 1),
        (clock.now().date(), 3),
    )
