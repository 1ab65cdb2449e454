"""Versions of PFIF, the fields of their records, and what kind of value each field takes.

The table itself is data (khabar.data.pfif); this gives it types and the look-ups that every other rule uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from khabar.data.pfif import field_rows

NAMESPACE: Final = "http://zesty.ca/pfif/"
"""What the XML namespace of every version begins with; the version follows."""

ID, NOTE_ID, LINKED = "person_record_id", "note_record_id", "linked_person_record_id"
SOURCE_DATE, ENTRY_DATE, EXPIRY_DATE = "source_date", "entry_date", "expiry_date"


class Version(StrEnum):
    """The four versions that are read and written. Versions compare as they followed one another."""

    V1_1 = "1.1"
    V1_2 = "1.2"
    V1_3 = "1.3"
    V1_4 = "1.4"

    @property
    def namespace(self) -> str:
        """The XML namespace of this version."""
        return NAMESPACE + self.value


class RecordKind(StrEnum):
    """The two kinds of record; the words are the names of their elements."""

    PERSON = "person"
    NOTE = "note"

    @property
    def id_field(self) -> str:
        """The field that holds the record's own id."""
        return ID if self is RecordKind.PERSON else NOTE_ID


class Kind(StrEnum):
    """What a value looks like; `formats` tells each from what it is not."""

    ID = "id"
    TIME = "time"
    TEXT = "text"
    CAPITALS = "capitals"
    ASCII = "ascii"
    EMAIL = "email"
    PHONE = "phone"
    LOOSE_PHONE = "loose_phone"
    URL = "url"
    URLS = "urls"
    BOOLEAN = "boolean"
    STATUS = "status"
    SEX = "sex"
    PARTIAL_DATE = "partial_date"
    AGE = "age"
    COUNTRY = "country"
    SUBDIVISION = "subdivision"
    US_STATE = "us_state"
    ZIP = "zip"


class Status(StrEnum):
    """What a note says of the person, since PFIF 1.2."""

    INFORMATION_SOUGHT = "information_sought"
    IS_NOTE_AUTHOR = "is_note_author"
    BELIEVED_ALIVE = "believed_alive"
    BELIEVED_MISSING = "believed_missing"
    BELIEVED_DEAD = "believed_dead"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record in one version; `meaning` is the name by which all versions share it."""

    name: str
    kind: Kind
    is_mandatory: bool
    meaning: str
    place: int


@lru_cache(maxsize=8)
def fields_of(version: Version, record: RecordKind) -> Mapping[str, Field]:
    """Give the fields of one kind of record in one version by name, in canonical order."""
    rows = [row for row in field_rows() if row.version == version and row.record == record]
    return MappingProxyType(
        {
            row.name: Field(row.name, Kind(row.kind), row.is_mandatory, row.meaning, place)
            for place, row in enumerate(rows)
        }
    )


@lru_cache(maxsize=8)
def names_by_meaning(version: Version, record: RecordKind) -> Mapping[str, str]:
    """Give the name that each meaning has in one version."""
    return MappingProxyType({field.meaning: field.name for field in fields_of(version, record).values()})


def version_of(namespace: str) -> Version | None:
    """Give the version of an XML namespace; None for a namespace that is none of the four."""
    return next((one for one in Version if one.namespace == namespace.rstrip("/")), None)
