"""Where the words of a written name begin and end, in any script: signs, joiners, marks and letters of a second script.

Nothing here knows names. It must never fail or take long: hostile input is cut, and no letter decides more than itself.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final

from khabar.names.orthography import APOSTROPHES, fold, in_one_script, is_uniform, main_script
from khabar.text import Script, script_of, without_bidi_controls

MAX_CHARACTERS: Final = 400
"""Characters of a name that are looked at; hostile input must stay cheap."""
_LOOKED_THROUGH: Final = 8 * MAX_CHARACTERS
"""Characters of a longer text in which a name is looked for between marks and invisible signs."""
_MOST_MARKS: Final = 3
"""Marks on one letter that any orthography uses; more are noise."""
_LEAST_RUN: Final = 2
"""Letters of a second script that can be a word of their own."""
_MOST_REMEMBERED: Final = 4096

_JOINERS: Final = "\u200c\u200d"
_EDGES: Final = APOSTROPHES.replace("ʿ", "").replace("ʾ", "") + _JOINERS + '״"'
_HEBREW_QUOTE: Final = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
_HYPHENS: Final = "-‐–"
_IZAFE: Final = re.compile(f"[{_HYPHENS}](?:e|ye|i|yi)(?=[{_HYPHENS} ])")
_SHORTENED: Final = re.compile("([гд])[-‐–](н|жа|р)(?= |[.]|$)", re.IGNORECASE)


class _Signs(dict[int, str | int | None]):
    """What becomes of each character: letters and marks stay, signs part words, invisible ones go."""

    def __init__(self) -> None:
        super().__init__({ord(sign): sign for sign in APOSTROPHES + _JOINERS + "״"})

    def __missing__(self, code: int) -> str | int | None:
        category = unicodedata.category(chr(code))
        kept: str | int | None = " "
        if category[0] in "LM":
            kept = code
        elif category in {"Cf", "Cs"} or (category == "Cc" and not chr(code).isspace()):
            kept = None
        if len(self) < _MOST_REMEMBERED:
            self[code] = kept
        return kept


_SIGNS: Final = _Signs()


def bounded(name: str) -> str:
    """Give the part of a name that is looked at: at most MAX_CHARACTERS, without floods of marks and empty signs."""
    if len(name) <= MAX_CHARACTERS:
        return name
    kept: list[str] = []
    marks = 0
    for char in " ".join(name[:_LOOKED_THROUGH].split()):
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= _MOST_MARKS and category not in {"Cf", "Cs", "Cc"}:
            kept.append(char)
        if len(kept) == MAX_CHARACTERS:
            break
    return "".join(kept)


def written_words(text: str) -> list[str]:
    """List the words of a text as written, without signs round them; words of two scripts are taken apart."""
    if not text.isascii():
        text = without_bidi_controls(text)
    if '"' in text:
        text = _HEBREW_QUOTE.sub("״", text)
    if any(hyphen in text for hyphen in _HYPHENS):
        text = _SHORTENED.sub(r"\1\2", _IZAFE.sub("", text))
    words = text.translate(_SIGNS).split()
    return [part for word in words for part in parts_of(word)]


def is_one_word(text: str) -> bool:
    """Say whether a text is written as one word with nothing to leave out; words of plain letters, as most, at once."""
    if text.isalpha() and is_uniform(text):
        return bool(fold(text))
    return written_words(text) == [text]


@lru_cache(maxsize=65536)
def parts_of(word: str) -> tuple[str, ...]:
    """Give a word in composed form without its edges; nothing if no letter is left to compare."""
    word = _stripped(unicodedata.normalize("NFC", word))
    if not fold(word) or main_script(fold(word)) is Script.COMMON:
        return ()
    if is_uniform(word):
        return (word,)
    return _in_scripts(in_one_script(word))


def _stripped(word: str) -> str:
    """Drop quotation marks and joiners round a word; a final geresh is a Hebrew letter's own."""
    bare = word.strip(_EDGES)
    if bare and script_of(bare[-1]) is Script.HEBREW and "\u0590" < bare[-1] < "\u0600":
        return word.lstrip(_EDGES).rstrip(_JOINERS)
    return bare


def _in_scripts(word: str) -> tuple[str, ...]:
    """Part a word where its script changes, if each part could be a word; else leave it whole."""
    runs: list[str] = []
    scripts: list[Script] = []
    for script, chars in groupby(word, script_of):
        run = "".join(chars)
        if runs and script in {scripts[-1], Script.COMMON}:
            runs[-1] += run
        else:
            runs.append(run)
            scripts.append(script)
    return tuple(runs) if min(len(fold(run)) for run in runs) >= _LEAST_RUN else (word,)
