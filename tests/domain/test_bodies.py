from collections.abc import Callable, Mapping
from datetime import date

import pytest

from khabar.domain import bodies
from khabar.domain.bodies import Unreadable

Reader = Callable[[Mapping[str, object], str], object]


def test_what_is_absent_is_empty() -> None:
    assert bodies.text_of({}, "x") == ""
    assert bodies.texts_of({}, "x") == ()
    assert bodies.bytes_of({}, "x") == b""
    assert bodies.yes_no_of({}, "x") is None
    assert bodies.day_or_none_of({}, "x") is None
    assert bodies.day_or_none_of({"x": ""}, "x") is None


def test_what_is_there_is_given_back() -> None:
    assert bodies.texts_of({"x": ["a", "b"]}, "x") == ("a", "b")
    assert bodies.whole_number_of({"x": 3}, "x") == 3
    assert bodies.yes_no_of({"x": False}, "x") is False
    assert bodies.day_or_none_of({"x": "2026-11-21"}, "x") == date(2026, 11, 21)
    bodies.require_schema({"schema": 1}, 1)


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (bodies.text_of, 1),
        (bodies.texts_of, "ab"),
        (bodies.texts_of, ["a", 1]),
        (bodies.bytes_of, "ab"),
        (bodies.whole_number_of, None),
        (bodies.whole_number_of, True),
        (bodies.yes_no_of, "yes"),
        (bodies.day_of, ""),
        (bodies.day_of, "2026-02-30"),
        (bodies.day_or_none_of, 5),
    ],
)
def test_a_value_of_another_kind_is_named_by_its_field_and_never_shown(reader: Reader, value: object) -> None:
    with pytest.raises(Unreadable, match="secret_field"):
        reader({"secret_field": value}, "secret_field")


@pytest.mark.parametrize("schema", [None, 0, 2, "1"])
def test_a_body_of_an_unknown_schema_is_not_read(schema: object) -> None:
    with pytest.raises(Unreadable):
        bodies.require_schema({"schema": schema}, 1)
