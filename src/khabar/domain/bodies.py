"""Reading what was once written into a sealed body: plain maps of text, numbers, bytes and lists, with a schema number.

A body comes back from disk or from another device, so each value's kind is looked at before it is believed.
A body that does not fit is never repaired by guessing: Unreadable is raised and nothing of it is used.
"""

from collections.abc import Mapping
from datetime import date

Body = dict[str, object]
"""Plain values only: str, int, bool, bytes, None, lists and maps of them. Sealed as CBOR by the vault's callers."""


class Unreadable(ValueError):  # noqa: N818 - says what the body is, as the kinds of khabar.domain.errors do
    """A body is not what its type and schema say. Names the field, never the value."""


def require_schema(body: Mapping[str, object], schema: int) -> None:
    """Refuse a body of any schema but this one."""
    if body.get("schema") != schema:
        raise Unreadable("this body has a schema we do not know")


def text_of(body: Mapping[str, object], field: str) -> str:
    """Give a text; a field that is absent is the empty text."""
    value = body.get(field, "")
    if not isinstance(value, str):
        raise Unreadable(f"{field} is not a text")
    return value


def texts_of(body: Mapping[str, object], field: str) -> tuple[str, ...]:
    """Give a list of texts; a field that is absent is the empty list."""
    value = body.get(field, ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Unreadable(f"{field} is not a list of texts")
    return tuple(value)


def map_of(body: Mapping[str, object], field: str) -> Body:
    """Give a map, which must be there."""
    value = body.get(field)
    if not isinstance(value, dict):
        raise Unreadable(f"{field} is not a map")
    return value


def bytes_of(body: Mapping[str, object], field: str) -> bytes:
    """Give bytes; a field that is absent is no bytes."""
    value = body.get(field, b"")
    if not isinstance(value, bytes):
        raise Unreadable(f"{field} is not bytes")
    return value


def whole_number_of(body: Mapping[str, object], field: str) -> int:
    """Give a whole number, which must be there."""
    value = body.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(f"{field} is not a whole number")
    return value


def yes_no_of(body: Mapping[str, object], field: str) -> bool | None:
    """Give yes or no, or None where nothing was said."""
    value = body.get(field)
    if value is not None and not isinstance(value, bool):
        raise Unreadable(f"{field} is neither yes nor no")
    return value


def day_of(body: Mapping[str, object], field: str) -> date:
    """Give a day written as YYYY-MM-DD, which must be there."""
    try:
        return date.fromisoformat(text_of(body, field))
    except ValueError as error:
        raise Unreadable(f"{field} is not a day") from error


def day_or_none_of(body: Mapping[str, object], field: str) -> date | None:
    """Give a day written as YYYY-MM-DD, or None where the text is empty or absent."""
    return day_of(body, field) if body.get(field) not in (None, "") else None
