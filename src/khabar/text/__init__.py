"""Letters, digits, writing direction and graphemes of any script.

It serves names, codes, dates and search with what may be changed in a text without changing what it says.
It must never hold a lossy rule: folding yeh or dropping accents belongs to `khabar.names`.
"""

from khabar.text.direction import BIDI_CONTROLS, has_bidi_controls, without_bidi_controls
from khabar.text.graphemes import clip_graphemes, graphemes
from khabar.text.letters import Script, script_of, scripts
from khabar.text.marking import Said, marked, said
from khabar.text.numerals import only_digits, to_latin_digits, to_persian_digits
from khabar.text.spacing import normalise, words

__all__ = [
    "BIDI_CONTROLS",
    "Said",
    "Script",
    "clip_graphemes",
    "graphemes",
    "has_bidi_controls",
    "marked",
    "normalise",
    "only_digits",
    "said",
    "script_of",
    "scripts",
    "to_latin_digits",
    "to_persian_digits",
    "without_bidi_controls",
    "words",
]
