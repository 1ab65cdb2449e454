"""Other names of one person, by name: diminutives, halves of double names, forms of one name in other traditions.

aliases.tsv is written by hand from common knowledge; see README.md. It must never hold mere spellings of a name (those
are the comparison's to find), nor anything about a real person.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class NameAliases:
    """A name and what its bearers are also called; each as the forms it is written in, native ones and Latin ones.

    `kind` is `diminutive` (all aliases belong to one person's name, so they are also aliases of each other) or `other`.
    """

    lang: str
    name: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    kind: str


@lru_cache(maxsize=1)
def name_aliases() -> tuple[NameAliases, ...]:
    """List the names with their aliases, in the order of the table."""
    lines = (_SOURCE / "aliases.tsv").read_text(encoding="utf-8").split("\n")
    return tuple(_row(line) for line in lines[1:] if line)


def _row(line: str) -> NameAliases:
    lang, name, aliases, kind = line.split("\t")
    return NameAliases(
        lang, tuple(name.split(" ")), tuple(tuple(alias.split(" ")) for alias in aliases.split(", ")), kind
    )
