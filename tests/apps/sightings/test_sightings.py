"""Sightings are the asking desk's alone: never a presence, in no index, told to nobody, gone after two years."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.registry.models import Presence
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds import steps
from khabar.apps.searches.memory import Called
from khabar.apps.sightings import actions
from khabar.apps.sightings.models import Told
from khabar.apps.sightings.queries import sighting_for, sightings_for
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.domain.sightings import Sighting
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    Remembered.forget_all()
    yield
    Remembered.forget_all()


def sighting(parts: Parts, **said: str) -> Sighting:
    plain = {"seen_name": "Darius Ahmadi", "seen_where": "Lindenau, the mill", "teller": "Bahram Nikzad"}
    return Sighting(filed_at=parts.clock.now().isoformat(), **(plain | said))


def tell(parts: Parts, who: Actor = cast.MIRA, **said: str) -> str:
    return actions.write_down(actor=who, now=parts.clock.now(), parts=parts, sighting=sighting(parts, **said))


def seen_by(parts: Parts, who: Actor = cast.TOMAS) -> list[str]:
    return [one.id for one in sightings_for(who, parts=parts)]


def forget(parts: Parts) -> int:
    return actions.forget_old(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_the_asking_desk_reads_what_was_told_newest_first(parts: Parts, clock: SettableClock) -> None:
    first = tell(parts)
    clock.advance(timedelta(hours=1))
    second = tell(parts, seen_where="Ostheim")
    assert seen_by(parts) == [second, first]
    assert sighting_for(first, cast.MIRA, parts=parts).sighting.teller == "Bahram Nikzad"


def test_nobody_else_writes_reads_or_drops_one(parts: Parts) -> None:
    one = tell(parts)
    for outsider in cast.OUTSIDE_THE_DESK:
        with pytest.raises(Refused):
            tell(parts, who=outsider)
        with pytest.raises(Refused):
            seen_by(parts, outsider)
        with pytest.raises(Refused):
            actions.let_go(actor=outsider, now=parts.clock.now(), parts=parts, sighting_id=one)
    assert seen_by(parts) == [one]


def test_ezra_at_the_desk_reads_nothing_of_his_own_family(parts: Parts) -> None:
    ezra = cast.ezra_joins(parts, Duty.ASKING_DESK)
    assert ezra.account
    declare_kin(actor=ezra, now=parts.clock.now(), parts=parts, account=ezra.account, name="Darius Ahmadi")
    one, other = tell(parts), tell(parts, seen_name="Parvin Sohrabi")
    assert seen_by(parts, ezra) == [other]
    for hidden in (one, "0" * 32):
        with pytest.raises(Refused):
            actions.let_go(actor=ezra, now=parts.clock.now(), parts=parts, sighting_id=hidden)


def test_a_sighting_is_no_presence_makes_no_pair_and_is_found_by_no_name(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    tell(parts)
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert not Presence.objects.exists()
    assert not Pair.objects.exists()
    assert Called.of_this_process().requests_called("Darius Ahmadi", parts=parts) == [request]
    assert Called.of_this_process().requests_called("Bahram Nikzad", parts=parts) == []


def test_a_familys_page_does_not_change_by_it(parts: Parts) -> None:
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    before = cast.page_after_round(parts, "shirin")
    tell(parts)
    assert cast.page_after_round(parts, "shirin") == before


def test_rows_tell_that_something_was_told_and_not_what(parts: Parts) -> None:
    short = shape_of(lambda: tell(parts, seen_name="", teller=""))
    assert short == shape_of(lambda: tell(parts, seen_what="He carried sacks. " * 55))


def test_what_lies_under_another_ones_id_is_not_read(parts: Parts) -> None:
    one, other = tell(parts), tell(parts)
    Told.objects.filter(id=one).update(sealed=Told.objects.get(id=other).sealed)
    with pytest.raises(Malformed):
        seen_by(parts)


def test_one_that_says_nothing_is_not_kept(parts: Parts) -> None:
    with pytest.raises(Invalid):
        tell(parts, seen_where="")
    assert not Told.objects.exists()


def test_whoever_told_it_takes_it_back_without_a_reason(parts: Parts) -> None:
    one = tell(parts)
    actions.let_go(actor=cast.TOMAS, now=parts.clock.now(), parts=parts, sighting_id=one)
    assert seen_by(parts) == []
    with pytest.raises(Refused):
        actions.let_go(actor=cast.TOMAS, now=parts.clock.now(), parts=parts, sighting_id=one)


def test_all_of_it_is_forgotten_after_two_years_and_not_a_day_before(parts: Parts, clock: SettableClock) -> None:
    tell(parts)
    clock.advance(timedelta(days=730))
    assert forget(parts) == 0
    clock.advance(timedelta(days=1))
    tell(parts)
    assert forget(parts) == 1
    assert len(seen_by(parts)) == 1


def test_a_round_forgets_and_a_clock_that_has_leapt_forgets_nothing(
    parts: Parts, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(parts)
    clock.advance(timedelta(days=800))
    for steady, left in ((False, 1), (True, 0)):
        monkeypatch.setattr(steps, "clock_goes_steadily", lambda *_, steady=steady, **__: steady)
        steps.file(clock.now(), parts)
        assert len(seen_by(parts)) == left
