"""From a name as somebody wrote it to its words: titles, articles, words of descent, compounds, comma form.

A name stays as given in `original`; `tokens` are the words compared, given names first where a comma tells.
It must never fail: digits, emoji or nothing at all give a name without tokens, which is evidence of nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from khabar.names.orthography import fold
from khabar.names.particles import ARTICLES, BINDING, SUN_ARTICLES, TAILS
from khabar.names.tokens import Token, TokenKind, token_of
from khabar.text import Script, normalise, without_bidi_controls

MAX_TOKENS: Final = 8
"""Words compared of one name; hostile input of a thousand words must stay cheap."""
MAX_CHARACTERS: Final = 400
"""Characters of a name that are looked at, for the same reason."""

_WORDS: Final = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200c\u200d'’‘ʻʼʽʾʿ׳״`´])*"
)
_COMMA: Final = re.compile("[,،;؛]")
_JOINERS: Final = re.compile("[\u200b-\u200d\u2060]")
_ARABIC_ARTICLE: Final = re.compile("^(?:و?ال)(?=...)(?!له)")
_COMPARED: Final = frozenset({TokenKind.NAME, TokenKind.PATRONYMIC, TokenKind.INITIAL})


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: as written, the words compared, and the small words left out (titles, bin, al-)."""

    original: str
    tokens: tuple[Token, ...]
    particles: tuple[Token, ...] = ()


@lru_cache(maxsize=262144)
def parse(name: str) -> Name:
    """Take a name apart. Never fails; a name without letters has no tokens."""
    tidy = without_bidi_controls(normalise(name[:MAX_CHARACTERS]))
    words = _bound(_without_articles(_WORDS.findall(_in_spoken_order(tidy))))
    tokens = [token_of(word) for word in words]
    compared = [token for token in tokens if token.kind in _COMPARED]
    if not compared:  # a name of titles alone is somebody's name after all
        compared = tokens
    left_out = tuple(token for token in tokens if token not in compared)
    return Name(name, tuple(compared[:MAX_TOKENS]), left_out)


def _in_spoken_order(name: str) -> str:
    """Turn `Family, Given` into `Given Family`; other names stay."""
    parts = [part for part in _COMMA.split(name) if part.strip()]
    return " ".join([*parts[1:], parts[0]]) if parts else ""


def _without_articles(words: Iterable[str]) -> list[str]:
    """Drop al-, el-, ash- before another word and ال at the head of one."""
    spelt = [_JOINERS.sub("", word) for word in words]
    kept: list[str] = []
    for at, word in enumerate(spelt):
        following = fold(spelt[at + 1]) if at + 1 < len(spelt) else ""
        if following and _is_article(fold(word), following):
            continue
        kept.append(_ARABIC_ARTICLE.sub("", word) or word)
    return kept


def _is_article(folded: str, following: str) -> bool:
    if folded in ARTICLES:
        return True
    sun_letter = SUN_ARTICLES.get(folded)
    return sun_letter is not None and following.startswith(sun_letter)


def _bound(words: list[str]) -> list[str]:
    """Join halves to the word they belong to: Abd + Rahman, Salah + Din."""
    bound: list[str] = []
    for word in words:
        if bound and (fold(bound[-1]) in BINDING or fold(word) in TAILS):
            bound[-1] = _stem(bound[-1]) + word
        else:
            bound.append(word)
    return bound


def _stem(word: str) -> str:
    """Give the bare half of a compound: Abdul is Abd."""
    return "abd" if fold(word) in BINDING and token_of(word).script is Script.LATIN else word
