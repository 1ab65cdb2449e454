"""Who must not know: the names a person gave, held against whoever would be told.

A likeness closes the gate. It may close it wrongly for a namesake, and then two people look; it must never be made
looser to let more through.
"""

from collections.abc import Iterable

from khabar import names

LIKELY_THE_SAME = 0.5
"""At a prior of one in four: more likely the same name than not."""


def is_withheld_from(must_not_know: Iterable[str], called: Iterable[str]) -> bool:
    """Say whether any of the names a recipient is called by may be one of those who must not know."""
    called = [name for name in called if name.strip()]
    return any(
        names.compare(withheld, name).probability >= LIKELY_THE_SAME
        for withheld in must_not_know
        for name in called
        if withheld.strip()
    )
