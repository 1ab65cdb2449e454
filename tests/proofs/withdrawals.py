"""The job `withdrawals`: a withdrawal while a word and a letter leave, in every order of statements, on both engines.

Two connections, real transactions. Whatever the order, it ends closed: what had not left when the withdrawal was kept
does not leave, then or later.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
from django.core.management import call_command
from django.db import connections

import cast
from apps.consent.test_no_path_around import marks_for
from conftest import SettableClock
from faults.recording import surroundings, world_parts
from khabar.apps.consent import queries
from khabar.apps.consent.models import Permit
from khabar.apps.ledger.models import Entry
from khabar.apps.matches import actions as matches
from khabar.apps.post import actions as post
from khabar.apps.post import releases
from khabar.apps.rounds import steps
from khabar.config import wiring
from khabar.domain.answers import Tells
from khabar.domain.ids import PermitId
from postgresql_server import SUPERUSER, running
from proofs.turns import Turns
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from khabar.domain.ids import PairId
    from khabar.ports import Parts

ALIASES = ("default", "porch")
MANY, A_ROW, FEW, OF_CONTROL = 1_000, 250, 6, 40
WORD, LETTER = "I am well, and I sing.", "We are all alive."
ON_A_SERVER = "withdrawals on PostgreSQL"


@dataclass
class Base:
    """The databases as they are before: an answer and a letter wait for the round; copies of them are made at once."""

    parts: Parts
    pair: PairId
    folder: Path

    def put_back(self) -> None:
        """Let both databases be as they were."""
        connections.close_all()
        if connections["default"].vendor == "sqlite":
            for alias in ALIASES:
                shutil.copyfile(self.folder / f"{alias}.base", self.folder / f"{alias}.sqlite3")
            return
        host = os.environ["KHABAR_TEST_SERVER"]
        with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as server:
            for alias in ALIASES:
                server.execute(f"DROP DATABASE IF EXISTS khabar_{alias} WITH (FORCE)")
                server.execute(f"CREATE DATABASE khabar_{alias} TEMPLATE khabar_{alias}_base")


@dataclass(frozen=True)
class Ended:
    """How one order ended: what had left, what left after it, and whether a withdrawal that came first was heeded."""

    left: frozenset[str]
    later: frozenset[str]
    heeded: bool

    @property
    def is_closed(self) -> bool:
        """Say whether it ended as it must."""
        return self.heeded and not self.later


def run(seed: int, folder: Path, *, short: bool) -> Iterator[Row]:
    """Try so many orders on SQLite, then on a server, each with its control."""
    yield from here(seed, folder, short=short)
    if short:
        return
    with running() as server:
        kept = surroundings("check") | {"KHABAR_TEST_ENGINE": "postgresql", "KHABAR_TEST_SERVER": server.host}
        words = [sys.executable, "-m", "proofs", ON_A_SERVER, "--seed", str(seed)]
        with subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield Row(**json.loads(line))
        assert process.returncode == 0


def here(seed: int, folder: Path, *, short: bool) -> Iterator[Row]:
    """Try so many orders on the engine of this process."""
    base = _laid(folder)
    for part in range(1 if short else MANY // A_ROW):
        yield _tried(base, FEW if short else A_ROW, seed, part * A_ROW)
    asked, said = queries.permitted_now, dict[Any, Any]()

    def asked_before(*words: Any, **more: Any) -> Any:  # noqa: ANN401 - the gate's own
        return said.setdefault(words, asked(*words, **more))

    setattr(releases, "permitted_now", asked_before)  # noqa: B010 - for the control alone
    try:
        yield _tried(base, FEW if short else OF_CONTROL, seed, MANY, before=lambda: _ask_before(base, said))
    finally:
        setattr(releases, "permitted_now", asked)  # noqa: B010 - the same


def _ask_before(base: Base, said: dict[Any, Any]) -> None:
    """Ask the gate before anybody begins, as a careless program would, and keep what it said."""
    said.clear()
    gate: Any = vars(releases)["permitted_now"]
    for permit in Permit.objects.all():
        gate(PermitId(permit.id), on=base.parts.clock.now().date(), parts=base.parts)


def _laid(folder: Path) -> Base:
    _name_databases(folder)
    for alias in ALIASES:
        call_command("migrate", database=alias, verbosity=0)
    parts = replace(world_parts(), clock=SettableClock())
    wiring.use(parts)
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    presence = cast.file_presence(parts, cast.dariuss_presence(now, **cast.slip_of("darius")))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, presence)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES, own_words=WORD)
    letter = cast.write(parts, "shirin", LETTER)
    common: dict[str, Any] = {"actor": cast.MIRA, "now": now, "parts": parts, "message_id": letter}
    post.open_letter(**common, reason="to check it")
    post.accept(**common)
    post.let_go(**common)
    cast.renew(parts)
    _keep(folder)
    return Base(parts, pair, folder)


def _name_databases(folder: Path) -> None:
    connections.close_all()
    for alias in ALIASES:
        if connections[alias].vendor == "sqlite":
            name = str(folder / f"{alias}.sqlite3")
            connections[alias].settings_dict["NAME"] = connections.settings[alias]["NAME"] = name
            continue
        host = os.environ["KHABAR_TEST_SERVER"]
        with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as server:
            server.execute(f"CREATE DATABASE khabar_{alias}")


def _keep(folder: Path) -> None:
    is_sqlite = connections["default"].vendor == "sqlite"
    connections.close_all()
    for alias in ALIASES:
        if is_sqlite:
            shutil.copyfile(folder / f"{alias}.sqlite3", folder / f"{alias}.base")
            continue
        host = os.environ["KHABAR_TEST_SERVER"]
        with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as server:
            server.execute(f"ALTER DATABASE khabar_{alias} RENAME TO khabar_{alias}_base")


def _tried(base: Base, times: int, seed: int, first: int, before: Any = None) -> Row:  # noqa: ANN401 - a deed, or nothing
    began, orders, ended = time.monotonic(), set(), []
    for number in range(first, first + times):
        base.put_back()
        if before:
            before()
            connections.close_all()
        turns = Turns(Random(f"{seed} {number}"))
        turns.run({"leaves": lambda: steps.release(_soon(base), base.parts), "withdraws": lambda: _withdraw(base)})
        orders.add("".join(one[0] for one in turns.order))
        ended.append(_looked_at(base))
    open_ = sum(not one.is_closed for one in ended)
    counted = {
        "orders of statements": len(orders),
        "nothing left": sum(not one.left for one in ended),
        "a part": sum(len(one.left) == 1 for one in ended),
        "both": sum(len(one.left) > 1 for one in ended),
        "not closed": open_,
    }
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connections["default"].vendor]
    while_leaving = f"a withdrawal while a word and a letter leave, orders from {first + 1}"
    tried = f"{engine}: " + ("the gate asked beforehand" if before else while_leaving)
    good, spent = bool(open_) if before else not open_ and len(orders) > 1, time.monotonic() - began
    return Row("withdrawals", tried, times, seed, counted, good, spent, bool(before))


def _soon(base: Base) -> Any:  # noqa: ANN401 - a moment
    return base.parts.clock.now() + timedelta(minutes=1)


def _withdraw(base: Base) -> None:
    matches.withdraw(actor=cast.MIRA, now=_soon(base), parts=base.parts, pair_id=base.pair)


def _looked_at(base: Base) -> Ended:
    """See what had left, and what leaves in the next round; what came behind the withdrawal must have told nothing."""
    left = _left()
    acts = list(Entry.objects.filter(chain="house").order_by("sequence").values_list("act", flat=True))
    withdrawn = max(place for place, act in enumerate(acts) if act == "answer written down")
    released_before = sum(act == "released" for act in acts[:withdrawn])
    steps.release(base.parts.clock.now() + timedelta(hours=6), base.parts)
    return Ended(left, _left() - left, heeded=len(left) <= released_before)


def _left() -> frozenset[str]:
    return frozenset({*marks_for("shirin"), *marks_for("darius")} & {WORD, LETTER})
