"""Who made a list, how, whether its people knew, and from when it is: asked before anything of it is taken in.

A list that got out without its people, or was read off a film, may have been made to find them, and would lead whoever
made it to them through us. It is refused, whatever it holds, for requests and presences alike (FIELD section 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from khabar.domain.errors import Invalid
from khabar.domain.form_fields import one_line
from khabar.domain.lists.columns import ListKind

LONGEST: Final = 300
TOO_LONG: Final = "This is too long. Please use at most 300 characters."


class HowMade(StrEnum):
    """How the people came to stand on a list."""

    FROM_EACH = "from-each"
    FROM_FAMILIES = "from-families"
    BY_HELPERS = "by-helpers"
    INSTITUTION = "institution"
    LEAKED = "leaked"
    FILMED = "filmed"
    NOT_SAID = "not-said"


class Knew(StrEnum):
    """Whether those concerned knew: the people on a list of presences, the families on one of requests."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_SAID = "not-said"


WHO_MADE_IT = "Please name who made this list."
LEAKED = "A list that was leaked or copied without its people is not taken in: it may have been made to find them."
FILMED = "A list read off films, pictures or posts is not taken in: its people did not ask to stand on it."
NOT_KNOWN = "A list whose people did not know of it is not taken in."
ROSTER = "What an institution keeps about people is taken in only where all of them knew what it would be used for."
FAMILIES_NOT_KNOWN = "A list of requests is taken in only where the families wished their people to be sought."
SPEAKS_OF_IT = "What was written here speaks of a leak, a film or a post. Such lists are not taken in."
_SENTENCES: Final = MappingProxyType({HowMade.LEAKED: LEAKED, HowMade.FILMED: FILMED})
_SPEAKING: Final = re.compile(
    r"\b(?:leak\w*|hacked|stolen|video\w*|footage|filmed|screenshots?|telegram|youtube|darknet|dump)\b"
    r"|لو\s?رفته|درز\s?کرده|هک\s?شده|ویدیو|فیلم|تسريب|مسرب|مخترق|فيديو"
    r"|\b(?:sızdır\w*|sızıntı|утечк\w*|слит\w*|взлом\w*|видео\w*|fuite|fuité\w*|piraté\w*|vidéo\w*|filtrad\w*"
    r"|filtración|geleakt\w*|gehackt\w*)\b",
    re.IGNORECASE,
)
"""Words of nine languages, by hand; who means something else says it in other words."""


@dataclass(frozen=True, kw_only=True)
class ListOrigin:
    """What was answered about a list. `made_on`: from when it is, as written. `purpose`: what its people were told."""

    made_by: str
    how: HowMade = HowMade.NOT_SAID
    knew: Knew = Knew.NOT_SAID
    made_on: str = ""
    purpose: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts."""
        for name in ("made_by", "made_on", "purpose"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


def refusals(origin: ListOrigin, kind: ListKind) -> list[Invalid]:
    """List what stands against taking in a list of this origin; empty where nothing does."""
    found = [_of_how(origin), _of_knowing(origin, kind)]
    if kind is ListKind.PRESENCES and not origin.made_by:
        found.append(Invalid("made_by", WHO_MADE_IT))
    for name in ("made_by", "made_on", "purpose"):
        text = str(getattr(origin, name))
        if len(text) > LONGEST:
            found.append(Invalid(name, TOO_LONG))
        elif _SPEAKING.search(text):
            found.append(Invalid(name, SPEAKS_OF_IT))
    return [one for one in found if one is not None]


def require_taken(origin: ListOrigin, kind: ListKind) -> None:
    """Raise the first refusal, if there is any."""
    for refusal in refusals(origin, kind):
        raise refusal


def _of_how(origin: ListOrigin) -> Invalid | None:
    if origin.how in _SENTENCES:
        return Invalid("how", _SENTENCES[origin.how])
    if origin.how is HowMade.INSTITUTION and origin.knew is not Knew.YES:
        return Invalid("how", ROSTER)
    return None


def _of_knowing(origin: ListOrigin, kind: ListKind) -> Invalid | None:
    if origin.knew is not Knew.NO:
        return None
    return Invalid("people_knew", NOT_KNOWN if kind is ListKind.PRESENCES else FAMILIES_NOT_KNOWN)
