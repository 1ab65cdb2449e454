from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from guarantor_parts import TAKES_IN, Guarantor, with_guarantor
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.consent.queries import permitted_now
from khabar.apps.guarantor.actions import ask_again
from khabar.apps.guarantor.models import GuaranteedAct
from khabar.apps.guarantor.queries import newest_bundle, number_waiting
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.outbox.models import Item
from khabar.apps.post.releases import has_been_released
from khabar.apps.registry.actions import erase_request
from khabar.apps.rounds.guaranteeing import put_what_waits
from khabar.domain.alarms import AlarmKind
from khabar.domain.answers import Disclosure, Setting, Tells
from khabar.domain.asking import PairState, Step
from khabar.domain.errors import Refused
from khabar.domain.guaranteeing.acts import ActKind
from khabar.domain.guaranteeing.bundles import WAITING_SIZE
from khabar.domain.page import PieceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import SettableClock
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


@pytest.fixture
def pair(oak: Guarantor) -> PairId:
    oak.tells(oak.licenses())
    request = cast.file_request(oak.parts, cast.shirins_request(oak.parts.clock.now()))
    return cast.pair_of(oak.parts, request, cast.file_presence(oak.parts, cast.dariuss_presence(oak.parts.clock.now())))


@pytest.fixture
def asked(oak: Guarantor, pair: PairId) -> PairId:
    cast.verify_enquirer(oak.parts, opened_pair(pair, parts=oak.parts).request_id)
    cast.ask(oak.parts, pair)
    oak.tells(oak.signs())
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.ASKED
    return pair


def state_of(oak: Guarantor, pair: PairId) -> PairState:
    return opened_pair(pair, parts=oak.parts).inside.standing.state


def test_nobody_is_asked_by_name_before_the_guarantor_has_signed(oak: Guarantor, pair: PairId) -> None:
    cast.ask(oak.parts, pair)
    assert state_of(oak, pair) is PairState.TO_ASK
    assert [one.kind for one in oak.looks().acts] == [ActKind.ASKING]
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.TO_ASK, "another round changes nothing"
    oak.tells(oak.signs())
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.ASKED
    assert oak.looks().acts == ()


def test_an_asking_whose_family_was_erased_waits_for_no_word_that_could_not_come(oak: Guarantor, pair: PairId) -> None:
    cast.agree_to_ask(oak.parts, pair, cast.MIRA, cast.TOMAS)
    cast.release(oak.parts)
    assert Item.objects.exclude(state="done").exists(), "it waits for the guarantor"
    request = opened_pair(pair, parts=oak.parts).request_id
    erase_request(actor=cast.JOB, now=oak.parts.clock.now(), parts=oak.parts, request_id=request)
    cast.release(oak.parts)
    assert not Item.objects.exclude(state="done").exists()


def test_nothing_is_told_before_the_guarantor_has_signed_and_then_all_of_it(oak: Guarantor, asked: PairId) -> None:
    permit = cast.answered(oak.parts, asked, Tells.MESSAGES, own_words="I am well")
    on = oak.parts.clock.now().date()
    cast.page_after_round(oak.parts, "shirin")
    assert permitted_now(permit, on=on, parts=oak.parts) == set()
    assert not has_been_released(permit)
    assert cast.page("shirin").of_kind(PieceKind.WORD) == []
    oak.tells(oak.signs())
    assert cast.page_after_round(oak.parts, "shirin").of_kind(PieceKind.WORD)[0].text == "I am well"
    assert Disclosure.MESSAGE in permitted_now(permit, on=on, parts=oak.parts)


def test_a_countersignature_moved_to_another_permit_opens_nothing(oak: Guarantor, asked: PairId) -> None:
    first = cast.answered(oak.parts, asked, Tells.ALIVE)
    cast.release(oak.parts)
    oak.tells(oak.signs())
    second = cast.answered(oak.parts, asked, Tells.MESSAGES)
    cast.release(oak.parts)
    signed, other = GuaranteedAct.objects.get(id=first), GuaranteedAct.objects.get(id=second)
    on = oak.parts.clock.now().date()
    for columns in (("countersignature",), ("countersignature", "sealed"), ("countersignature", "sealed", "blind")):
        stolen = {name: getattr(signed, name) for name in columns}
        if "blind" in stolen:
            GuaranteedAct.objects.filter(id=first).delete()
        GuaranteedAct.objects.filter(id=other.id).update(**stolen)
        assert permitted_now(second, on=on, parts=oak.parts) == set(), columns


def worlds(oak: Guarantor, pair: PairId) -> dict[str, Callable[[], object]]:
    return {
        "no": lambda: cast.answered(oak.parts, pair, Tells.NOTHING),
        "observed no": lambda: cast.answered(oak.parts, pair, Tells.NOTHING, Setting.OBSERVED),
        "yes": lambda: cast.answered(oak.parts, pair, Tells.MESSAGES, own_words="I am well"),
        "all of it": lambda: cast.answered(oak.parts, pair, Tells.ADDRESS, address="Marsh Gate 1", own_words="x" * 900),
    }


def test_a_yes_and_a_no_wait_in_the_same_rows_and_before_the_guarantor_in_the_same_words(
    oak: Guarantor, asked: PairId
) -> None:
    seen = {}

    def waits_and_is_signed(name: str, world: Callable[[], object]) -> None:
        world()
        cast.page_after_round(oak.parts, "shirin")
        told = oak.looks()
        seen[name] = [(one.day, one.kind) for one in told.acts], told.more, told.filed, told.patterns
        oak.tells(oak.signs())
        cast.page_after_round(oak.parts, "shirin")

    number = oak.number
    shapes = {}
    for name, world in worlds(oak, asked).items():
        oak.number = number
        shapes[name] = shape_of(lambda name=name, world=world: waits_and_is_signed(name, world))  # type: ignore[misc]  # bound at once
    assert all(shape == shapes["no"] for shape in shapes.values())
    assert all(one == seen["no"] for one in seen.values())
    assert [kind for _, kind in seen["no"][0]] == [ActKind.RELEASE]


def test_rows_tell_an_asking_from_a_step_that_asks_nobody_no_more_than_before(oak: Guarantor, pair: PairId) -> None:
    def agreed() -> None:
        cast.ask(oak.parts, pair)
        assert [one.kind for one in oak.looks().acts] == [ActKind.ASKING]

    def taken_back() -> None:
        cast.agree_to_ask(oak.parts, pair, cast.MIRA)
        now = oak.parts.clock.now()
        step = {"pair_id": pair, "step": Step.TAKE_BACK, "reason": "Known to the elders"}
        matches.take_step(actor=cast.MIRA, now=now, parts=oak.parts, **step)  # type: ignore[arg-type]  # by name
        cast.release(oak.parts)
        assert [one.kind for one in oak.looks().acts] == [ActKind.DECISION]

    assert (
        shape_of(agreed)["default.guarantor_guaranteedact"] == shape_of(taken_back)["default.guarantor_guaranteedact"]
    )


def test_bundles_have_one_size_whether_anything_waits_or_not(oak: Guarantor, asked: PairId) -> None:
    sizes = {len(oak_bundle(oak))}
    cast.answered(oak.parts, asked, Tells.ALIVE)
    cast.release(oak.parts)
    assert {len(oak_bundle(oak)), *sizes} == {WAITING_SIZE}


def oak_bundle(oak: Guarantor) -> bytes:
    assert oak.looks().house == oak.house
    return newest_bundle()


def test_without_a_guarantor_nothing_waits_and_nothing_is_kept(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    cast.ask(parts, pair)
    permit = cast.answered(parts, pair, Tells.ALIVE)
    cast.release(parts)
    assert has_been_released(permit)
    assert number_waiting() == GuaranteedAct.objects.count() == 0


def test_what_was_decided_before_there_was_a_guarantor_waits_for_it_too(oak: Guarantor, parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    cast.ask(parts, pair)
    permit = cast.answered(parts, pair, Tells.ALIVE)
    on = parts.clock.now().date()
    assert permitted_now(permit, on=on, parts=oak.parts) == set()
    cast.release(oak.parts)
    oak.tells(oak.signs())
    assert permitted_now(permit, on=on, parts=oak.parts) == {Disclosure.ALIVE, Disclosure.SEEN_ALIVE}


def test_what_is_refused_stays_where_it_is_and_can_be_asked_for_again(oak: Guarantor, pair: PairId) -> None:
    cast.ask(oak.parts, pair)
    taken = oak.tells(oak.signs(lambda _: False))
    assert (taken.countersigned, taken.refused) == (0, 1)
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.TO_ASK
    assert oak.looks().acts == ()
    assert ask_again(actor=TAKES_IN, now=oak.parts.clock.now()) == 1
    cast.release(oak.parts)
    oak.tells(oak.signs())
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.ASKED


def test_the_licence_lapses_and_asking_stops_until_it_is_renewed(
    oak: Guarantor, pair: PairId, clock: SettableClock
) -> None:
    clock.advance(timedelta(days=90))
    with pytest.raises(Refused, match="The guarantor's licence to ask has run out"):
        cast.agree_to_ask(oak.parts, pair, cast.MIRA)
    oak.tells(oak.licenses())
    cast.agree_to_ask(oak.parts, pair, cast.MIRA, cast.TOMAS)
    oak.tells(oak.licenses(ends=True))
    cast.release(oak.parts)
    oak.tells(oak.signs())
    cast.release(oak.parts)
    assert state_of(oak, pair) is PairState.PROPOSED, "withdrawn before it left: nothing leaves"


def test_the_house_is_told_of_its_licence_though_the_first_time_broke_off(oak: Guarantor) -> None:
    class Exhausted(SeededEntropy):
        """Chance that fails once the alarm is to be written."""

        def bytes(self, count: int) -> bytes:
            raise OSError(count)

    now = oak.parts.clock.now()
    with pytest.raises(OSError, match="16"):
        put_what_waits(actor=TAKES_IN, now=now, parts=replace(oak.parts, entropy=Exhausted(1)))
    for _ in range(2):
        put_what_waits(actor=TAKES_IN, now=now, parts=oak.parts)
    assert [one.kind for one in raised_alarms(now=now, parts=oak.parts)] == [AlarmKind.LICENCE]
