"""Who must not know: the names or the kin a person named, held against whoever would be told.

A likeness closes the gate. It may close it wrongly for a namesake, and then two people look; it must never be made
looser to let more through.
"""

from collections.abc import Iterable

from khabar import names
from khabar.text import words

POSSESSIVES = frozenset({"my", "his", "her", "their", "our", "the", "a", "of"})
"""Words that say whose, not who. In other languages they only make the comparison stricter."""

LIKELY_THE_SAME = 0.5
"""At a prior of one in four: more likely the same name than not."""


def is_withheld_from(must_not_know: Iterable[str], called: Iterable[str], *, kinship: str = "") -> bool:
    """Say whether whoever is called so, and is related so, may be one of those who must not know.

    A word that stands both in what was said ("my brother") and in the kinship ("brother") closes the gate too, and so
    does "my brother's wife": too much silence can be mended, a word too many cannot.
    """
    withheld_ones = [one for one in must_not_know if one.strip()]
    called = [name for name in called if name.strip()]
    related = _words(kinship)
    return any(
        not related.isdisjoint(_words(withheld))
        or any(names.compare(withheld, name).probability >= LIKELY_THE_SAME for name in called)
        for withheld in withheld_ones
    )


def _words(said: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(said)) - POSSESSIVES
