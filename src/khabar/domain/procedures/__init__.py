"""Which doors of human-rights procedure are open to a case on a day: four-valued, with authority, and who is told.

`check` gives an answer for every id; nothing in it is legal advice. A rule only remembered and a row of a table without
a source never open or bar anything, and taking a known fact away never opens or bars a door.
"""

from khabar.domain.procedures.check import Result, check
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import EXAMINED, ProcedureId
from khabar.domain.procedures.lines import Answer, Authority, Kind, Line, Mark

__all__ = [
    "EXAMINED",
    "Answer",
    "Authority",
    "Case",
    "Kind",
    "Line",
    "Mark",
    "ProcedureId",
    "Result",
    "check",
]
