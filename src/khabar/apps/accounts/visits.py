"""Visits of colleagues: the database keeps a hash of what the browser holds, so that a stolen one opens no visit.

The key in the cookie has 165 bits of chance, so a plain hash is enough: nobody finds it by trying. It must never be
stored, logged or compared as it is. Settings name this module as the place of sessions.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.contrib.sessions.backends import db

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession

_PURPOSE: Final = b"khabar/1/visit\x00"
_LENGTH: Final = 40
"""Hex digits that the framework's column holds: 160 bits."""


def kept_as(key: str) -> str:
    """Give what the database keeps in place of a visit's key."""
    return hashlib.sha256(_PURPOSE + key.encode()).hexdigest()[:_LENGTH]


class SessionStore(db.SessionStore):
    """The framework's sessions in the database, found by a hash."""

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Make the row of this visit, without its key."""
        row: AbstractBaseSession = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        return row

    def exists(self, session_key: str) -> bool:
        """Say whether there is such a visit."""
        return bool(super().exists(kept_as(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        """End a visit; without a key, this one."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(kept_as(key))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """Find the row of this visit; a visit that is over, or never was, forgets its key."""
        key = self.session_key
        if key is None:
            return None
        self._session_key = kept_as(key)
        found: AbstractBaseSession | None = super()._get_session_from_db()  # type: ignore[misc]  # the stubs do not know it
        self._session_key = None if found is None else key
        return found
