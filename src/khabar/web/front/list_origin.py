"""Where a request or presence from a list comes from, as a sheet: who made the list and how, each cell as it stood.

For those who may read the request or presence itself; nobody else is told that there was a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabar.apps.registry.queries import list_file
from khabar.domain.lists.columns import Meaning
from khabar.domain.lists.origin import HowMade, Knew
from khabar.web.front.list_words import HOW_MADE, KNEW, MEANINGS
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from khabar.apps.registry.queries import FromList
    from khabar.ports import Parts


def origin_lines(origin: FromList | None, *, parts: Parts) -> list[Line]:
    """Say which list it was, and what stood in it; nothing for what came on no list."""
    if origin is None:
        return []
    told = list_file(origin.list_id, parts=parts)
    cells = [Line(_as_called(meaning, header), cell) for meaning, header, cell in origin.cells]
    if told is None:
        return cells
    how = {one.value: str(word) for one, word in HOW_MADE.items()}
    knew = {one.value: str(word) for one, word in KNEW.items()}
    of_list = [
        Line(_("Who made the list"), told.made_by),
        Line(_("How people came to stand on it"), how.get(told.how, _told_nowhere(told.how, HowMade.NOT_SAID))),
        Line(_("Whether they knew"), knew.get(told.people_knew, _told_nowhere(told.people_knew, Knew.NOT_SAID))),
        Line(_("From when it is"), told.made_on),
        Line(_("What they were told it is for"), told.purpose),
        Line(_("Taken in on"), told.taken_in_at.date().isoformat()),
        Line(_("Line of the list"), str(origin.line)),
    ]
    return [line for line in (*of_list, *cells) if line.text]


def _told_nowhere(word: str, nothing: HowMade | Knew) -> str:
    """Give nothing for what was not said, and a word of an older list as it stands."""
    return "" if word == nothing.value else word


def _as_called(meaning: str, header: str) -> str:
    """Name a cell as we call it and as the list did."""
    known = {one.value for one in Meaning}
    label = str(MEANINGS[Meaning(meaning)]) if meaning in known else meaning
    return _("%(field)s, in the list under “%(header)s”") % {"field": label, "header": header}
