import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.vault.canonical import decode, decode_map, encode
from khabar.vault.errors import Malformed

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=8) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@given(PLAIN)
def test_every_plain_value_comes_back(value: object) -> None:
    assert decode(encode(value)) == value


@given(st.dictionaries(st.text(max_size=4), st.integers(), min_size=2, max_size=5))
def test_the_order_in_which_a_map_was_made_does_not_matter(value: dict[str, int]) -> None:
    assert encode(dict(reversed(value.items()))) == encode(value)


@given(st.binary(max_size=60))
def test_any_bytes_are_either_canonical_or_refused(data: bytes) -> None:
    try:
        value = decode(data)
    except Malformed:
        return
    assert encode(value) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1801",  # 1 in two bytes
        "a2616201616102",  # keys out of order
        "a2616101616102",  # one key twice
        "0000",  # something after the end
        "9fff",  # a list without a length
        "c11a514b67b0",  # a tagged moment
        "d8236161",  # a tagged pattern
        "f7",  # undefined
        "e0",  # a simple value
        "a10101",  # a key that is no text
        "6180",  # text that is not UTF-8
        "81" * 40 + "00",  # a tower
        "9b7fffffffffffffff",  # a length that nobody could send
    ],
)
def test_whatever_is_not_our_one_form_is_refused(data: str) -> None:
    with pytest.raises(Malformed):
        decode(bytes.fromhex(data))


def test_a_map_has_exactly_the_fields_and_types_that_were_asked_for() -> None:
    data = encode({"name": "Shirin", "number": 1})
    assert decode_map(data, {"name": str, "number": int}) == {"name": "Shirin", "number": 1}
    for fields in ({"name": str}, {"name": str, "number": bool}, {"name": str, "number": int, "more": int}):
        with pytest.raises(Malformed):
            decode_map(data, dict(fields))
    with pytest.raises(Malformed):
        decode_map(encode([1]), {"name": str})
