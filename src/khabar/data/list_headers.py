"""Words that stand above the columns of lists, in nine languages; list_headers.tsv, see README.md.

Each word means one field. It must never hold a word for companions, units, ranks, leaders or buildings.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The words of one language for one field."""

    field: str
    lang: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def list_headers() -> tuple[ListHeader, ...]:
    """List the words in the order of the table."""
    lines = (_SOURCE / "list_headers.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines[1:] if line)
    return tuple(ListHeader(field, lang, tuple(words.split("|"))) for field, lang, words in rows)
