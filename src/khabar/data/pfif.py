"""Which fields a PFIF record has in which version: name, kind of value, whether it must be there, what it means.

pfif.tsv holds the rows in the canonical order of each version; README.md says where they come from. What a kind of
value looks like, and what follows where a field is wrong, is decided in khabar.domain.pfif.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of one kind of record in one version.

    `meaning` is the field's name in PFIF 1.4, or the name it last had: fields of one meaning are one field renamed.
    """

    version: str
    record: str
    name: str
    kind: str
    is_mandatory: bool
    meaning: str


@lru_cache(maxsize=1)
def field_rows() -> tuple[FieldRow, ...]:
    """Give every row, versions from old to new, fields in their canonical order."""
    return tuple(_rows())


def _rows() -> Iterator[FieldRow]:
    lines = (_SOURCE / "pfif.tsv").read_text(encoding="utf-8").split("\n")
    for line in filter(None, lines[1:]):
        version, record, name, kind, need, meaning = line.split("\t")
        yield FieldRow(version, record, name, kind, need == "mandatory", meaning)
