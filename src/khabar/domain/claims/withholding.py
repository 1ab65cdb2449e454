"""Claims as they may be shown once words are marked as a private person's: masked, or not at all.

Nothing is claimed about a private person: what is said of an institution in a sentence with a marked word is kept back
whole, and a speaker with a marked word is nobody. It must never change what is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.domain.claims.claim import About

if TYPE_CHECKING:
    from khabar.domain.claims.claim import Claim, Period, Quantity, Source
    from khabar.domain.search_queries import Hidden


def may_be_shown(claim: Claim, hidden: Hidden) -> Claim | None:
    """Give the claim as it may be shown, quoted and compared; None where it may not be."""
    if claim.about is About.INSTITUTION and _is_touched(claim.text, hidden):
        return None
    return replace(
        claim,
        text=hidden.shown(claim.text),
        about_text=hidden.shown(claim.about_text),
        speaker="" if _is_touched(claim.speaker, hidden) else claim.speaker,
        said=_period(claim.said, hidden),
        source=_source(claim.source, hidden),
        quantity=_quantity(claim.quantity, hidden),
    )


def _is_touched(text: str, hidden: Hidden) -> bool:
    """Say whether a word in a text is marked now, or was when the text was taken: then a sign stands for it."""
    return hidden.SIGN in text or bool(hidden.spans(text))


def _source(source: Source, hidden: Hidden) -> Source:
    return replace(source, outlet=hidden.shown(source.outlet), published=_period(source.published, hidden))


def _quantity(quantity: Quantity | None, hidden: Hidden) -> Quantity | None:
    if quantity is None:
        return None
    said = hidden.shown(quantity.population_text)
    return replace(quantity, population_text=said, as_of=_period(quantity.as_of, hidden))


def _period(period: Period | None, hidden: Hidden) -> Period | None:
    return None if period is None else replace(period, text=hidden.shown(period.text))
