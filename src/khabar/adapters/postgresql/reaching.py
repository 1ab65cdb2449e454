"""Reaching a server before anything is set up on it: whether it answers, lets the owner in, and is ready for tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from khabar.adapters.postgresql.looking import OLDEST, powers_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SECONDS = 10
_OWNS = """
    SELECT pg_get_userbyid(datdba) = current_user, pg_encoding_to_char(encoding) FROM pg_database
    WHERE datname = current_database()
"""
_TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


@dataclass(frozen=True)
class Place:
    """One database on a server, and as whom it is reached; `host` is a name or the folder of a socket."""

    host: str
    port: int
    name: str
    role: str
    passwords: Path | None = None


def fault(place: Place, roles: Sequence[str]) -> str:
    """Say in one sentence why tables cannot be made in this database now, or ""."""
    passwords = {"passfile": str(place.passwords)} if place.passwords else {}
    try:
        with psycopg.connect(
            host=place.host,
            port=place.port,
            dbname=place.name,
            user=place.role,
            connect_timeout=_SECONDS,
            **passwords,  # type: ignore[arg-type]  # all are texts of libpq's
        ) as connection:
            return _unready(connection, place, roles)
    except psycopg.Error as problem:
        told = " ".join(str(problem).split()) or type(problem).__name__
        return f"{place.role} cannot open {place.name}: {told}"


def _unready(connection: psycopg.Connection[tuple[object, ...]], place: Place, roles: Sequence[str]) -> str:
    if connection.info.server_version < OLDEST:
        return f"the server of {place.name} is too old; PostgreSQL 14 or newer is needed."
    with connection.cursor() as cursor:
        [(owns, encoding)] = cursor.execute(_OWNS).fetchall()
        [(tables,)] = cursor.execute(_TABLES).fetchall()
        missing = sorted(set(roles) - powers_of(cursor, roles).keys())
    if not owns:
        return f"{place.role} must own the database {place.name}. See: khabar postgresql prepare"
    if encoding != "UTF8":
        return f"{place.name} keeps texts as {encoding}; it must be UTF8."
    if tables:
        return f"{place.name} holds tables already; an installation starts in databases of its own."
    return f"the server has no role {', '.join(missing)}. See: khabar postgresql prepare" if missing else ""
