"""The sentences of the evidence: plain words for two people of the asking desk, in the language of each.

They quote the forms as given and say which way a finding points, never more. Nothing here is put together before its
language is known: each clause could stand alone, and one frame holds a finding and what it weighs.
"""

from dataclasses import replace
from typing import Final

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.parameters import FROZEN
from khabar.text import Said, marked, said

TITLES: Final = {
    "name": marked("Name"),
    "father": marked("Father's name"),
    "grandfather": marked("Grandfather's name"),
    "mother": marked("Mother's name"),
    "sex": marked("Sex"),
    "birth": marked("Birth"),
    "birth_place": marked("Birth place"),
    "nationality": marked("Nationality"),
    "last_place": marked("Last place"),
}
"""How each field is called in a sentence, in the order in which evidence is shown."""

KIN_IN_PART: Final = marked("%(evidence)s It counts in part, beside a stronger finding of the kin.")
PLACES_IN_PART: Final = marked("%(evidence)s It counts in part, beside a stronger finding of the places.")

_FOUND: Final = marked("%(field)s: %(finding)s; %(leaning)s.")
_MISSING_ONCE: Final = marked("%(field)s: not given on one side: says nothing.")
_MISSING_TWICE: Final = marked("%(field)s: not given on either side: says nothing.")
_LEANING: Final = {
    "speaks very strongly for one person": marked("this speaks very strongly for one person"),
    "speaks for one person": marked("this speaks for one person"),
    "speaks a little for one person": marked("this speaks a little for one person"),
    "says almost nothing": marked("this says almost nothing"),
    "speaks a little against one person": marked("this speaks a little against one person"),
    "speaks against one person": marked("this speaks against one person"),
    "speaks very strongly against one person": marked("this speaks very strongly against one person"),
}
"""The clause for each phrase of the parameters, which keep the weights from which on it holds."""
_FITTING: Final = {
    "fit": marked("“%(left)s” and “%(right)s” fit"),
    "neither fit nor differ clearly": marked("“%(left)s” and “%(right)s” neither fit nor differ clearly"),
    "do not fit": marked("“%(left)s” and “%(right)s” do not fit"),
}


def leaning(weight: float) -> Said:
    """Say which way a weight points and how strongly."""
    return _LEANINGS[next(phrase for lowest, phrase in FROZEN.phrases if weight >= lowest)]


def fitting(weight: float, left: str, right: str) -> Said:
    """Say whether two spelled forms fit, so far as their weight tells."""
    return quoting(_FITTING[next(phrase for lowest, phrase in FROZEN.fits if weight >= lowest)], left, right)


def quoting(words: str, left: str, right: str) -> Said:
    """Say a finding about the two forms it quotes."""
    return said(words, left=left, right=right)


def found(field: str, left: str, right: str, weight: float, finding: Said) -> FieldEvidence:
    """Make the evidence of a field given on both sides."""
    words = said(_FOUND, field=_TITLES[field], finding=finding, leaning=leaning(weight))
    return FieldEvidence(field, left, right, weight, words)


def missing(field: str, left: str, right: str) -> FieldEvidence:
    """Make the evidence of a field that is not given, or cannot be read, on one side or both: weight 0."""
    on_one_side = bool(left.strip() or right.strip())
    return FieldEvidence(field, left, right, 0.0, _MISSING[field, on_one_side])


def in_part(piece: FieldEvidence, words: str) -> FieldEvidence:
    """Say that a piece of evidence, weighed so already, counts in part."""
    return replace(piece, said=said(words, evidence=piece.said))


_TITLES: Final = {field: said(title) for field, title in TITLES.items()}
_LEANINGS: Final = {phrase: said(words) for phrase, words in _LEANING.items()}
_MISSING: Final = {
    (field, on_one_side): said(_MISSING_ONCE if on_one_side else _MISSING_TWICE, field=title)
    for field, title in _TITLES.items()
    for on_one_side in (True, False)
}
"""What is said alike of many pairs, put together once."""
