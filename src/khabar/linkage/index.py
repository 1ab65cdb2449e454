"""An index of people in memory, built from cards: put, change, remove and ask in milliseconds.

It proposes people who share a retrieval key of a name, and compares only those. People who share no key with the one
asked for cannot change an answer. It holds names in clear and must live only in an unlocked house process.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from khabar import names
from khabar.linkage.evidence import Candidate, score_needed
from khabar.linkage.forms import Forms, forms_of
from khabar.linkage.model import candidate_of, highest_beside_name, pairs_to_ask
from khabar.linkage.name_features import name_pairs, name_weight
from khabar.linkage.parameters import DEFAULT_PRIOR, PARAMETERS
from khabar.linkage.person import Person
from khabar.linkage.postings import Postings, Traits
from khabar.linkage.scores import Pair, ScoreBook

POOL: Final = 400
"""How many people at most are compared with the one asked for. Judged: well above what any caseload's names share."""
BATCH: Final = 200
"""How many people are asked for at once when two lists are linked. Judged: fills the batches of the names library."""
DEFAULT_LIMIT: Final = 50
"""How many candidates at most are given for one person. Judged: more than two people can read."""
DEFAULT_MIN_PROBABILITY: Final = 0.01
"""The lowest probability a candidate is given at. Judged: one in a hundred is still worth a look by a person."""


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: Forms
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What an asker wants: at most `limit` candidates of at least `min_probability` at a `prior`."""

    limit: int = DEFAULT_LIMIT
    min_probability: float = DEFAULT_MIN_PROBABILITY
    prior: float = DEFAULT_PRIOR


class PersonIndex:
    """People by id, found by retrieval keys of their names. Not safe for several threads at once."""

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._postings = Postings()
        for person in persons:
            self.put(person)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._entries

    def put(self, person: Person) -> None:
        """Add a person, or replace the one of the same id."""
        if person.id in self._entries:
            self.remove(person.id)
        forms = forms_of(person)
        keys = _keys(person)
        self._entries[person.id] = _Entry(forms, keys)
        self._postings.add(person.id, keys, _traits(forms))

    def remove(self, person_id: str) -> None:
        """Forget a person; an id that is not there is no error, so that a removal can be done twice."""
        entry = self._entries.pop(person_id, None)
        if entry is not None:
            self._postings.remove(person_id, entry.keys)

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
        book = ScoreBook()
        asked = [forms_of(person) for person in persons]
        needed = score_needed(terms.min_probability, terms.prior)
        pools = [self._hopeful_pool(forms, needed) for forms in asked]
        book.fill(_pairs(asked, [[other for other, _ in pool] for pool in pools], name_pairs))
        hopeful = [
            [other for other, lacking in pool if name_weight(forms, other, book) >= lacking]
            for forms, pool in zip(asked, pools, strict=True)
        ]
        book.fill(_pairs(asked, hopeful, pairs_to_ask))
        return [_best(forms, pool, book, terms) for forms, pool in zip(asked, hopeful, strict=True)]

    def sharing_a_key(self, person: Person) -> list[Person]:
        """Give the people who share a retrieval key with this one, those with most first, at most POOL of them."""
        return [forms.person for forms in self._pool(forms_of(person))]

    def _hopeful_pool(self, forms: Forms, needed: float) -> list[tuple[Forms, float]]:
        """Give the pool without those whom no likeness of names could help, and the name's weight that each lacks."""
        lacking = ((other, needed - highest_beside_name(forms, other)) for other in self._pool(forms))
        return [(other, weight) for other, weight in lacking if weight <= PARAMETERS.highest["name"]]

    def _pool(self, forms: Forms) -> list[Forms]:
        shared: Counter[str] = Counter()
        traits = _traits_asked(forms)
        for crowd in self._postings.crowds(_keys(forms.person)):
            shared.update(dict.fromkeys(crowd.members(traits), 1))
        return [self._entries[person_id].forms for person_id, _ in shared.most_common(POOL)]


def link(
    requests: Iterable[Person],
    registrations: Iterable[Person],
    *,
    min_probability: float = DEFAULT_MIN_PROBABILITY,
    prior: float = DEFAULT_PRIOR,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Candidate]:
    """Give all candidates of two lists, request by request, the best first.

    `progress` is told how many requests have been done. Raises ValueError for a prior outside (0, 1).
    """
    index = PersonIndex(registrations)
    terms = Terms(min_probability=min_probability, prior=prior)
    remaining, done = iter(requests), 0
    while batch := list(islice(remaining, BATCH)):
        for found in index.candidates_of_many(batch, terms):
            yield from found
        done += len(batch)
        if progress is not None:
            progress(done)


def _best(forms: Forms, pool: Iterable[Forms], book: ScoreBook, terms: Terms) -> list[Candidate]:
    compared = (candidate_of(forms, other, book, prior=terms.prior) for other in pool)
    reached = [candidate for candidate in compared if candidate.probability >= terms.min_probability]
    reached.sort(key=lambda candidate: (-candidate.score, candidate.registration_id))
    return reached[: terms.limit]


def _pairs(
    asked: Sequence[Forms], pools: Sequence[Sequence[Forms]], named: Callable[[Forms, Forms], Iterator[Pair]]
) -> Iterator[Pair]:
    """Name the pairs of texts to score for everybody asked and their pools."""
    for forms, pool in zip(asked, pools, strict=True):
        for other in pool:
            yield from named(forms, other)


def _keys(person: Person) -> frozenset[str]:
    return frozenset().union(*(names.retrieval_keys(name) for name in (person.name, *person.other_names)))


def _traits(forms: Forms) -> Traits:
    """Give what divides crowds: years of birth, keys of the parents' names."""
    years = {reading.earliest.year for reading in forms.birth.readings} if forms.birth else set()
    return _in_order(years, _kin_keys(forms))


def _traits_asked(forms: Forms) -> Traits:
    """Give the traits of the people looked for: the years about the birth, the parents' keys, and those not given."""
    readings = forms.birth.readings if forms.birth else ()
    years = {year for reading in readings for year in range(reading.earliest.year - 1, reading.latest.year + 2)}
    return tuple(dict.fromkeys((*_in_order(years, _kin_keys(forms)), *_in_order((), ()))))


def _kin_keys(forms: Forms) -> frozenset[str]:
    return names.retrieval_keys(forms.kin["father"]) | names.retrieval_keys(forms.kin["mother"])


def _in_order(years: Iterable[int], kin_keys: Iterable[str]) -> Traits:
    """Give traits in a fixed order; an empty value stands for a trait that is not given."""
    births = [("birth", str(year)) for year in sorted(years)] or [("birth", "")]
    return (*births, *([("kin", key) for key in sorted(kin_keys)] or [("kin", "")]))
