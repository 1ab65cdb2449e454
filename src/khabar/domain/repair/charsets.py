"""The characters of a text file that does not say how it was written: found by mark, by rule, or guessed by letters.

A byte order mark and valid UTF-8 are certain. What is left is one byte for each letter; of the few ways our field
meets, the one whose letters are commonest in its languages is taken, and the answer says that it was guessed.
It must never fail on text, and never take a picture or a program for text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN: Final = ("éèàùçëêôîâûäöüßÉÀ", "ñáíóúãõåæøœïìòÄÖÜÇËğışİŞĞ’‘“”–—«»…€°")
_CYRILLIC: Final = ("оеаинтсрвлкм", "дпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁієїґЇІЄҐ’«»–—“”„…№")
_ARABIC: Final = ("اليمنورهتبدسع", "ثجحخذزشصضطظغفقكىةءأإئؤآپچژگککی،؟؛ًٌٍَُِّْـ\u200c\u200d«»–…“”’")
_GUESSES: Final = {
    "cp1256": _ARABIC,
    "iso8859_6": _ARABIC,
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "cp1252": _LATIN,
    "cp1254": _LATIN,
}
"""Ways to write one byte a letter, each with its languages' commonest letters beyond ASCII, and the others."""
CHARSETS: Final = (*_GUESSES, "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252")
"""Everything that may be asked of the machine's tables, so that they can be loaded beforehand."""
_TURKISH_BYTES: Final = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_COMMON, _KNOWN, _FOREIGN, _BROKEN = 1.0, 0.4, -1.0, -2.0
_ZEROS: Final = 0.3
"""Where so many bytes in every second place are zero, each letter has two bytes."""
_MOST_CONTROLS: Final = 0.02
_SAMPLE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of the way it was written; `guessed` where neither mark nor rule said so.

    `fit`: how well the letters beyond ASCII fit what was guessed, up to 1; below 0 they make no sense.
    """

    text: str
    charset: str
    guessed: bool = False
    fit: float = 1.0


def decoded(data: bytes) -> Decoded | None:
    """Read bytes as text; None where they are none."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _strictly(data, charset)
    two = _two_bytes(data)
    if two:
        return _strictly(data, two)
    if not _may_be_text(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, charset: str) -> Decoded | None:
    try:
        return Decoded(data.decode(charset), charset)
    except UnicodeDecodeError:
        return None


def _two_bytes(data: bytes) -> str:
    half = max(1, len(data[:_SAMPLE]) // 2)
    if data[:_SAMPLE:2].count(0) > _ZEROS * half:
        return "utf-16-be"
    return "utf-16-le" if data[1:_SAMPLE:2].count(0) > _ZEROS * half else ""


def _may_be_text(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(byte < ord(" ") and byte not in b"\t\n\r\f" for byte in sample)
    return controls <= _MOST_CONTROLS * len(sample)


def fits_of(data: bytes) -> dict[str, float]:
    """Say how well the letters beyond ASCII fit each way to write one byte a letter: up to 1, below 0 no sense."""
    sample = data[:_SAMPLE]
    return {charset: _fit(sample.decode(charset, errors="replace"), *letters) for charset, letters in _GUESSES.items()}


def _guessed(data: bytes) -> Decoded:
    """Take the way whose letters fit best; of equal ones the first."""
    sample = data[:_SAMPLE]
    fits = fits_of(sample)
    best = max(fits, key=lambda charset: fits[charset])
    fit = fits[best]
    if best in {"cp1252", "cp1254"}:
        best = "cp1254" if _TURKISH_BYTES.search(sample) else "cp1252"
    return Decoded(data.decode(best, errors="replace"), best, guessed=True, fit=fit)


def _fit(text: str, common: str, others: str) -> float:
    """Give the mean worth of the letters beyond ASCII; small letters before capitals in one word are against it."""
    worth = 0.0
    beyond = 0
    before = " "
    for char in text:
        if char > "\x7f":
            beyond += 1
            worth += _COMMON if char in common else _KNOWN if char in others else _FOREIGN
            if char == "\ufffd" or (before.islower() and char.isupper()) or _mixed(before, char):
                worth += _BROKEN
        before = char
    return worth / max(1, beyond)


def _mixed(before: str, char: str) -> bool:
    """Say whether a Latin letter touches one of another script."""
    if not (before.isascii() and before.isalpha() and char.isalpha()):
        return False
    return not unicodedata.name(char, "").startswith("LATIN")
