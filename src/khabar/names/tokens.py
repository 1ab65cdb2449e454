"""One word of a name, with everything a comparison needs, worked out once.

Tokens are shared: the same spelling gives the same object, so a comparison of two can be remembered.
It must never be written anywhere: it holds forms for comparison, not the name as given.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from khabar.names.orthography import fold, main_script
from khabar.names.particles import (
    ARTICLES,
    DESCENT,
    FAMILY_ENDINGS,
    GIVEN_ALL_THE_SAME,
    HALF_TITLES,
    PATRONYMIC_ENDINGS,
    SMALL_LETTERS,
    SUFFIXES,
    TITLES,
)
from khabar.text import Script


class TokenKind(Enum):
    """What a word does in a name, as far as its spelling tells."""

    NAME = "name"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    TITLE = "title"
    DESCENT = "descent"
    ARTICLE = "article"


class Role(Enum):
    """Whose or which name a word probably is. A hint to weigh, never a fact."""

    ANY = "any"
    GIVEN = "given"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"


ALPHABETS: Final = (Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARABIC, Script.HEBREW)
"""Scripts in which a single letter is an initial; elsewhere it may be a whole name."""
_LEAST_STEM: Final = 2
"""Letters that are left before an ending, at least, for it to be one."""


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word of a name: `text` as given, `folded` for equality, `hint` from its ending. Compared by identity.

    Halves of one name that belong together are one token and keep the space between them: `Abd al Rahman`.
    """

    text: str
    folded: str
    script: Script
    kind: TokenKind
    hint: Role = Role.ANY


@lru_cache(maxsize=65536)
def token_of(text: str) -> Token:
    """Make the one token of this spelling."""
    folded = fold(text)
    kind = _kind(text, folded)
    return Token(text, folded, main_script(folded), kind, _hint(kind, folded))


@lru_cache(maxsize=65536)
def joined(left: Token, right: Token) -> Token:
    """Make the token of two neighbours written as one word: Mohammad Reza as Mohammadreza."""
    return token_of(f"{left.text} {right.text}")


def _kind(text: str, folded: str) -> TokenKind:
    if folded in TITLES or folded in HALF_TITLES or text in SUFFIXES:
        return TokenKind.TITLE
    if len(folded) == 1 and main_script(folded) in ALPHABETS and text not in SMALL_LETTERS:
        return TokenKind.INITIAL
    if folded in DESCENT:
        return TokenKind.DESCENT
    if folded in ARTICLES:
        return TokenKind.ARTICLE
    if _ends(folded, PATRONYMIC_ENDINGS) and not text.endswith(("ћ", "Ћ")):  # Serbian -ović is a family name
        return TokenKind.PATRONYMIC
    return TokenKind.NAME


def _hint(kind: TokenKind, folded: str) -> Role:
    match kind:
        case TokenKind.PATRONYMIC:
            return Role.PATRONYMIC
        case TokenKind.INITIAL:
            return Role.INITIAL
        case TokenKind.NAME if folded not in GIVEN_ALL_THE_SAME and _ends(folded, FAMILY_ENDINGS):
            return Role.FAMILY
        case _:
            return Role.ANY


def _ends(folded: str, endings: tuple[str, ...]) -> bool:
    """Say whether a word has one of these endings and enough before it to be a name."""
    if not folded.endswith(endings):
        return False
    return any(folded.endswith(ending) and len(folded) >= len(ending) + _LEAST_STEM for ending in endings)
