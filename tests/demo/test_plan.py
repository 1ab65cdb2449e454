from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.demo.plan import Ports, parse_ports
from khabar.domain.errors import Invalid

PORT = st.integers(min_value=0, max_value=65535)


@given(st.lists(PORT, min_size=3, max_size=3, unique=True))
def test_what_was_written_as_ports_is_read_as_ports(numbers: list[int]) -> None:
    ports = Ports(*numbers)
    assert parse_ports(str(ports)) == ports


@pytest.mark.parametrize(
    "words", ["", "8000", "8000,8001", "1,1,2", "a,b,c", "1,2,70000", "1,2,3,4", "-1,2,3", "1,2,²"]
)
def test_anything_else_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(Invalid, match="8100,8101,8180"):
        parse_ports(words)
