"""Whom an association warns: people in files by what the files say, signers and readers by the address they left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from association_cast import SHIRINS, shirins_file
from cast import JOB
from khabar.apps.breaches.listing import people_to_warn
from khabar.apps.breaches.pressing import to_warn
from khabar.apps.subscriptions.models import Reader
from khabar.domain.breaches import Asked, Danger, Side, WarnedBy, Who
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.publishing.readers import ReaderState
from khabar.vault import canonical, seal_to
from khabar.vault.keys import KeyClass
from signing import Desk

if TYPE_CHECKING:
    from khabar.domain.breaches import ToWarn
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def listed(parts: Parts, asked: Asked = Asked()) -> list[ToWarn]:  # noqa: B008 - frozen, says nothing
    return people_to_warn(to_warn, asked, actor=JOB, now=parts.clock.now(), parts=parts)


def test_a_file_gives_its_people_in_the_order_of_danger_each_by_what_is_known(association: Parts) -> None:
    sister = FilePerson("shirin", "Shirin Ahmadi", Part.FAMILY, reach="0170 5550, mornings")
    witness = FilePerson("leyla", "Leyla Rostami", Part.WITNESS)
    body = replace(SHIRINS, people=(sister, SHIRINS.people[0], witness))
    shirins_file(association, body)
    assert [(one.who, one.danger, one.by, one.reach) for one in listed(association)] == [
        (Who.MISSED, Danger.WHERE_HE_IS, WarnedBy.CARRIER, ""),
        (Who.WITNESS, Danger.UNDER_PRESSURE, WarnedBy.CARRIER, ""),
        (Who.FAMILY, Danger.SEEKS, WarnedBy.TELEPHONE, "0170 5550, mornings"),
    ]


def test_a_family_that_said_the_stop_word_is_not_to_be_called(association: Parts) -> None:
    sister = FilePerson("shirin", "Shirin Ahmadi", Part.FAMILY, reach="0170 5550")
    shirins_file(association, replace(SHIRINS, people=(sister,), stop_word="plums", stopped=True))
    (family,) = listed(association)
    assert (family.danger, family.must_not_call, family.stop_word) == (Danger.UNDER_PRESSURE, True, "plums")


def test_signers_and_readers_are_those_of_the_porch_and_come_last(association: Parts) -> None:
    shirins_file(association)
    desk = Desk(association)
    desk.open()
    assert desk.sign("omar@mail.example", "Omar Rostami")
    inside = canonical.encode({"address": "leyla@mail.example", "token": "t"})
    Reader.objects.create(
        id="c1" * 16,
        state=ReaderState.CONFIRMED,
        language="fa",
        sealed=seal_to(association.public[KeyClass.MAIL].public, inside),
        mailbox="00" * 32,
        token_hash=b"t" * 32,
        asked_at=association.clock.now(),
        confirmed_on=association.clock.now().date(),
    )
    people = listed(association, Asked(Side.PORCH))
    assert {(one.who, one.reach) for one in people} == {
        (Who.READER, "leyla@mail.example"),
        (Who.SIGNER, "omar@mail.example"),
    }
    everybody = listed(association)
    assert [one.danger for one in everybody][-2:] == [Danger.SIGNED_OR_READS] * 2
    assert {one.who for one in listed(association, Asked(Side.HOUSE))} == {Who.MISSED, Who.FAMILY}
