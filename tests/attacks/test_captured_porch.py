"""Ezra has the porch: its database, its secret, the public keys. What he leaves there must not stop the others' round.

Whoever writes to the porch's file may put anything into any column; whoever has the public keys may seal anything.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import ProgrammingError, connections, transaction

import cast
from databases import on_postgresql
from khabar.apps.intake.actions import take_in
from khabar.apps.intake.models import Submission
from khabar.apps.ledger.models import Entry
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.models import Page
from khabar.apps.registry.models import Arrival, Request
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds.models import Unreadable
from khabar.apps.rounds.steps import do_step
from khabar.domain.actors import porch
from khabar.domain.answers import Tells
from khabar.domain.messages import message_as_signed
from khabar.domain.page import PieceKind
from khabar.domain.rounds import INTERMEDIARY_ROUND
from khabar.vault import canonical
from khabar.vault.errors import Malformed, Tampered
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import PigeonholeKeys, locator_of, seal_page, signed_by_slip
from khabar.vault.pigeonholes import open_page as open_blob
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
NO_POINT = bytes(32)
"""Thirty-two bytes to which nothing can be sealed."""

FORMS: dict[str, dict[str, object]] = {
    "filed at the end of time": {"filed_at": "9999-12-31T00:00:00+00:00"},
    "filed before time": {"filed_at": "0001-01-01T00:00:00+23:59"},
    "endless digits": {"birth": "9" * 20_000},
    "no name": {"name": ""},
    "an endless name": {"name": "Ab " * 9_000},
    "endless other names": {"other_names": ["x"] * 5_000},
    "a line break in the mail address": {"email": "a@b.example\nBcc: c@d.example"},
    "a number for a name": {"name": 5},
    "half a slip": {"locator": b"1" * 32},
    "a list for a purpose": {"purpose": ["debt"]},
    "a map for a choice": {"said_of_me": {}},
    "a map for two things": {"two_things": {"a": 1}},
}
BODIES: list[object] = [b"", [], {}, {"kind": 5}, {"kind": "request"}, {"kind": "request", "form": []}]
BODIES += [{"kind": "message"}, {"kind": "request", "form": {"schema": 2}}, {"kind": "request", "x": "y" * 300_000}]
ROWS: dict[str, list[bytes | str | int]] = {
    "a long key": [b"k" * 500, b"\x02" + b"1" * 200],
    "text for a key": ["k" * 32, b"\x02" + b"1" * 200],
    "text for a seal": [b"k" * 32, "hello"],
    "nothing": [b"", b""],
    "numbers": [5, 7],
    "another house's key": [b"k" * 32, b"\x02" + b"12345678" + bytes(100)],
    "a row without end": [b"k" * 32, b"\x02" + bytes(3 << 20)],
}
PAGES: dict[str, list[bytes | str | int]] = {
    "a short key": ["ab" * 32, b"12345", "2026-03-01"],
    "a key that is no point": ["ab" * 32, NO_POINT, "2026-03-01"],
    "text for a key": ["ab" * 32, "k" * 32, "2026-03-01"],
    "no day": ["ab" * 32, NO_POINT, "yesterday"],
    "the last day": ["ab" * 32, b"k" * 32, "9999-12-31"],
    "the first day": ["ab" * 32, b"k" * 32, "0001-01-01"],
    "no locator": ["'; --", b"k" * 32, "2026-03-01"],
    "numbers": [5, 6, 7],
}


@pytest.fixture(autouse=True)
def _no_register_of_another_test() -> None:
    Remembered.forget_all()


def a_round(parts: Parts, clock: SettableClock) -> None:
    clock.advance(timedelta(hours=6))
    for step in INTERMEDIARY_ROUND.steps:
        do_step(step, now=clock.now(), parts=parts)


def ezra_leaves(parts: Parts, body: object, key: bytes | None = None) -> None:
    key = key or hashlib.sha256(canonical.encode(body)).digest()
    content = canonical.encode({**body, "key": key} if isinstance(body, dict) else body)
    sealed = seal_to(parts.public[KeyClass.INTAKE].public, content, pad_to=(32_768, 1 << 19))
    Submission(key=key, sealed=sealed).save()


def ezra_writes(into: str, *row: bytes | str | int) -> bool:
    """Write a row past the program; False where the engine itself does not take it: SQLite takes anything."""
    values = ", ".join(["%s"] * len(row))
    try:
        with transaction.atomic(using="porch"), connections["porch"].cursor() as cursor:
            cursor.execute(f"INSERT INTO {into} VALUES ({values})", row)  # noqa: S608 - names of ours
    except ProgrammingError:
        assert on_postgresql("porch")
        return False
    return True


def ezra_writes_a_page(*row: bytes | str | int) -> bool:
    return ezra_writes("pigeonholes_pigeonhole (locator, public, opened_on, blob, first)", *row, b"", b"\x00")


def form_of(parts: Parts, **fields: object) -> dict[str, object]:
    return {"schema": 1, "filed_at": parts.clock.now().isoformat(), "name": "Ezra Rostami", **fields}


def shirin_files(parts: Parts) -> None:
    now, form = parts.clock.now(), cast.shirins_request(parts.clock.now())

    def beside() -> None:
        open_pigeonhole(
            actor=cast.JOB, now=now, parts=parts, locator=form.locator, public=form.public, standing=b"with us"
        )

    body = {"kind": "request", "form": form.to_body()}
    take_in(actor=cast.JOB, now=now, parts=parts, key=bytes(32), body=body, beside=beside)


def shirin_is_served(parts: Parts, clock: SettableClock) -> None:
    shirin_files(parts)
    a_round(parts, clock)
    a_round(parts, clock)
    assert bytes(Page.objects.get(locator=cast.slip("shirin").locator.hex()).public) == cast.slip("shirin").public
    standing = cast.page("shirin").standing
    assert (standing.renewed_on, standing.late) == (clock.now().date(), False)
    assert (Submission.objects.count(), Arrival.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", ["request", "presence"])
@pytest.mark.parametrize("poison", FORMS.values(), ids=FORMS)
def test_a_poisoned_form_stops_nobody_elses_round(
    parts: Parts, clock: SettableClock, kind: str, poison: dict[str, object]
) -> None:
    keys = cast.slip("ezra")
    slip = {"locator": keys.locator, "public": keys.public, "verify_key": keys.verify_key}
    ezra_leaves(parts, {"kind": kind, "form": form_of(parts, **(slip | poison))})
    shirin_is_served(parts, clock)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_what_is_no_form_is_kept_aside(parts: Parts, clock: SettableClock, body: object) -> None:
    ezra_leaves(parts, body)
    shirin_is_served(parts, clock)
    assert (Unreadable.objects.count(), Request.objects.count()) == (1, 1)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_that_the_porch_never_writes_stops_nobody_elses_round(
    parts: Parts, clock: SettableClock, row: list[bytes | str | int]
) -> None:
    written = ezra_writes("intake_submission (key, sealed)", *row)
    shirin_is_served(parts, clock)
    assert [len(one.sealed) <= 1 << 20 for one in Unreadable.objects.all()] == [True] * written


@pytest.mark.parametrize("row", PAGES.values(), ids=PAGES)
def test_a_page_that_the_porch_never_makes_stops_nobody_elses_renewal(
    parts: Parts, clock: SettableClock, row: list[bytes | str | int]
) -> None:
    ezra_writes_a_page(*row)
    shirin_is_served(parts, clock)


def test_a_page_of_no_form_makes_nobody_late_and_promises_a_day_to_come(parts: Parts, clock: SettableClock) -> None:
    keys = cast.slip("ezra")
    ezra_writes_a_page(keys.locator.hex(), keys.public, "2020-01-01")
    shirin_is_served(parts, clock)
    assert cast.page("ezra").standing.by > clock.now().date()


@pytest.mark.parametrize("first", ["ezra", "shirin"])
def test_nobody_claims_anothers_page_with_keys_of_his_own(parts: Parts, clock: SettableClock, first: str) -> None:
    shirin, ezra = cast.slip("shirin"), cast.slip("ezra")
    form = form_of(parts, locator=shirin.locator, public=ezra.public, verify_key=ezra.verify_key)
    if first == "shirin":
        shirin_is_served(parts, clock)
    ezra_leaves(parts, {"kind": "request", "form": form})
    if first == "ezra":
        shirin_is_served(parts, clock)
    a_round(parts, clock)
    assert Page.objects.count() == 1
    assert bytes(Page.objects.get().verify_key) == shirin.verify_key


def test_a_page_to_whose_key_nothing_can_be_sealed_is_not_kept(parts: Parts, clock: SettableClock) -> None:
    ezra = cast.slip("ezra")
    own = PigeonholeKeys(locator_of(NO_POINT, ezra.verify_key), b"", NO_POINT, ezra.signing, ezra.verify_key)
    slip = {"locator": own.locator, "public": own.public, "verify_key": own.verify_key}
    ezra_leaves(parts, {"kind": "request", "form": form_of(parts, **slip)})
    a_round(parts, clock)
    today, key = clock.now().date(), b"m" * 32
    signature = signed_by_slip(own.signing, message_as_signed(own.locator, b"x", today, key))
    message = {"kind": "message", "locator": own.locator, "letter": b"x", "signature": signature}
    ezra_leaves(parts, {**message, "written_on": today.isoformat()}, key)
    shirin_is_served(parts, clock)
    with pytest.raises(Malformed):
        seal_page(NO_POINT, b"", (), random=parts.entropy.bytes)


def test_a_key_put_beside_a_page_does_not_get_the_page_sealed_to_it(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    answer_of_darius(parts, request, presence)
    Pigeonhole.objects.filter(locator=cast.slip("shirin").locator.hex()).update(public=cast.slip("ezra").public)
    assert cast.page_after_round(parts, "shirin").of_kind(PieceKind.WORD)
    blob = bytes(Pigeonhole.objects.get(locator=cast.slip("shirin").locator.hex()).blob)
    with pytest.raises(Tampered):
        open_blob(cast.slip("ezra").private, blob)


def answer_of_darius(parts: Parts, request: RequestId, presence: PresenceId) -> None:
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)


def test_a_copy_of_what_was_filed_does_not_come_again(parts: Parts, clock: SettableClock) -> None:
    shirin_files(parts)
    kept = bytes(Submission.objects.get().sealed)
    a_round(parts, clock)
    Submission(key=bytes(32), sealed=kept).save()
    Submission(key=b"another key, of thirty-two bytes", sealed=kept).save()
    a_round(parts, clock)
    assert (Request.objects.count(), Submission.objects.count(), Arrival.objects.count()) == (1, 0, 0)


def test_the_porchs_ledger_does_not_tell_a_presence_from_a_request_or_a_message(parts: Parts) -> None:
    for number, door in enumerate(("request", "presence", "message")):
        take_in(actor=porch(door), now=parts.clock.now(), parts=parts, key=bytes([number]) * 32, body={"kind": door})
    told = Entry.objects.using("porch").values_list("actor", "act", "subject", "event").distinct()
    assert told.count() == 1
