from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.casefile import opened
from khabar.adapters.casefile.opening import MOST_BYTES, parsed
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON: line 1, column 1"),
        (b'{\n "person": {,}\n}', "line 2, column 13"),
        (b"[]", "one JSON object"),
        (b'"a case"', "one JSON object"),
        (b"\xff\xfe", "not UTF-8 text (byte 0)"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"bar_list": ["MX"], "bar_list": []}', "“bar_list” stands twice"),
        (b'{"person": {"name": "a", "name": "b"}}', "“name” stands twice"),
        (b'{"reference": NaN}', "“NaN” is not a number"),
        (b"{" + b" " * MOST_BYTES + b"}", "more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_case_file_is_refused_in_one_line_that_names_the_file(data: bytes, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        parsed(data, "case.json")
    assert refused.value.field == "case.json"
    assert said in refused.value.message
    assert "\n" not in str(refused.value)


def test_a_file_is_read_with_or_without_a_mark_at_its_head(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"reference": "A-17", "n": 3}).encode())
    assert opened(path) == {"reference": "A-17", "n": "3"}


def test_no_more_is_read_than_is_needed_to_refuse_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(Invalid, match="1,000,000"):
        opened(path)
