"""Worlds as processes that begin as copies of one: what is the same in the parent is the same in each, byte for byte.

A world is a map of words to callables. It is told a word and what belongs to it, and gives back plain values. The
process that forks must have no threads of its own, or a lock may be held in the copy for ever.
"""

from __future__ import annotations

import multiprocessing
import traceback
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Words = dict[str, "Callable[..., object]"]
SECONDS_TO_END = 10.0


class WorldFailed(Exception):  # noqa: N818 - it is told like a sentence
    """Something went wrong inside a world; the text is its traceback."""


@dataclass(frozen=True)
class World:
    """Our end of one world."""

    name: str
    process: BaseProcess
    pipe: Connection

    def do(self, word: str, *what: object) -> Any:  # noqa: ANN401 - each word has its own answer
        """Have one thing done there; raises WorldFailed with what went wrong."""
        self.pipe.send((word, what))
        try:
            is_well, answer = self.pipe.recv()
        except EOFError:
            raise WorldFailed(f"world {self.name} died at {word!r}") from None
        if not is_well:
            raise WorldFailed(f"world {self.name}, {word!r}:\n{answer}")
        return answer


@contextmanager
def forked(words_of: Mapping[str, Callable[[], Words]]) -> Iterator[dict[str, World]]:
    """Let every named world begin as a copy of this process; they end with the block."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(_world(name, words)) for name, words in words_of.items()}


def both(worlds: Sequence[World], word: str, *what: object) -> list[Any]:
    """Tell several worlds the same and give their answers in order; they work at the same time."""
    for one in worlds:
        one.pipe.send((word, what))
    answers = []
    for one in worlds:
        try:
            answers.append(one.pipe.recv())
        except EOFError:
            answers.append((False, "it died"))
    for one, (is_well, answer) in zip(worlds, answers, strict=True):
        if not is_well:
            raise WorldFailed(f"world {one.name}, {word!r}:\n{answer}")
    return [answer for _, answer in answers]


@contextmanager
def _world(name: str, words: Callable[[], Words]) -> Iterator[World]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, ours, words), name=f"world-{name}", daemon=True)
    process.start()
    theirs.close()
    try:
        yield World(name, process, ours)
    finally:
        ours.close()
        process.join(SECONDS_TO_END)
        if process.is_alive():
            process.terminate()
            process.join()


def _serve(pipe: Connection, other_end: Connection, words: Callable[[], Words]) -> None:
    other_end.close()
    known = words()
    while True:
        try:
            word, what = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            pipe.send((True, known[word](*what)))
        except Exception:  # noqa: BLE001 - the outer loop of a process: its parent is told everything
            pipe.send((False, traceback.format_exc()))
