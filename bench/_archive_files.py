"""The newsletters that readers are measured on: kinds of pages, and several files of each, written anew from seeds."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from adapters.documents.newsletters import Layout, Newsletter, newsletter

LANGUAGES: Final = ("en", "de", "fa", "ar")
DIRECTIONS: Final = {"en": "left to right", "de": "left to right", "fa": "right to left", "ar": "right to left"}


@dataclass(frozen=True)
class Written:
    """One file of a kind, with its truth."""

    kind: str
    direction: str
    path: Path
    truth: Newsletter


def kinds(language: str) -> Mapping[str, Layout]:
    """Name the kinds of pages in one language."""
    return {
        "one column": Layout(language, 1),
        "two columns": Layout(language, 2),
        "three columns": Layout(language, 3),
        "two columns, indents, not level": Layout(
            language, 2, indented=True, headings_span=False, articles=1, paragraphs=16
        ),
        "two columns, written in rows": Layout(language, 2, row_by_row=True),
        "three columns, written in rows": Layout(language, 3, row_by_row=True),
        "three narrow ragged columns, in rows": Layout(language, 3, gutter=9, justified=False, row_by_row=True),
        "three columns, a text goes on elsewhere": Layout(language, 3, jumps=True),
        "two columns, the same, in rows": Layout(language, 2, jumps=True, row_by_row=True),
    }


def written(folder: Path, seeds: range) -> Iterator[Written]:
    """Write the files of all kinds into a folder."""
    for language in LANGUAGES:
        for number, (kind, layout) in enumerate(kinds(language).items()):
            for seed in seeds:
                made = newsletter(layout, seed)
                path = folder / f"{language}-{number}-{seed}.pdf"
                path.write_bytes(made.pdf)
                yield Written(kind, DIRECTIONS[language], path, made)
