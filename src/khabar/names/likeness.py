"""How alike two words sound, as numbers: the features a frozen table of weights turns into evidence.

Distances are counted on sounds and on coarse consonants, for the nearest two ways the words may sound.
It must never know frequencies or whole names; those come in afterwards, where they can be explained.
"""

from itertools import product
from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from khabar.names.sounds import Sound
from khabar.names.tokens import Token
from khabar.text import Script

FEATURES: Final = (
    "always",
    "consonant edits",
    "share of consonants edited",
    "sound edits",
    "share of sounds edited",
    "consonants in common",
    "equal sound",
    "letters in common",
)
"""Names of the features, in the order of `features`."""

_LONGEST: Final = 7
_FAR: Final = 0.75
"""Words further apart than this by their usual sounds are different however else they may sound."""
_GROUPED: Final = frozenset({Script.ARABIC, Script.HEBREW, Script.CYRILLIC, Script.LATIN})


def plainly_different(left: Token, right: Token) -> bool:
    """Say whether two words are too far apart by their usual sounds to be worth measuring."""
    return Levenshtein.normalized_distance(left.sounds[0].fine, right.sounds[0].fine) > _FAR


def features(left: Token, right: Token) -> tuple[float, ...]:
    """Measure the likeness of two words, by their nearest sounds; the same whichever comes first."""
    one, other = left.sounds[0], right.sounds[0]
    if len(left.sounds) > 1 or len(right.sounds) > 1:
        _, _, one, other = min(map(_nearness, product(left.sounds, right.sounds)))
    letters = Indel.normalized_similarity(left.folded, right.folded) if left.script is right.script else 0.0
    return (*_measure(one, other), letters)


def script_group(left: Token, right: Token) -> str:
    """Name the table of weights for two words: latin, native (one other script twice), or the other script's own."""
    if left.script is right.script:
        return "latin" if left.script is Script.LATIN else "native"
    others = {left.script, right.script} - {Script.LATIN}
    if len(others) == 1 and others < _GROUPED:
        return others.pop().value
    return "mixed"


def _nearness(sounds: tuple[Sound, Sound]) -> tuple[int, int, Sound, Sound]:
    one, other = sorted(sounds)
    skeleton_edits = Levenshtein.distance(one.skeleton, other.skeleton)
    fine_edits = Levenshtein.distance(one.fine, other.fine)
    return skeleton_edits + fine_edits, skeleton_edits, one, other


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
        float(fine_edits == 0),
    )
