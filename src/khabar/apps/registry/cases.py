"""How a request or presence lies in its row: a data key of its own, a card for matching, a body with the rest.

Shared by the app's queries and actions; nothing outside `registry` imports it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from khabar.apps.registry.models import Request
from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid, Refused
from khabar.linkage import Person
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

if TYPE_CHECKING:
    from datetime import date

    from khabar.apps.registry.models import Presence
    from khabar.domain.forms import PersonForm
    from khabar.ports import KeyAgent, Parts
    from khabar.vault.keys import ClassKey

    Row = Request | Presence

REQUESTS = "registry_request"
PRESENCES = "registry_presence"
STRETCH: Final = 500
"""Rows that are opened or sealed with keys asked for once: some hundredths of a second."""


@dataclass(frozen=True)
class RowKeys:
    """Keyed hashes of rows as they came, so that taking one in twice is noticed and nobody else can test a row."""

    secret: bytes = field(repr=False)

    def of(self, row: bytes) -> bytes:
        """Give the key of one row."""
        return hmac.digest(self.secret, b"row\x00" + row, hashlib.sha256)


class _Asked:
    """A key agent asked once for each key: for one stretch of rows, and no longer."""

    def __init__(self, agent: KeyAgent) -> None:
        self._agent = agent
        self._had: dict[tuple[KeyClass, str | None], ClassKey] = {}

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return a key, as the agent gave it when it was first asked for."""
        wanted = (key_class, key_id)
        if wanted not in self._had:
            self._had[wanted] = self._agent.key(key_class, key_id)
        return self._had[wanted]

    def locked(self) -> frozenset[KeyClass]:
        """Return the classes that cannot be had now."""
        return self._agent.locked()


def for_a_stretch(parts: Parts) -> Parts:
    """Give the parts for at most STRETCH rows: whoever locks the house stops the next stretch, not the next row.

    Asking the agent takes longer than opening a card does.
    """
    return replace(parts, keys=_Asked(parts.keys))


def new_record(table: str, row_id: str, *, parts: Parts) -> tuple[Record, bytes]:
    """Draw a data key for a new row; give the open record and the wrapped key to store."""
    register = parts.keys.key(KeyClass.REGISTER)
    made = new_case_key(register, bytes.fromhex(row_id), random=parts.entropy.bytes)
    return Record(table, row_id, made.key), made.wrapped


def record_of(row: Row, *, parts: Parts) -> Record:
    """Open the data key of a row; Refused when its person has been erased, as if the row had never been."""
    if row.wrapped_key is None:
        raise Refused("no such case")
    wrapped = bytes(row.wrapped_key)
    register = parts.keys.key(KeyClass.REGISTER, key_id_in(wrapped))
    table = REQUESTS if isinstance(row, Request) else PRESENCES
    return Record(table, row.id, unwrap_case_key(register, bytes.fromhex(row.id), wrapped))


def person_of(form: PersonForm, row_id: str, *, today: date) -> Person:
    """Give the matching attributes of a form. A date of birth that makes no sense counts as not given."""
    try:
        birth = parse_partial_date(form.birth, today=today).birth() if form.birth else None
    except Invalid:
        birth = None
    return Person(
        id=row_id,
        name=form.name,
        other_names=tuple(form.other_names),
        father=form.father,
        grandfather=form.grandfather,
        mother=form.mother,
        sex=form.sex,
        birth=birth,
        birth_place=form.birth_place,
        nationality=form.nationality,
        last_place=form.last_place,
    )
