"""The names in all open requests as one process remembers them: who is sought, who seeks. No presence, ever.

It lives in the process that holds the register key and no other, beside the matcher's memory, and is dropped with it
when the house is locked. Nothing of it is written to a disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from khabar import names
from khabar.apps.registry.queries import called_in, open_request_ids
from khabar.domain.ids import RequestId
from khabar.domain.searching import LIKELY, MOST_FOUND
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.ports import Parts

MOST_LAYERS: Final = 8
"""Indexes of what came later that are asked one after another, before one index is made of all."""
NAMES_OF_ONE: Final = 4
"""Entries to ask for in place of one: a request may be found by several of its names."""


class Called:
    """Finds requests by a name, in any script. An erased or closed request is gone with the next search."""

    _kept: ClassVar[Called | None] = None

    def __init__(self) -> None:
        self._layers: list[names.NameIndex] = []
        self._known: dict[RequestId, tuple[str, ...]] = {}

    @classmethod
    def of_this_process(cls) -> Called:
        """Give the one memory of this process."""
        if cls._kept is None:
            cls._kept = cls()
        return cls._kept

    @classmethod
    def forget(cls) -> None:
        """Drop everything, the names library's own caches too."""
        cls._kept = None
        names.forget()

    @classmethod
    def forget_when_locked(cls, parts: Parts) -> None:
        """Drop everything once the register is locked; asks the agent only where there is something to forget."""
        if cls._kept is not None and KeyClass.REGISTER in parts.keys.locked():
            cls.forget()

    @classmethod
    def forget_gone(cls) -> None:
        """Drop everything where somebody was erased or passed on; the next search reads the others anew."""
        if cls._kept is not None and cls._kept.remembers_more_than(open_request_ids()):
            cls._kept = None

    def remembers_more_than(self, ids: Collection[RequestId]) -> bool:
        """Say whether a request is remembered that is not among these."""
        return not self._known.keys() <= set(ids)

    def requests_called(self, name: str, *, parts: Parts) -> list[RequestId]:
        """Give the open requests in which somebody may be called so, likeliest first."""
        parts.keys.key(KeyClass.REGISTER)
        self._bring_up_to_date(parts)
        likely: dict[RequestId, float] = {}
        for layer in self._layers:
            for found in layer.search(name, limit=MOST_FOUND * NAMES_OF_ONE):
                if names.probability_of(found.score) >= LIKELY:
                    one = RequestId(found.id)
                    likely[one] = max(found.score, likely.get(one, found.score))
        return sorted(likely, key=lambda one: (-likely[one], one))[:MOST_FOUND]

    def _bring_up_to_date(self, parts: Parts) -> None:
        """Add what came, as a layer of its own; make one index of all when something went or layers are many."""
        ids = open_request_ids()
        new = dict(called_in(ids - self._known.keys(), parts=parts))
        gone = self._known.keys() - ids
        self._known.update(new)
        for one in gone:
            del self._known[one]
        if gone or len(self._layers) >= MOST_LAYERS:
            self._layers = []
            new = self._known
        if new:
            self._layers.append(_index(new.items()))


def _index(requests: Collection[tuple[RequestId, tuple[str, ...]]]) -> names.NameIndex:
    return names.NameIndex((id_, name) for id_, called in requests for name in called)
