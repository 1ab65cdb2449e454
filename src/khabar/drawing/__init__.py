"""Plots as SVG: numbers and words in, shapes out, the same bytes each time.

It knows nothing of persons, languages or pages: words come in as they are to be read. It must never put style into an
attribute, which the content policy forbids, nor say with colour what no sign, pattern or word says too.
"""

from khabar.drawing.chances import Chance, Form, chance_of
from khabar.drawing.falls import Fall, Lane, Leaning, Scale, fall_of, leaning_of
from khabar.drawing.waterfall import Row, Words, waterfall

__all__ = [
    "Chance",
    "Fall",
    "Form",
    "Lane",
    "Leaning",
    "Row",
    "Scale",
    "Words",
    "chance_of",
    "fall_of",
    "leaning_of",
    "waterfall",
]
