"""An index of people in memory, built from cards: put, change, remove and ask in milliseconds.

It proposes people whose names hold words alike, and compares only those. People who have none in common with the one
asked for cannot change an answer. It holds names in clear and must live only in an unlocked house process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import Rows
from khabar.linkage.columns import PersonColumns
from khabar.linkage.evidence import Candidate, probability_at, score_needed
from khabar.linkage.name_weights import Sides, Weighed, weigh_names
from khabar.linkage.parameters import DEFAULT_PRIOR, FROZEN, Model
from khabar.linkage.person import Person
from khabar.linkage.retrieval import Retrieval
from khabar.linkage.telling import evidence_of_all
from khabar.linkage.vocabulary import Vocabulary
from khabar.linkage.weighing import FieldWeights, highest_beside_name, weigh_sides
from khabar.names.alike import Alike

FORGOTTEN: Final = 10_000
"""So many rows of people changed or removed, beside as many as are here, are left out by making the columns anew."""
AT_ONCE: Final = 10_000
"""People taken in together."""
PAIRS_AT_ONCE: Final = 200_000
"""Pairs compared together where everybody alike is: some tens of megabytes."""
DEFAULT_LIMIT: Final = 50
"""How many candidates at most are given for one person. Judged: more than two people can read."""
DEFAULT_MIN_PROBABILITY: Final = 0.01
"""The lowest probability a candidate is given at. Judged: one in a hundred is still worth a look by a person."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an asker wants: at most `limit` candidates of at least `min_probability` at a `prior`."""

    limit: int = DEFAULT_LIMIT
    min_probability: float = DEFAULT_MIN_PROBABILITY
    prior: float = DEFAULT_PRIOR


@dataclass(frozen=True)
class Found:
    """Pairs that reached what was asked: rows of the asked and of the index, best first for each asked, and why."""

    asked: Rows
    rows: Rows
    weights: FieldWeights


class PersonIndex:
    """People by id, found by words of their names. Not safe for several threads at once."""

    def __init__(
        self, persons: Iterable[Person] = (), *, model: Model = FROZEN, vocabulary: Vocabulary | None = None
    ) -> None:
        self._model = model
        self._vocabulary = vocabulary or Vocabulary()
        self._start_anew(())
        self.put_many(persons)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._rows

    def put(self, person: Person) -> None:
        """Add a person, or replace the one of the same id."""
        self.put_many([person])

    def put_many(self, persons: Iterable[Person]) -> None:
        """Add or replace many people, some thousands at a time: far quicker than one after the other."""
        waiting = iter(persons)
        while some := list({person.id: person for person in islice(waiting, AT_ONCE)}.values()):
            for person in some:
                self.remove(person.id)
            if len(self._columns) > 2 * len(self) + FORGOTTEN:
                self._start_anew([self._columns.persons[row] for row in self._rows.values()])
            self._take_in(some)

    def remove(self, person_id: str) -> None:
        """Forget a person; an id that is not there is no error, so that a removal can be done twice."""
        row = self._rows.pop(person_id, None)
        if row is not None:
            self._retrieval.remove(row)
            self._columns.forget(row)

    @property
    def columns(self) -> PersonColumns:
        """The people as columns; rows of people who were changed or removed stay and are not found."""
        return self._columns

    def columns_of(self, persons: Iterable[Person]) -> PersonColumns:
        """Make columns of people to ask with."""
        return PersonColumns(self._vocabulary, persons)

    def make_ready(self, asked: PersonColumns) -> list[int]:
        """Work out what is worked out once, before processes are started; gives the words to look up for the asked."""
        self._vocabulary.make_ready()
        return self._retrieval.unknown(asked)

    def look_up(self, words: list[int]) -> Alike:
        """Find words alike to several; gives what was not known before."""
        return self._retrieval.look_up(words)

    def remember(self, found: Alike) -> None:
        """Keep what another process has looked up."""
        self._retrieval.remember(found)

    def candidates(
        self,
        person: Person,
        *,
        limit: int = DEFAULT_LIMIT,
        min_probability: float = DEFAULT_MIN_PROBABILITY,
        prior: float = DEFAULT_PRIOR,
    ) -> list[Candidate]:
        """Give the likeliest registrations for one request, best first; the one asked for need not be in the index."""
        return self.candidates_of_many([person], Terms(limit, min_probability, prior))[0]

    def candidates_of_many(self, persons: Sequence[Person], terms: Terms) -> list[list[Candidate]]:
        """Give the candidates of several people, each as if asked alone; names are scored in one batch."""
        asked = self.columns_of(persons)
        found = self.find(asked, np.arange(len(asked)), terms)
        told: list[list[Candidate]] = [[] for _ in persons]
        for at, candidate in zip(found.asked.tolist(), self.tell(asked, found, terms.prior), strict=True):
            told[at].append(candidate)
        return told

    def everybody_like(self, persons: Sequence[Person], terms: Terms) -> list[tuple[Person, ...]]:
        """Give for each of several people all who reach what is asked, of all whose names have a word alike.

        Nobody is left out because others look likelier at a glance, so the work grows with how many share a name.
        """
        asked, told = self.columns_of(persons), [list[Person]() for _ in persons]
        self._retrieval.look_up(self._retrieval.words_of(asked, np.arange(len(asked))))
        waiting: list[Rows] = []
        for row in range(len(asked)):
            waiting.append(self._retrieval.namesakes(asked, row, max(len(self._columns), 1)))
            if row == len(asked) - 1 or sum(map(len, waiting)) > PAIRS_AT_ONCE:
                rows = np.arange(row + 1 - len(waiting), row + 1)
                mine = np.repeat(rows, [len(one) for one in waiting])
                found = best_of(Sides(asked, self._columns, mine, np.concatenate(waiting)), terms, self._model)
                for at, theirs in zip(found.asked.tolist(), found.rows.tolist(), strict=True):
                    told[at].append(self._columns.persons[theirs])
                waiting = []
        return [tuple(one) for one in told]

    def find(self, asked: PersonColumns, rows: Rows, terms: Terms) -> Found:
        """Find for rows of the asked the likeliest of the index, without a word said about them yet."""
        return best_of(self.pools(asked, rows), terms, self._model)

    def tell(self, asked: PersonColumns, found: Found, prior: float) -> list[Candidate]:
        """Put what was found into candidates with their evidence."""
        sides = Sides(asked, self._columns, found.asked, found.rows)
        return candidates_of(sides, found.weights, prior)

    def alike(self, person: Person) -> list[Person]:
        """Give the people who would be compared with this one."""
        asked = self.columns_of([person])
        return [self._columns.persons[row] for row in self.pools(asked, np.arange(1)).right_rows]

    def pools(self, asked: PersonColumns, rows: Rows) -> Sides:
        """Pair rows of the asked with everybody worth comparing with them."""
        self._retrieval.look_up(self._retrieval.words_of(asked, rows))
        return self._retrieval.pools(asked, rows)

    def namesakes(self, asked: PersonColumns, rows: Rows, most: int) -> Sides:
        """Pair rows of the asked with people whose names have words alike, chosen by names alone."""
        self._retrieval.look_up(self._retrieval.words_of(asked, rows))
        pools = [self._retrieval.namesakes(asked, row, most) for row in rows.tolist()]
        theirs = np.concatenate(pools) if pools else np.zeros(0, np.int64)
        return Sides(asked, self._columns, np.repeat(rows, [len(pool) for pool in pools]), theirs)

    def have_words_alike(self, sides: Sides) -> NDArray[np.bool_]:
        """Say which pairs could have been found by their names at all."""
        return self._retrieval.have_words_alike(sides)

    def _start_anew(self, persons: Iterable[Person]) -> None:
        """Make new columns of these people, without the rows of those who were changed or removed."""
        self._columns = PersonColumns(self._vocabulary)
        self._retrieval = Retrieval(self._columns, self._model)
        self._rows: dict[str, int] = {}
        self._take_in(persons)

    def _take_in(self, persons: Iterable[Person]) -> None:
        rows = self._columns.extend(persons)
        self._rows.update((self._columns.persons[row].id, row) for row in rows)
        self._retrieval.extend(rows)


def best_of(sides: Sides, terms: Terms, model: Model) -> Found:
    """Weigh pairs and keep those that reach what was asked; the hopeless are left out before their names are read."""
    needed = score_needed(terms.min_probability, terms.prior)
    lacking = needed - highest_beside_name(sides, model)
    hopeful = lacking <= model.highest["name"]
    sides, lacking = sides.only(hopeful), lacking[hopeful]
    name = weigh_names(sides, model)
    hopeful = name.weights >= lacking
    sides, name = sides.only(hopeful), Weighed(name.weights[hopeful], name.levels[hopeful])
    weights = weigh_sides(sides, model, name)
    best = _first_of_each(sides, weights.scores, needed, terms.limit)
    return Found(sides.left_rows[best], sides.right_rows[best], weights.only(best))


def _first_of_each(sides: Sides, scores: NDArray[np.float64], needed: float, limit: int) -> Rows:
    """Choose pairs that reach a score, best first for each asked person; of equals the first by id."""
    reached = np.flatnonzero(scores >= needed)
    persons, theirs = sides.right.persons, sides.right_rows
    order = sorted(reached.tolist(), key=lambda at: (sides.left_rows[at], -scores[at], persons[theirs[at]].id))
    seen: dict[int, int] = {}
    kept = []
    for at in order:
        asked = int(sides.left_rows[at])
        seen[asked] = seen.get(asked, 0) + 1
        if seen[asked] <= limit:
            kept.append(at)
    return np.array(kept, np.int64)


def candidates_of(sides: Sides, weights: FieldWeights, prior: float) -> list[Candidate]:
    """Make candidates, with their evidence, of pairs that were weighed."""
    scores = weights.scores.tolist()
    left, right = sides.left.persons, sides.right.persons
    ids = [(left[one].id, right[other].id) for one, other in zip(sides.left_rows, sides.right_rows, strict=True)]
    return [
        Candidate(request, registration, score, probability_at(score, prior), evidence)
        for (request, registration), score, evidence in zip(ids, scores, evidence_of_all(sides, weights), strict=True)
    ]


def compare_persons(left: Person, right: Person, *, prior: float = DEFAULT_PRIOR, model: Model = FROZEN) -> Candidate:
    """Compare the person a request seeks with the one a registration names.

    The score is the same for both orders and depends on these two alone. Raises ValueError for a prior outside (0, 1).
    """
    vocabulary = Vocabulary()
    one = np.zeros(1, np.int64)
    sides = Sides(PersonColumns(vocabulary, [left]), PersonColumns(vocabulary, [right]), one, one)
    return candidates_of(sides, weigh_sides(sides, model), prior)[0]
