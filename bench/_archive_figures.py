"""What a reader made of a newsletter whose truth is known: paragraphs in their order, and paragraphs whole.

Two paragraphs are in order when the last number of the one stands before the first number of the other: so columns read
across each other are wrong although every word is there. A paragraph is right when what stands between its two numbers
has its letters, in their order; spaces, hyphens and the spellings of one letter do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from khabar.domain.search_words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adapters.documents.newsletters import Paragraph

RIGHT: Final = 0.98
"""A paragraph is right when so much of it is as it was written."""
NOWHERE: Final = -1


@dataclass(frozen=True)
class Figures:
    """Shares: pairs of paragraphs in order, paragraphs right; letters wrong of all letters; seconds for a page."""

    in_order: float
    right: float
    wrong_letters: float
    seconds: float = 0.0


def figures(truth: Sequence[Paragraph], told: str) -> Figures:
    """Compare what was told with what was written."""
    plain = folded(told)
    spans = [_span(plain, one) for one in truth]
    pairs = [(one, other) for at, one in enumerate(spans) for other in spans[at + 1 :]]
    ordered = sum(NOWHERE not in (*one, *other) and one[1] < other[0] for one, other in pairs)
    likeness = [_alike(one.text, plain[start:end]) for one, (start, end) in zip(truth, spans, strict=True)]
    letters = [len(_letters(folded(one.text))) for one in truth]
    wrong = sum((1 - alike) * length for alike, length in zip(likeness, letters, strict=True))
    return Figures(
        ordered / max(1, len(pairs)),
        sum(alike >= RIGHT for alike in likeness) / len(truth),
        wrong / sum(letters),
    )


def mean(found: Iterable[Figures]) -> Figures:
    """Give the mean of several files."""
    listed = list(found)
    return Figures(
        *(
            sum(getattr(one, name) for one in listed) / len(listed)
            for name in ("in_order", "right", "wrong_letters", "seconds")
        )
    )


def _span(plain: str, paragraph: Paragraph) -> tuple[int, int]:
    """Find a paragraph by its numbers; some readers give numbers of right-to-left lines backwards."""
    start = _place(plain, paragraph.first)
    end = _place(plain, paragraph.last)
    return start, end + len(paragraph.last) if end >= 0 else NOWHERE


def _place(plain: str, number: str) -> int:
    found = plain.find(number)
    return found if found >= 0 else plain.find(number[::-1])


def _alike(written: str, told: str) -> float:
    return float(Levenshtein.normalized_similarity(_letters(folded(written)), _letters(told)))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text))
