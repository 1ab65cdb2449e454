"""Bytes of a stranger's XML into text, strictly: two encodings, no guess, no control character, no more than so much.

It runs before the parser, so that a lying declaration or a NUL is refused with its line and never interpreted.
"""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from khabar.domain.pfif.rules import DocumentFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES: Final = 512 * 1024 * 1024
"""A larger document is refused: unread where its size is known before, else at this byte."""

_HEAD: Final = 1024
_DECLARED = re.compile(r"""\s*<\?xml[^>]{0,400}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,60})["']""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {"utf-8": ("utf-8", "utf8", "us-ascii", "ascii"), "utf-16": ("utf-16", "utf-16le", "utf-16be", "utf16")}


def too_large(line: int) -> DocumentFault:
    """Say that a document is larger than any that is read."""
    return DocumentFault("too-large", line, f"The document is larger than {MOST_BYTES // 1024**2:,} MB.")


def decoded(chunks: Iterable[bytes]) -> Iterator[str]:
    """Give the text of a document piece by piece; raises DocumentFault for what is no text, at its line."""
    source = iter(chunks)
    head = _head_of(source)
    name = _encoding_of(head)
    decoder = codecs.getincrementaldecoder(name)("strict")
    line, size = 1, 0
    for chunk in chain((head,), source, (b"",)):
        size += len(chunk)
        if size > MOST_BYTES:
            raise too_large(line)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            at = line + str(fault.object[: fault.start], "latin-1").count("\n")
            raise DocumentFault("charset", at, f"This is not {name.upper()[:6].rstrip('-')}.") from None
        if found := _FORBIDDEN.search(text):
            at = line + text.count("\n", 0, found.start())
            raise DocumentFault("control-character", at, "A control character stands here.")
        line += text.count("\n")
        if text:
            yield text


def _head_of(source: Iterator[bytes]) -> bytes:
    head = b""
    for chunk in source:
        head += chunk
        if len(head) >= _HEAD:
            break
    return head


def _encoding_of(head: bytes) -> str:
    """Tell the encoding by its mark; refuse all but two, and a document that says it is another than it is."""
    mark, name = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    if not name or (not mark and head[:4].count(0)):
        raise DocumentFault("charset", 1, "This is neither UTF-8 nor UTF-16 with its mark. Save it as UTF-8.")
    said = _DECLARED.match(head[:_HEAD].decode(name, "ignore"))
    family = "utf-16" if name == "utf-16" else "utf-8"
    if said and said[1].lower() not in _NAMES[family]:
        told = f"The document says it is {said[1]}; it is read as {family.upper()} only. Save it as UTF-8."
        raise DocumentFault("charset", 1, told)
    return name
