"""What a person mends in a claim before confirming it: who speaks, the interval, what is counted, the days.

A speaker is an office or a body, never a person; a figure has at least one end. The words of the document stay as they
are: whoever wants other words corrects the paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from khabar.data.claims import cue_words
from khabar.domain.archive_documents import LONGEST_TITLE, TOO_LONG, period_of
from khabar.domain.claims.claim import Quantity
from khabar.domain.claims.sentences import Sentence, known_languages
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.claims.claim import Claim
    from khabar.domain.search_queries import Hidden

NO_BODY: Final = "Name the office or the body that speaks. A person is nobody here; leave it empty then."
NO_ENDS: Final = "A figure needs a lower end, an upper end, or both."
WRONG_WAY: Final = "The upper end is smaller than the lower one."
NOT_BELOW_NOTHING: Final = "A count is never below nothing."
NO_SUCH_UNIT: Final = "Choose what is counted from the list."
NO_SUCH_POPULATION: Final = "Choose which of them from the list."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A claim's fields as a person leaves them; days as written, of any precision. No figure: all of it stays empty."""

    speaker: str = ""
    said: str = ""
    least: float | None = None
    most: float | None = None
    unit: str = ""
    population: frozenset[str] = frozenset()
    as_of: str = ""


def units() -> tuple[str, ...]:
    """List what can be counted, by the words of the table, in its order."""
    return tuple(dict.fromkeys(row.key for row in cue_words() if row.kind == "unit"))


def populations() -> tuple[str, ...]:
    """List which of them can be meant, by the words of the table, in its order."""
    return tuple(dict.fromkeys(row.key for row in cue_words() if row.kind == "group"))


def as_it_stands(claim: Claim) -> Mended:
    """Give the fields of a claim as they are."""
    figure = claim.quantity
    said = claim.said.text or claim.said.earliest.isoformat() if claim.said else ""
    if figure is None:
        return Mended(speaker=claim.speaker, said=said)
    as_of = figure.as_of.text or figure.as_of.earliest.isoformat() if figure.as_of else ""
    return Mended(
        speaker=claim.speaker,
        said=said,
        least=figure.least,
        most=figure.most,
        unit=figure.unit,
        population=figure.population,
        as_of=as_of,
    )


def mended(claim: Claim, fields: Mended, hidden: Hidden, today: date) -> Claim:
    """Give the claim with these fields; Invalid names the one that cannot stand so."""
    if fields == as_it_stands(claim):
        return claim
    speaker = " ".join(fields.speaker.split())
    if speaker != claim.speaker and speaker and not names_a_body(speaker):
        raise Invalid("speaker", NO_BODY)
    if hidden.spans(speaker):
        raise Invalid("speaker", NO_BODY)
    if len(speaker) > LONGEST_TITLE:
        raise Invalid("speaker", TOO_LONG)
    said = period_of("said", fields.said, today)
    quantity = None if claim.quantity is None else _quantity(claim.quantity, fields, today)
    return replace(claim, speaker=speaker, said=said, quantity=quantity)


def names_a_body(text: str) -> bool:
    """Say whether words name an office or a body, in any language of the table."""
    return any(Sentence(text, 0, language).places("institution") for language in known_languages())


def _quantity(known: Quantity, fields: Mended, today: date) -> Quantity:
    least, most = fields.least, fields.most
    if least is None and most is None:
        raise Invalid("least", NO_ENDS)
    if min(one for one in (least, most) if one is not None) < 0:
        raise Invalid("least", NOT_BELOW_NOTHING)
    if least is not None and most is not None and most < least:
        raise Invalid("most", WRONG_WAY)
    if fields.unit not in units():
        raise Invalid("unit", NO_SUCH_UNIT)
    if not fields.population <= set(populations()):
        raise Invalid("population", NO_SUCH_POPULATION)
    as_of = period_of("as_of", fields.as_of, today)
    return Quantity(least, most, fields.unit, fields.population, known.population_text, as_of)
