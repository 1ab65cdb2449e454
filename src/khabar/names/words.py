"""The words of names as rows of numbers, each put in once: its letters, its script, how common it is.

Room is doubled when it runs out, and what is new is worked out in one go when it is first asked for.
It must never be written anywhere: it holds names in clear, for as long as whoever made it lives.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.aliases import alias_number
from khabar.names.consonants import consonants_of
from khabar.names.known import UNKNOWN as UNKNOWN_NAME
from khabar.names.known import stock
from khabar.names.letters import LONGEST_PIECE, READ_SCRIPTS, UNKNOWN, WIDTH, Coded, Letters, coded, letters_of
from khabar.names.rarity import frequency_of
from khabar.names.tables import RANK, Tables
from khabar.names.tokens import Token, TokenKind
from khabar.text import Script

SCRIPTS: Final = tuple(RANK)
"""Scripts by their number in `WordRows.script`."""
_FIRST_ROOM: Final = 1024


@dataclass(frozen=True)
class WordRows:
    """What is known of each word, a row each; see `Coded` for the letters.

    `can`, `must` and `begins` are bits of consonants, `frequency` the share of people who bear the word, `surprise` how
    unlikely its letters are in nats, `spelling` a number that equally spelt words share, `known` of
    which names it is, `alias` its place in the table of other names.
    """

    source: NDArray[np.int16]
    source_length: NDArray[np.int16]
    pieces: NDArray[np.int16]
    length: NDArray[np.int16]
    script: NDArray[np.int8]
    can: NDArray[np.int16]
    must: NDArray[np.int16]
    begins: NDArray[np.int16]
    is_initial: NDArray[np.bool_]
    is_patronymic: NDArray[np.bool_]
    frequency: NDArray[np.float32]
    surprise: NDArray[np.float32]
    spelling: NDArray[np.int64]
    known: NDArray[np.int32]
    alias: NDArray[np.int32]

    @property
    def coded(self) -> Coded:
        """The letters of the words."""
        return Coded(self.source, self.source_length, self.pieces, self.length)


class WordList:
    """Numbers words by their spelling. Not safe for several threads at once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.tokens: list[Token] = []
        self._numbers: dict[str, int] = {}
        self._spellings: dict[str, int] = {}
        self._rows = _room(_FIRST_ROOM)
        self._filled = 0

    def __len__(self) -> int:
        return len(self.tokens)

    def number_of(self, token: Token) -> int:
        """Give the number of a word, a new one if it was not seen before."""
        number = self._numbers.setdefault(token.text, len(self.tokens))
        if number == len(self.tokens):
            self.tokens.append(token)
        return number

    def known_number(self, text: str) -> int | None:
        """Give the number of a word spelt exactly so, if it is here."""
        return self._numbers.get(text)

    def rows(self) -> WordRows:
        """Give the rows of all words; those put in since the last time are worked out now."""
        if self._filled < len(self.tokens):
            if len(self.tokens) > len(self._rows.length):
                self._rows = _grown(self._rows, 2 * len(self.tokens))
            new = range(self._filled, len(self.tokens))
            by_script: dict[Script, list[int]] = {}
            for number in new:
                by_script.setdefault(_script_of(self.tokens[number]), []).append(number)
            for script, numbers in by_script.items():
                self._fill(script, numbers)
            self._filled = len(self.tokens)
        return self._rows

    def _fill(self, script: Script, numbers: list[int]) -> None:
        rows, tokens = self._rows, [self.tokens[number] for number in numbers]
        letters = [letters_of(token.text, token.script) for token in tokens]
        known = stock(self.tables.held).numbers
        made = coded(letters, self.tables.alphabets[script])
        rows.source[numbers], rows.source_length[numbers] = made.source, made.source_length
        rows.pieces[numbers], rows.length[numbers] = made.pieces, made.length
        rows.script[numbers] = RANK[script]
        bits = [consonants_of(word.target, script) for word in letters]
        rows.can[numbers], rows.must[numbers] = [found.can for found in bits], [found.must for found in bits]
        rows.begins[numbers] = [found.begins for found in bits]
        rows.is_initial[numbers] = [token.kind is TokenKind.INITIAL for token in tokens]
        rows.is_patronymic[numbers] = [token.kind is TokenKind.PATRONYMIC for token in tokens]
        rows.frequency[numbers] = [frequency_of(found.key) for found in bits]
        rows.alias[numbers] = [alias_number(token.folded) for token in tokens]
        rows.known[numbers] = [known.get(token.folded, UNKNOWN_NAME) for token in tokens]
        rows.surprise[numbers] = self.tables.surprise(made, script)
        rows.spelling[numbers] = [
            self._spelling(token.script, word) for token, word in zip(tokens, letters, strict=True)
        ]

    def _spelling(self, script: Script, word: Letters) -> int:
        """Give a number for the folded spelling, so that equal ones are seen at once; scripts never share one."""
        return self._spellings.setdefault(f"{script.value} {word.target}", len(self._spellings))


def _script_of(token: Token) -> Script:
    return token.script if token.script in READ_SCRIPTS else Script.LATIN


def _room(size: int) -> WordRows:
    return WordRows(
        source=np.zeros((size, WIDTH), np.int16),
        source_length=np.zeros(size, np.int16),
        pieces=np.full((size, LONGEST_PIECE, WIDTH), UNKNOWN, np.int16),
        length=np.zeros(size, np.int16),
        script=np.zeros(size, np.int8),
        can=np.zeros(size, np.int16),
        must=np.zeros(size, np.int16),
        begins=np.zeros(size, np.int16),
        is_initial=np.zeros(size, np.bool_),
        is_patronymic=np.zeros(size, np.bool_),
        frequency=np.zeros(size, np.float32),
        surprise=np.zeros(size, np.float32),
        spelling=np.zeros(size, np.int64),
        known=np.zeros(size, np.int32),
        alias=np.zeros(size, np.int32),
    )


def _grown(rows: WordRows, size: int) -> WordRows:
    room = _room(size)
    for field in fields(rows):
        old = getattr(rows, field.name)
        getattr(room, field.name)[: len(old)] = old
    return room
