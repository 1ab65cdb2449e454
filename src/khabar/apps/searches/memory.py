"""The names in all open requests as one process remembers them: who is sought, who seeks. No presence, ever.

It lives in the process that holds the register key and no other, beside the matcher's memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar import names
from khabar.apps.registry.queries import called_in, open_request_ids
from khabar.apps.registry.remembered import Remembered
from khabar.domain.ids import RequestId
from khabar.domain.searching import LIKELY, MOST_FOUND
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.ports import Parts

NAMES_OF_ONE: Final = 4
"""Entries to ask for in place of one: a request may be found by several of its names."""


class _Layer:
    """Some requests with the names in each, and an index of these names; never changed."""

    def __init__(self, called: Mapping[RequestId, tuple[str, ...]]) -> None:
        self.called = called
        self.index = names.NameIndex((id_, name) for id_, all_of_it in called.items() for name in all_of_it)


class Called(Remembered):
    """Finds requests by a name, in any script. An erased or closed request is gone with the next search or round."""

    def __init__(self) -> None:
        self._layers: list[_Layer] = []

    @classmethod
    def keep_up(cls, parts: Parts) -> None:
        """Let go who was erased or passed on, and take in who came, where anything is remembered at all."""
        kept = cls.kept()
        if kept is not None:
            kept.bring_up_to_date(parts)

    def __len__(self) -> int:
        return sum(len(layer.called) for layer in self._layers)

    def requests_called(self, name: str, *, parts: Parts) -> list[RequestId]:
        """Give the open requests in which somebody may be called so, likeliest first."""
        parts.keys.key(KeyClass.REGISTER)
        self.bring_up_to_date(parts)
        likely: dict[RequestId, float] = {}
        for layer in self._layers:
            for found in layer.index.search(name, limit=MOST_FOUND * NAMES_OF_ONE):
                if names.probability_of(found.score) >= LIKELY:
                    one = RequestId(found.id)
                    likely[one] = max(found.score, likely.get(one, found.score))
        return sorted(likely, key=lambda one: (-likely[one], one))[:MOST_FOUND]

    def bring_up_to_date(self, parts: Parts) -> None:
        """Read whoever came into a layer of its own; layers from which somebody went are made anew.

        A layer swallows those before it that are not much larger, so that there are few and the largest seldom changes.
        """
        ids = open_request_ids()
        new = dict(called_in(ids.difference(*(layer.called for layer in self._layers)), parts=parts))
        whole = [layer for layer in self._layers if layer.called.keys() <= ids]
        for layer in self._layers:
            if layer not in whole:
                new |= {id_: called for id_, called in layer.called.items() if id_ in ids}
        while new and whole and len(whole[-1].called) <= 2 * len(new):
            new |= whole.pop().called
        self._layers = [*whole, _Layer(new)] if new else whole
