"""Which words of a register are like given ones, in any script and for many words in one go.

1. The letters of all words of the register are matched with those of the words asked for, by one matrix product.
2. The most promising of each script, and other names of the same, are weighed as in a comparison.
What was found is kept until a new word comes in. It holds words in clear: it must never be written down.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.aliases import also_called
from khabar.names.bags import LETTERS, expected, leanings, presence
from khabar.names.growing import Growing
from khabar.names.measures import meeting_of
from khabar.names.tables import Meeting
from khabar.names.weights import Weighed
from khabar.names.words import SCRIPTS, WordList
from khabar.text import Script

Floats = NDArray[np.float32]
Words = NDArray[np.int32]
Alike = dict[int, tuple[Words, Floats]]
"""For each word the words like it, the likest first, and their weights in nats; all above 0."""

AT_ONCE: Final = 64
"""Words asked for in one matrix product."""
_NOTHING: Final = (np.zeros(0, np.int32), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Depth:
    """How closely to look: of the words of a script one in so many is aligned, `least` to `most`; `kept` are kept."""

    one_in: int
    least: int
    most: int
    kept: int

    def aligned(self, words: int) -> int:
        """Say how many of so many words of a script are aligned with one asked for."""
        return min(max(words // self.one_in, self.least), self.most)


class AlikeWords:
    """Finds words alike among those put in. Not safe for several threads at once."""

    def __init__(self, words: WordList, depth: Depth) -> None:
        """Take the list that numbers the words, and how closely to look."""
        self._words = words
        self._depth = depth
        self._here: set[int] = set()
        self._waiting: list[int] = []
        self._members = {script: Growing(np.int32) for script in SCRIPTS}
        self._tables: dict[tuple[Script, Meeting], Growing] = {}
        self._found: Alike = {}
        self._folded: dict[str, list[int]] = {}

    def put(self, words: list[int]) -> None:
        """Put words in by number; those that are here already stay."""
        new = [word for word in dict.fromkeys(words) if word not in self._here]
        self._here.update(new)
        self._waiting.extend(new)

    def unknown(self, words: list[int]) -> list[int]:
        """Give those of these words that nobody has asked for since the last new word came in, each once."""
        self._take_in()
        return [word for word in dict.fromkeys(words) if word not in self._found]

    def alike(self, word: int) -> tuple[Words, Floats]:
        """Give the words like this one, the likest first, and their weights in nats; all above 0."""
        self.look_up([word])
        return self._found[word]

    def look_up(self, words: list[int]) -> Alike:
        """Find words alike to several and keep them; gives what was not known before."""
        unknown = self.unknown(words)
        scripts = self._words.rows().script[unknown] if unknown else _NOTHING[0]
        new: Alike = {}
        for rank in np.unique(scripts).tolist():
            of_script = [word for word, own in zip(unknown, scripts.tolist(), strict=True) if own == rank]
            for start in range(0, len(of_script), AT_ONCE):
                new |= self._look_up(SCRIPTS[rank], np.array(of_script[start : start + AT_ONCE], np.int32))
        self._found |= new
        return new

    def remember(self, found: Alike) -> None:
        """Keep what another process with the same words has found."""
        self._found |= found

    def _take_in(self) -> None:
        if not self._waiting:
            return
        new = np.array(self._waiting, np.int32)
        scripts = self._words.rows().script[new]
        for rank, script in enumerate(SCRIPTS):
            self._members[script].extend(new[scripts == rank])
        for word in self._waiting:
            self._folded.setdefault(self._words.tokens[word].folded, []).append(word)
        self._waiting.clear()
        self._found.clear()

    def _look_up(self, script: Script, asked: Words) -> Alike:
        """Find words alike to words of one script."""
        promising = [self._promising(script, member, asked) for member in SCRIPTS if len(self._members[member])]
        if not promising:
            return dict.fromkeys(asked.tolist(), _NOTHING)
        lists = [self._with_other_names(word, row) for word, row in zip(asked.tolist(), _rows(promising), strict=True)]
        counts = [len(words) for words in lists]
        rows = self._words.rows()
        others = np.concatenate(lists).astype(np.intp)
        weighed = Weighed(self._words.tables, rows, np.repeat(asked, counts).astype(np.intp), others).weight()
        ends = np.cumsum(counts).tolist()
        return {
            word: self._likest(words, weighed[end - len(words) : end])
            for word, words, end in zip(asked.tolist(), lists, ends, strict=True)
        }

    def _likest(self, words: Words, weights: Floats) -> tuple[Words, Floats]:
        alike = np.flatnonzero(weights > 0.0)
        order = alike[np.argsort(-weights[alike], kind="stable")][: self._depth.kept]
        return words[order], weights[order]

    def _with_other_names(self, word: int, promising: Words) -> Words:
        """Add the words that are other names of this one, as Sasha is of Alexander; no letter need be alike."""
        forms = also_called(self._words.tokens[word])
        called = [number for form in forms for number in self._folded.get(form, ())]
        return np.unique(np.concatenate([promising, np.array(called, np.int32)])) if called else promising

    def _promising(self, script: Script, member: Script, asked: Words) -> Words:
        """Choose, for each word asked for, the words of a script whose letters fit best."""
        members: Words = self._members[member].view  # type: ignore[assignment]  # made of this kind
        few = self._depth.aligned(len(members))
        if len(members) <= few:
            return np.broadcast_to(members, (len(asked), len(members)))
        meeting = _meeting(script, member)
        letters = self._letters(script, meeting, asked, is_target=member is not meeting[1])
        fit = letters @ self._table(member, meeting).T
        best = np.argpartition(fit, len(members) - few, axis=1)[:, -few:]
        return members[best]

    def _table(self, member: Script, meeting: Meeting) -> Floats:
        """Give the letters of the words of a script as a meeting reads them, with those that came in since."""
        table = self._tables.setdefault((member, meeting), Growing(np.float32, LETTERS + 1))
        members: Words = self._members[member].view  # type: ignore[assignment]  # made of this kind
        missing = members[len(table) :]
        if len(missing):
            table.extend(self._letters(member, meeting, missing, is_target=member is meeting[1]))
        return table.view  # type: ignore[return-value]  # made of this kind

    def _letters(self, script: Script, meeting: Meeting, words: Words, *, is_target: bool) -> Floats:
        """Give the letters of words in a meeting of scripts: there for a target, expected for a source."""
        coded = self._words.rows().coded[words.astype(np.intp)]
        if is_target:
            return presence(self._words.tables, script, coded)
        return leanings(expected(self._words.tables, meeting), coded)


def _rows(promising: list[Words]) -> Words:
    """Put the promising words of all scripts side by side, a row for each word asked for."""
    return np.concatenate(promising, axis=1)


def _meeting(one: Script, other: Script) -> Meeting:
    low, high = sorted((SCRIPTS.index(one), SCRIPTS.index(other)))
    return meeting_of(low * len(SCRIPTS) + high)
