"""A list of the letters known here, from a table or a JSON file, for `khabar mail file --threads`.

Columns or keys: code, message_ids, domains, addresses, subject, sent_at; only code is needed. What is wrong is one line
that names file, line and field, and nothing is half read.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from khabar.domain.codes import is_valid
from khabar.domain.replies.codes import REPLY_DIGITS
from khabar.domain.replies.threads import Thread
from khabar.text import only_digits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS: Final = ("code", "message_ids", "domains", "addresses", "subject", "sent_at")
_JSON: Final = ".json"

Row = dict[str, object]


def read_threads(path: Path) -> tuple[Thread, ...]:
    """Read the letters of a list; one refusal names the first line that is wrong."""
    rows = _json_rows(path) if path.suffix.casefold() == _JSON else _table_rows(path)
    threads: dict[str, Thread] = {}
    for where, row in rows:
        thread = _thread(row, where)
        if thread.code in threads:
            raise click.ClickException(f"{where}: code: this letter has been in the list before.")
        threads[thread.code] = thread
    return tuple(threads.values())


def _table_rows(path: Path) -> Iterator[tuple[str, Row]]:
    lines = _text(path).removesuffix("\n").split("\n")  # a cell may hold what ends a line elsewhere
    header = lines[0].split("\t")
    _refuse_unknown(header, f"{path}: line 1")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise click.ClickException(f"{path}: line {number}: {len(header)} cells are needed, not {len(cells)}.")
        yield f"{path}: line {number}", dict(zip(header, cells, strict=True))


def _json_rows(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        found = json.loads(_text(path))
    except ValueError as problem:
        raise click.ClickException(f"{path}: this is no JSON ({problem}).") from None
    if not isinstance(found, list):
        raise click.ClickException(f"{path}: a list of letters is needed.")
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict):
            raise click.ClickException(f"{path}: letter {number}: names and values are needed.")
        _refuse_unknown(list(row), f"{path}: letter {number}")
        yield f"{path}: letter {number}", row


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path}: this is not UTF-8.") from None


def _refuse_unknown(names: list[str], where: str) -> None:
    if "code" not in names:
        raise click.ClickException(f"{where}: there is no “code”.")
    for name in names:
        if name not in _COLUMNS:
            raise click.ClickException(f"{where}: “{name}” is none of {', '.join(_COLUMNS)}.")


def _thread(row: Row, where: str) -> Thread:
    code = only_digits(str(row["code"]))
    if len(code) != REPLY_DIGITS or not is_valid(code):
        raise click.ClickException(f"{where}: code: 15 digits with right check digits are needed.")
    return Thread(
        code=code,
        message_ids=_several(row, "message_ids", where),
        domains=_several(row, "domains", where),
        addresses=_several(row, "addresses", where),
        subject=str(row.get("subject") or ""),
        sent_at=_moment(row, where),
    )


def _several(row: Row, name: str, where: str) -> frozenset[str]:
    """Read values separated by spaces or commas, or a list of them."""
    value = row.get(name) or ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return frozenset(value)
    if not isinstance(value, str):
        raise click.ClickException(f"{where}: {name}: words, or a list of them, are needed.")
    return frozenset(value.replace(",", " ").split())


def _moment(row: Row, where: str) -> datetime | None:
    value = row.get("sent_at") or ""
    try:
        moment = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        raise click.ClickException(f"{where}: sent_at: a moment such as 2026-05-03T10:23:00+00:00 is needed.") from None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
