"""Printing a stack: the same bytes whoever is sought, a cover apart, no second printing unawares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from apps.trips.travels import account, codes_on, note, printed, trip_of, words_on
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.matches.actions import note_findings
from khabar.apps.paper.actions import revoke
from khabar.apps.paper.queries import sheet_of, sheets_of_trip
from khabar.apps.trips import actions
from khabar.apps.trips.projections import trips_that_differ
from khabar.apps.trips.queries import askable_pairs, trip_for, trip_view
from khabar.domain.answers import Tells
from khabar.domain.before_asking import SaidOfMe
from khabar.domain.errors import Conflict
from khabar.domain.sheets import SheetKind, code_hash, printed_code
from khabar.domain.stacks import MOST_OFFERS
from khabar.domain.trip_events import Outcome

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId, PairId, TripId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def darius_is_sought(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    cast.verify_enquirer(parts, request)
    cast.agree_to_ask(parts, cast.pair_of(parts, request, presence), cast.MIRA, cast.TOMAS)


def nobody_is_sought(parts: Parts) -> None:
    assert askable_pairs(cast.MIRA, parts=parts) == []


def test_from_one_seed_the_stack_is_byte_equal_whether_or_not_darius_is_sought(
    parts: Parts, omar_account: AccountId
) -> None:
    stacks = []
    for world in (darius_is_sought, nobody_is_sought):
        with transaction.atomic():
            world(parts)
            trip = trip_of(parts, omar_account, offers=6)
            files = printed(replace(parts, entropy=SeededEntropy("the printer's morning")), trip)
            transaction.set_rollback(True)
        assert list(files) == ["sheets.pdf", "cover.pdf"]
        stacks.append(files["sheets.pdf"])
    assert stacks[0] == stacks[1]


def test_the_offers_are_byte_equal_also_where_somebody_else_is_asked_by_name(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    seeded = [replace(parts, entropy=SeededEntropy("the printer's morning")) for _ in range(2)]
    alone, along = trip_of(parts, omar_account, offers=6), trip_of(parts, omar_account, offers=6, pairs=(pair,))
    offers = printed(seeded[0], alone)["sheets.pdf"]
    revoke(actor=cast.JOB, now=parts.clock.now(), parts=parts, codes=codes_on(offers))  # no code is issued twice
    files = printed(seeded[1], along)
    assert list(files) == ["sheets-1.pdf", "sheets-2.pdf", "cover.pdf"]
    assert files["sheets-1.pdf"] == offers


def test_an_asking_sheet_holds_four_numbers_and_the_cover_alone_says_whom_and_what(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    trip = trip_of(parts, omar_account, offers=1, pairs=(pair,))
    files = printed(parts, trip)
    asking = account(parts, trip).sheets[1].sheet
    assert (asking.number, asking.kind, asking.about) == (2, SheetKind.ASKING, pair)
    assert {tells for _, tells in asking.meanings} == set(Tells)
    sheet, cover = words_on(files["sheets-2.pdf"]), words_on(files["cover.pdf"])
    for number, _ in asking.meanings:
        assert number in sheet
        assert number in cover
    for secret in ("Lindenau", "Ahmadi", "sister", "Shirin", "letters", "alive"):
        assert secret not in sheet
    assert "Lindenau" in cover
    assert "Shirin" not in cover, "she allowed nothing to be said of her"
    kept = sheet_of(asking.codes[0].hex(), parts=parts)
    assert kept is not None
    assert kept.about == pair
    assert {number: Tells[name.upper()] for number, name in kept.notes.items()} == dict(asking.meanings)


def test_the_cover_says_of_who_asks_what_she_allowed_and_in_no_language_of_ours(
    parts: Parts, omar_account: AccountId
) -> None:
    form = cast.shirins_request(parts.clock.now(), said_of_me=SaidOfMe.GIVEN_NAME)
    request = cast.file_request(parts, form)
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    cast.ask(parts, pair)
    cover = words_on(printed(parts, trip_of(parts, omar_account, offers=0, pairs=(pair,)))["cover.pdf"])
    assert "sister · Shirin" in cover
    assert "Ahmadi" not in cover


def test_where_a_person_is_known_by_another_name_the_true_one_is_on_nothing_that_travels(
    parts: Parts, omar_account: AccountId
) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now(), said_of_me=SaidOfMe.GIVEN_NAME))
    cast.verify_enquirer(parts, request)
    here = cast.dariuss_presence(parts.clock.now(), name="Darius Ahmadi")
    pair = cast.pair_of(parts, request, cast.file_presence(parts, here))
    cast.ask(parts, pair)
    there = replace(cast.FOUND_OUT, presented_as="Yusuf Barzin")
    note_findings(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, findings=there)
    files = printed(parts, trip_of(parts, omar_account, offers=1, pairs=(pair,)))
    assert "Yusuf Barzin" in words_on(files["cover.pdf"])
    for name, pdf in files.items():
        assert "Darius" not in words_on(pdf), name
        assert "Ahmadi" not in words_on(pdf), name


def test_with_words_the_boxes_stand_in_the_order_of_the_words(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    trip = trip_of(parts, omar_account, offers=0, pairs=(pair,), with_words=True)
    assert "Nothing" in words_on(printed(parts, trip)["sheets.pdf"])
    assert [tells for _, tells in account(parts, trip).sheets[0].sheet.meanings] == list(Tells)


def test_the_cover_numbers_every_sheet_with_its_digits(parts: Parts, trip: TripId) -> None:
    files = printed(parts, trip)
    cover = words_on(files["cover.pdf"])
    sheets = {one.sheet.identity: one.sheet.number for one in account(parts, trip).sheets}
    found = codes_on(files["sheets.pdf"])
    assert {code_hash(code) for code in found} == set(sheets)
    for code in found:
        assert f"{sheets[code_hash(code)]} {printed_code(code)}" in cover


def test_a_reprint_has_new_codes_and_the_old_ones_are_foreign(parts: Parts, trip: TripId) -> None:
    printed(parts, trip)
    first = {one.sheet.identity for one in account(parts, trip).sheets}
    printed(parts, trip)
    second = {one.sheet.identity for one in account(parts, trip).sheets}
    assert not first & second
    assert all(sheet_of(code.hex(), parts=parts) is None for code in first)
    assert {bytes.fromhex(one.file.hash) for one in sheets_of_trip(trip, parts=parts)} == second


def test_nobody_prints_twice_unawares_and_nothing_in_use_is_revoked(parts: Parts, trip: TripId, omar: Actor) -> None:
    now, seen = parts.clock.now(), trip_for(trip, cast.MIRA, parts=parts).version
    actions.print_stack(actor=cast.MIRA, now=now, parts=parts, trip_id=trip, seen=seen)
    with pytest.raises(Conflict):
        actions.print_stack(actor=cast.MIRA, now=now, parts=parts, trip_id=trip, seen=seen)
    note(parts, trip, omar, Outcome.LEFT_BLANK, 1)
    with pytest.raises(Conflict):
        printed(parts, trip)


@pytest.mark.slow
def test_the_largest_stack_is_printed_kept_and_noted_whole(parts: Parts, omar_account: AccountId, omar: Actor) -> None:
    trip = trip_of(parts, omar_account, offers=MOST_OFFERS)
    printed(parts, trip)
    note(parts, trip, omar, Outcome.UNUSED, *range(1, MOST_OFFERS + 1))
    view = trip_view(trip, omar, parts=parts)
    assert (len(view.file.account.sheets), view.missing) == (MOST_OFFERS, ())
    assert trips_that_differ(parts=parts) == []
