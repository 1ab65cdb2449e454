"""Keys under which a name is found again: bare consonants of its words, alone and joined.

Two names of one person share at least one key almost always; what shares none is never compared.
It must never be stored in clear beside a case: a key tells what a name sounds like.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from khabar.names.parsing import parse
from khabar.names.sounds import Sound, sounds_of
from khabar.names.tokens import Token, TokenKind, joined

_NEAR_FROM: Final = 4
"""Words with fewer consonants are kept whole: with one left out they would be like everybody's."""


@lru_cache(maxsize=65536)
def retrieval_keys(name: str) -> frozenset[str]:
    """Give the keys of a name; empty for a name without letters. Names alike in sound share keys in any script."""
    return frozenset(_keys(parse(name).tokens))


def _keys(tokens: tuple[Token, ...]) -> Iterator[str]:
    words = [token for token in tokens if token.kind is not TokenKind.INITIAL] or list(tokens)
    for token in words:
        yield from word_keys(token)
    for one, other in pairwise(words):
        if one.script is other.script:
            yield from (sound.skeleton for sound in _sounds(joined(one, other))[:2])


@lru_cache(maxsize=65536)
def word_keys(token: Token) -> frozenset[str]:
    """Give the keys of one word: its consonants in every way it may sound, and the usual ones with one left out."""
    keys = {sound.skeleton or "-" + sound.fine for sound in _sounds(token)}
    nearest = _sounds(token)[0].skeleton
    if len(nearest) >= _NEAR_FROM:
        keys |= {f"{nearest[:at]}?{nearest[at + 1 :]}" for at in range(len(nearest))}
        keys |= {nearest[:at] + nearest[at + 1 :] for at in range(1, len(nearest))}
    return frozenset(keys)


def _sounds(token: Token) -> tuple[Sound, ...]:
    return sounds_of(token.text.replace(" ", ""))
