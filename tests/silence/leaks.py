"""Leaks that are planted in world A, one of each kind: a harness that does not see them has seen nothing.

Each is what a well-meaning change could do: a header that tells how many were found, a cached answer, a mail a day
earlier, a count in a list, a question to the database that is asked only where somebody is there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connections

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.ports import Envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from silence.core.browsing import Application
    from silence.core.seen import Seen
    from silence.house import Ground

    Headers = list[tuple[str, str]]
    Change = Callable[[str, Headers, bytes], tuple[str, Headers, bytes]]


@dataclass(frozen=True)
class Leak:
    """One leak: where it must be seen (the end of a channel's name), and what it does to answers, rounds, looks."""

    shows: str
    changes: Change | None = None
    before: Callable[[Ground], object] | None = None
    rounds: Callable[[Ground], object] | None = None
    looks: Callable[[Seen], Seen] | None = None

    def door(self, door: Application, ground: Ground) -> Application:
        """Put the leak before a door."""
        if self.changes is None and self.before is None:
            return door

        def leaking(environment, start):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as a WSGI application
            if self.before is not None:
                self.before(ground)
            if self.changes is None:
                return door(environment, start)
            return _changed(door, self.changes, environment, start)

        return leaking

    def at_round(self, ground: Ground) -> None:
        """Do what it does in a round."""
        if self.rounds is not None:
            self.rounds(ground)

    def at_look(self, found: Sequence[Seen]) -> list[Seen]:
        """Change what is seen beside pages."""
        return [self.looks(one) if self.looks else one for one in found]


def _changed(door: Application, change: Change, environment, start) -> Iterable[bytes]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as WSGI
    told: list[tuple[str, Headers]] = []

    def hold(status: str, headers: Headers, _problem: object = None, /) -> Callable[[bytes], object]:
        told.append((status, list(headers)))
        return lambda _: None

    pieces = door(environment, hold)
    body = b"".join(pieces)
    status, headers, body = change(*told[-1], body)
    start(status, headers)
    return [body]


def _another_status(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status.replace("404", "403").replace("200 OK", "200 Fine"), headers, body


def _header(_name: str = "X-Found") -> Change:
    return lambda status, headers, body: (status, [*headers, (_name, "1")], body)


def _order(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, headers[::-1], body


def _value(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, [(name, value.replace("no-store", "no-cache")) for name, value in headers], body


def _cookie(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, [*headers, ("Set-Cookie", "seen=1; HttpOnly")], body


def _remark(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, headers, body.replace(b"</main>", b"<!-- 1 --></main>")


def _longer(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, headers, body + b" " if body else body


def _elsewhere(status: str, headers: Headers, body: bytes) -> tuple[str, Headers, bytes]:
    return status, [(name, f"{value}?again" if name == "Location" else value) for name, value in headers], body


def _asks_once_more(ground: Ground) -> None:
    del ground
    with connections["porch"].cursor() as cursor:
        cursor.execute("SELECT 1")


def _mails_early(ground: Ground) -> None:
    ground.mails.send(Envelope("<x@house.example>", "news@house.example", "shirin@families.example", "News", "Come."))


def _logs(ground: Ground) -> None:
    ground.logs.lines.append("INFO khabar a pair was found")


def _stays(ground: Ground) -> None:
    """Let one page of the porch lie there as it lay before the round, as one does that nobody renews."""
    del ground
    page = Pigeonhole.objects.order_by("locator").first()
    assert page
    with connections["porch"].cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS kept_aside (blob BLOB)")
        cursor.execute("SELECT blob FROM kept_aside")
        aside = cursor.fetchone()
        if aside:
            Pigeonhole.objects.filter(locator=page.locator).update(blob=aside[0])
        else:
            cursor.execute("INSERT INTO kept_aside VALUES (%s)", [bytes(page.blob)])


def _draws(ground: Ground) -> None:
    ground.chance.bytes(8)


def _in(channel: str) -> Callable[[Seen], Seen]:
    return lambda seen: replace(seen, value=seen.value + b"\n") if seen.channel.startswith(channel) else seen


NONE = Leak("")
LEAKS = {
    "another status": Leak(": status", changes=_another_status),
    "a header more": Leak(": headers", changes=_header()),
    "headers in another order": Leak(": order of headers", changes=_order),
    "another value of a header": Leak(": headers", changes=_value),
    "a cookie": Leak(": cookies", changes=_cookie),
    "a remark in a page": Leak(": body", changes=_remark),
    "a space at the end": Leak(": length", changes=_longer),
    "another way on": Leak(": leads to", changes=_elsewhere),
    "a question to the database": Leak(": questions to databases", before=_asks_once_more),
    "eight bytes drawn": Leak("chance: draws in a visit", before=_draws),
    "a mail": Leak("mail: number and order", rounds=_mails_early),
    "a line in the log": Leak("logs: lines", rounds=_logs),
    "a pigeonhole that stays as it was": Leak("pigeonholes: sizes and changes", rounds=_stays),
    "a list of the family desk": Leak("family desk: ids in order", looks=_in("family desk: ids")),
    "a calling list": Leak("helper: the calling list on paper", looks=_in("helper: the calling list on paper")),
    "a printed stack": Leak("carrier: printed sheets.pdf", looks=_in("carrier: printed sheets")),
    "what waits in the porch": Leak("porch: what waits", looks=_in("porch: what waits")),
}
"""One of each kind of channel; what the association gets has its controls where bundles are carried (`jobs`)."""


def slower(door: Application, seconds: float) -> Application:
    """Make a door that takes a little longer, as one does that asks a database once more."""

    def late(environment, start):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as a WSGI application
        answer = door(environment, start)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass
        return answer

    return late
