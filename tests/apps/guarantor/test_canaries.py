"""Canary persons that the guarantor has filed and plants by its word: the bell rings, and nobody learns who it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import FARID, SALT, dariuss_presence, file_presence, file_request, shirins_request
from guarantor_parts import Guarantor, with_guarantor
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.alarms.canaries import canaries, locators_of_canaries
from khabar.apps.alarms.models import Canary as Row
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.guarantor.models import GuarantorPost
from khabar.apps.registry.actions import note_reading
from khabar.domain.alarms import MOST_CANARIES, AlarmKind
from khabar.domain.codes import new_slip
from khabar.domain.errors import Invalid, Locked
from khabar.domain.guaranteeing.bundles import Invented
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SLIP = new_slip(SeededEntropy("an invented family").bytes)
KEYS = derive(SLIP.code, SLIP.pin, SALT, cost=FAST_COST)


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


@pytest.fixture(params=["request", "presence"])
def filed(oak: Guarantor, request: pytest.FixtureRequest) -> RequestId | PresenceId:
    """The guarantor's invented family, or its invented "I am here", filed like any."""
    of_slip = {"locator": KEYS.locator, "public": KEYS.public, "verify_key": KEYS.verify_key}
    if request.param == "presence":
        return file_presence(oak.parts, dariuss_presence(oak.parts.clock.now(), **of_slip))
    return file_request(oak.parts, shirins_request(oak.parts.clock.now(), **of_slip))


def opens(oak: Guarantor, request: RequestId | PresenceId) -> list[AlarmKind]:
    """Let Farid open a request, and give the alarms that were raised by then."""
    now = oak.parts.clock.now()
    note_reading(actor=FARID, now=now, parts=oak.parts, subject=request, act="request read", cases=[request])
    return [one.kind for one in raised_alarms(now=now, parts=oak.parts)]


def test_the_guarantor_plants_the_person_it_has_filed_and_an_opening_rings(
    oak: Guarantor, filed: RequestId | PresenceId, clock: SettableClock
) -> None:
    assert opens(oak, filed) == []
    oak.tells(oak.word(canaries=(Invented(SLIP, 10),)))
    assert opens(oak, filed) == [], "for ten days it is opened like anybody new"
    clock.advance(timedelta(days=10))
    assert opens(oak, filed) == [AlarmKind.CANARY]


def test_who_takes_the_word_in_is_told_what_any_word_tells(oak: Guarantor) -> None:
    planting, plain = oak.word(canaries=(Invented(SLIP, 10),)), oak.word()
    assert len(planting) == len(plain)
    assert oak.tells(planting) == oak.tells(plain)
    assert locators_of_canaries(parts=oak.parts) == {KEYS.locator.hex()}


def test_one_that_is_known_stays_as_it_is_and_the_rest_of_the_word_counts(oak: Guarantor) -> None:
    oak.tells(oak.word(canaries=(Invented(SLIP, 10),)))
    [first] = canaries(oak.parts.keys, oak.parts.public.of_record)
    other = new_slip(SeededEntropy("another").bytes)
    oak.tells(oak.word(canaries=(Invented(SLIP, 200), Invented(other, 0))))
    kept = {one.locator: one for one in canaries(oak.parts.keys, oak.parts.public.of_record)}
    assert len(kept) == 2
    assert kept[first.locator] == first


def test_more_than_a_house_looks_through_are_refused_with_the_whole_word(oak: Guarantor) -> None:
    draw = SeededEntropy("many").bytes
    with pytest.raises(Invalid) as refused:
        oak.tells(oak.word(canaries=tuple(Invented(new_slip(draw), 0) for _ in range(MOST_CANARIES + 1))))
    assert (refused.value.field, refused.value.message.endswith("Nothing was taken from it.")) == ("bundle", True)
    assert not Row.objects.exists()
    assert not GuarantorPost.objects.exclude(taken_number=0).exists()


def test_of_one_that_was_overtaken_it_is_not_said_that_nothing_is_lost(oak: Guarantor) -> None:
    planting, newer = oak.word(canaries=(Invented(SLIP, 10),)), oak.word()
    oak.tells(newer)
    with pytest.raises(Invalid) as refused:
        oak.tells(planting)
    assert "nothing is lost" not in refused.value.message
    assert "write it again" in refused.value.message
    assert not Row.objects.exists()


def test_a_locked_house_takes_no_word_in(oak: Guarantor, agent: MemoryKeyAgent) -> None:
    planting = oak.word(canaries=(Invented(SLIP, 10),))
    agent.lock()
    with pytest.raises(Locked):
        oak.tells(planting)
    assert not Row.objects.exists()
