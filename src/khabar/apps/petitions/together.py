"""Many short writes in one transaction: while one is put to the disk, the others gather and go with the next.

A commit waits for the disk; with the rollback journal it waits several times. Under load this makes one wait of many,
alone it costs nothing. Every deed has its own savepoint: one that fails takes no other with it. It must never answer
before the commit.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import transaction

from khabar.apps.outbox.actions import put_sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model

    from khabar.apps.outbox.items import SealedItem
    from khabar.domain.actors import Actor

Result = TypeVar("Result")
DATABASE = "porch"
MOST_AT_ONCE = 64


@dataclass
class _Deed(Generic[Result]):
    """One write that waits for its turn, and what became of it."""

    do: Callable[[], Result]
    is_done: threading.Event = field(default_factory=threading.Event)
    result: Result | None = None
    problem: BaseException | None = None


class Gathered:
    """The deeds of one process that wait for a commit."""

    def __init__(self) -> None:
        self._waiting: list[_Deed[Any]] = []
        self._list = threading.Lock()
        self._turn = threading.Lock()

    def do(self, deed: Callable[[], Result]) -> Result:
        """Do a deed in a transaction, together with others that wait; return when it is committed.

        Whichever thread has the turn writes for all that wait; the others find theirs done. Raises what the deed
        raised, or what the commit did.
        """
        ours = _Deed(deed)
        with self._list:
            self._waiting.append(ours)
        with self._turn:
            if not ours.is_done.is_set():
                self._commit(self._next())
        while not ours.is_done.is_set():  # more than MOST_AT_ONCE waited before us
            with self._turn:
                if not ours.is_done.is_set():
                    self._commit(self._next())
        if ours.problem is not None:
            raise ours.problem
        return ours.result  # type: ignore[return-value]  # it is done, so its result is there

    def _next(self) -> list[_Deed[Any]]:
        with self._list:
            taken, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        return taken

    def _commit(self, deeds: list[_Deed[Any]]) -> None:
        try:
            with transaction.atomic(using=DATABASE):
                if len(deeds) == 1:
                    deeds[0].result = deeds[0].do()
                for deed in deeds if len(deeds) > 1 else ():
                    _try(deed)
        except BaseException as problem:  # noqa: BLE001 - each thread gets it raised again
            for deed in deeds:
                deed.problem = problem
        finally:
            for deed in deeds:
                deed.is_done.set()


def _try(deed: _Deed[Any]) -> None:
    try:
        with transaction.atomic(using=DATABASE):
            deed.result = deed.do()
    except Exception as problem:  # noqa: BLE001 - it is the deed's own, and raised again where the deed began
        deed.problem = problem


TOGETHER = Gathered()
"""Of this process."""


def added_with_mail(row: Model, mail: SealedItem, *, may: Callable[[], bool], actor: Actor, now: datetime) -> bool:
    """Add what somebody asks for and the mail that asks them to confirm, or neither; False where they may not.

    Both are one commit with the count of tries that `may` makes: whoever is cut off has asked for nothing.
    """

    def add() -> bool:
        if not may():
            return False
        row.save(force_insert=True, using=DATABASE)
        put_sealed(mail, actor=actor, now=now, using=DATABASE)
        return True

    return TOGETHER.do(add)
