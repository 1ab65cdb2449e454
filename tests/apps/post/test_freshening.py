"""Slots of a page that say nothing: one with a no in it changes exactly when one does in which nothing ever was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from nacl.bindings import crypto_box_seal_open

import cast
from khabar.apps.outbox.queries import due_items
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.freshening import freshen
from khabar.apps.post.models import Freshness, Notice, Release
from khabar.apps.quarantine.actions import begin, confirm
from khabar.apps.rounds import steps
from khabar.domain.answers import Tells
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import PIECE_SIZE, SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.apps.outbox.queries import Due
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def slots(holder: str) -> list[bytes]:
    """Every slot of a page, as whoever has its slip can take them apart."""
    keys = cast.slip(holder)
    blob = bytes(Pigeonhole.objects.get(locator=keys.locator.hex()).blob)
    page = crypto_box_seal_open(blob, keys.public, keys.private)
    return [page[at : at + PIECE_SIZE] for at in range(len(page) - SLOTS * PIECE_SIZE, len(page), PIECE_SIZE)]


def changed(before: list[bytes], after: list[bytes]) -> list[bool]:
    return [one != other for one, other in zip(before, after, strict=True)]


def said(parts: Parts, tells: Tells, own_words: str = "") -> None:
    """Shirin and Leyla both seek Darius; he answers Shirin, and it leaves with a round."""
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.file_request(parts, cast.shirins_request(parts.clock.now(), **cast.slip_of("leyla")))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.renew(parts)
    cast.answered(parts, pair, tells, own_words=own_words)


def test_a_slot_with_a_no_changes_in_every_round_that_opens_cards_as_all_others_do(parts: Parts) -> None:
    said(parts, Tells.NOTHING)
    before = {holder: slots(holder) for holder in ("shirin", "leyla")}
    for _ in range(2):
        cast.page_after_round(parts, "shirin")
        after = {holder: slots(holder) for holder in before}
        assert changed(before["shirin"], after["shirin"]) == changed(before["leyla"], after["leyla"]) == [True] * SLOTS
        before = after


def test_where_the_house_is_locked_no_slot_changes(parts: Parts) -> None:
    said(parts, Tells.NOTHING)
    cast.page_after_round(parts, "shirin")
    before = {holder: slots(holder) for holder in ("shirin", "leyla")}
    cast.renew(parts)
    assert {holder: slots(holder) for holder in before} == before


def test_where_something_breaks_after_a_word_has_left_no_slot_changes_alone(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(parts, Tells.NOTHING)
    freshen(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    cast.renew(parts)
    before = {holder: slots(holder) for holder in ("shirin", "leyla")}
    due = list(due_items(KeyClass.REGISTER, now=parts.clock.now() + timedelta(minutes=1), parts=parts))
    assert due, "an answer is to leave, which tells nothing"

    def then_broken(*_words: object, **_more: object) -> Iterator[Due]:
        yield from due
        raise OSError("the disk is gone")

    monkeypatch.setattr(steps, "due_items", then_broken)
    with pytest.raises(OSError, match="disk"):
        cast.release(parts)
    cast.renew(parts)
    after = {holder: slots(holder) for holder in before}
    assert changed(before["shirin"], after["shirin"]) == changed(before["leyla"], after["leyla"]) == [True] * SLOTS


def test_before_the_first_round_that_opens_cards_and_in_quarantine_all_slots_change_alike(parts: Parts) -> None:
    said(parts, Tells.NOTHING)
    cast.page_after_round(parts, "shirin")
    before = {holder: slots(holder) for holder in ("shirin", "leyla")}

    def each_changes() -> None:
        nonlocal before
        cast.renew(parts)
        after = {holder: slots(holder) for holder in before}
        assert changed(before["shirin"], after["shirin"]) == changed(before["leyla"], after["leyla"]) == [True] * SLOTS
        before = after

    now = parts.clock.now()
    begin(actor=cast.JOB, now=now, parts=parts, as_of=now)
    each_changes()
    assert confirm(actor=cast.JOB, now=now, parts=parts, names=["mira", "tomas"], until=now.date())
    each_changes()  # ended, and locked: what lay there before does not come back as it was
    cast.release(parts)
    each_changes()
    Freshness.objects.all().delete()  # as after an upgrade
    each_changes()


def test_what_was_told_reads_the_same_when_it_is_sealed_anew(parts: Parts) -> None:
    said(parts, Tells.MESSAGES, own_words="I am well")
    cast.write(parts, "shirin", "We are all alive.")
    first = cast.page_after_round(parts, "shirin")
    again = cast.page_after_round(parts, "shirin")
    assert [one.text for one in again.of_kind("word")] == ["I am well"]
    assert again.pieces == first.pieces


def test_whoever_looks_at_the_rows_sees_a_no_and_a_yes_sealed_anew_alike(parts: Parts) -> None:
    said(parts, Tells.NOTHING)
    cast.release(parts)
    rows = [bytes(one) for one in (*Release.objects.values_list("sealed", flat=True), *_notices())]
    seed = Freshness.objects.get().seed
    assert freshen(actor=cast.JOB, now=parts.clock.now(), parts=parts) == len(rows)
    now = [bytes(one) for one in (*Release.objects.values_list("sealed", flat=True), *_notices())]
    assert changed(rows, now) == [True] * len(rows)
    assert {len(one) for one in now} == {PIECE_SIZE}
    assert Freshness.objects.get().seed != seed


def _notices() -> list[bytes]:
    return [bytes(one) for one in Notice.objects.values_list("sealed", flat=True)]
