"""What the fields of a submission are made of: how a text is tidied, how long it may be, how it is written and read.

A form is a frozen dataclass whose fields say by their metadata which kind they are; this module does the rest.
Text is tidied, never translated, shortened or folded: what does not fit is refused in a sentence.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Self, TypeVar, cast

from khabar.domain import bodies
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.errors import Invalid
from khabar.text import graphemes, normalise, without_bidi_controls

SCHEMA = 1
NAME, SHORT, LONG = 200, 1000, 3000
"""Longest name or place, longest short text, longest free text, in characters as a reader counts them."""
MOST_LISTED = 20
MOST_BYTES = 28_000
"""All texts of one form together, in UTF-8: with keys and field names it fits the one size of the queue (32 KiB)."""
MARKS_PER_CHARACTER = 8
"""No script needs more code points for one visible character; more is an attack on whoever displays it."""

TOO_LONG = MappingProxyType(
    {
        NAME: "This is too long. Please use at most 200 characters.",
        SHORT: "This is too long. Please use at most 1000 characters.",
        LONG: "This is too long. Please use at most 3000 characters.",
    },
)
TOO_MANY = "Please write at most 20 of these."
TOO_MUCH = "All answers together are too long. Please shorten the longest ones."

Choice = TypeVar("Choice", bound=Enum)


def one_line(text: str) -> str:
    """Tidy a text of one line: composed, no control or direction characters, single spaces."""
    return normalise(without_bidi_controls(text))


def several_lines(text: str) -> str:
    """Tidy a text of several lines: each line tidied, no more than one empty line between two."""
    kept: list[str] = []
    for line in map(one_line, without_bidi_controls(text).splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def listed(text: str) -> tuple[str, ...]:
    """Split what somebody listed, one on each line or between semicolons."""
    for separator in ";؛":
        text = text.replace(separator, "\n")
    return tuple(line for line in map(one_line, text.splitlines()) if line)


def line_field(limit: int = NAME) -> str:
    """Declare a text of one line."""
    return cast("str", _declare("line", default="", limit=limit))


def text_field(limit: int = LONG) -> str:
    """Declare a text of several lines."""
    return cast("str", _declare("text", default="", limit=limit))


def list_field() -> tuple[str, ...]:
    """Declare a list of short texts."""
    return cast("tuple[str, ...]", _declare("list", default=(), limit=NAME))


def choice_field(default: Choice) -> Choice:
    """Declare one of an enum; the kind of enum is that of the default."""
    return cast("Choice", _declare("choice", default=default, limit=0))


def yes_no_field() -> bool:
    """Declare a yes or no; no by default."""
    return cast("bool", _declare("yes_no", default=False, limit=0))


def bytes_field() -> bytes:
    """Declare bytes."""
    return cast("bytes", _declare("bytes", default=b"", limit=0))


def _declare(kind: str, *, default: object, limit: int) -> object:
    # repr=False: what somebody filled in must not reach a log through an error's words.
    return field(default=default, repr=False, metadata={"kind": kind, "limit": limit})


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Something filled in at the porch: all text tidied when it is made, at a moment that is known.

    `filed_at` is an aware moment as ISO text. Raises Unreadable where a value is not of its kind.
    """

    filed_at: str

    def __post_init__(self) -> None:
        """Tidy every text; refuse a moment without a zone."""
        for one in fields(self):
            object.__setattr__(self, one.name, _tidied(one, getattr(self, one.name)))
        if _moment(self.filed_at).tzinfo is None:
            raise Unreadable("filed_at has no time zone")

    def validate(self) -> list[Invalid]:
        """List what somebody has to mend before this can be taken: one entry a field, in the order of the form."""
        wrong = [problem for one in fields(self) if (problem := _length_problem(one, getattr(self, one.name)))]
        if not wrong and _bytes_of_text(self.to_body()) > MOST_BYTES:
            wrong.append(Invalid("", TOO_MUCH))
        return wrong

    def to_body(self) -> Body:
        """Write it for sealing: plain values only."""
        return {"schema": SCHEMA} | {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> Self:
        """Read what was sealed; a field that is absent has its default, one that we do not know is Unreadable."""
        bodies.require_schema(body, SCHEMA)
        known = {one.name: one for one in fields(cls)}
        if unknown := set(body) - set(known) - {"schema"}:
            raise Unreadable(f"unknown fields: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {name: _read(known[name], body) for name in body if name != "schema"}
        return cls(**{"filed_at": "", **values})


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable("filed_at is not a moment") from error


def _kind(one: Field[Any]) -> str:
    return str(one.metadata.get("kind", "line"))


def _tidied(one: Field[Any], value: Any) -> object:  # noqa: ANN401 - a field's value, whose kind its metadata names
    match _kind(one):
        case "line":
            return one_line(value)
        case "text":
            return several_lines(value)
        case "list":
            return tuple(tidy for tidy in map(one_line, value) if tidy)
        case _:
            return value


def _length_problem(one: Field[Any], value: Any) -> Invalid | None:  # noqa: ANN401 - as in _tidied
    limit = int(one.metadata.get("limit", NAME))
    texts: tuple[str, ...] = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    if not limit:
        return None
    if len(texts) > MOST_LISTED:
        return Invalid(one.name, TOO_MANY)
    if any(_is_longer(text, limit) for text in texts):
        return Invalid(one.name, TOO_LONG[limit])
    return None


def _is_longer(text: str, limit: int) -> bool:
    if len(text) <= limit:
        return False
    return len(text) > limit * MARKS_PER_CHARACTER or len(graphemes(text)) > limit


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _read(one: Field[Any], body: Mapping[str, object]) -> object:
    match _kind(one):
        case "list":
            return bodies.texts_of(body, one.name)
        case "bytes":
            return bodies.bytes_of(body, one.name)
        case "choice":
            return _choice(type(one.default), one.name, body[one.name])
        case "yes_no":
            return bool(bodies.yes_no_of(body, one.name))
        case _:
            return bodies.text_of(body, one.name)


def _choice(enum: type[Enum], name: str, value: object) -> Enum:
    try:
        return enum(value)
    except ValueError as error:
        raise Unreadable(f"{name} has no meaning we know") from error


def _bytes_of_text(body: Body) -> int:
    texts = [value for value in body.values() if isinstance(value, str)]
    lists = [item for value in body.values() if isinstance(value, list) for item in value]
    return sum(len(str(text).encode()) for text in (*texts, *lists))
