"""A paragraph of the archive as it is indexed, found and shown: the words in it, minus those that an editor hid.

Hidden words are taken out before anything reaches an index, and again whenever text is shown, the raw text included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from khabar.domain.repair.edits import EditKind, raw_span, switched, text_of, text_offsets
from khabar.domain.search_queries import Hidden, Span, Wanted, apart, masked, spans
from khabar.domain.search_sounds import sound
from khabar.domain.search_words import indexed

if TYPE_CHECKING:
    from khabar.domain.repair.repairing import Paragraph


class IndexedParagraph(NamedTuple):
    """What an index keeps of one paragraph: its number, its folded words, other readings of some, keys by sound."""

    number: int
    words: str
    also: str
    sounds: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as somebody may see it, with the places that were sought in its text."""

    text: str
    raw: str
    found: tuple[Span, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words that were found, as they stand in the text."""
        return tuple(self.text[span.start : span.end] for span in self.found)


def indexed_paragraph(number: int, paragraph: Paragraph, hidden: Hidden) -> IndexedParagraph:
    """Give what an index keeps of a paragraph; `number` is how it is known again."""
    text = paragraph.text
    kept = hidden.kept(text)
    others = [" ".join(token.word for token in hidden.kept(other)) for other in other_readings(paragraph)]
    words, also = indexed(kept, others)
    keys = dict.fromkeys(sound(text[token.start : token.end]) for token in kept)
    return IndexedParagraph(number, words, also, " ".join(key for key in keys if key))


def other_readings(paragraph: Paragraph) -> list[str]:
    """Give the readings of divided words that were not chosen, each with what touches it."""
    found: list[str] = []
    offsets = text_offsets(paragraph.edits)
    for number, edit in enumerate(paragraph.edits):
        if edit.kind is EditKind.HYPHEN and edit.other is not None:
            other = text_of(paragraph.raw, switched(paragraph.edits, number))
            at = offsets[number]
            before, after = re.search(r"\S*$", other[:at]), re.match(r"\S*", other[at:])
            found.append((before[0] if before else "") + (after[0] if after else ""))
    return found


def shown(paragraph: Paragraph, hidden: Hidden, wanted: Wanted | None = None) -> Shown:
    """Give a paragraph as it may be shown; in raw text too, words made of hidden letters are hidden."""
    text = paragraph.text
    places = hidden.spans(text)
    raw_places = [raw_span(paragraph.edits, *place) for place in places]
    raw = masked(paragraph.raw, apart([*raw_places, *hidden.spans(paragraph.raw)]))
    visible = masked(text, places)
    return Shown(visible, raw, tuple(spans(visible, wanted)) if wanted else ())
