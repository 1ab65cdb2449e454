"""How words are looked for in documents: one folding for Arabic, Persian, Cyrillic and Latin spellings, on both sides.

The folding is that of our reference, measured to find seven of seven common variants where plain indexes find none:
NFKC; one letter for the yehs, kafs, alefs, wows and hehs; no tatweel, no vowel marks; ё as е but й as й; ASCII digits;
small letters, Latin ones without accents, ı as i. What one writer joins and another parts by ZWNJ is read both ways.
The folded text is an index only: what is shown and quoted is the text as it stands. It compares no names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ZWNJ: Final = "\u200c"
_ONE_LETTER: Final = {
    "\u064a\u0649\u0626": "\u06cc",
    "\u0643": "\u06a9",
    "\u0622\u0623\u0625\u0671": "\u0627",
    "\u0624": "\u0648",
    "\u0629\u06c0\u06c1\u06c2\u06be": "\u0647",
    "\u0451": "\u0435",
    "\u0131": "i",
}
"""Letters that stand for one another, with the one that stands for all (reference 4.4, step 2, and dotless ı)."""
_ARABIC_MARK_SPANS: Final = (
    "\u0610\u061a \u064b\u065f \u0670\u0670 \u06d6\u06dc \u06df\u06e4 "
    "\u06e7\u06e8 \u06ea\u06ed \u08d3\u08e1 \u08e3\u08ff"
)
_DROPPED_SPANS: Final = (
    "\u0640\u0640 \u200d\u200d \u00ad\u00ad \u2060\u2060 \ufeff\ufeff "
    "\u061c\u061c \u200e\u200f \u202a\u202e \u2066\u2069"
)
"""Tatweel, ZWJ, and signs without a shape."""
_LEFT_MARKS: Final = range(0x0300, 0x0370)
"""Accents that NFKC could not put into a letter: stress marks, and what is left of Latin ones. й is one and stays."""
_MOST_REMEMBERED: Final = 4096
_LATIN: Final = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))


class _Folding(dict[int, str | int | None]):
    """What each letter is read as; digits of all scripts are looked up when they are met."""

    def __missing__(self, code: int) -> str | int:
        read = str(unicodedata.decimal(chr(code))) if chr(code).isdecimal() else code
        if len(self) < _MOST_REMEMBERED:
            self[code] = read
        return read


def _table() -> _Folding:
    table = _Folding({ord(letter): one for letters, one in _ONE_LETTER.items() for letter in letters})
    for span in f"{_ARABIC_MARK_SPANS} {_DROPPED_SPANS}".split():
        table.update(dict.fromkeys(range(ord(span[0]), ord(span[1]) + 1)))
    table.update(dict.fromkeys(_LEFT_MARKS))
    table[ord(_ZWNJ)] = table[0x200B] = " "
    for code in _LATIN:
        plain = unicodedata.normalize("NFD", chr(code))
        if len(plain) > 1:
            table[code] = plain[0]
    return table


_FOLDING: Final = _table()


def _marks() -> str:
    """Give the marks of all scripts as the inside of a character class."""
    codes = [code for code in range(0x0300, 0x11500) if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me"}]
    spans: list[list[int]] = []
    for code in codes:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_marks()}\u0640\u00ad\u200c-\u200f\u061c\u2060\u2066-\u2069\ufeff])*")
_FOLDED_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_marks()}])*")


def folded(text: str) -> str:
    """Give the text in the one spelling that text and query are compared in; doing it twice changes nothing."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDING)
    return unicodedata.normalize("NFKC", plain).translate(_FOLDING)


class Token(NamedTuple):
    """One word of a text in folded spelling, and where it stands in the text. `bound`: ZWNJ joins it to the next."""

    word: str
    start: int
    end: int
    bound: bool = False


def tokens(text: str) -> list[Token]:
    """List the words of a text; ZWNJ parts words, and their spans say where."""
    found: list[Token] = []
    for word in _WORD.finditer(text):
        if _ZWNJ in word[0]:
            found.extend(_parted(word))
        else:
            found.extend(Token(one, word.start(), word.end()) for one in _folded_words(word[0]))
    return found


def _parted(word: re.Match[str]) -> Iterator[Token]:
    """Give the parts of a word with ZWNJ; all but the last are bound to the next."""
    found: list[Token] = []
    at = word.start()
    for part in word[0].split(_ZWNJ):
        found.extend(Token(one, at, at + len(part), bound=True) for one in _folded_words(part))
        at += len(part) + 1
    yield from found[:-1]
    yield from (token._replace(bound=False) for token in found[-1:])


@lru_cache(maxsize=100_000)
def _folded_words(word: str) -> tuple[str, ...]:
    return tuple(_FOLDED_WORD.findall(folded(word)))


class Indexed(NamedTuple):
    """What is put into an index for one paragraph: its words, and other readings of some of them."""

    words: str
    also: str


def indexed(found: Iterable[Token], others: Iterable[str] = ()) -> Indexed:
    """Give what an index keeps of a text's tokens.

    `also` holds the words that ZWNJ parts, joined, with the words around them; and `others`: readings that were not
    chosen, such as a divided word with its hyphen.
    """
    listed = list(found)
    also: list[str] = []
    if any(token.bound for token in listed):
        also.append(" ".join(_joined(listed)))
    also.extend(" ".join(_folded_words(other)) for other in others)
    return Indexed(" ".join(token.word for token in listed), " ".join(also))


def _joined(listed: Iterable[Token]) -> Iterator[str]:
    held = ""
    for token in listed:
        held += token.word
        if not token.bound:
            yield held
            held = ""
    if held:
        yield held
