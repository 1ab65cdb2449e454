"""The engine in memory: the registrations as columns once, the requests in chunks over the processors of the machine.

Workers are forks that inherit the columns, so nothing in clear is written or sent but numbers of rows and weights. A
worker that dies ends the whole with an error. It must never leave a worker behind.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, ClassVar, Final

from khabar.linkage import FROZEN, Terms
from khabar.linkage.garbage import garbage_looked_for_seldom
from khabar.linkage.linking import Linking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from khabar.linkage import Candidate, Model, Person
    from khabar.linkage.index import Found
    from khabar.names.alike import Alike

FEW: Final = 2000
"""Up to so many requests one process is faster than starting several. Judged: a few seconds' work."""


@dataclass(frozen=True)
class MemoryEngine:
    """Compares two lists with a model on so many processes; the candidates are the same for any number."""

    model: Model = FROZEN
    processes: int = 0
    """How many processes compare; 0: one for each processor that may be used."""

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
        with garbage_looked_for_seldom():
            work = Linking(requests, registrations, terms, model=self.model)
            processes = self.processes or len(os.sched_getaffinity(0))
            if processes == 1 or len(work) <= FEW:
                yield from work.candidates(map(work.found, work.chunks()), progress)
                return
            with _forks(work, processes) as workers:
                for words in workers.map(_looked_up, work.words()):
                    work.remember(words)
            with _forks(work, processes) as workers:  # new forks, for they inherit what the first ones looked up
                yield from work.candidates(workers.map(_found, work.chunks()), progress)


class _Inherited:
    """What the forks find in their memory: the work of the process that started them."""

    work: ClassVar[Linking | None] = None


@contextmanager
def _forks(work: Linking, processes: int) -> Iterator[ProcessPoolExecutor]:
    """Start forks that have the work in their memory; they are gone afterwards, whatever happens, even to us."""
    _Inherited.work = work
    heard, held = os.pipe()  # each fork hears when nobody holds the other end any more
    gc.collect()
    gc.freeze()  # so that forks do not copy pages by looking for garbage in them
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(processes, context, initializer=_end_with_parent, initargs=(heard, held)) as workers:
            try:
                yield workers
            finally:
                workers.shutdown(wait=True, cancel_futures=True)
    finally:
        os.close(heard)
        os.close(held)
        gc.unfreeze()
        _Inherited.work = None


def _end_with_parent(heard: int, held: int) -> None:
    """Let this fork end when its parent does, however that ends: it has names in clear in its memory."""
    os.close(held)
    Thread(target=_wait_for_the_end, args=(heard,), daemon=True).start()


def _wait_for_the_end(heard: int) -> None:
    os.read(heard, 1)  # nobody writes: it returns when the last holder is gone
    os._exit(1)


def _found(chunk: range) -> Found:
    return _inherited().found(chunk)


def _looked_up(words: list[int]) -> Alike:
    return _inherited().look_up(words)


def _inherited() -> Linking:
    if _Inherited.work is None:
        raise RuntimeError("a worker was started without work to inherit")
    return _Inherited.work
