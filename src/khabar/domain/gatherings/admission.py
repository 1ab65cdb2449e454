"""Under which name somebody takes part, from where, and how minutes may speak of them. A pseudonym is all a call sees.

A pseudonym holds no word of a real name of the file, in any script: neither one's own nor that of somebody inside. No
two people share one in a sitting, nor two that only look alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from khabar.domain.errors import Invalid
from khabar.domain.gatherings.nameless import names_one_of
from khabar.domain.gatherings.speakers import Way
from khabar.names.orthography import fold
from khabar.text import has_bidi_controls, normalise, words

LONGEST_PSEUDONYM, LONGEST_REGION, LONGEST_DESCRIPTION = 30, 40, 80
NO_PSEUDONYM = "Choose a name for the call, such as a bird or a tree."
LONG_PSEUDONYM = "A name for the call has at most 30 letters."
REAL_NAME = (
    "This has a word of a real name in it. Choose a name for the call that is nobody’s, such as a bird or a tree."
)
SHARED = "Somebody in this sitting is called that already, or nearly so. Choose another name for the call."
NO_REGION = "Say from which region they speak: the list of speakers is fair among regions."
LONG_REGION = "A region has at most 40 letters."
NO_DESCRIPTION = "Write how minutes may speak of them, such as “a mother from the north”."
LONG_DESCRIPTION = "This has at most 80 letters."


class MinutesAs(StrEnum):
    """How minutes speak of somebody where they have not agreed to be named: pseudonym, a description, or not at all."""

    PSEUDONYM = "pseudonym"
    DESCRIBED = "described"
    UNNAMED = "unnamed"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What colleagues see of somebody admitted: never a real name. Raises Invalid for the field that is wrong."""

    pseudonym: str = field(repr=False)
    region: str
    language: str = "en"
    way: Way = Way.CALL
    minutes_as: MinutesAs = MinutesAs.PSEUDONYM
    described: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse a card nobody could be called by."""
        if not words(self.pseudonym) or has_bidi_controls(self.pseudonym):
            raise Invalid("pseudonym", NO_PSEUDONYM)
        if len(self.pseudonym) > LONGEST_PSEUDONYM:
            raise Invalid("pseudonym", LONG_PSEUDONYM)
        if not self.region.strip():
            raise Invalid("region", NO_REGION)
        if len(self.region) > LONGEST_REGION:
            raise Invalid("region", LONG_REGION)
        if self.minutes_as is MinutesAs.DESCRIBED and not self.described.strip():
            raise Invalid("described", NO_DESCRIPTION)
        if len(self.described) > LONGEST_DESCRIPTION:
            raise Invalid("described", LONG_DESCRIPTION)


def likeness(pseudonym: str) -> str:
    """Give what two pseudonyms share that would be taken for one another in a call: letters folded, spaces gone."""
    return "".join(fold(word) for word in words(normalise(pseudonym)))


def require_pseudonym(pseudonym: str, real_names: Iterable[str]) -> None:
    """Raise Invalid where a pseudonym holds a word of one of these names, in another spelling or script too."""
    names = tuple(real_names)
    mine = {fold(word) for word in words(pseudonym)}
    theirs = {fold(word) for name in names for word in words(name)}
    if mine & theirs or names_one_of(pseudonym, names):
        raise Invalid("pseudonym", REAL_NAME)
