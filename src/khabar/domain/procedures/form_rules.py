"""Whether a filled form may be made: not where the door is barred, a bar lies in the way, or the family said no.

A form of a door that is open, conditional or unknown may be made; what is missing is listed on it and never invented.
"""

from typing import Final

from khabar.domain.procedures.check import Result
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.lines import Kind, Lines

WITH_FORMS: Final = (ProcedureId.WGEID_URGENT, ProcedureId.WGEID_STANDARD, ProcedureId.CED_30)
_REFUSED: Final = frozenset({"consent-filing-no", "consent-naming-no"})


def against_form(result: Result) -> Lines:
    """List why no form is made; none of these may be set aside here."""
    barred = [line for line in result.lines if line.kind is Kind.BARS]
    refused = [line for line in result.lines if line.code in _REFUSED]
    return (*result.bars, *barred, *refused)
