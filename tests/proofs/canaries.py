"""Two hundred marks that stand for what nobody may find, and the search for each of them in eight encodings.

A mark is long and drawn by chance, so that it stands nowhere by accident. What is searched is bytes: files as they lie
on a disk, memory as it lies in a process. A search that finds nothing must also have found what it was shown: see
`leaks`, the control.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import unicodedata
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "NFC or NFD", "base64", "hex", "compressed", "escaped")
_ALPHABETS = {
    "latin": "abcdefghiklmnoprstuvzàéôüçñ",
    "persian": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшэюяё",
}
KINDS = ("name", "phone", "sentence", "letter", "place")
COUNT = 200
_PREFIX = 8
"""Bytes by which a place is first compared; no form of a mark is shorter."""
_PIECE = 1 << 22
_MOST_INFLATED = 1 << 24
_GZIP, _ZLIB = b"\x1f\x8b\x08", re.compile(rb"\x78[\x01\x5e\x9c\xda]")


@dataclass(frozen=True)
class Canary:
    """One mark: what it stands for, in which script, and the text itself."""

    kind: str
    script: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A mark that was found: which, in which encoding, where."""

    canary: Canary
    encoding: str
    where: str


@dataclass
class Purse:
    """Marks to be handed out, each once; `taken` says what each was used for."""

    left: list[Canary]
    taken: dict[Canary, str] = field(default_factory=dict)

    def one(self, kind: str, what_for: str) -> str:
        """Give the text of a mark of this kind that nobody has had."""
        found = next(one for one in self.left if one.kind == kind)
        self.left.remove(found)
        self.taken[found] = what_for
        return found.text

    def rest(self, what_for: str) -> list[str]:
        """Give all that are left."""
        marks = [one.text for one in self.left]
        self.taken |= dict.fromkeys(self.left, what_for)
        self.left.clear()
        return marks


def drawn(seed: int, count: int = COUNT) -> list[Canary]:
    """Draw so many marks, of every kind in every script in turn."""
    draw = Random(f"canaries {seed}")
    scripts = list(_ALPHABETS)
    return [_one(KINDS[n % len(KINDS)], scripts[n // len(KINDS) % len(scripts)], draw) for n in range(count)]


def _one(kind: str, script: str, draw: Random) -> Canary:
    def word(length: int) -> str:
        return "".join(draw.choice(_ALPHABETS[script]) for _ in range(length))

    match kind:
        case "phone":
            text = "+999" + "".join(draw.choice("0123456789") for _ in range(16))
        case "name":
            text = f"{word(9).capitalize()} {word(11).capitalize()}"
        case "place":
            text = word(16).capitalize()
        case _:
            text = " ".join(word(length) for length in (9, 8, 10, 7)).capitalize() + "."
    return Canary(kind, script, unicodedata.normalize("NFC", text))


class Search:
    """Looks for many marks at once, in every encoding."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._by_prefix: dict[bytes, list[tuple[bytes, str, Canary]]] = defaultdict(list)
        self.canaries = list(canaries)
        for canary in self.canaries:
            for encoding, found in forms(canary.text).items():
                for one in found:
                    self._by_prefix[one[:_PREFIX]].append((one, encoding, canary))
        numbers = (int.from_bytes(prefix, "little") for prefix in self._by_prefix)
        self._prefixes = np.array(sorted(numbers), dtype="<u8")
        self.bytes_searched = 0

    def hits(self, where: str, content: bytes) -> set[Hit]:
        """Find every mark in these bytes, and in what was packed inside them by gzip or zlib."""
        self.bytes_searched += len(content)
        found = {Hit(canary, encoding, where) for encoding, canary in self._plain(content)}
        for inside in _inflated(content):
            found |= {Hit(canary, "compressed", where) for _, canary in self._plain(inside)}
        return found

    def _plain(self, content: bytes) -> Iterator[tuple[str, Canary]]:
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE + _PREFIX - 1]
            for place in self._places(piece):
                for one, encoding, canary in self._by_prefix[piece[place : place + _PREFIX]]:
                    if content.startswith(one, start + place):
                        yield encoding, canary

    def _places(self, piece: bytes) -> Iterator[int]:
        for offset in range(_PREFIX):
            count = (len(piece) - offset) // _PREFIX
            if count > 0:
                windows = np.frombuffer(piece, dtype="<u8", count=count, offset=offset)
                at = np.searchsorted(self._prefixes, windows)
                same = self._prefixes[np.minimum(at, len(self._prefixes) - 1)] == windows
                yield from (offset + _PREFIX * int(one) for one in np.flatnonzero(same))


def forms(text: str) -> dict[str, set[bytes]]:
    """Give the bytes in which a text may lie about, by the encoding; what is packed is found by unpacking."""
    spellings = {text, text.casefold(), text.lower(), text.upper()}
    plain = {one.encode() for one in spellings}
    decomposed = {unicodedata.normalize("NFD", one).encode() for one in spellings}
    whole = plain | decomposed
    narrow = {one.encode("latin-1") for one in spellings if _is_narrow(one)}
    return {
        "utf-8": plain | narrow,  # Python keeps such a text in memory with one byte for each letter
        "utf-16-le": {one.encode("utf-16-le") for one in spellings},
        "utf-16-be": {one.encode("utf-16-be") for one in spellings},
        "NFC or NFD": decomposed - plain,
        "base64": {form for one in whole for form in _in_base64(one)},
        "hex": {form for one in whole for form in (one.hex().encode(), one.hex().upper().encode())},
        "escaped": {form for one in spellings for form in _escaped(one)} - whole,
    }


def _is_narrow(text: str) -> bool:
    return max(map(ord, text)) < 256


def _in_base64(content: bytes) -> Iterator[bytes]:
    """Give what stands in base64 wherever the text begins in it, without the letters that hang on its neighbours."""
    for offset in range(3):
        shifted = base64.b64encode(bytes(offset) + content)
        first, last = -(-offset * 8 // 6), (offset + len(content)) * 8 // 6
        yield shifted[first:last]
        yield shifted[first:last].translate(bytes.maketrans(b"+/", b"-_"))


def _escaped(text: str) -> Iterator[bytes]:
    yield quote(text).encode()
    yield quote(text, safe="").replace("%20", "+").encode()
    yield re.sub(r"%..", lambda found: found[0].lower(), quote(text)).encode()
    yield json.dumps(text)[1:-1].encode()
    yield "".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in text).encode()


def _inflated(content: bytes) -> Iterator[bytes]:
    """Give what gzip or zlib packed into these bytes, wherever it begins."""
    starts = [one.start() for one in re.finditer(re.escape(_GZIP), content)]
    for start, wbits in [*((one, 31) for one in starts), *((m.start(), 15) for m in _ZLIB.finditer(content))]:
        unpacking = zlib.decompressobj(wbits)
        try:
            inside = unpacking.decompress(content[start : start + _PIECE], _MOST_INFLATED)
        except zlib.error:
            continue
        if len(inside) >= _PREFIX:
            yield inside


def leaks(canary: Canary) -> Mapping[str, bytes]:
    """Give one line of a log for each encoding, as a careless program would write it."""
    text, line = canary.text, "2026-03-02 09:00 WARNING khabar could not send "
    said = f"{line}{text}\n"
    return {
        "utf-8": said.encode(),
        "utf-16-le": said.encode("utf-16-le"),
        "utf-16-be": said.encode("utf-16-be"),
        "NFC or NFD": unicodedata.normalize("NFD", said).encode(),
        "base64": base64.b64encode(said.encode()),
        "hex": f"{line}{text.encode().hex()}\n".encode(),
        "compressed": line.encode() + gzip.compress(said.encode()),
        "escaped": json.dumps({"to": text}).encode() if not text.isascii() else quote(text).encode(),
    }
