"""One word of a name, with everything a comparison needs, worked out once.

Tokens are shared: the same spelling gives the same object, so a comparison of two can be remembered.
It must never be written anywhere: it holds forms for comparison, not the name as given.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from khabar.names.orthography import fold, main_script
from khabar.names.particles import ARTICLES, DESCENT, PATRONYMIC_ENDINGS, TITLES
from khabar.names.sounds import Sound, sounds_of
from khabar.text import Script


class TokenKind(Enum):
    """What a word does in a name."""

    NAME = "name"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    TITLE = "title"
    DESCENT = "descent"
    ARTICLE = "article"


ALPHABETS: Final = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARABIC, Script.HEBREW})
"""Scripts in which a single letter is an initial; elsewhere it may be a whole name."""


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word of a name: `text` as given, `folded` for equality, `sounds` for likeness. Compared by identity."""

    text: str
    folded: str
    script: Script
    kind: TokenKind
    sounds: tuple[Sound, ...]


@lru_cache(maxsize=65536)
def token_of(text: str) -> Token:
    """Make the one token of this spelling."""
    folded = fold(text)
    return Token(text, folded, main_script(folded), _kind(text, folded), sounds_of(text))


@lru_cache(maxsize=65536)
def joined(left: Token, right: Token) -> Token:
    """Make the token of two neighbours written as one word: Mohammad Reza as Mohammadreza."""
    return token_of(left.text + right.text)


def _kind(text: str, folded: str) -> TokenKind:
    if folded in TITLES:
        return TokenKind.TITLE
    if folded in DESCENT:
        return TokenKind.DESCENT
    if folded in ARTICLES:
        return TokenKind.ARTICLE
    if len(text) == 1 and main_script(folded) in ALPHABETS:
        return TokenKind.INITIAL
    if folded.endswith(PATRONYMIC_ENDINGS) and len(folded) > len("ович") + 2:
        return TokenKind.PATRONYMIC
    return TokenKind.NAME
