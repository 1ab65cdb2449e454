"""What stands on a petition's sheet and on the list of names that is handed over once.

The sheet has room for a name, a place, a signature and one tick, and nothing else: what is not asked cannot be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.pdf.days import written_day
from khabar.adapters.pdf.values import value

if TYPE_CHECKING:
    from khabar.adapters.pdf.words import Words
    from khabar.domain.petition_paper import PetitionSheets, SignersList

Layout = dict[str, object]
Spoken = tuple["Words", ...]


def sheets(document: PetitionSheets, words: Spoken, codes: list[Layout]) -> Layout:
    """Give the sheets: the title in each language that is printed, the lines with their numbers, the codes."""
    titles = dict(document.titles)
    first = next(iter(titles.values()))
    return {
        "titles": [value(one) for one in dict.fromkeys(titles.get(one.language, first) for one in words)],
        "addressees": [value(one) for one in document.addressees],
        "sender": value(document.sender),
        "contact": value(document.contact),
        "lines": [words[0].in_digits(str(at)) for at in range(1, document.lines + 1)],
        "sheets": codes,
    }


def signers(document: SignersList, words: Spoken) -> Layout:
    """Give the list: names in the order they come, and how many have signed without wishing to be named."""
    return {
        "title": value(document.title),
        "sender": value(document.sender),
        "on": [written_day(document.on, one) for one in words] if document.on else [],
        "confirmed": [one.in_digits(f"{document.confirmed:,}") for one in words],
        "named": [one.in_digits(f"{len(document.names):,}") for one in words],
        "names": [value(one) for one in document.names],
    }
