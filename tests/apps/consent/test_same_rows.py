"""A yes and a no lie in the same rows of the same sizes: who reads the disk learns that somebody answered, no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from khabar.apps.matches import actions as matches
from khabar.apps.matches import weighing
from khabar.apps.rounds import steps
from khabar.domain.answers import Setting, Tells
from khabar.domain.best_interests import Interest
from khabar.domain.death import Ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import SettableClock
    from khabar.domain.best_interests import InterestsDraft
    from khabar.domain.death import DeathDraft
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LONG = "آرام‌ام و هر روز به شما فکر می‌کنم. " * 25


@pytest.fixture
def pair(parts: Parts) -> PairId:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    made = cast.pair_of(parts, request, presence)
    cast.ask(parts, made)
    return made


def answers(parts: Parts, pair: PairId) -> dict[str, Callable[[], object]]:
    until = parts.clock.now().date() + timedelta(days=9)
    return {
        "no": lambda: cast.answered(parts, pair, Tells.NOTHING),
        "observed no": lambda: cast.answered(parts, pair, Tells.NOTHING, Setting.OBSERVED),
        "alive": lambda: cast.answered(parts, pair, Tells.ALIVE),
        "observed yes": lambda: cast.answered(parts, pair, Tells.ALIVE, Setting.OBSERVED),
        "messages, until a day": lambda: cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well", until=until),
        "address and many words": lambda: cast.answered(
            parts, pair, Tells.ADDRESS, own_words=LONG, address=LONG, if_i_die=LONG, must_not_know=("Ezra Rostami",)
        ),
        "she must not know": lambda: cast.answered(parts, pair, Tells.ALIVE, must_not_know=("Shirin Ahmadi",)),
    }


def test_every_answer_leaves_the_same_rows_of_the_same_lengths(parts: Parts, pair: PairId) -> None:
    shapes = {name: shape_of(world) for name, world in answers(parts, pair).items()}
    for name, shape in shapes.items():
        assert shape == shapes["no"], name


def test_after_the_round_the_rows_are_still_the_same(parts: Parts, pair: PairId) -> None:
    def then_a_round(world: Callable[[], object]) -> Callable[[], object]:
        def both() -> None:
            world()
            cast.page_after_round(parts, "shirin")

        return both

    shapes = {name: shape_of(then_a_round(world)) for name, world in answers(parts, pair).items()}
    for name, shape in shapes.items():
        assert shape == shapes["no"], name


def test_a_refusal_lives_and_lapses_like_every_other_answer(parts: Parts, pair: PairId, clock: SettableClock) -> None:
    """Two years of rounds: what is renewed, forgotten or kept does not depend on what was said."""
    began = clock.moment

    def two_years_of(world: Callable[[], object]) -> Callable[[], object]:
        def both() -> None:
            clock.moment = began
            world()
            for days in (1, 200, 400, 200):
                clock.advance(timedelta(days=days))
                for step in (steps.file, steps.release, steps.write_contacts, steps.renew):
                    step(clock.now(), parts)

        return both

    said = answers(parts, pair)
    shapes = [shape_of(two_years_of(said[name])) for name in ("no", "observed no", "messages, until a day")]
    assert shapes[0] == shapes[1] == shapes[2]


def weighed(parts: Parts, pair: PairId) -> dict[str, Callable[[], object]]:
    """What two people confirm where the person cannot speak; what the first of them wrote waits already."""
    confirm, now = weighing.confirm_weighed, parts.clock.now()
    waits: dict[str, DeathDraft | InterestsDraft] = {
        "told": cast.death_found(parts),
        "kept": cast.death_found(parts, Ground.NOT_TOLD, source_words=LONG[:300], reason=LONG[:300]),
        "a child may be asked": cast.interests_found(parts),
        "a child is left in peace": cast.interests_found(parts, Interest.LEFT_IN_PEACE, reason=LONG[:300]),
    }

    def world(found: DeathDraft | InterestsDraft) -> Callable[[], object]:
        def both() -> None:
            weighing.weigh(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, found=found)
            confirm(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair, reason="I asked there too.")
            cast.page_after_round(parts, "shirin")

        return both

    return {name: world(found) for name, found in waits.items()}


def test_a_death_and_a_childs_decision_leave_the_rows_of_an_answer(parts: Parts, pair: PairId) -> None:
    def answered() -> None:
        cast.answered(parts, pair, Tells.NOTHING)
        cast.page_after_round(parts, "shirin")

    no = shape_of(answered)
    for name, world in weighed(parts, pair).items():
        assert shape_of(world) == no, name


def test_taking_back_leaves_the_same_rows_as_saying_the_same_again(parts: Parts, pair: PairId) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)

    def takes_back() -> None:
        matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)
        cast.confirmed(parts, pair)

    assert shape_of(takes_back) == shape_of(lambda: cast.answered(parts, pair, Tells.MESSAGES))


def test_the_comparison_sees_a_row_more_and_a_byte_more(parts: Parts, pair: PairId) -> None:
    once = shape_of(lambda: cast.answered(parts, pair, Tells.NOTHING))
    twice = shape_of(lambda: [cast.answered(parts, pair, Tells.NOTHING) for _ in range(2)])
    assert once != twice
    assert once != shape_of(lambda: cast.answered(parts, pair, Tells.NOTHING, own_words="x" * 20_000))
