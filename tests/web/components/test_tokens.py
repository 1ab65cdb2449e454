from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.vault.errors import TooLarge
from khabar.web.components.tokens import opened_token, sealed_token

if TYPE_CHECKING:
    from pytest_django import Settings

    from conftest import SettableClock
    from khabar.ports import Parts

VALUE = {"key": b"k" * 32, "code": "123456789012", "pin": "654321"}
WITH_PARTS = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sealed(parts: Parts, purpose: str = "request", minutes: int = 15) -> str:
    return sealed_token(purpose, VALUE, now=parts.clock.now(), minutes=minutes, random=parts.entropy.bytes)


def test_a_token_opens_for_its_purpose_and_gives_back_what_was_put_in(parts: Parts) -> None:
    assert opened_token("request", sealed(parts), now=parts.clock.now()) == VALUE


def test_a_token_says_nothing_of_what_is_inside(parts: Parts) -> None:
    raw = base64.urlsafe_b64decode(sealed(parts))
    assert b"654321" not in raw
    assert b"code" not in raw


@pytest.mark.parametrize("purpose", ["visit", "presence", "message", "Request", "request "])
def test_a_token_opens_for_no_other_purpose(parts: Parts, purpose: str) -> None:
    assert opened_token(purpose, sealed(parts), now=parts.clock.now()) is None


def test_a_token_opens_until_its_time_is_over_and_not_later(parts: Parts, clock: SettableClock) -> None:
    token = sealed(parts)
    clock.advance(timedelta(minutes=15))
    assert opened_token("request", token, now=clock.now()) == VALUE
    clock.advance(timedelta(seconds=1))
    assert opened_token("request", token, now=clock.now()) is None


@WITH_PARTS
@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_token_with_one_altered_bit_does_not_open(parts: Parts, at: int, bit: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(sealed(parts)))
    raw[at % len(raw)] ^= 1 << bit
    assert opened_token("request", base64.urlsafe_b64encode(raw).decode(), now=parts.clock.now()) is None


@WITH_PARTS
@given(st.integers(0, 10_000), st.sampled_from(" !\n*="))
def test_a_token_with_something_put_in_between_does_not_open(parts: Parts, at: int, char: str) -> None:
    token = sealed(parts)
    at %= len(token) - 4
    assert opened_token("request", token[:at] + char + token[at:], now=parts.clock.now()) is None


@WITH_PARTS
@given(st.text(max_size=200))
def test_no_text_whatever_opens_or_breaks_the_door(parts: Parts, text: str) -> None:
    assert opened_token("request", text, now=parts.clock.now()) is None


def test_a_token_of_another_side_does_not_open(parts: Parts, settings: Settings) -> None:
    token = sealed(parts)
    settings.SECRET_KEY = "another side's secret, long enough for anybody"
    assert opened_token("request", token, now=parts.clock.now()) is None


def test_all_tokens_of_one_kind_have_one_length_and_what_is_too_long_is_refused(parts: Parts) -> None:
    now, random = parts.clock.now(), parts.entropy.bytes
    lengths = {
        len(sealed_token("visit", {"note": "x" * size}, now=now, minutes=1, random=random)) for size in (0, 100, 400)
    }
    assert len(lengths) == 1
    with pytest.raises(TooLarge):
        sealed_token("visit", {"note": "x" * 3000}, now=now, minutes=1, random=random)
