from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.checkpoints import LONGEST, TITLE, Checkpoint, Noted, parse_checkpoint
from khabar.domain.errors import Invalid

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUSE, PORCH = b"h" * 32, b"p" * 32
KEPT = Checkpoint(AT, {"house": Noted.of(12, HOUSE), "porch": Noted.of(3, PORCH)}, b"k" * 32, b"s" * 64)


@given(
    st.dictionaries(
        st.sampled_from(["house", "porch"]),
        st.tuples(st.integers(0, 10**9), st.binary(min_size=32, max_size=32)),
        min_size=1,
    ),
    st.datetimes(timezones=st.just(UTC)),
)
def test_a_checkpoint_is_read_back_as_it_was_written(heads: dict[str, tuple[int, bytes]], at: datetime) -> None:
    kept = Checkpoint(at, {chain: Noted.of(*head) for chain, head in heads.items()}, b"k" * 32, b"s" * 64)
    assert parse_checkpoint(kept.to_text()) == kept
    assert parse_checkpoint(kept.to_text()).statement() == kept.statement()


def test_it_fits_on_a_slip_of_paper() -> None:
    lines = KEPT.to_text().splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 80


def test_typed_from_paper_it_needs_the_numbers_and_the_digits_alone() -> None:
    text = f"{TITLE}\nat 2026-03-02T09:00\nhouse 12\nhouse short {Noted.of(12, HOUSE).short}\n"
    typed = parse_checkpoint(text)
    assert typed.signature == b""
    assert typed.heads["house"].is_of(HOUSE)
    assert not typed.heads["house"].is_of(PORCH)


def test_a_hash_that_is_written_out_decides_alone() -> None:
    assert KEPT.heads["house"].is_of(HOUSE)
    assert not KEPT.heads["house"].is_of(PORCH)
    assert replace(KEPT.heads["house"], short="").is_of(HOUSE)


def without(word: str) -> str:
    return "".join(line for line in KEPT.to_text().splitlines(keepends=True) if not line.startswith(word))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no checkpoint"),
        ("Dear Shirin", "no checkpoint"),
        (KEPT.to_text() + "x" * LONGEST, "no checkpoint"),
        (without("at"), "no checkpoint"),
        (f"{TITLE}\nat 2026-03-02T09:00\n", "no checkpoint"),
        (f"{TITLE}\nat 2026-03-02T09:00\nhouse 12\n", "digits of the house are missing"),
        (f"{TITLE}\nat 2026-03-02T09:00\nhouse short {Noted.of(12, HOUSE).short}\n", "no checkpoint"),
        (f"{TITLE}\nat\n", "Line 2"),
        (f"{TITLE}\nat yesterday\n", "Line 2"),
        (f"{TITLE}\ngarden 5\n", "Line 2"),
        (f"{TITLE}\nhouse twelve\n", "Line 2"),
        (f"{TITLE}\nhouse 12 00ff\n", "Line 2"),
        (f"{TITLE}\nkey zz\n", "Line 2"),
        (f"{TITLE}\nhouse short 1234\n", "Forty digits"),
        (KEPT.to_text() + "signature x\n", "no checkpoint"),
        (KEPT.to_text().replace(Noted.of(12, HOUSE).short, Noted.of(3, PORCH).short), "digits of the house are not"),
    ],
)
def test_what_is_no_checkpoint_is_refused_and_the_line_is_named(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        parse_checkpoint(text)


def test_a_hash_without_its_digits_is_enough() -> None:
    text = "".join(line for line in KEPT.to_text().splitlines(keepends=True) if " short " not in line)
    assert parse_checkpoint(text) == KEPT
