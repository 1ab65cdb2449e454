"""A yes and a no lie in the same rows of the same sizes: who reads the disk learns that somebody answered, no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from khabar.apps.matches import actions as matches
from khabar.domain.answers import Setting, Tells

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_taking_back_leaves_the_same_rows_as_saying_the_same_again(parts: Parts, pair: PairId) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)

    def takes_back() -> None:
        matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)

    assert shape_of(takes_back) == shape_of(lambda: cast.answered(parts, pair, Tells.MESSAGES))


def test_the_comparison_sees_a_row_more_and_a_byte_more(parts: Parts, pair: PairId) -> None:
    once = shape_of(lambda: cast.answered(parts, pair, Tells.NOTHING))
    twice = shape_of(lambda: [cast.answered(parts, pair, Tells.NOTHING) for _ in range(2)])
    assert once != twice
    assert once != shape_of(lambda: cast.answered(parts, pair, Tells.NOTHING, own_words="x" * 20_000))
