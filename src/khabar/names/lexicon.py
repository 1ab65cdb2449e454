"""Names put in once and numbered, so that millions of comparisons are arrays of numbers.

A name is kept as the numbers of its words; neighbours written as one word are worked out when first asked for. The
same text always has the same number. It must never be written anywhere: it holds names in clear.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from khabar.names.parsing import MAX_TOKENS, parse, plain_word
from khabar.names.tables import Tables, tables_of
from khabar.names.tokens import TokenKind, joined
from khabar.names.weighed_before import WeighedBefore
from khabar.names.weights import TOLD
from khabar.names.words import WordList
from khabar.names.writing import MAX_CHARACTERS

Numbers = NDArray[np.intp]

CURRENT: Final = "names-2"
"""The version of name comparison in use."""
NO_WORD: Final = -1
_NOT_ASKED: Final = -2
_FIRST_ROOM: Final = 256
AT_ONCE: Final = 20_000
"""Names put in at once: more of them taken apart at a time would only fill the memory."""


class Lexicon:
    """Numbers words and names for one version of the tables. Not safe for several threads at once."""

    def __init__(self, tables: Tables | None = None) -> None:
        """Start empty; without tables, with those of the current version."""
        self.tables = tables or tables_of(CURRENT)
        self.words = WordList(self.tables)
        self.weighed = WeighedBefore(TOLD)
        self._numbers: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._of_name = np.full((_FIRST_ROOM, MAX_TOKENS), NO_WORD, np.int32)
        self._count = np.zeros(_FIRST_ROOM, np.int8)
        self._small_words = np.zeros(_FIRST_ROOM, np.int8)
        self._order = np.zeros(_FIRST_ROOM, np.int64)
        self._joined = np.full((_FIRST_ROOM, MAX_TOKENS), _NOT_ASKED, np.int32)

    def __len__(self) -> int:
        return len(self._numbers)

    def number_of(self, name: str) -> int:
        """Give the number of a name as written, a new one if it was not seen before."""
        known = self._numbers.get(name)
        return int(self.numbers_of([name])[0]) if known is None else known

    def numbers_of(self, names: Iterable[str]) -> Numbers:
        """Give the numbers of many names, in their order."""
        asked = list(names)
        known = self._numbers
        new = [name for name in dict.fromkeys(asked) if name not in known]
        for start in range(0, len(new), AT_ONCE):
            self._put(new[start : start + AT_ONCE])
        return np.array([known[name] for name in asked], np.intp)

    def words_of(self, number: int) -> Numbers:
        """Give the numbers of the words of a name, and of its neighbours written as one."""
        whole = self.joined_of(np.array([number]))[0]
        own = self._of_name[number, : self._count[number]]
        return np.concatenate([own, whole[whole >= 0]]).astype(np.intp)

    def rows_of(self, numbers: Numbers) -> NDArray[np.int32]:
        """Give the words of names, a row each, filled up with NO_WORD."""
        return self._of_name[numbers]

    def counts_of(self, numbers: Numbers) -> NDArray[np.int8]:
        """Give how many words names have."""
        return self._count[numbers]

    def small_words_of(self, numbers: Numbers) -> NDArray[np.int8]:
        """Give how many small words names have beside those compared: articles, titles, words of descent."""
        return self._small_words[numbers]

    def order_of(self, numbers: Numbers) -> NDArray[np.int64]:
        """Give a number that depends on a name's text alone: which of two names is laid first must not be chance."""
        return self._order[numbers]

    def joined_of(self, numbers: Numbers) -> NDArray[np.int32]:
        """Give, for each name and place, the word that this one and the next make as one; NO_WORD where none."""
        found = self._joined[numbers]
        for number in np.unique(numbers[found[:, 0] == _NOT_ASKED]).tolist():
            self._join(number)
        return self._joined[numbers]

    def _join(self, number: int) -> None:
        count = int(self._count[number])
        row = self._joined[number]
        row[:] = NO_WORD
        tokens = [self.words.tokens[word] for word in self._of_name[number, :count]]
        for at, (one, other) in enumerate(pairwise(tokens)):
            if TokenKind.INITIAL not in (one.kind, other.kind) and one.script is other.script:
                row[at] = self.words.number_of(joined(one, other))

    def _put(self, new: Sequence[str]) -> None:
        """Put names in that are not here yet."""
        start = len(self._numbers)
        while start + len(new) > len(self._count):
            self._grow()
        taken_apart = list(map(self._taken_apart, new))
        count = np.array([len(words) for words, _ in taken_apart], np.intp)
        words = np.fromiter(chain.from_iterable(words for words, _ in taken_apart), np.int32, int(count.sum()))
        name = np.repeat(np.arange(start, start + len(new)), count)
        place = np.arange(len(words)) - np.repeat(np.cumsum(count) - count, count)
        self._of_name[name, place] = words
        end = start + len(new)
        self._count[start:end] = count
        self._small_words[start:end] = [small for _, small in taken_apart]
        self._order[start:end] = [crc32(name.encode("utf-8", "surrogatepass")) for name in new]
        self._numbers.update(zip(new, range(start, end), strict=True))

    def _taken_apart(self, name: str) -> tuple[list[int], int]:
        """Give the words of a name by number, and how many small words it has."""
        if len(name) <= MAX_CHARACTERS:
            plain = list(map(self._plain_word, name.split(" ")))
            if NO_WORD not in plain and len(plain) <= MAX_TOKENS:
                return plain, 0
        parsed = parse(name)
        small = min(len(parsed.particles), MAX_TOKENS)
        return list(map(self.words.number_of, parsed.tokens[:MAX_TOKENS])), small

    def _plain_word(self, word: str) -> int:
        """Give the number of a word that needs no look at its neighbours; NO_WORD for others."""
        number = self._plain.get(word)
        if number is None:
            token = plain_word(word)
            number = self._plain[word] = NO_WORD if token is None else self.words.number_of(token)
        return number

    def _grow(self) -> None:
        room = len(self._count)
        self._of_name = np.concatenate([self._of_name, np.full((room, MAX_TOKENS), NO_WORD, np.int32)])
        self._joined = np.concatenate([self._joined, np.full((room, MAX_TOKENS), _NOT_ASKED, np.int32)])
        self._count = np.concatenate([self._count, np.zeros(room, np.int8)])
        self._order = np.concatenate([self._order, np.zeros(room, np.int64)])
        self._small_words = np.concatenate([self._small_words, np.zeros(room, np.int8)])
