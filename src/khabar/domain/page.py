"""What a pigeonhole's page says: the standing part, and the pieces that were sealed into its slots.

The same document whether read next round or in five years: kinds that are not known yet are kept as they came.
Nothing here decides what may be told; it is only how it is written down once it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.domain import bodies
from khabar.domain.bodies import Body, Unreadable
from khabar.vault import canonical

SCHEMA = 1


@dataclass(frozen=True)
class Standing:
    """The part that every page has: by when its holder hears from us, whether we are late, when it was renewed."""

    by: date
    renewed_on: date
    late: bool = False
    is_presence: bool = False

    def to_bytes(self) -> bytes:
        """Write it for sealing; always the same length."""
        return canonical.encode(
            {
                "schema": SCHEMA,
                "by": self.by.isoformat(),
                "renewed_on": self.renewed_on.isoformat(),
                "late": self.late,
                "is_presence": self.is_presence,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "Standing":
        """Read what was sealed; Unreadable where it is not what it should be."""
        body = _map(canonical.decode(data))
        bodies.require_schema(body, SCHEMA)
        return cls(
            by=bodies.day_of(body, "by"),
            renewed_on=bodies.day_of(body, "renewed_on"),
            late=bool(bodies.yes_no_of(body, "late")),
            is_presence=bool(bodies.yes_no_of(body, "is_presence")),
        )


class PieceKind(StrEnum):
    """What a piece is.

    PRESENCE: this page is of somebody who is here; the porch says so until the house knows it. NOTICE: the state of
    one's own message. WORD: that somebody lives. SEEN: that somebody was seen alive. LETTER, ADDRESS: as named.
    """

    PRESENCE = "presence"
    NOTICE = "notice"
    WORD = "word"
    SEEN = "seen"
    LETTER = "letter"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing on a page.

    `kind` is a PieceKind, or a text we do not know yet. `name` is whom it is from, `text` what it says, `on` its day;
    a notice has the state of the message in `state` and the day of that state in `state_on`.
    """

    kind: str
    name: str = ""
    text: str = ""
    on: date | None = None
    state: str = ""
    state_on: date | None = None

    def to_body(self) -> Body:
        """Write it as a plain map."""
        return {
            "kind": str(self.kind),
            "name": self.name,
            "text": self.text,
            "on": self.on.isoformat() if self.on else "",
            "state": self.state,
            "state_on": self.state_on.isoformat() if self.state_on else "",
        }


def piece_of(body: Body) -> Piece:
    """Read one piece back from its plain map."""
    return _piece(body)


def slot_of(pieces: Iterable[Piece]) -> bytes:
    """Write the pieces that share one slot: what one release tells, or the notices of all one's messages."""
    return canonical.encode({"schema": SCHEMA, "pieces": [piece.to_body() for piece in pieces]})


def pieces_in(slot: bytes) -> tuple[Piece, ...]:
    """Read the pieces of one slot; Unreadable where it is not one of ours."""
    body = _map(canonical.decode(slot))
    bodies.require_schema(body, SCHEMA)
    pieces = body.get("pieces")
    if not isinstance(pieces, list):
        raise Unreadable("pieces is not a list")
    return tuple(_piece(_map(one)) for one in pieces)


def _piece(body: Body) -> Piece:
    return Piece(
        kind=bodies.text_of(body, "kind"),
        name=bodies.text_of(body, "name"),
        text=bodies.text_of(body, "text"),
        on=bodies.day_or_none_of(body, "on"),
        state=bodies.text_of(body, "state"),
        state_on=bodies.day_or_none_of(body, "state_on"),
    )


def _map(value: object) -> Body:
    if not isinstance(value, dict):
        raise Unreadable("a map is needed here")
    return value
