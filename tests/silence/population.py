"""Who is in both worlds alike: three families that seek the same man, and a background of others on both sides."""

from __future__ import annotations

import hashlib
import random
from functools import cache
from typing import TYPE_CHECKING

import cast
from khabar.adapters.entropy import SeededEntropy
from khabar.domain.codes import Slip, new_slip
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.reaching import Way
from khabar.vault.pigeonholes import FAST_COST, PigeonholeKeys, derive, keys_of_root

if TYPE_CHECKING:
    from datetime import datetime

SOUGHT = "Darius Ahmadi"
NOBODY = "Zebulon Quirk"
_GIVEN = ("Bahram", "Golnar", "Olga", "Yusef", "Parvin", "Anton", "Samira", "Jan", "Mehrdad", "Lena", "Omid", "Vera")
_FAMILY = ("Sohrabi", "Novak", "Rostami", "Petrov", "Kazemi", "Lindqvist", "Haddad", "Moradi", "Ivanova", "Weiss")
_PLACES = ("Lindenau", "Karlshof", "Nordheim", "Ostrava", "Marvdasht")


def numbers_of(holder: str) -> Slip:
    """Give code and PIN of one of the cast's slips."""
    return new_slip(SeededEntropy(f"the slip of {holder}").bytes)


@cache
def slip(holder: str) -> PigeonholeKeys:
    """Give the keys of one of the cast's slips, as this house's doors derive them."""
    numbers = numbers_of(holder)
    return derive(numbers.code, numbers.pin, cast.SALT, cost=FAST_COST)


def _slip_of(holder: str) -> dict[str, bytes]:
    keys = slip(holder)
    return {"locator": keys.locator, "public": keys.public, "verify_key": keys.verify_key}


def families(now: datetime, others: int) -> list[RequestForm]:
    """Shirin, her aunt Leyla and Ezra with a stolen description seek Darius; so many others seek others."""
    on_paper = {
        "way": Way.TELEPHONE,
        "phone": "071 55 01 23",
        "callback_question": "Which goat?",
        "callback_answer": "Minister",
        "locator": b"",
    }
    golnar = cast.shirins_request(
        now, enquirer_name="Golnar Ahmadi", kinship="mother", public=b"", verify_key=b"", **on_paper
    )
    by_post = {
        "way": Way.POST,
        "post_address": "Mill Lane 4\nLindenau",
        "locator": b"",
        "public": b"",
        "verify_key": b"",
    }
    return [
        cast.shirins_request(now, **_slip_of("shirin"), email="shirin@families.example"),
        cast.ezras_request(now, **_slip_of("ezra"), email="ezra@elsewhere.example"),
        cast.shirins_request(now, **_slip_of("leyla"), enquirer_name="Leyla Ahmadi", kinship="aunt"),
        golnar,
        cast.shirins_request(now, name=NOBODY, father="Ebenezer", enquirer_name="Parvin Quirk", **by_post),
        *(_other_request(number, now) for number in range(others)),
    ]


def presences(now: datetime, others: int) -> list[PresenceForm]:
    """People who are here, some of whom somebody in the background seeks."""
    return [_other_presence(number, now) for number in range(others)]


def darius(now: datetime, **fields: object) -> PresenceForm:
    """The person whose being known nobody outside may learn."""
    return cast.dariuss_presence(now, **fields)


def _person(number: int) -> dict[str, object]:
    draw = random.Random(f"person {number}")
    return {
        "name": f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}",
        "father": draw.choice(_GIVEN),
        "birth": str(draw.randrange(1950, 2004)),
        "last_place": draw.choice(_PLACES),
    }


def _other_request(number: int, now: datetime) -> RequestForm:
    keys = keys_of_root(hashlib.sha256(f"family {number}".encode()).digest())
    return RequestForm(
        filed_at=now.isoformat(),
        enquirer_name=f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number % len(_FAMILY)]}",
        enquirer_given=_GIVEN[number % len(_GIVEN)],
        kinship="cousin",
        email=f"family{number}@families.example",
        locator=keys.locator,
        public=keys.public,
        verify_key=keys.verify_key,
        **_person(number),  # type: ignore[arg-type]  # values by name
    )


def _other_presence(number: int, now: datetime) -> PresenceForm:
    return PresenceForm(
        filed_at=now.isoformat(),
        filed_by=FiledBy.OTHER,
        **_person(number * 3),  # type: ignore[arg-type]  # values by name
    )
