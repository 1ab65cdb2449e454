"""A confirmed claim as a quotation: the words as they stand, and who said them, where and when, in a reader's language.

For an article of the newsletter. The words are never shortened, bettered or put into another language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.reader_words import isolated, number_for_reader, words_for

if TYPE_CHECKING:
    from khabar.data.wordings import Wording
    from khabar.domain.claims.claim import Claim, Period

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~&!(){}+=^$@-])")
"""Signs that Markdown, or Typst behind it, could take for markup."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What may be quoted: the words, with quotation marks of the language, and their attribution in one line."""

    claim: str
    text: str = field(repr=False)
    attribution: str = field(repr=False)

    @property
    def markdown(self) -> str:
        """Give it as a quotation in Markdown, in which no sign of the words is taken for markup."""
        return f"> {_plain(self.text)}\n>\n> — {_plain(self.attribution)}\n"


def quotation(claim_id: str, claim: Claim, language: str) -> Quotation:
    """Give a claim as a quotation for readers of this language; where it has no words of ours, in English."""
    words = words_for(language)
    text = claim.text.strip()
    bare = re.fullmatch(r"[“„«\"](.*)[”“»\"]", text)
    inside = bare[1] if bare and not re.search(r"[“„«”»\"]", bare[1]) else text
    return Quotation(claim_id, f"{words['quoting.open']}{inside}{words['quoting.close']}", _attribution(claim, words))


def _attribution(claim: Claim, words: Wording) -> str:
    source = claim.source
    who = isolated(source.outlet, words.direction)
    if claim.speaker:
        who = words["quoting.speaker_in"].format(speaker=isolated(claim.speaker, words.direction), outlet=who)
    when = source.published or claim.said
    if when:
        who = words["quoting.dated"].format(who=who, day=day_or_days(when, words.language))
    if source.page is not None:
        who = words["quoting.paged"].format(who=who, page=number_for_reader(source.page, words.language))
    return who


def day_or_days(period: Period, language: str) -> str:
    """Write one day as the reader writes days; a longer time as it was written, or as its two ends."""
    if period.earliest == period.latest:
        return day_in_plain_text(period.earliest, language)
    return period.text or f"{period.earliest.isoformat()} – {period.latest.isoformat()}"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
