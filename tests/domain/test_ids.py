import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.ids import ID_BYTES, RequestId, is_id, new_id, parse_id


@given(st.binary(min_size=ID_BYTES, max_size=ID_BYTES))
def test_an_id_is_the_drawn_bytes_and_nothing_else(drawn: bytes) -> None:
    made = RequestId(new_id(lambda count: drawn[:count]))
    assert is_id(made)
    assert bytes.fromhex(made) == drawn
    assert parse_id(f" {made.upper()} ", field="request") == made


def test_a_poor_source_of_randomness_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        new_id(lambda _count: b"short")


@pytest.mark.parametrize("text", ["", "12", "g" * 32, "a" * 33, "٠" * 32])
def test_what_is_not_an_id_is_refused_and_the_field_named(text: str) -> None:
    assert not is_id(text)
    with pytest.raises(Invalid) as told:
        parse_id(text, field="request")
    assert told.value.field == "request"
