"""Articles as the templates of paper take them: blocks of atoms, atoms of runs, each run with how it looks.

An atom is a word where a story may be cut to fill the first page, and a sentence elsewhere; it knows whether a sentence
ends with it. Nothing is set here: what a run looks like on paper stands in the templates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from khabar.domain.publishing.directions import direction_of, pieces
from khabar.domain.publishing.issues import HARD_BREAK, SOFT_BREAK, BlockKind, Run
from khabar.domain.publishing.word_places import sentences_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.publishing.issues import Block

Layout = dict[str, object]
_WORD: Final = re.compile(r"[^ ]+")
_STOP: Final = re.compile(r"[.!?…؟۔]+[\"”“»’)\]]*$")
_BULLET: Final = "–"
_SMALL_VERSE: Final = 2
"""Lines from which a paragraph whose lines the writer broke is set as verse."""


def line_of(text: str, language: str) -> Layout:
    """Give a short text as runs."""
    return {"runs": _told([Run(text)], language)}


def blocks_of(blocks: tuple[Block, ...], language: str, digits: str, *, by_words: bool) -> list[Layout]:
    """Give the blocks of an article with their atoms: words or sentences."""
    return [_block(block, language, digits, by_words=by_words) for block in blocks]


def _block(block: Block, language: str, digits: str, *, by_words: bool) -> Layout:
    runs = [Run(run.text.replace(SOFT_BREAK, " "), run.strong, run.emphasis, run.link) for run in block.runs]
    is_verse = block.text.count(HARD_BREAK) >= _SMALL_VERSE - 1
    parts = _one_part(runs) if is_verse or block.kind is BlockKind.HEADING else _parts(runs, by_words=by_words)
    return {
        "kind": block.kind.value,
        "verse": is_verse,
        "depth": block.level if block.kind is BlockKind.ITEM else 0,
        "marker": _marker(block, digits),
        "atoms": [{"runs": _told(part, language), "ends": _ends(part)} for part in parts],
    }


def _marker(block: Block, digits: str) -> str:
    if block.kind is not BlockKind.ITEM or block.number < 0:
        return ""
    return f"{block.number}.".translate(str.maketrans("0123456789", digits)) if block.number else _BULLET


def _one_part(runs: list[Run]) -> list[list[Run]]:
    return [runs] if runs else []


def _parts(runs: list[Run], *, by_words: bool) -> list[list[Run]]:
    """Cut runs where words or sentences end; the space between two parts is left out."""
    text = "".join(run.text for run in runs)
    bounds = [found.span() for found in _WORD.finditer(text)] if by_words else sentences_in(text)
    return [part for start, end in bounds if (part := list(_between(runs, start, end)))]


def _between(runs: list[Run], start: int, end: int) -> Iterator[Run]:
    """Give what lies between two places of a text, without white space at its ends."""
    text = "".join(run.text for run in runs)
    while start < end and text[end - 1] == " ":
        end -= 1
    at = 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last:
            yield Run(run.text[first:last], run.strong, run.emphasis, run.link)
        at += len(run.text)


def _ends(part: list[Run]) -> bool:
    return bool(_STOP.search("".join(run.text for run in part)))


def _told(runs: list[Run], language: str) -> list[Layout]:
    """Give runs as data, each broken where a line ends and where a foreign piece begins."""
    direction = direction_of(language)
    told: list[Layout] = []
    for run in runs:
        lines = run.text.split(HARD_BREAK)
        for number, line in enumerate(lines):
            told += [_run(run, one.text, direction, is_piece=one.is_foreign) for one in pieces(line, direction)]
            if number < len(lines) - 1:
                told.append({"text": "", "break": True})
    return told


def _run(run: Run, text: str, direction: str, *, is_piece: bool) -> Layout:
    looks = {"strong": run.strong, "emphasis": run.emphasis, "link": run.link, "piece": is_piece}
    told: Layout = {"text": text} | {name: value for name, value in looks.items() if value}
    return told | ({"rtl": True} if run.emphasis and direction == "rtl" else {})
