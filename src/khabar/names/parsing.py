"""From a name as somebody wrote it to its words: titles, articles, words of descent, compounds, comma form.

A name stays as given in `original`; `tokens` are the words compared, given names first where a comma tells.
It must never fail: digits, emoji or nothing at all give a name without tokens, which is evidence of nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.names.borne import head_of
from khabar.names.particles import (
    ARABIC_ARTICLE,
    ARTICLES,
    BINDING,
    BINDING_VOWELS,
    BINDING_WITH_ARTICLE,
    DESCENT,
    FATHER_FOLLOWS,
    FATHER_PRECEDES,
    FIRST_ARTICLES,
    FIRST_IS_NAME,
    HALF_TITLES,
    SMALL_LETTERS,
    SUFFIXES,
    SUN_ARTICLES,
    TAILS,
    TITLES_BEHIND,
)
from khabar.names.tokens import Role, Token, TokenKind, token_of
from khabar.names.writing import MAX_CHARACTERS, bounded, is_one_word, written_words

MAX_TOKENS: Final = 8
"""Words compared of one name; hostile input of a thousand words must stay cheap."""
_LAST_KEPT: Final = 3
"""Of a name with more words, so many of the last are among those compared: family names often stand there."""
_MAX_PARTICLES: Final = 16
_LONGEST_PLAIN: Final = 40

_COMMA: Final = re.compile("[,،;؛、]")
_RAW_ARTICLE: Final = re.compile("^[اٱ][\u064b-\u065fـ]*ل[\u064b-\u065fـ]*")
_SPECIAL: Final = BINDING | TAILS | BINDING_WITH_ARTICLE | SUN_ARTICLES.keys()
"""Words that may do something to their neighbours."""
_WHOLE: Final = (TokenKind.NAME, TokenKind.PATRONYMIC)
_COMPARED: Final = (*_WHOLE, TokenKind.INITIAL)  # few enough that looking along is faster than hashing


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: as written, the words compared, and the small words left out (titles, bin, al-).

    `roles` says of each token what it probably is; `order_known` that a comma told which words are the family name.
    """

    original: str
    tokens: tuple[Token, ...]
    particles: tuple[Token, ...] = ()
    roles: tuple[Role, ...] = ()
    order_known: bool = False


class _Word(NamedTuple):
    """A word on its way, and whether it stood before the comma."""

    token: Token
    family: bool


def parse(name: str) -> Name:
    """Take a name apart. Never fails; a name without letters has no tokens."""
    return remembered(name) if len(name) <= MAX_CHARACTERS else _taken_apart(name)


@lru_cache(maxsize=262144)
def remembered(name: str) -> Name:
    """Take a name of usual length apart, and remember it."""
    plain = list(map(plain_word, name.split(" ")))
    if None in plain or len(plain) > MAX_TOKENS:
        return _taken_apart(name)
    return _of_plain(name, tuple(filter(None, plain)))


def _of_plain(name: str, tokens: tuple[Token, ...]) -> Name:
    return Name(name, tokens, (), tuple([token.hint for token in tokens]))


@lru_cache(maxsize=65536)
def plain_word(word: str) -> Token | None:
    """Give the token of a word that needs no look at its neighbours and is written plainly; else None."""
    bare = word[0] if len(word) == len("M.") and word[1] == "." else word
    if len(bare) > _LONGEST_PLAIN or bare in SMALL_LETTERS or not is_one_word(bare):
        return None
    token = token_of(bare)
    if token.kind not in _COMPARED or head_of(bare) or token.folded in _SPECIAL or ARABIC_ARTICLE.match(token.folded):
        return None
    return token


def _taken_apart(name: str) -> Name:
    """Take a name apart whose words are not all plain."""
    given, family = _in_spoken_order(bounded(name))
    if not family:
        plain = list(map(plain_word, given))
        if None not in plain and len(plain) <= MAX_TOKENS:
            return _of_plain(name, tuple(filter(None, plain)))
    articles: list[Token] = []
    words = _bound([_Word(token_of(word), at >= len(given)) for at, word in enumerate([*given, *family])], articles)
    compared = _compared([word.token for word in words])
    left_out = [word.token for place, word in enumerate(words) if place not in set(compared)]
    if len(compared) > MAX_TOKENS:
        compared = [*compared[: MAX_TOKENS - _LAST_KEPT], *compared[-_LAST_KEPT:]]
    roles = tuple([_role(place, words, order_known=bool(family)) for place in compared])
    particles = tuple([*articles, *left_out][:_MAX_PARTICLES])
    return Name(name, tuple([words[place].token for place in compared]), particles, roles, bool(family))


def _in_spoken_order(name: str) -> tuple[list[str], list[str]]:
    """Part `Family, Given` into given and family; a name without comma is all given. A title behind tells no order."""
    if not _COMMA.search(name):
        return written_words(name), []
    family, *given = [words for part in _COMMA.split(name) if (words := written_words(part))] or [[]]
    behind = [word for words in given for word in words]
    if any(token_of(word).kind in _COMPARED for word in behind):
        return behind, family
    return [*family, *behind], []


def _bound(words: list[_Word], articles: list[Token]) -> list[_Word]:
    """Bind halves to the word they belong to (Abd al-Rahman, Salah al-Din, Zia ul-Haq); put other articles aside."""
    bound: list[_Word] = []
    pending: Token | None = None
    for at, (token, family) in enumerate(words):
        before = bound[-1].token if bound else None
        following = words[at + 1].token.folded if at + 1 < len(words) else ""
        if following and pending is None and _is_article(token, following, first=before is None):
            pending = token
            continue
        if before is not None and _binds(before, pending, token):
            middle = f" {pending.text} " if pending else " "
            bound[-1] = _Word(token_of(before.text + middle + token.text), family)
        else:
            if pending:
                articles.append(pending)
            bound.extend(_Word(part, family) for part in _split(token))
        pending = None
    return bound


def _is_article(token: Token, following: str, *, first: bool) -> bool:
    if token.kind is TokenKind.INITIAL and not token.text.islower():
        return False
    if first:
        return token.folded in FIRST_ARTICLES
    if token.folded in ARTICLES:
        return True
    sun_letter = SUN_ARTICLES.get(token.folded)
    return sun_letter is not None and following.startswith(sun_letter)


def _binds(before: Token, article: Token | None, token: Token) -> bool:
    if before.folded in BINDING:
        return True
    if before.kind not in _WHOLE:
        return False
    if token.folded in TAILS:
        return True
    if before.folded in BINDING_WITH_ARTICLE:
        return article is not None or ARABIC_ARTICLE.match(token.folded) is not None
    return article is not None and article.folded[0] in BINDING_VOWELS


def _split(token: Token) -> Iterator[Token]:
    """Drop an article and part a title written as one with its word."""
    text = token.text
    if token.kind not in _COMPARED:
        yield token
        return
    if ARABIC_ARTICLE.match(token.folded):
        text = _RAW_ARTICLE.sub("", text)
    head = head_of(text)
    if head:
        if head.is_title:
            yield token_of(text[: head.length])
        rest = text[head.length :]
        text = rest[0].upper() + rest[1:] if text[0].isupper() else rest
    yield token_of(text)


def _compared(tokens: list[Token]) -> list[int]:
    """List the places of the words to compare; titles and words of descent stay out where a name is left without."""
    names = [place for place, token in enumerate(tokens) if token.kind in _COMPARED]
    whole = sum(tokens[place].kind in _WHOLE for place in names)
    if not names:  # a name of titles alone is somebody's name after all
        half = [place for place, token in enumerate(tokens) if token.folded in HALF_TITLES]
        return half or list(range(len(tokens)))
    return [
        place
        for place, token in enumerate(tokens)
        if token.kind in _COMPARED or not _is_left_out(place, token, tokens, (names[0], names[-1], whole))
    ]


def _is_left_out(place: int, token: Token, tokens: list[Token], names: tuple[int, int, int]) -> bool:
    """Say whether a title or word of descent is one here; `names`: place of the first and last name, how many."""
    first, last, whole = names
    if token.kind is TokenKind.DESCENT:
        if token.folded in FIRST_IS_NAME and place == 0 and len(tokens) > 1:
            return False
        return place < last or (token.folded in FATHER_PRECEDES and place > first)
    if token.text in SUFFIXES:
        return place > first
    if token.folded in HALF_TITLES and whole < len(("given", "family")):
        return False
    return place < last or (place > first and token.folded in TITLES_BEHIND)


def _role(place: int, words: list[_Word], *, order_known: bool) -> Role:
    token, family = words[place]
    before = words[place - 1].token.folded if place > 1 else ""
    after = words[place + 1].token.folded if place + 1 < len(words) else ""
    if token.hint is Role.INITIAL or token.hint is Role.PATRONYMIC:
        return token.hint
    if (before in FATHER_FOLLOWS and not family) or after in FATHER_PRECEDES:
        return Role.PATRONYMIC
    if order_known:
        return Role.FAMILY if family else Role.GIVEN
    return Role.FAMILY if before in DESCENT and before not in FATHER_FOLLOWS else token.hint
