"""One door for engines that join tables: they propose pairs, and linkage compares those in full as it always does.

1. Both lists become columns of numbers. 2. The engine joins by keys, sums rough weights with Splink and gives the best
few for each person. 3. Those are weighed by `khabar.linkage`, so that scores, evidence and order are those of `memory`.
No text reaches an engine. It must never write anything itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from khabar.adapters.engines.rough_model import Rough
from khabar.linkage import FROZEN, Terms
from khabar.linkage.columns import PersonColumns
from khabar.linkage.evidence import score_needed
from khabar.linkage.index import best_of, candidates_of
from khabar.linkage.keys import RegisterKeys
from khabar.linkage.name_weights import Sides
from khabar.linkage.rough_columns import asked_columns, register_columns
from khabar.linkage.traits import Register
from khabar.linkage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from khabar.linkage import Candidate, Model, Person
    from khabar.linkage.index import Found
    from khabar.linkage.ragged import Ints
    from khabar.linkage.rough_columns import Columns

PROPOSED: Final = 60
"""People compared in full with the one asked for. Judged: a few more than `memory` compares, for its order is finer."""
SLACK: Final = 7.0
"""By how much rough weights may fall short of those in full, in nats. Measured: docs/matching.md."""
AT_ONCE: Final = 2000
"""People weighed in full at once."""


@dataclass(frozen=True)
class Proposed:
    """Pairs an engine proposes: places of rows in the columns it was given."""

    asked: Ints
    register: Ints


class Tables(Protocol):
    """An engine that holds the columns of a register and is asked with columns of people."""

    def propose(self, asked: Columns, people: Ints, *, most: int) -> Proposed:
        """Give, for each of `people` (one number for each row), at most so many pairs, those of the highest weight."""
        ...


class Opened(Protocol):
    """Opens an engine with the columns of a register and what is asked of rough weights."""

    def __call__(self, register: Columns, rough: Rough) -> AbstractContextManager[Tables]:
        """Open; what the engine took is given back at the end of the context."""
        ...


@dataclass(frozen=True)
class ProposingEngine:
    """Compares two lists with an engine that joins tables; `chunk` people are asked for at once."""

    opened: Opened
    chunk: int
    model: Model = FROZEN

    def link(
        self,
        requests: Iterable[Person],
        registrations: Iterable[Person],
        *,
        min_probability: float,
        prior: float,
        progress: Callable[[int], None] | None = None,
    ) -> Iterator[Candidate]:
        """Yield candidates whose probability (at `prior`) reaches `min_probability`, request by request."""
        terms = Terms(min_probability=min_probability, prior=prior)
        vocabulary = Vocabulary()
        register = PersonColumns(vocabulary, {person.id: person for person in registrations}.values())
        asked = PersonColumns(vocabulary, requests)
        if not len(asked) or not len(register):
            return
        vocabulary.make_ready()
        known = Register(register)
        keys = RegisterKeys(known.traits())
        rough = Rough(self.model, prior, score_needed(min_probability, prior) - SLACK)
        with self.opened(register_columns(known, keys.keys), rough) as tables:
            for start in range(0, len(asked), self.chunk):
                rows = np.arange(start, min(start + self.chunk, len(asked)))
                for sides in _proposed(tables, keys, known, asked, rows):
                    found = best_of(sides, terms, self.model)
                    yield from _told(sides, found, prior)
                if progress is not None:
                    progress(int(rows[-1]) + 1)


def _proposed(tables: Tables, keys: RegisterKeys, known: Register, asked: PersonColumns, rows: Ints) -> Iterator[Sides]:
    """Give the pairs an engine proposes for these people, some at a time, in the order of the people."""
    people = known.asked(asked, rows)
    columns = asked_columns(asked, people, keys.asked(people.traits))
    found = tables.propose(columns, people.people, most=PROPOSED)
    pairs = np.unique(people.people[found.asked] * len(known.columns) + found.register)
    mine, theirs = pairs // len(known.columns), pairs % len(known.columns)
    for start in range(int(rows[0]), int(rows[-1]) + 1, AT_ONCE):
        part = slice(*np.searchsorted(mine, [start, start + AT_ONCE]))
        yield Sides(asked, known.columns, mine[part], theirs[part])


def _told(sides: Sides, found: Found, prior: float) -> list[Candidate]:
    return candidates_of(Sides(sides.left, sides.right, found.asked, found.rows), found.weights, prior)
