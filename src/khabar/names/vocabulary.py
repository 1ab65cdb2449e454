"""The words of a register, to find those that are like a given word, in any script.

1. All words are ranked by their letters alone (bags). 2. The most promising are aligned and weighed. Both steps are
arrays; a word asked for again is answered from memory. It must never be written: it holds names in clear.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.aliases import also_called
from khabar.names.bags import LETTERS, expected, leanings, presence
from khabar.names.measures import meeting_of
from khabar.names.tables import Meeting
from khabar.names.weights import Weighed
from khabar.names.words import SCRIPTS, WordList, WordRows
from khabar.text import Script

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

ALIGNED: Final = 1500
"""Words aligned for one that is asked for, of each script of the register. Judged: the tables of docs/matching.md."""
LEAST_WEIGHT: Final = 0.0
"""Words that weigh less are different names."""
MOST_ALIKE: Final = 120


@dataclass(frozen=True, slots=True)
class Alike:
    """Words like the one asked for, heaviest first, and their weights in nats."""

    words: Numbers
    weights: Floats


class Vocabulary:
    """Finds words alike among those put in. Not safe for several threads at once."""

    def __init__(self, words: WordList) -> None:
        self._words = words
        self._waiting: list[int] = []
        self._here: set[int] = set()
        self._members: dict[Script, Numbers] = {}
        self._tables: dict[tuple[Script, Meeting], Floats] = {}
        self._folded: dict[str, list[int]] = {}
        self._answers: dict[int, Alike] = {}

    def __len__(self) -> int:
        return len(self._here)

    def put(self, numbers: "NDArray[np.int32] | Numbers") -> None:
        """Put words in by number; those that are here already stay."""
        new = [number for number in np.unique(numbers).tolist() if number >= 0 and number not in self._here]
        if new:
            self._here.update(new)
            self._waiting.extend(new)

    def alike(self, word: int) -> Alike:
        """Give the words like this one; the word itself is among them if it is here."""
        if self._waiting:
            self._take_in()
        if word not in self._answers:
            self._answers[word] = self._found(word)
        return self._answers[word]

    def _take_in(self) -> None:
        rows, new = self._words.rows(), np.array(self._waiting, np.intp)
        for rank, script in enumerate(SCRIPTS):
            mine = new[rows.script[new] == rank]
            if len(mine):
                before = self._members.get(script, np.zeros(0, np.intp))
                self._members[script] = np.concatenate([before, mine])
                for (member, meeting), table in list(self._tables.items()):
                    if member is script:
                        added = self._table(script, meeting, mine)
                        self._tables[member, meeting] = np.concatenate([table, added])
        for number in self._waiting:
            self._folded.setdefault(self._words.tokens[number].folded, []).append(number)
        self._waiting.clear()
        self._answers.clear()

    def _table(self, script: Script, meeting: Meeting, numbers: Numbers) -> Floats:
        """Give the letters of members, as a meeting of scripts reads them: as its target, else as its source."""
        tables, chosen = self._words.tables, self._words.rows().coded[numbers]
        if script is meeting[1]:
            return presence(tables, script, chosen)
        return leanings(expected(tables, meeting), chosen)

    def _found(self, word: int) -> Alike:
        rows = self._words.rows()
        promising = [self._promising(rows, word, script) for script in self._members]
        called = [number for form in also_called(self._words.tokens[word]) for number in self._folded.get(form, ())]
        others = np.unique(np.concatenate([*promising, np.array(called, np.intp)]))
        weights = Weighed(self._words.tables, rows, np.full(len(others), word, np.intp), others).weight()
        kept = np.flatnonzero(weights > LEAST_WEIGHT)
        order = kept[np.argsort(-weights[kept], kind="stable")][:MOST_ALIKE]
        return Alike(others[order], weights[order])

    def _promising(self, rows: WordRows, word: int, script: Script) -> Numbers:
        """Choose the words of a script whose letters fit best."""
        members, own = self._members[script], int(rows.script[word])
        low, high = sorted((own, SCRIPTS.index(script)))
        meeting = meeting_of(low * len(SCRIPTS) + high)
        if (script, meeting) not in self._tables:
            self._tables[script, meeting] = self._table(script, meeting, members)
        asked = self._words.rows().coded[np.array([word])]
        if script is meeting[1]:
            letters = leanings(expected(self._words.tables, meeting), asked)[0]
        else:
            letters = presence(self._words.tables, meeting[1], asked)[0]
        fit = self._tables[script, meeting] @ letters[: LETTERS + 1]
        if len(members) <= ALIGNED:
            return members
        return members[np.argpartition(-fit, ALIGNED)[:ALIGNED]]
