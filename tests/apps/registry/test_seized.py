"""Nothing readable when seized: after the whole story no name, place or word of it lies in clear in either database."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections

import cast
import databases
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.intake.actions import take_in
from khabar.apps.post import actions as post
from khabar.apps.post.contact import renew_dates
from khabar.apps.registry.actions import Provenance, take_list
from khabar.apps.rounds import steps
from khabar.domain.actors import porch
from khabar.domain.answers import Tells
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

CANARIES = {
    "sought": "Qanaridarius Xolmandi",
    "sought in another script": "قناریوش زلمندی",
    "enquirer": "Vashirinqa Xolmandi",
    "place": "Zwenkaubrunn",
    "things": "the quokkablue boat",
    "mail": "vashirinqa@mail.example",
    "own words": "quaintly well and warm",
    "address": "Harbourxylo Road 8",
    "letter": "marzipanwort from mother",
    "reply": "thank-you-quince from me",
    "must not know": "Ezraquill Rostamvand",
    "made by": "Nurse Ottoliney",
    "kin": "Brotherquint Farahvash",
    "reason": "elders-of-quibble know",
    "desk words": "please-drop-the-quarto",
    "reading": "checking-quirk it",
}


def forms_of(text: str) -> Iterator[bytes]:
    """The ways in which a text could lie somewhere without being sealed."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        raw = text.encode(encoding)
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):  # base64 reads in threes: each beginning looks different
            yield base64.b64encode(b"\0" * shift + raw)[4:-4]
            yield base64.urlsafe_b64encode(b"\0" * shift + raw)[4:-4]


def everything_stored() -> bytes:
    """Both databases as they lie: on SQLite with free pages and indexes too."""
    return b"".join(databases.everything_stored(one) for one in ("default", "porch"))


def tell_the_story(parts: Parts, clock: SettableClock) -> None:
    now = parts.clock.now()
    said = CANARIES
    account = create_account(
        actor=cast.JOB,
        now=now,
        parts=parts,
        username="leyla",
        display_name="Leyla",
        duties=(Duty.LETTERS,),
        passphrase="8316 2074 5591 6038 2247",
    )
    declare_kin(actor=cast.JOB, now=now, parts=parts, account=account, name=said["kin"])
    provenance = Provenance(said["made by"], "yes", b"file")
    take_list(actor=cast.JOB, now=now, parts=parts, provenance=provenance)
    wanted = cast.shirins_request(
        now,
        name=said["sought"],
        other_names=(said["sought in another script"],),
        birth_place=said["place"],
        two_things=(said["things"],),
        enquirer_name=said["enquirer"],
        email=said["mail"],
    )
    here = cast.dariuss_presence(now, name=said["sought in another script"], last_place=said["place"])
    waiting = cast.ezras_request(now, name=said["sought"], last_place=said["place"])
    body: dict[str, object] = {"kind": "request", "form": waiting.to_body()}
    take_in(actor=porch("request"), now=now, parts=parts, key=b"w" * 32, body=body)
    pair = cast.pair_of(parts, cast.file_request(parts, wanted), cast.file_presence(parts, here))
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS, reason=said["reason"])
    cast.release(parts)
    cast.answered(
        parts,
        pair,
        Tells.ADDRESS,
        own_words=said["own words"],
        address=said["address"],
        must_not_know=(said["must not know"],),
    )
    cast.release(parts)
    message = cast.write(parts, "shirin", said["letter"])
    by_mira: dict[str, Any] = {"actor": cast.MIRA, "now": now, "parts": parts, "message_id": message}
    post.open_letter(**by_mira, reason=said["reading"])
    post.ask_change(**by_mira, words=said["desk words"])
    post.accept(**by_mira)
    post.let_go(**by_mira)
    cast.release(parts)
    post.record_reply(**by_mira, text=said["reply"])
    steps.take_in(now, parts)
    take_in(actor=porch("request"), now=now, parts=parts, key=b"x" * 32, body=body)
    clock.moment = now.replace(month=5)
    assert renew_dates(actor=cast.JOB, now=clock.now(), parts=parts) == 1
    cast.renew(parts)


def test_after_the_whole_story_nothing_of_it_lies_in_clear(parts: Parts, clock: SettableClock) -> None:
    tell_the_story(parts, clock)
    stored = everything_stored()
    lying_there = {what for what, text in CANARIES.items() for form in forms_of(text) if form in stored}
    assert lying_there == set()


def test_the_search_finds_a_canary_in_every_form() -> None:
    for form in forms_of(CANARIES["sought in another script"]):
        with connections["default"].cursor() as cursor:
            cursor.execute(f"CREATE TABLE canary (body {connections['default'].data_types['BinaryField']})")
            cursor.execute("INSERT INTO canary VALUES (%s)", [b"..." + form + b"..."])
            assert form in everything_stored()
            cursor.execute("DROP TABLE canary")
