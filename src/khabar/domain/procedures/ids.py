"""The ids of human-rights procedures that other programs know, in their order, and which of them have been examined.

An id that has not been examined is never open and never barred: nobody here has read its rules yet.
"""

from enum import StrEnum
from typing import Final


class ProcedureId(StrEnum):
    """A door to which a case may be brought."""

    CED_30 = "ced-30"
    CED_31 = "ced-31"
    CED_32 = "ced-32"
    CED_33 = "ced-33"
    CED_34 = "ced-34"
    WGEID_URGENT = "wgeid-urgent"
    WGEID_STANDARD = "wgeid-standard"
    WGAD_URGENT = "wgad-urgent"
    WGAD_REGULAR = "wgad-regular"
    SPECIAL_PROCEDURES = "special-procedures"
    HRC_COMPLAINT = "hrc-complaint"
    ICCPR_OP1 = "iccpr-op1"
    CAT_22 = "cat-22"
    CEDAW_OP = "cedaw-op"
    CRC_OPIC = "crc-opic"
    ECTHR = "ecthr"
    IACHR = "iachr"
    ACHPR = "achpr"
    EP_PETITION = "ep-petition"
    TRACING = "tracing"
    DOMESTIC = "domestic"


_P = ProcedureId

WGEID: Final = frozenset({_P.WGEID_URGENT, _P.WGEID_STANDARD})
WGAD: Final = frozenset({_P.WGAD_URGENT, _P.WGAD_REGULAR})
COMPLAINTS: Final = frozenset(
    {_P.CED_31, _P.ICCPR_OP1, _P.CAT_22, _P.CEDAW_OP, _P.CRC_OPIC, _P.ECTHR, _P.IACHR, _P.ACHPR},
)
"""Procedures in which a body decides on one person's complaint against a State."""
NEVER_THE_SAME_MATTER: Final = frozenset({_P.TRACING, _P.DOMESTIC})
"""Steps that are no international investigation; tracing never affects whether a complaint may be brought."""
EXAMINED: Final = (
    WGEID
    | WGAD
    | {
        *(_P.CED_30, _P.CED_31, _P.ICCPR_OP1, _P.CAT_22, _P.SPECIAL_PROCEDURES, _P.TRACING, _P.DOMESTIC),
    }
)
