"""The sentences of the evidence: plain English for two people of the asking desk.

They quote the forms as given and say which way a finding points, never more.
"""

from typing import Final

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.parameters import PARAMETERS

TITLES: Final = {
    "name": "Name",
    "father": "Father's name",
    "grandfather": "Grandfather's name",
    "mother": "Mother's name",
    "sex": "Sex",
    "birth": "Birth",
    "birth_place": "Birth place",
    "nationality": "Nationality",
    "last_place": "Last place",
}
"""How each field is called in a sentence, in the order in which evidence is shown."""


def leaning(weight: float) -> str:
    """Say in words which way a weight points and how strongly."""
    return next(phrase for lowest, phrase in PARAMETERS.phrases if weight >= lowest)


def fitting(weight: float) -> str:
    """Say in words whether two spelled forms fit, so far as their weight tells."""
    return next(phrase for lowest, phrase in PARAMETERS.fits if weight >= lowest)


def found(field: str, left: str, right: str, weight: float, finding: str) -> FieldEvidence:
    """Make the evidence of a field given on both sides; `finding` follows the two quoted forms."""
    sentence = f"{TITLES[field]}: “{left}” and “{right}” {finding}; this {leaning(weight)}."
    return FieldEvidence(field, left, right, weight, sentence)


def missing(field: str, left: str, right: str) -> FieldEvidence:
    """Make the evidence of a field that is not given, or cannot be read, on one side or both: weight 0."""
    side = "on one side" if left.strip() or right.strip() else "on either side"
    return FieldEvidence(field, left, right, 0.0, f"{TITLES[field]}: not given {side}: says nothing.")
