from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    ClassKey,
    KeyClass,
    Malformed,
    SignedEvent,
    Statement,
    Tampered,
    countersigned,
    decode_event,
    encode,
    encode_event,
    sign_event,
    verify_countersignature,
    verify_event,
)

ENTROPY = SeededEntropy("events")
DEVICE = ClassKey.generate(KeyClass.REGISTER, random=ENTROPY.bytes)
GUARANTOR = ClassKey.generate(KeyClass.REGISTER, random=ENTROPY.bytes)
EZRA = ClassKey.generate(KeyClass.REGISTER, random=ENTROPY.bytes)
ANSWER = Statement(
    device="house",
    sequence=1,
    parents=("0" * 64, "f" * 64),
    author="mira",
    type="consent.answer",
    subject="a" * 32,
    wall_time=datetime(2026, 11, 21, 9, 30, 0, 123456, tzinfo=UTC),
    body=b"sealed",
)
EVENT = sign_event(ANSWER, signing=DEVICE.signing)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
STATEMENTS = st.builds(
    Statement,
    device=TEXTS,
    sequence=st.integers(1, 2**40),
    parents=st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=3, unique=True).map(
        lambda parents: tuple(sorted(parents))
    ),
    author=TEXTS,
    type=TEXTS,
    subject=TEXTS,
    wall_time=st.datetimes(timezones=st.just(UTC)),
    body=st.binary(max_size=40),
)


@given(STATEMENTS)
def test_a_signed_event_comes_back_the_same_and_its_signature_holds(statement: Statement) -> None:
    event = sign_event(statement, signing=DEVICE.signing)
    read = decode_event(encode_event(event))
    assert read == event
    assert encode_event(read) == encode_event(event)
    verify_event(read, DEVICE.verify_key)


@given(st.integers(0, 8 * len(encode_event(EVENT)) - 1))
def test_any_flipped_bit_of_an_event_is_found(bit: int) -> None:
    data = bytearray(encode_event(EVENT))
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Malformed, Tampered)):
        verify_event(decode_event(bytes(data)), DEVICE.verify_key)


@given(st.integers(0, len(encode_event(EVENT)) - 1))
def test_a_cut_event_is_refused(length: int) -> None:
    with pytest.raises(Malformed):
        decode_event(encode_event(EVENT)[:length])


def test_an_event_under_another_id_or_key_is_refused() -> None:
    verify_event(EVENT, DEVICE.verify_key)
    for event, key in (
        (EVENT, EZRA.verify_key),
        (EVENT, b"short"),
        (replace(EVENT, id="0" * 64), DEVICE.verify_key),
        (replace(EVENT, statement=replace(ANSWER, author="ezra")), DEVICE.verify_key),
        (replace(EVENT, signature=EVENT.signature[:10]), DEVICE.verify_key),
    ):
        with pytest.raises(Tampered):
            verify_event(event, key)


def test_the_id_is_the_same_whoever_signs_and_wherever_the_clock_stands() -> None:
    assert sign_event(ANSWER, signing=EZRA.signing).id == EVENT.id
    elsewhere = ANSWER.wall_time.astimezone(timezone(timedelta(hours=3, minutes=30)))
    assert replace(ANSWER, wall_time=elsewhere).event_id() == EVENT.id


def test_a_guarantor_countersigns_and_nobody_else_can() -> None:
    with pytest.raises(Tampered):
        verify_countersignature(EVENT, GUARANTOR.verify_key)
    doubly = decode_event(encode_event(countersigned(EVENT, signing=GUARANTOR.signing)))
    verify_event(doubly, DEVICE.verify_key)
    verify_countersignature(doubly, GUARANTOR.verify_key)
    with pytest.raises(Tampered):
        verify_countersignature(doubly, EZRA.verify_key)
    with pytest.raises(Tampered):
        verify_countersignature(replace(doubly, countersignature=doubly.signature), DEVICE.verify_key)


def test_an_event_type_nobody_knows_is_kept_and_passed_on() -> None:
    unknown = sign_event(replace(ANSWER, type="from.a.later.version"), signing=DEVICE.signing)
    assert decode_event(encode_event(unknown)) == unknown


@pytest.mark.parametrize(
    "change",
    [
        {"device": ""},
        {"author": "x" * 201},
        {"sequence": 0},
        {"parents": ("f" * 64, "0" * 64)},
        {"parents": ("0" * 64, "0" * 64)},
        {"parents": ("F" * 64,)},
        {"parents": ("0" * 63,)},
        {"body": bytes(2**20 + 1)},
        {"wall_time": datetime(2026, 1, 1)},  # noqa: DTZ001 - the mistake that is refused
    ],
)
def test_a_statement_out_of_bounds_is_never_made(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(ANSWER, **change)  # type: ignore[arg-type]  # wrong on purpose


def wire(**changes: object) -> bytes:
    fields: dict[str, object] = {
        "schema": 1,
        "device": "house",
        "sequence": 1,
        "parents": [],
        "author": "mira",
        "type": "mark",
        "subject": "s",
        "wall_time": 0,
        "body": b"",
    }
    statement = encode({**fields, **changes})
    return encode({"statement": statement, "signature": bytes(64), "countersignature": None})


def test_the_plain_form_of_these_examples_is_read() -> None:
    assert isinstance(decode_event(wire()), SignedEvent)


@pytest.mark.parametrize(
    "data",
    [
        wire(schema=2),
        wire(sequence=0),
        wire(sequence=True),
        wire(parents=[1]),
        wire(parents=["x"]),
        wire(wall_time=2**70),
        wire(wall_time=2**62),
        wire(more=1),
        wire(device=""),
        encode({"statement": b"", "signature": bytes(64), "countersignature": None}),
        encode({"statement": b"", "signature": bytes(64)}),
        wire()[:-1],
    ],
)
def test_an_event_that_we_would_never_write_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        decode_event(data)


def test_signatures_have_their_length() -> None:
    statement = ANSWER.to_bytes()
    for signature, countersignature in ((bytes(63), None), (bytes(64), bytes(63)), (bytes(64), b"")):
        data = encode({"statement": statement, "signature": signature, "countersignature": countersignature})
        with pytest.raises(Malformed):
            decode_event(data)
