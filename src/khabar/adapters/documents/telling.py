"""How a page or a paragraph travels out of the bounded process, and how the other side looks at it before it believes.

Plain lists and numbers as JSON. Whatever does not look as the process would write it ends the whole file.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeVar

from khabar.domain.archive_files import MOST_LETTERS, MOST_WORDS_ON_A_PAGE, Untaken, untaken
from khabar.domain.repair.found import Block, Box, Page, PieceKind, Word

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LONGEST_WORD: Final = 20_000
"""Letters of one word; scripts without spaces make long ones, and so do lines set sideways."""
FURTHEST: Final = 100_000.0
"""Points from the corner of a page to anything on it."""
MOST_MARKED_PAGES: Final = 100_000
"""Pages that a file without pages of its own may count."""
_WORD_PARTS: Final = 9
_BLOCK_PARTS: Final = 5
_LONGEST_NOTE: Final = 80


def page_told(page: Page) -> dict[str, object]:
    """Write one page."""
    return {
        "number": page.number,
        "size": [page.width, page.height],
        "pictured": page.pictured,
        "words": [_word_told(word) for word in page.words],
        "turned": [_word_told(word) for word in page.turned],
    }


def block_told(block: Block) -> list[object]:
    """Write one paragraph."""
    return [
        block.raw,
        block.kind.value,
        block.language[:_LONGEST_NOTE],
        block.direction[:_LONGEST_NOTE],
        block.page,
    ]


def _word_told(word: Word) -> list[object]:
    places = (*word.box, word.baseline, word.size)
    raw = "" if word.raw == word.text else word.raw
    return [word.text, raw, *(round(place, 2) for place in places), int(word.bold)]


def page_heard(said: dict[str, object], number: int) -> Page:
    """Read one page; Invalid where it is not as it must be."""
    width, height = _list(said.get("size"), 2, _place)
    if said.get("number") != number or not isinstance(said.get("pictured"), bool):
        raise untaken(Untaken.TOO_HARD)
    words = _list(said.get("words"), MOST_WORDS_ON_A_PAGE, _word_heard)
    turned = _list(said.get("turned"), MOST_WORDS_ON_A_PAGE, _word_heard)
    return Page(number, width, height, tuple(words), tuple(turned), said["pictured"] is True)


def blocks_heard(said: dict[str, object], most: int) -> list[Block]:
    """Read some paragraphs, at most so many; Invalid where they are not as they must be."""
    return _list(said.get("blocks"), most, _block_heard)


def _word_heard(said: object) -> Word:
    if not isinstance(said, list) or len(said) != _WORD_PARTS:
        raise untaken(Untaken.TOO_HARD)
    text, raw = _text(said[0], LONGEST_WORD), _text(said[1], LONGEST_WORD)
    left, top, right, bottom, baseline, size, bold = map(_place, said[2:])
    if not text or right < left or bottom < top or size < 0:
        raise untaken(Untaken.TOO_HARD)
    return Word(text, raw or text, Box(left, top, right, bottom), baseline, max(size, 0.1), bold > 0)


def _block_heard(said: object) -> Block:
    if not isinstance(said, list) or len(said) != _BLOCK_PARTS:
        raise untaken(Untaken.TOO_HARD)
    raw, kind, language, direction, page = said
    known = kind in {one.value for one in PieceKind}
    if not known or not (page is None or (isinstance(page, int) and 1 <= page <= MOST_MARKED_PAGES)):
        raise untaken(Untaken.TOO_HARD)
    return Block(
        _text(raw, MOST_LETTERS), PieceKind(kind), _text(language, _LONGEST_NOTE), _text(direction, _LONGEST_NOTE), page
    )


def _list(said: object, most: int, read: Callable[[object], T]) -> list[T]:
    if not isinstance(said, list) or len(said) > most:
        raise untaken(Untaken.TOO_HARD)
    return [read(one) for one in said]


def _place(said: object) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float) or not math.isfinite(said) or abs(said) > FURTHEST:
        raise untaken(Untaken.TOO_HARD)
    return float(said)


def _text(said: object, longest: int) -> str:
    if not isinstance(said, str) or len(said) > longest:
        raise untaken(Untaken.TOO_HARD)
    return said
