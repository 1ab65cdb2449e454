"""Reading a file as it was sent, before anything is kept: pages with their codes, or why the file is refused.

It looks nothing up: a code is read alike whether it is ours, used, or anybody's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid
from khabar.domain.sheets import parse_sheet_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.scans import Found, ScannedPage
    from khabar.ports import Parts

MOST_PAGES_AT_ONCE = 100
MOST_KEPT_AT_ONCE = 400_000_000
"""Bytes on the disk that one sending may take: a picture is kept once for each code on it."""
DIGITS_WANT_ONE_PAGE = "The digits belong to one picture on which no square code can be read. Send that picture alone."


@dataclass(frozen=True)
class ReadFile:
    """One file that was read whole. `digits`: those somebody typed for its only page, on which no code was found."""

    data_hash: bytes
    pages: tuple[ScannedPage, ...] = field(repr=False)
    digits: str = field(default="", repr=False)


def read_file(name: str, data: bytes, *, parts: Parts, typed: str = "") -> ReadFile:
    """Read one file; Invalid (field `scan`, or `digits` for what was typed) where it is refused."""
    digits = parse_sheet_code(typed, field="digits") if typed.strip() else ""
    pages = tuple(replace(page, found=_each_once(page)) for page in parts.reader.read(name, data))
    if digits and (len(pages) != 1 or pages[0].found):
        raise Invalid("digits", DIGITS_WANT_ONE_PAGE)
    return ReadFile(hashlib.sha256(data).digest(), pages, digits)


def is_too_much(files: Sequence[ReadFile]) -> bool:
    """Say whether these files together have more pages, or take more room, than one sending over a page may."""
    pages = [page for file in files for page in file.pages]
    kept = sum(len(page.image) * max(1, len(page.found)) for page in pages)
    return len(pages) > MOST_PAGES_AT_ONCE or kept > MOST_KEPT_AT_ONCE


def _each_once(page: ScannedPage) -> tuple[Found, ...]:
    first: dict[str, Found] = {}
    for one in page.found:
        first.setdefault(one.code, one)
    return tuple(first.values())
