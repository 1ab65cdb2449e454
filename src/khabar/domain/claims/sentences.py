"""Sentences as rules read them: words in folded spelling with their places, and words of the table found among them.

Which language a text is in is guessed by its commonest words, among those the table holds; a wrong guess finds little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.data.claims import cue_words
from khabar.domain.search_words import Token, folded, tokens
from khabar.text import Script, normalise, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = re.compile(r"[.!?؟۔…]+[\"'”’»«)\]]*\s+|\n+")
_PAIRS: Final = ("[“„][^“”„]{12,400}[”“]", "«[^«»]{12,400}»", '"[^"]{12,400}"', "״[^״]{12,400}״", "‹[^‹›]{12,400}›")
QUOTED: Final = re.compile("|".join(_PAIRS))
"""Quotation marks of Latin, Arabic, Cyrillic and Hebrew writing, round a dozen letters or more."""
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nr|bzw|ca|z\.B|u\.a|M|Mme|p|pp|art|Art)|\b\d{1,2}|\b[^\W\d])\.$"
)
_ARABIC_PREFIX: Final = "(?:[وف]?(?:[بکل]?ال|لل|[بکل])?)"
_ARABIC_ARTICLE: Final = "(?:ال)?"
_PREFIXED: Final = frozenset({"say", "deny", "institution", "unit", "group", "round", "accord"})
_TELLING: Final = ("say", "deny", "institution", "unit", "group", "round", "accord", "least", "about")
_SAMPLE: Final = 2_000
"""Letters of a text by which its language is guessed."""
_ANYTHING: Final = "\ue000"


class Place(NamedTuple):
    """Words from `first` up to `last`, that one not included, and what they mean."""

    first: int
    last: int
    key: str = ""


class Sentence:
    """One sentence of a paragraph; `start` is its place there."""

    def __init__(self, text: str, start: int, language: str) -> None:
        self.text, self.start, self.language = text, start, language
        self.tokens: list[Token] = tokens(text)
        self.words = [as_in_the_table(text[token.start : token.end]) for token in self.tokens]
        self._line = " " + "".join(f"{word} " for word in self.words)
        self._starts: list[int] = []
        at = 1
        for word in self.words:
            self._starts.append(at)
            at += len(word) + 1

    def places(self, kind: str) -> list[Place]:
        """Find the words of a kind, from the left; of those at one place the longest."""
        found: list[Place] = []
        for key, pattern in _patterns(self.language, kind):
            spans = (match.span(1) for match in pattern.finditer(self._line))
            found.extend(Place(self._index(start), self._index(end - 1) + 1, key) for start, end in spans)
        kept: list[Place] = []
        for place in sorted(found, key=lambda one: (one.first, -one.last)):
            covered = bool(kept) and place.first < kept[-1].last and place.key == kept[-1].key
            kept.extend([] if covered else [place])
        return kept

    def _index(self, at: int) -> int:
        """Give the number of the word at a place of the line of folded words."""
        return bisect_right(self._starts, at) - 1

    def between(self, first: int, last: int) -> str:
        """Give the text from one word up to another, that one not included."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def gap(self, before: int) -> str:
        """Give what stands between a word and the one before it."""
        return self.text[self.tokens[before - 1].end : self.tokens[before].start] if before else ""


@cache
def _patterns(language: str, kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    prefix = _ARABIC_PREFIX if language == "ar" and kind in _PREFIXED else ""
    rows = [row for row in cue_words() if row.language == language and row.kind == kind]
    return tuple((row.key, _pattern(row.forms, prefix)) for row in rows if any(_plain(form) for form in row.forms))


def _pattern(forms: tuple[str, ...], prefix: str) -> re.Pattern[str]:
    plain = sorted((one for form in forms if (one := _plain(form))), key=len, reverse=True)
    space = f" {_ARABIC_ARTICLE}" if prefix else " "
    listed = "|".join(re.escape(form).replace(_ANYTHING, "[^ ]*").replace("\\ ", space) for form in plain)
    return re.compile(f"(?<= )({prefix}(?:{listed}))(?= )")


def _plain(form: str) -> str:
    """Give a form as it stands in a line of folded words."""
    return " ".join(re.findall(rf"[\w{_ANYTHING}]+", as_in_the_table(form.replace("*", _ANYTHING))))


def as_in_the_table(word: str) -> str:
    """Write a word as words of the table are compared: folded, but Latin ones with accents ("öldü" is not "oldu")."""
    if any(script_of(char) is Script.LATIN for char in word):
        return normalise(word.replace("İ", "i")).casefold()
    return folded(word)


@cache
def _common_words() -> dict[str, frozenset[str]]:
    rows = [row for row in cue_words() if row.kind == "common"]
    return {row.language: frozenset(map(as_in_the_table, row.forms)) for row in rows}


def is_common(word: str, language: str) -> bool:
    """Say whether a word is one of the commonest of a language."""
    return as_in_the_table(word) in _common_words()[language]


def known_languages() -> frozenset[str]:
    """Give the codes of the languages that the table has words of."""
    return frozenset(_common_words())


def language_of(text: str) -> str:
    """Guess the language of a text among those of the table; empty where none of their common words stands in it."""
    hits = {language: _hits(Sentence(text[:_SAMPLE], 0, language)) for language in sorted(known_languages())}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] else ""


def _hits(sentence: Sentence) -> int:
    """Count the words of the table in a text; the commonest words of the language, and what our rules look for."""
    common = _common_words()[sentence.language]
    return sum(word in common for word in sentence.words) + sum(len(sentence.places(kind)) for kind in _TELLING)


def sentences(text: str, language: str) -> Iterator[Sentence]:
    """Part a paragraph into sentences; what stands in quotation marks is never parted."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    cuts = [0]
    for end in _END.finditer(text):
        inside = any(start < end.start() + 1 < stop for start, stop in quoted)
        if not inside and not _ABBREVIATED.search(text[cuts[-1] : end.start() + 1]):
            cuts.append(end.end())
    cuts.append(len(text))
    for start, stop in pairwise(cuts):
        if text[start:stop].strip():
            yield Sentence(text[start:stop], start, language)
