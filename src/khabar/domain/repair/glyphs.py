"""Letters as a PDF draws them, put together to words by where they stand on the page.

Left-to-right words are taken in the order of the file. On lines with Arabic or Hebrew letters that order says nothing:
writers store it from either side, split letters from their dots, and libraries turn pieces of it round. There words are
read off the page: letters from right to left, numbers and Latin words inside them from left to right.
It must never drop a letter that stands on the page twice on purpose; only the dots of a letter already there are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.found import Box, Glyph, Word
from khabar.text import Script, script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SAME_LINE: Final = 0.38
"""Letters whose baselines differ by less than this part of their size stand on one line."""
APART: Final = 0.62
"""White space, in sizes, beyond which what stands at one height may belong to lines that are not level."""
LEVEL: Final = 0.3
"""Baselines of one line lie so close together, in sizes, dots included."""
WORD_GAP: Final = 0.13
"""White space wider than this part of the size parts two words on a line read off the page: a justified line may have
hardly more, and no space of its own.
"""
JUMP: Final = 0.55
"""White space, in sizes, that parts two words of the file's own order although it holds no space."""
BACKWARDS: Final = 0.3
"""A letter that begins so far before the last one, in sizes, belongs to another word."""
ABOVE: Final = 0.9
BELOW: Final = 0.28
"""How far letters reach above and below their baseline, in sizes."""
DOT: Final = 0.44
"""The dots of a letter are smaller than this part of the size."""
OFF_THE_LINE: Final = 0.025
"""What is clear of the baseline by this part of the size does not stand on it, as letters do."""
SCRIPTS_MEET: Final = 0.06
"""White space, in sizes, that parts a Latin word from an Arabic one."""
_ZWNJ: Final = "\u200c"
_RIGHT_TO_LEFT: Final = frozenset({Script.ARABIC, Script.HEBREW})
_SPACES: Final = frozenset({"Zs", "Zl", "Zp", "Cc"})
_IN_NUMBERS: Final = frozenset(".,:/٫٬-")
_TWICE: Final = re.compile("([\u064b-\u065f\u0670\u200c])\\1+")
"""Marks and joiners that no spelling doubles: drawn in pieces, they come twice."""
_MIRRORED: Final = str.maketrans("()[]{}«»", ")(][}{»«")
_LINE_HYPHENS: Final = "\x02\ufffe"
"""How pdfium gives a hyphen at the end of a line."""


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Put letters together to words; their order says nothing about the reading order."""
    bands = _bands(glyphs)
    plain: list[Glyph] = []
    seen: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        band = _band_of(glyph, bands)
        if band is None:
            plain.append(glyph)
        elif glyph.real or not _is_space(glyph):
            seen.setdefault(band, []).append(glyph)
    words = list(_words_in_order(plain))
    for level in seen.values():
        for line in _lines(level):
            words.extend(_words_by_sight(line))
    return words


@lru_cache(maxsize=8192)
def is_right_to_left(char: str) -> bool:
    """Say whether a letter is written from right to left; digits, marks and signs are not."""
    return script_of(char) in _RIGHT_TO_LEFT


def _bands(glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
    """Give the heights of the lines with right-to-left letters, as baselines from and to, sorted."""
    found: list[tuple[float, float]] = []
    written = sorted({(one.baseline, one.size) for one in glyphs if is_right_to_left(one.char)})
    for baseline, size in written:
        reach = SAME_LINE * size
        if found and baseline - reach <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], baseline + reach))
        else:
            found.append((baseline - reach, baseline + reach))
    return found


def _band_of(glyph: Glyph, bands: Sequence[tuple[float, float]]) -> int | None:
    low, high = 0, len(bands)
    while low < high:
        middle = (low + high) // 2
        if glyph.baseline > bands[middle][1]:
            low = middle + 1
        elif glyph.baseline < bands[middle][0]:
            high = middle
        else:
            return middle
    return None


def _lines(band: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Part what stands at about one height into lines: first at white space, for columns need not be level."""
    size = median(glyph.size for glyph in band)
    for part in _parted(sorted(band, key=attrgetter("left")), lambda held, one: one.left - held > APART * size, _right):
        levels = sorted(part, key=attrgetter("baseline"))
        for line in _parted(levels, lambda held, one: one.baseline - held > LEVEL * size, _baseline):
            order = {id(glyph) for glyph in line}
            yield [glyph for glyph in band if id(glyph) in order]


_right = attrgetter("right")
_baseline = attrgetter("baseline")


def _parted(
    ordered: Iterable[Glyph], parts: Callable[[float, Glyph], bool], reach: Callable[[Glyph], float]
) -> Iterator[list[Glyph]]:
    """Part letters in order where one lies apart from the furthest that came before."""
    held: list[Glyph] = []
    furthest = float("-inf")
    for glyph in ordered:
        if held and parts(furthest, glyph):
            yield held
            held, furthest = [], float("-inf")
        held.append(glyph)
        furthest = max(furthest, reach(glyph))
    yield held


def _words_in_order(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """Give words as the file orders their letters; a space, a jump or another line ends one."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if _is_space(glyph):
            yield from _plain_word(held)
            held = []
            continue
        if held and _begins_anew(held[-1], glyph):
            yield from _plain_word(held)
            held = []
        held.append(glyph)
    yield from _plain_word(held)


def _is_space(glyph: Glyph) -> bool:
    return glyph.char not in _LINE_HYPHENS and unicodedata.category(glyph.char) in _SPACES


def _begins_anew(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    return (
        abs(glyph.baseline - last.baseline) > SAME_LINE * size
        or glyph.left - last.right > JUMP * size
        or last.left - glyph.left > BACKWARDS * size
        or last.char in _LINE_HYPHENS
    )


def _plain_word(held: Sequence[Glyph]) -> Iterator[Word]:
    if held:
        raw = "".join(glyph.char for glyph in held)
        yield _word(raw, raw, held)


def _word(text: str, raw: str, held: Sequence[Glyph]) -> Word:
    size = max(glyph.size for glyph in held)
    baseline = median(glyph.baseline for glyph in held)
    return Word(
        text,
        raw,
        Box(
            min(glyph.left for glyph in held),
            baseline - ABOVE * size,
            max(glyph.right for glyph in held),
            baseline + BELOW * size,
        ),
        baseline,
        size,
        all(glyph.bold for glyph in held),
    )


def _words_by_sight(line: Sequence[Glyph]) -> Iterator[Word]:
    """Give the words of one line as they stand on the page."""
    size = median(glyph.size for glyph in line)
    placed = sorted(enumerate(line), key=lambda one: (one[1].left + one[1].right, one[0]))
    drawn = _without_loose_dots(placed, size)
    from_right = _runs_from_the_right(line)
    held: list[tuple[int, Glyph]] = []
    end = float("-inf")
    for at, glyph in drawn:
        if held and (_is_space(glyph) or glyph.left - end > size * _least_gap(held[-1][1].char, glyph.char)):
            yield _seen_word(held, from_right=from_right)
            held = []
        if not _is_space(glyph):
            end = max(end, glyph.right) if held else glyph.right
            held.append((at, glyph))
    if held:
        yield _seen_word(held, from_right=from_right)


def _least_gap(left: str, right: str) -> float:
    meet = left.isalpha() and right.isalpha() and is_right_to_left(left) != is_right_to_left(right)
    return SCRIPTS_MEET if meet else WORD_GAP


def _without_loose_dots(drawn: list[tuple[int, Glyph]], size: float) -> list[tuple[int, Glyph]]:
    """Drop the dots that a font draws apart and names like their letter, where that letter stands beside them."""
    line = median(glyph.baseline for _, glyph in drawn) if drawn else 0.0
    by_char: dict[str, list[Glyph]] = {}
    for _, glyph in drawn:
        if is_right_to_left(glyph.char):
            by_char.setdefault(glyph.char, []).append(glyph)
    loose = {id(dot) for same in by_char.values() for dot in same if _is_loose_dot(dot, same, size, line)}
    return [one for one in drawn if id(one[1]) not in loose]


def _is_loose_dot(dot: Glyph, same: Sequence[Glyph], size: float, line: float) -> bool:
    """Say whether so little ink, clear of the line or inside the bowl of its own letter, is no letter of its own."""
    ink, most, clear = dot.ink, DOT * size, OFF_THE_LINE * size
    if len(same) == 1 or ink.right - ink.left > most or ink.bottom - ink.top > most:
        return False
    beside = [one for one in same if _covers_more(one.ink, ink) and _stands_over(dot, one, most / 2)]
    off_the_line = ink.bottom < line - clear or ink.top > line + clear
    return bool(beside) if off_the_line else any(_holds(one.ink, ink) for one in beside)


def _covers_more(letter: Box, dot: Box) -> bool:
    return (letter.right - letter.left) * (letter.bottom - letter.top) > (dot.right - dot.left) * (dot.bottom - dot.top)


def _stands_over(dot: Glyph, letter: Glyph, reach: float) -> bool:
    return letter.left - reach <= (dot.ink.left + dot.ink.right) / 2 <= letter.right + reach


def _holds(outer: Box, inner: Box) -> bool:
    return outer != inner and outer == outer.around(inner)


def _runs_from_the_right(line: Iterable[Glyph]) -> bool:
    letters = [is_right_to_left(glyph.char) for glyph in line if glyph.char.isalpha()]
    return sum(letters) * 2 > len(letters)


def _seen_word(held: Sequence[tuple[int, Glyph]], *, from_right: bool) -> Word:
    raw = "".join(glyph.char for _, glyph in sorted(held))
    cells = ["".join(_in_cell(cell)) for cell in _cells([one for _, one in held])]
    text = _TWICE.sub(r"\1", reading_order(cells, from_right=from_right))
    return _word(_brackets_right(text) if from_right else text, raw, [glyph for _, glyph in held])


def _brackets_right(word: str) -> str:
    """Turn brackets that a writer named by their shape: none closes before a word, and none opens behind it."""
    before = re.match(r"[)\]}»]*", word)
    behind = re.search(r"[(\[{«]*$", word)
    first = before[0] if before else ""
    last = behind[0] if behind and behind.start() >= len(first) else ""
    return first.translate(_MIRRORED) + word[len(first) : len(word) - len(last)] + last.translate(_MIRRORED)


def _cells(held: Sequence[Glyph]) -> list[list[Glyph]]:
    """Put together what is drawn as one sign, from the left; a mark goes to the letter it stands nearest to."""
    letters = [glyph for glyph in held if not _is_mark(glyph.char)]
    cells = [list(cell) for _, cell in groupby(letters or held, key=_cell_of)]
    for mark in held if letters else ():
        if _is_mark(mark.char):
            min(cells, key=lambda cell: abs(_middle(cell[0]) - _middle(mark))).append(mark)
    return cells


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _cell_of(glyph: Glyph) -> tuple[float, float]:
    return round(glyph.left, 1), round(glyph.right, 1)


def _in_cell(cell: Iterable[Glyph]) -> list[str]:
    """Order letters drawn as one sign: marks after their letter, ZWNJ before it, lam before alef."""
    chars = [glyph.char for glyph in cell]
    return sorted(chars, key=_rank) if len(chars) > 1 else chars


def _rank(char: str) -> int:
    if char == _ZWNJ:
        return 0
    if _is_mark(char):
        return 3
    return 2 if char in "اأإآٱ" else 1


def reading_order(cells: Sequence[str], *, from_right: bool) -> str:
    """Join what stands from left to right in one word: on a line from the right all but numbers and Latin backwards."""
    if not from_right and not any(is_right_to_left(cell[0]) or is_right_to_left(cell[-1]) for cell in cells):
        return "".join(cells)
    runs: list[str] = []
    forward = False
    for at, cell in enumerate(cells):
        keeps = _runs_forward(cell) or (forward and _joins_numbers(cells, at))
        if keeps and forward:
            runs[-1] += cell
        else:
            runs.append(cell)
        forward = keeps
    return "".join(reversed(runs))


def _runs_forward(cell: str) -> bool:
    return any(char.isdecimal() or (char.isalpha() and not is_right_to_left(char)) for char in cell)


def _joins_numbers(cells: Sequence[str], at: int) -> bool:
    return cells[at] in _IN_NUMBERS and at + 1 < len(cells) and _runs_forward(cells[at + 1])
