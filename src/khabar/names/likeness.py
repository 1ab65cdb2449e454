"""How alike two words sound, as numbers: the features a frozen table of weights turns into evidence.

Distances are counted on sounds and on coarse consonants, over all ways the words may sound, and the nearest pair counts.
It must never know frequencies or whole names; those come in afterwards, where they can be explained.
"""

from itertools import product
from typing import Final

from rapidfuzz.distance import JaroWinkler, Levenshtein

from khabar.names.sounds import Sound
from khabar.names.tokens import Token
from khabar.text import Script

FEATURES: Final = ("always", "consonant edits", "of consonants", "sound edits", "of sounds", "length", "beginning", "equal")
"""Names of the features, in the order of `features`."""

_LONGEST: Final = 7
_GROUPED: Final = frozenset({Script.ARABIC, Script.HEBREW, Script.CYRILLIC, Script.LATIN})


def features(left: Token, right: Token) -> tuple[float, ...]:
    """Measure the likeness of two words; the same whichever comes first."""
    return min(
        (_measure(one, other) for one, other in product(left.sounds, right.sounds)),
        key=lambda measured: (measured[1] + measured[3], measured),
    )


def script_group(left: Token, right: Token) -> str:
    """Name the table of weights for two words: latin, native (one other script twice), or the other script's own."""
    if left.script is right.script:
        return "latin" if left.script is Script.LATIN else "native"
    others = {left.script, right.script} - {Script.LATIN}
    if len(others) == 1 and others < _GROUPED:
        return others.pop().value
    return "mixed"


def _measure(one: Sound, other: Sound) -> tuple[float, ...]:
    consonants = max(len(one.skeleton), len(other.skeleton), 1)
    sounds = max(len(one.fine), len(other.fine), 1)
    skeleton_edits = Levenshtein.distance(one.skeleton, other.skeleton)
    fine_edits = Levenshtein.distance(one.fine, other.fine)
    return (
        1.0,
        float(skeleton_edits),
        skeleton_edits / consonants,
        float(fine_edits),
        fine_edits / sounds,
        min(consonants, _LONGEST) * (1.0 - skeleton_edits / consonants),
        JaroWinkler.similarity(one.fine, other.fine),
        float(fine_edits == 0),
    )
