"""The register as one process remembers it: every card in memory, found fast, gone when the house is locked.

It is rebuilt from the sealed cards after an unlock; nothing of it is ever written to a disk. The process that keeps it
holds the register key and no other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from khabar.apps.matches.actions import propose
from khabar.apps.registry.actions import note_matched
from khabar.apps.registry.queries import closed_ids, erased_ids, presence_cards, request_cards
from khabar.apps.registry.remembered import Remembered
from khabar.apps.wishes.silences import MAY_MEAN, cards, described, note_meant, there_are_wishes
from khabar.linkage import MODEL, Candidate, PersonIndex, Terms
from khabar.linkage.garbage import garbage_looked_for_seldom
from khabar.linkage.vocabulary import Vocabulary
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.linkage import Person
    from khabar.ports import Parts

MOST_PER_PERSON = 5
"""Candidates kept for one new card; more than a desk reads would hide the likely ones."""

BATCH = 100
"""Persons whose names are scored together."""

LEAST_PROBABLE = 0.2
"""At the default prior: below this, reading a pair costs more than it finds (docs/matching.md)."""


class Register(Remembered):
    """Both sides' cards in two indexes. `match_new` brings them up to date and proposes pairs for what is new."""

    def __init__(self) -> None:
        vocabulary = Vocabulary()
        self._requests = PersonIndex(vocabulary=vocabulary)
        self._presences = PersonIndex(vocabulary=vocabulary)
        self._is_loaded = False

    def match_new(self, *, actor: Actor, now: datetime, parts: Parts) -> int:
        """Hold each card this model has not seen against the other side, and return how many pairs are new."""
        parts.keys.key(KeyClass.REGISTER)
        if not self._is_loaded:
            self._load(parts)
        self._forget_gone()
        requests = list(request_cards(parts=parts, unmatched_by=MODEL))
        presences = list(presence_cards(parts=parts, unmatched_by=MODEL))
        found = list(self._found(requests, presences))
        self._hold_wishes([*requests, *presences], actor=actor, now=now, parts=parts)
        made = propose(actor=actor, now=now, parts=parts, candidates=found)
        note_matched(actor=actor, now=now, subjects=[one.id for one in [*requests, *presences]], model=MODEL)
        return made

    def _hold_wishes(self, new: Sequence[Person], *, actor: Actor, now: datetime, parts: Parts) -> None:
        """Find whom each wish may mean: new wishes among all who are here, all others among who is new.

        Before a pair is proposed, so that nobody is shown a pair of somebody who asked to be left in peace. In rounds
        alone: what is done between them tells by its moment that somebody asked for silence. Until then each new wish
        is held against the two at hand wherever the gate is asked.
        """
        if not there_are_wishes():
            return
        held, found = cards(parts=parts), defaultdict[str, set[str]](set)
        for one, meant in zip(new, described(held.held).like(new), strict=True):
            for wish in meant:  # all of them are compared: else idle ones push the one aside that closes
                found[wish.id].add(one.id)
        for index in (self._requests, self._presences):
            for wish, here in zip(held.unheld, _everybody_like(index, held.unheld), strict=True):
                found[wish.id] |= {one.id for one in here}
        note_meant(actor=actor, now=now, parts=parts, held=held, found=found)

    def _load(self, parts: Parts) -> None:
        """Remember every card that has been held against all others before."""
        with garbage_looked_for_seldom():
            self._requests.put_many(request_cards(parts=parts, matched_by=MODEL))
            self._presences.put_many(presence_cards(parts=parts, matched_by=MODEL))
        self._is_loaded = True

    def _forget_gone(self) -> None:
        """Drop whom somebody erased, and requests that were passed on."""
        for gone in erased_ids() | closed_ids():
            self._requests.remove(gone)
            self._presences.remove(gone)

    def _found(self, requests: Sequence[Person], presences: Sequence[Person]) -> Iterator[Candidate]:
        """Hold new presences against the requests that were here, then new requests against every presence.

        So each pair is looked at once, however much is new.
        """
        for found in _in_batches(self._requests, presences):
            yield Candidate(
                request_id=found.registration_id,
                registration_id=found.request_id,
                score=found.score,
                probability=found.probability,
                evidence=found.evidence,
            )
        self._presences.put_many(presences)
        yield from _in_batches(self._presences, requests)
        self._requests.put_many(requests)


def _everybody_like(index: PersonIndex, described: Sequence[Person]) -> Iterator[tuple[Person, ...]]:
    for start in range(0, len(described), BATCH):
        yield from index.everybody_like(described[start : start + BATCH], MAY_MEAN)


def _in_batches(index: PersonIndex, persons: Sequence[Person]) -> Iterator[Candidate]:
    terms = Terms(limit=MOST_PER_PERSON, min_probability=LEAST_PROBABLE)
    for start in range(0, len(persons), BATCH):
        for found in index.candidates_of_many(persons[start : start + BATCH], terms):
            yield from found
