"""How the advocate's pages say what stands in a file: parts of people, kinds of lines, what was agreed, why a bar lies.

Every choice of a form and every cell of a table takes its words from here, so that they never differ.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_lazy as _

from khabar.domain.bar_list import Door, Ground, WordOf
from khabar.domain.casework.consents import Stand, Use
from khabar.domain.casework.events import EventKind, Knowing
from khabar.domain.casework.people import Part
from khabar.web.components import states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

Word = TypeVar("Word", bound=StrEnum)

PARTS = {
    Part.MISSED: _("Missed"),
    Part.FAMILY: _("Family"),
    Part.WITNESS: _("Witness"),
    Part.OTHER: _("Somebody else"),
}
KINDS = {
    EventKind.BORN: _("Born"),
    EventKind.LEFT_HOME: _("Left home"),
    EventKind.TAKEN: _("Taken, or held back"),
    EventKind.LAST_SEEN: _("Last seen"),
    EventKind.HEARD_OF: _("Heard of"),
    EventKind.VISIT: _("A visit"),
    EventKind.CALL: _("A call"),
    EventKind.STEP: _("A step of the family"),
    EventKind.CAME_OUT: _("Came out"),
    EventKind.DIED: _("Said to have died"),
    EventKind.OTHER: _("Something else"),
}
KNOWING = {
    Knowing.SAW: _("Was there and saw it"),
    Knowing.HEARD: _("Heard it from somebody"),
    Knowing.DOCUMENT: _("It stands in a document"),
    Knowing.MEDIA: _("From newspaper, television or the net"),
    Knowing.UNKNOWN: _("We do not know how they know"),
}
STANDS = {
    Stand.NOT_ASKED: _("Not asked"),
    Stand.ASKED: _("Asked, no answer yet"),
    Stand.GIVEN: _("Agreed"),
    Stand.REFUSED: _("Said no"),
    Stand.WITHDRAWN: _("Taken back"),
}
USES = {
    Use.RECIPIENT: _("One body is told"),
    Use.PUBLICATION: _("It is published in one place"),
}
GROUNDS = {
    Ground.ORIGIN: _("It is the country of origin, and the person had left it."),
    Ground.FEAR: _("The person left this country in fear."),
    Ground.FORWARDS: _("What this body is told arrives there."),
}
WORDS_OF = {
    WordOf.PERSON_ALONE: _("The person's own word, given alone"),
    WordOf.RELEASE_COPIED_IN: _("The person's own word in a release that the family copied in"),
    WordOf.PERSON_OBSERVED: _("The person's word, with others listening"),
    WordOf.FAMILY: _("The family's word"),
    WordOf.LAWYER: _("A lawyer's word"),
    WordOf.MEDIA: _("Newspaper or television"),
    WordOf.THIRD_HAND: _("Somebody told somebody"),
}
HOLDERS_DOORS = {
    Door.WGEID: _("The Working Group on Enforced or Involuntary Disappearances"),
    Door.CED: _("The Committee on Enforced Disappearances"),
    Door.WGAD: _("The Working Group on Arbitrary Detention"),
    Door.DOMESTIC: _("A prosecutor, a court or an ombudsman of that State"),
}
"""The doors at which a State that holds somebody may be told, once two advocates have decided so."""
FORMER = {
    "ANT": _("Netherlands Antilles (no longer a country)"),
    "CSK": _("Czechoslovakia (no longer a State)"),
    "DDR": _("German Democratic Republic (no longer a State)"),
    "SCG": _("Serbia and Montenegro (no longer a State)"),
    "SUN": _("Soviet Union (no longer a State)"),
    "TMP": _("East Timor under its former code"),
    "YMD": _("Democratic Yemen (no longer a State)"),
    "YUG": _("Yugoslavia (no longer a State)"),
    "ZAR": _("Zaire under its former code"),
}
"""States that are no more, as somebody may say where a person came from; a bar then lies on all that stand there."""


def choices(words: Mapping[Word, _StrPromise], among: Iterable[Word] | None = None) -> list[tuple[str, _StrPromise]]:
    """Give these words as the choices of a field, all of them or those named."""
    return [(one.value, words[one]) for one in (words if among is None else among)]


def state_choices() -> list[tuple[str, str]]:
    """List the States that are, by name, and behind them those that are no more."""
    return [*states.state_choices(), *((code, str(name)) for code, name in FORMER.items())]


def state_words(code: str) -> str:
    """Name a State in the language of the page, also one that is no more."""
    return str(FORMER[code]) if code in FORMER else states.state_name(code)
