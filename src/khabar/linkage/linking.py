"""Two lists compared: every request asked of all registrations, in chunks that can be worked on apart.

Spreading chunks over processes is an adapter's; here stands what is spread, so that both give the same candidates.
It must never keep anything after the last candidate is given.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np

from khabar.linkage.evidence import Candidate
from khabar.linkage.index import DEFAULT_MIN_PROBABILITY, Found, PersonIndex, Terms
from khabar.linkage.parameters import DEFAULT_PRIOR, FROZEN, Model
from khabar.linkage.person import Person
from khabar.names.alike import Alike

WORDS: Final = 1000
"""Words looked up at once."""
CHUNK: Final = 800
"""How many people are asked for at once. Measured: a third less work than with 200, no less with more."""


class Linking:
    """Two lists as columns of one vocabulary. Chunks may be found in any process that has this in its memory."""

    def __init__(
        self, requests: Iterable[Person], registrations: Iterable[Person], terms: Terms, *, model: Model = FROZEN
    ) -> None:
        self._terms = terms
        self._index = PersonIndex(registrations, model=model)
        self._asked = self._index.columns_of(requests)
        self._words = self._index.make_ready(self._asked)

    def __len__(self) -> int:
        return len(self._asked)

    def chunks(self) -> list[range]:
        """Divide the requests."""
        return [range(start, min(start + CHUNK, len(self))) for start in range(0, len(self), CHUNK)]

    def words(self) -> list[list[int]]:
        """Divide the words to look up; work goes on faster when all are known, and all the same when not."""
        return [self._words[start : start + WORDS] for start in range(0, len(self._words), WORDS)]

    def look_up(self, words: list[int]) -> Alike:
        """Find words alike to some."""
        return self._index.look_up(words)

    def remember(self, found: Alike) -> None:
        """Keep what another process has looked up."""
        self._index.remember(found)

    def found(self, chunk: range) -> Found:
        """Compare the requests of a chunk."""
        return self._index.find(self._asked, np.arange(chunk.start, chunk.stop), self._terms)

    def candidates(self, found: Iterable[Found], progress: Callable[[int], None] | None) -> Iterator[Candidate]:
        """Tell what was found for all chunks, in their order."""
        for chunk, of_chunk in zip(self.chunks(), found, strict=True):
            yield from self._index.tell(self._asked, of_chunk, self._terms.prior)
            if progress is not None:
                progress(chunk.stop)


def link(
    requests: Iterable[Person],
    registrations: Iterable[Person],
    *,
    min_probability: float = DEFAULT_MIN_PROBABILITY,
    prior: float = DEFAULT_PRIOR,
    progress: Callable[[int], None] | None = None,
    model: Model = FROZEN,
) -> Iterator[Candidate]:
    """Give all candidates of two lists in this one process, request by request, the best first.

    `progress` is told how many requests have been done. Raises ValueError for a prior outside (0, 1).
    """
    work = Linking(requests, registrations, Terms(min_probability=min_probability, prior=prior), model=model)
    return work.candidates(map(work.found, work.chunks()), progress)
