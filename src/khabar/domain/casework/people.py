"""The people of a file: who is missed, who misses them, who else is named; and what each is called.

Names are here so that a letter or a page can be held against them. Nothing here may be shown outside the file.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from khabar.domain.errors import Invalid

NO_NAME = "Please write what this person is called. A first name is enough."


class Part(StrEnum):
    """Which part somebody has in the file. MISSED is the person inside, or out of reach; there is one."""

    MISSED = "missed"
    FAMILY = "family"
    WITNESS = "witness"
    OTHER = "other"


@dataclass(frozen=True)
class FilePerson:
    """One person of a file: an id of the file's own, the name as given, other forms of it, and the part.

    `reach` is how family is called or written to: a telephone number, safe hours.
    """

    id: str
    name: str = field(repr=False)
    part: Part
    other_names: tuple[str, ...] = field(default=(), repr=False)
    relation: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse somebody nobody could name."""
        if not self.name.strip():
            raise Invalid("name", NO_NAME)
