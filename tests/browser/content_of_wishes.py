"""Wishes on both desks, a death that waits for a second person, and what somebody who came out has seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from browser.content import Content
    from journeys.story import Story
    from journeys.visitor import Visitor

LISTED = {"name": "Darius Ahmadi", "father": "Hassan", "birth": "1986"}
"""Who stands in the list that the asking desk has brought, and in nobody's request."""
SHOWN = {"wish": "see", "came_by": "in_person", "proof": "The slip was shown."}
WEIGHED = {
    "source": "witness",
    "source_words": "His neighbour, at the door.",
    "ground": "not_told",
    "reason": "She asked us to wait.",
}


@dataclass(frozen=True)
class Wishes:
    """Where to begin: at the asking desk, for the second person there, and at the family desk."""

    asking: list[str]
    second: list[str]
    families: list[str]


def ask_for_silence(mira: Visitor) -> str:
    """Type a wish for silence about somebody of the list; whom it may mean is found with the next round."""
    mira.get("/asking/wishes/silence/")
    return mira.send("/wishes/silence/", **LISTED).path


def wish(house: Story, content: Content, silence: str) -> Wishes:
    """Bring the rest about. Silence stands for somebody; both desks have a wish that two have granted."""
    mira, tomas = house.staff.mira, house.staff.tomas
    mira.get(silence)
    own_file = mira.follow("The person asks to see").path
    asking = [silence, _granted(mira, tomas, own_file), _waiting(mira, silence)]
    about = content.requests[0].replace("/families/", "/families/wishes/about/")
    farid = house.staff.farid
    families = [_granted(farid, house.staff.ezra, about), _put(farid, about, "mend")]
    farid.send("/word/", target="father", value="Hossein", reason="She spelt it for me.")
    death = content.pairs[-2] + "death/"
    mira.get(death)
    mira.send("/death/", **WEIGHED)
    mira.get("/asking/sightings/")
    mira.send("/sightings/", seen_where="At the ferry")
    return Wishes([*asking, death, "/asking/sightings/"], [silence, death], families)


def _put(colleague: Visitor, about: str, kind: str) -> str:
    """Type what somebody wishes about an own file; give where the wish is."""
    colleague.get(about)
    return colleague.send(about, **{**SHOWN, "wish": kind}).path


def _granted(first: Visitor, second: Visitor, about: str) -> str:
    """Let somebody ask to see what we hold, and two colleagues agree; give where the wish is."""
    at = _put(first, about, "see")
    for colleague in (first, second):
        colleague.get(at)
        colleague.send("/word/", word="grant", reason="It is hers.")
    return at


def _waiting(mira: Visitor, at: str) -> str:
    """Let Mira say her word, which waits for another."""
    mira.get(at)
    mira.send("/word/", reason="Another birthmark.")
    return at
