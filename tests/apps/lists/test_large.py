"""Lists that are too large, or lost: the row or the list is told, and no other list waits behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.lists.test_lists import ASKED, LIST, brought, handed_over, rows_of, viewed, work
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.lists import contents, filing, working
from khabar.apps.lists.actions import hand_over, keep_mapping, map_columns, wish
from khabar.apps.lists.filing import CUT_SHORT
from khabar.apps.lists.keeping import PORTION_SIZES, sealed_portion
from khabar.apps.lists.models import Brought, Portion
from khabar.apps.lists.queries import first_lines
from khabar.apps.registry.actions import file_batch
from khabar.apps.registry.models import Presence, PresenceList
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.mapping import Column, Mapping
from khabar.domain.lists.rows import ROW_TOO_LARGE
from khabar.domain.lists.tables import Wishes
from khabar.vault.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.apps.registry.rows import Keyed
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def of_rows(*rows: Sequence[str], header: Sequence[str] = ("id", "name", "remark")) -> str:
    return "".join(",".join(cells) + "\n" for cells in (header, *rows))


def test_a_portion_ends_before_it_is_larger_than_what_is_sealed(parts: Parts) -> None:
    list_id = handed_over(parts, of_rows(*((str(at), f"Person {at}", "x" * 90_000) for at in range(100))))
    working.do_one_piece(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert [len(bytes(one.sealed)) < PORTION_SIZES[-1] for one in Portion.objects.all()] == [True] * 3
    work(parts)
    assert viewed(parts, list_id).card.taken == 100


def test_a_row_too_large_for_the_register_is_told_and_the_others_are_taken(parts: Parts) -> None:
    header = ("id", "name", *(f"alias {at}" for at in range(140)))
    wide = ("2", "Leyla Karimi", *[" " * 1990 + "x"] * 140)
    now, list_id = parts.clock.now(), brought(parts, of_rows(("1", "Darius", *[""] * 140), wide, header=header))
    meanings = (Meaning.ID, Meaning.NAME, *[Meaning.OTHER_NAMES] * 140)
    mapping = Mapping(columns=tuple(map(Column, header, meanings)))
    map_columns(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, mapping=mapping)
    hand_over(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, origin=ASKED)
    work(parts)
    assert viewed(parts, list_id).card.taken == 1
    assert [(row[0], row[-1]) for row in rows_of(parts, list_id)[1:]] == [("2", ROW_TOO_LARGE)]


def test_one_row_without_room_is_refused_and_its_neighbours_are_filed(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_batch

    def narrow(*, forms: Sequence[Keyed], **named: object) -> list[str | None]:
        filed = real(forms=forms, **named)  # type: ignore[arg-type]  # passed on
        if any("عمر" in one.form.name for one in forms):
            raise TooLarge("no room")
        return filed

    monkeypatch.setattr(filing, "file_batch", narrow)
    list_id = handed_over(parts)
    work(parts)
    card = viewed(parts, list_id).card
    assert (card.taken, card.refused, Presence.objects.count()) == (1, 2, 1)
    assert list(flaws_in_chain("house")) == []
    assert [(row[0], row[-1]) for row in rows_of(parts, list_id)[2:]] == [("3", ROW_TOO_LARGE)]


def test_a_report_cuts_no_cell(parts: Parts) -> None:
    words = "Words of a family. " * 400
    list_id = handed_over(parts, of_rows(("1", "", words)))
    work(parts)
    assert rows_of(parts, list_id)[1][:3] == ["1", "", words]


def test_a_row_that_alone_is_larger_than_has_room_is_told_to_be_cut(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MOST_OF_ROW", 10_000)
    list_id = handed_over(parts, of_rows(("1", "Darius", "x" * 10_001), ("2", "Leyla", "x" * 9_000)))
    work(parts)
    assert viewed(parts, list_id).card.taken == 1
    assert rows_of(parts, list_id)[1] == ["1", "Darius", "x" * 3_000, "2", "refused", CUT_SHORT]


@pytest.mark.parametrize("harm", ["lost", "damaged", "too large", "too much"])
def test_a_list_that_cannot_be_kept_ends_as_unread_and_the_next_one_is_taken_in(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    first, second = handed_over(parts, of_rows(("1", "Darius", "x" * 70_000))), handed_over(parts)
    kept: dict[str, bytes] = parts.blobs.kept  # type: ignore[attr-defined]  # the blobs of tests can be counted
    name = Brought.objects.get(id=first).blobs
    if harm == "lost":
        del kept[name]
    elif harm == "damaged":
        kept[name] = bytes([kept[name][0] ^ 1]) + kept[name][1:]
    elif harm == "too much":
        monkeypatch.setattr(contents, "MOST_OF_LIST", 10_000)
    else:
        real = sealed_portion

        def narrow(record: object, number: int, inside: dict[str, object], *, parts: Parts) -> bytes:
            if len(str(inside)) > 65_536:
                raise TooLarge("no room")
            return real(record, number, inside, parts=parts)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(working, "sealed_portion", narrow)
    work(parts)
    assert [viewed(parts, one).state for one in (first, second)] == ["unread", "done"]
    assert viewed(parts, first).card.why
    assert PresenceList.objects.count() == 1


def test_a_list_whose_file_is_lost_is_told_where_it_is_read(parts: Parts) -> None:
    list_id, now = brought(parts), parts.clock.now()
    parts.blobs.drop(Brought.objects.get().blobs)
    with pytest.raises(Invalid, match="gone or damaged"):
        first_lines(list_id, cast.MIRA, now=now, parts=parts)
    with pytest.raises(Invalid, match="gone or damaged"):
        wish(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, wishes=Wishes())


def test_a_list_on_its_way_is_not_read_anew(parts: Parts) -> None:
    list_id, now = handed_over(parts, LIST), parts.clock.now()
    for _ in range(2):
        with pytest.raises(Conflict):
            wish(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, wishes=Wishes())
        working.do_one_piece(actor=cast.JOB, now=now, parts=parts)


def test_headers_without_end_are_told_and_nothing_is_kept(parts: Parts) -> None:
    with pytest.raises(Invalid, match="headers of its columns"):
        brought(parts, of_rows(("1", "Darius", ""), header=("id", "name", "x" * 90_000)))
    assert not Brought.objects.exists()
    columns = (Column("name", Meaning.NAME), Column("x" * 40_000, None))
    with pytest.raises(Invalid, match="too long to be kept"):
        keep_mapping(
            actor=cast.MIRA,
            now=parts.clock.now(),
            parts=parts,
            name="The ward",
            mapping=Mapping(columns=columns),
            kind=ListKind.PRESENCES,
        )
