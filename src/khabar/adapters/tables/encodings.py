"""How a text file was written: its mark, else whether it is UTF-8 to its end, else what makes sense of its letters.

What cannot be told is refused with what to say instead; a list read in the wrong letters would be full of people who
do not exist.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from khabar.domain.errors import Invalid
from khabar.domain.repair.charsets import Decoded, decoded, fits_of

if TYPE_CHECKING:
    from typing import BinaryIO

SAMPLE: Final = 65_536
_CHUNK: Final = 1 << 20
_MARKED: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Marks at the beginning of a file; those of UTF-32 begin like those of UTF-16 and are looked for first."""
_STRAY: Final = 0.05
"""Of the zeros of two bytes a letter, so few stand in the other place (letters such as U+0100)."""
_SENSE: Final = 0.35
"""Below this, letters beyond ASCII are mostly such as none of our languages has."""
_LATIN: Final = frozenset({"cp1252", "cp1254"})
_MARKED_LETTERS: Final = re.compile(r"[^\W\d_\x00-\x7f]+")
_SIDE_BY_SIDE: Final = 2
_ALSO: Final = frozenset({"cp1250", "iso8859_2", "iso8859_5", "iso8859_9", "mac_cyrillic", "cp866", "cp1253", "cp1255"})
"""What the second opinion may say beyond what we tell apart ourselves."""

UNCLEAR: Final = "how its letters are written cannot be told; name it with --encoding, or save the list as UTF-8."
NO_TEXT: Final = "this is neither a text nor a workbook (.xlsx)."


@dataclass(frozen=True)
class Encoding:
    """The way a file is written, by Python's name, and whether that was guessed."""

    name: str
    guessed: bool = False


def encoding_of(source: BinaryIO, wished: str = "") -> Encoding:
    """Find out how a file is written; Invalid (field `encoding`) where it cannot be told, or the wish is unknown."""
    if wished:
        return Encoding(_known(wished))
    source.seek(0)
    head = source.read(SAMPLE)
    for mark, name in _MARKED.items():
        if head.startswith(mark):
            return Encoding(name)
    if two := _two_bytes(head):
        return Encoding(two)
    if decoded(head) is None:
        raise Invalid("encoding", NO_TEXT)
    sample = _letters_beyond_ascii(source)
    if sample is None:
        return Encoding("utf-8")
    return _guessed(sample)


def _two_bytes(head: bytes) -> str:
    """Tell two bytes a letter without a mark by where its zeros stand: those of line breaks and separators at least."""
    firsts, seconds = head[::2].count(0), head[1::2].count(0)
    if max(firsts, seconds) == 0 or min(firsts, seconds) > _STRAY * max(firsts, seconds):
        return ""
    name = "utf-16-be" if firsts > seconds else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(name, errors="replace")
    is_text = "\x00" not in text and text.count("\ufffd") <= 1 and ("\n" in text or "\r" in text)
    return name if is_text else ""


def _is_crowded(found: Decoded) -> bool:
    """Say whether Latin letters with marks stand side by side more often than alone: no language writes so."""
    if found.charset not in _LATIN:
        return False
    letters = _MARKED_LETTERS.findall(found.text)
    return sum(len(run) for run in letters if len(run) > _SIDE_BY_SIDE) > sum(map(len, letters)) / 2


def _not_latin(sample: bytes) -> str:
    fits = fits_of(sample)
    return max((name for name in fits if name not in _LATIN), key=lambda name: fits[name])


def _has_letters(text: str) -> bool:
    """Say whether any letter beyond ASCII came out, and nothing that is no character: signs alone tell no encoding."""
    return "\ufffd" not in text and any(char > "\x7f" and char.isalpha() for char in text)


def _known(wished: str) -> str:
    try:
        codec = codecs.lookup(wished)
        if "a".encode(codec.name).decode(codec.name) == "a":
            return codec.name
    except (LookupError, ValueError):
        pass
    raise Invalid("encoding", f"there is no encoding {wished[:40]!r}; there are utf-8, utf-16, cp1256, cp1251, cp1252.")


def _letters_beyond_ascii(source: BinaryIO) -> bytes | None:
    """Give lines that hold letters beyond ASCII; None where the whole file is UTF-8."""
    source.seek(0)
    reading, sample, is_utf8 = codecs.getincrementaldecoder("utf-8")(), bytearray(), True
    while chunk := source.read(_CHUNK):
        if is_utf8:
            try:
                reading.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        for line in chunk.splitlines(keepends=True) if len(sample) < SAMPLE else ():
            if not line.isascii() and len(sample) < SAMPLE:
                sample += line
    if is_utf8:
        try:
            reading.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return None if is_utf8 else bytes(sample)


def _guessed(sample: bytes) -> Encoding:
    found = decoded(sample)
    if found is not None and found.fit >= _SENSE and _has_letters(found.text):
        return Encoding(_not_latin(sample) if _is_crowded(found) else found.charset, guessed=True)
    second = from_bytes(sample).best()
    if second is not None and second.encoding in _ALSO and second.chaos == 0.0:
        return Encoding(second.encoding, guessed=True)
    raise Invalid("encoding", UNCLEAR)
