"""What somebody looks for: words that must all be there, each in every way it may be parted or joined.

"می‌روم" finds «می روم», «می‌روم» and «میروم»; a word in quotation marks must stand in that order; an asterisk at the end
of a word stands for any ending. By sound only where it was asked for, and then each hit says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.domain.errors import Invalid
from khabar.domain.search_sounds import sound, sounds_elsewhere
from khabar.domain.search_words import Token, folded, tokens
from khabar.text import Script, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_WORDS: Final = 12
LONGEST: Final = 300
LONGEST_PARTED: Final = 14
"""A longer word is not looked for in two parts."""
SHORTEST_PART: Final = 2
MOST_PARTS: Final = 4
NOTHING: Final = "Write at least one word to look for."
TOO_MANY: Final = "Write at most 12 words, 300 letters in all."
_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]|(\\S+)')
_TOUCHING: Final = re.compile("[\\s\u200c'’-]*")
_HYPHENS: Final = re.compile("[-\u2010\u2011]\\s?")


class Phrase(NamedTuple):
    """Words that stand one after the other. `begins`: the last one may go on."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be there, in any of these ways; `sounds` are keys by sound, empty where not asked for."""

    ways: tuple[Phrase, ...]
    sounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that must be there."""

    terms: tuple[Term, ...]


class Span(NamedTuple):
    """A place in a text that was found. `by_sound`: only its sound is alike."""

    start: int
    end: int
    by_sound: bool = False


def wanted(text: str, *, by_sound: bool = False) -> Wanted:
    """Read what somebody typed; Invalid (field `words`) where there is nothing to look for, or too much."""
    if len(text) > LONGEST:
        raise Invalid("words", TOO_MANY)
    terms: list[Term] = []
    loose: list[tuple[Token, str]] = []
    for found in _QUOTED.finditer(text):
        if found[1] is not None:
            terms.extend(_quoted(found[1]))
        else:
            loose.extend((token, found[2]) for token in _whole(tokens(found[2])))
    terms.extend(_loose(loose, by_sound=by_sound))
    if not terms:
        raise Invalid("words", NOTHING)
    if len(terms) > MOST_WORDS:
        raise Invalid("words", TOO_MANY)
    return Wanted(tuple(terms))


def _whole(found: Sequence[Token]) -> list[Token]:
    """Join tokens that ZWNJ parts, each whole word with spaces between its parts."""
    whole: list[Token] = []
    bound = False
    for token in found:
        if bound:
            whole[-1] = whole[-1]._replace(word=f"{whole[-1].word} {token.word}", end=token.end)
        else:
            whole.append(token)
        bound = token.bound
    return whole


def _quoted(text: str) -> list[Term]:
    words = tuple(token.word for token in tokens(text))
    joined = tuple(token.word.replace(" ", "") for token in _whole(tokens(text)))
    return [Term(tuple(Phrase(one) for one in dict.fromkeys((words, joined))))] if words else []


def _loose(found: Sequence[tuple[Token, str]], *, by_sound: bool) -> list[Term]:
    """Give a term for each word; words beside each other may also stand joined."""
    terms: list[Term] = []
    for at, (token, typed) in enumerate(found):
        begins = typed.endswith("*")
        ways = [Phrase(tuple(token.word.split(" ")), begins), Phrase((token.word.replace(" ", ""),), begins)]
        ways += [Phrase(parts) for parts in _parted(token.word)]
        beside = (found[at - 1 : at + 1], found[at : at + 2])
        ways += [Phrase((joined,)) for pair in beside if (joined := _joined([one.word for one, _ in pair]))]
        sounds = sounds_elsewhere(typed[token.start : token.end]) if by_sound else ()
        terms.append(Term(tuple(dict.fromkeys(ways)), sounds))
    return terms


def _joined(pair: Sequence[str]) -> str:
    """Give two words of Arabic script as one; empty for others, where a space is a space."""
    both = len(pair) > 1 and all(map(_is_arabic, pair))
    return "".join(pair).replace(" ", "") if both else ""


def _is_arabic(word: str) -> bool:
    return script_of(word[0]) is Script.ARABIC


def _parted(word: str) -> list[tuple[str, str]]:
    """Give the ways in which a joined word of Arabic script may stand in two parts."""
    if " " in word or not _is_arabic(word) or len(word) > LONGEST_PARTED:
        return []
    return [(word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)]


def spans(text: str, sought: Wanted) -> list[Span]:
    """Give the places in a text that were sought, in order, for showing; the text itself is not changed."""
    listed = tokens(text)
    found: set[Span] = set()
    for term in sought.terms:
        for way in term.ways:
            found.update(_phrase_spans(text, listed, way))
        if term.sounds:
            keys = set(term.sounds)
            found.update(
                Span(one.start, one.end, by_sound=True) for one in listed if sound(text[one.start : one.end]) in keys
            )
    return _outermost(found)


def _phrase_spans(text: str, listed: Sequence[Token], way: Phrase) -> list[Span]:
    whole = "".join(way.words)
    seams = set(accumulate(map(len, way.words)))
    found: list[Span] = []
    for at in range(len(listed)):
        run = ""
        for last in range(at, min(len(listed), at + MOST_PARTS + len(way.words))):
            if last > at and len(run) not in seams and not _touch(text, listed[last - 1], listed[last]):
                break
            run += listed[last].word
            if run == whole or (way.begins and run.startswith(whole)):
                found.append(Span(listed[at].start, listed[last].end))
            if len(run) >= len(whole):
                break
    return found


def _touch(text: str, one: Token, other: Token) -> bool:
    """Say whether two tokens may be one word."""
    between = text[one.end : other.start]
    if one.bound or _HYPHENS.fullmatch(between):
        return True
    return _is_arabic(one.word) and bool(_TOUCHING.fullmatch(between))


def _outermost(found: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end, one.by_sound)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


class Hidden:
    """Words that an editor marked as a private person's: neither indexed nor shown, in any spelling folded alike."""

    SIGN: Final = "[…]"
    """Stands for every hidden word, of whatever length."""

    def __init__(self, marked: Iterable[str]) -> None:
        self._words = frozenset("".join(token.word for token in tokens(mark)) for mark in marked) - {""}
        self._longest = max(map(len, self._words), default=0)

    def kept(self, text: str) -> list[Token]:
        """Give the tokens of a text that may be indexed."""
        places = self.spans(text)
        kept: list[Token] = []
        for token in tokens(text):
            if any(start < token.end and token.start < end for start, end in places):
                kept[-1:] = [one._replace(bound=False) for one in kept[-1:]]
            else:
                kept.append(token)
        return kept

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Give the places of marked words, parted and joined however the normaliser reads them as one."""
        if not self._words:
            return []
        listed, places = tokens(text), list[tuple[int, int]]()
        for at, first in enumerate(listed):
            run = ""
            for last in range(at, len(listed)):
                if last > at and not _TOUCHING.fullmatch(text, listed[last - 1].end, listed[last].start):
                    break
                run += listed[last].word
                if len(run) > self._longest:
                    break
                if run in self._words:
                    places.append((first.start, listed[last].end))
        return apart(places)

    def shown(self, text: str) -> str:
        """Give the text with a sign in place of each marked word."""
        return masked(text, self.spans(text))


def without(marked_words: Iterable[str]) -> Hidden:
    """Give what keeps these words out of an index and out of sight.

    An entry of several words hides them where they stand together in this order. Endings, cases and other scripts are
    other words: they must be marked too (`alike` proposes them).
    """
    return Hidden(marked_words)


def masked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Give the text with a sign in place of each of these places, which are in order and apart."""
    pieces: list[str] = []
    at = 0
    for start, end in places:
        pieces += [text[at:start], Hidden.SIGN]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put places into order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def alike(marked: str, vocabulary: Iterable[str]) -> list[str]:
    """Propose words for an editor to mark too: those that begin like a marked one, or sound like it elsewhere."""
    begin, keys = folded(marked).strip(), set(sounds_elsewhere(marked))
    return sorted(
        {
            word
            for word in vocabulary
            if folded(word) != begin and ((begin and folded(word).startswith(begin)) or sound(word) in keys)
        }
    )
