"""A template with its gaps filled: a letter in blocks of words, the same for paper, mail and page.

What somebody wrote stays apart from the words of the template (`own`), so that each keeps its direction; it is never
read as a template again. One line stays one line: nothing that somebody typed can make a second header or subject.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.data.wordings import Wording
from khabar.domain.clocks import Step, told
from khabar.domain.codes import grouped
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.templates import WHOLE_PARAGRAPHS, Field, FieldKind, Paragraph, Template
from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.reader_words import words_for
from khabar.text import has_bidi_controls, normalise, only_digits, without_bidi_controls

MISSING = "Please fill this in. The letter cannot do without it."
NO_DAY = "Please choose a day."
NOT_THIS = "This template has no such field."
NO_LINES = "The lines of the clock belong here, and fill themselves in."
TOO_LONG = "This is too long for its place in the letter. Please make it shorter."
TOO_MANY = "A list has at most 20 lines."

LONGEST = {
    FieldKind.NAME: 120,
    FieldKind.LINE: 300,
    FieldKind.REFERENCE: 60,
    FieldKind.PROSE: 6000,
    FieldKind.ITEMS: 600,
}
"""Characters; of ITEMS in each line."""
MOST_ITEMS = 20
_GAP = re.compile(r"\{([a-z_]+)\}")
_STOP = "."

Filled = str | date | tuple[Step, ...]
"""What fills a gap: text (of ITEMS one thing in each line), a day, or the lines of a clock."""


@dataclass(frozen=True)
class Run:
    """Words of the template, or what somebody wrote (`own`)."""

    text: str
    own: bool = False


class BlockKind(StrEnum):
    """What a block is: a paragraph, one line of a numbered list, one line of a clock."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    CLOCK = "clock"


@dataclass(frozen=True)
class Block:
    """One paragraph of the letter; `number` in its list, or 0."""

    kind: BlockKind
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """Its words without marks of direction."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Written:
    """The words of a letter: subject and blocks, in one language, from one version of a template."""

    kind: LetterKind
    language: str
    template: str
    digest: str
    subject: tuple[Run, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def subject_text(self) -> str:
        """The subject as one line, without marks of direction."""
        return without_bidi_controls("".join(run.text for run in self.subject))


def fill(template: Template, values: Mapping[str, Filled]) -> Written:
    """Fill the gaps of a template. Raises Invalid for the field that is missing, too long, or not there.

    A field that may be left empty leaves its paragraphs out.
    """
    for name in sorted(set(values) - set(template.fields)):
        raise Invalid(name, NOT_THIS)
    tidy = {name: _tidied(one, values.get(name, "")) for name, one in template.fields.items()}
    words = words_for(template.language)
    subject = tuple(_runs(template.subject, tidy, words))
    blocks = (
        block for one in template.paragraphs if not one.when or tidy[one.when] for block in _blocks(one, template, tidy)
    )
    return Written(template.kind, template.language, template.name, template.digest, subject, tuple(blocks))


def texts_of(template: Template, values: Mapping[str, Filled]) -> dict[str, str]:
    """Give what somebody wrote, by field, as the rules of a draft look at it; days and clocks say nothing of people."""
    return {
        name: _tidied(one, values.get(name, ""))  # type: ignore[misc]  # text gives text
        for name, one in template.fields.items()
        if one.kind not in (FieldKind.DATE, FieldKind.CLOCK) and values.get(name)
    }


def _tidied(one: Field, value: Filled) -> Filled:
    if one.required and not value:
        raise Invalid(one.name, MISSING)
    if one.kind is FieldKind.DATE:
        if value and not isinstance(value, date):
            raise Invalid(one.name, NO_DAY)
        return value
    if one.kind is FieldKind.CLOCK:
        if value and not isinstance(value, tuple):
            raise Invalid(one.name, NO_LINES)
        return value
    if not isinstance(value, str):
        raise Invalid(one.name, MISSING)
    return _text(one, value)


def _text(one: Field, value: str) -> str:
    """Tidy what was typed: no marks of direction, no control characters; lines stay only where there may be some."""
    plain = without_bidi_controls(value) if has_bidi_controls(value) else value
    many = one.kind in WHOLE_PARAGRAPHS
    lines = [normalise(line) for line in plain.splitlines()] if many else [normalise(plain)]
    kept = [line for line in lines if line]
    if one.required and not kept:
        raise Invalid(one.name, MISSING)
    if one.kind is FieldKind.ITEMS and len(kept) > MOST_ITEMS:
        raise Invalid(one.name, TOO_MANY)
    measured = kept if one.kind is FieldKind.ITEMS else ["\n".join(kept)]
    if any(len(line) > LONGEST[one.kind] for line in measured):
        raise Invalid(one.name, TOO_LONG)
    return reference_in_groups(kept[0]) if one.kind is FieldKind.REFERENCE and kept else "\n".join(kept)


def _blocks(one: Paragraph, template: Template, values: Mapping[str, Filled]) -> Iterator[Block]:
    words = words_for(template.language)
    if len(one.gaps) == 1 and template.fields[one.gaps[0]].kind in WHOLE_PARAGRAPHS:
        yield from _whole(template.fields[one.gaps[0]].kind, values[one.gaps[0]], words)
    else:
        kind = BlockKind.ITEM if one.number else BlockKind.PARAGRAPH
        yield Block(kind, tuple(_runs(one.text, values, words)), one.number)


def _whole(kind: FieldKind, value: Filled, words: Wording) -> Iterator[Block]:
    """Give the paragraphs of one gap: lines of prose, a numbered list, or a clock told in the letter's language."""
    if isinstance(value, tuple):
        for step in value:
            yield Block(BlockKind.CLOCK, (Run(told(step, words.language)),))
        return
    for number, line in enumerate(str(value).split("\n"), start=1):
        if kind is FieldKind.ITEMS:
            yield Block(BlockKind.ITEM, (Run(line, own=True),), number)
        else:
            yield Block(BlockKind.PARAGRAPH, (Run(line, own=True),))


def _runs(text: str, values: Mapping[str, Filled], words: Wording) -> Iterator[Run]:
    """Cut a text at its gaps; a full stop that somebody typed at the end is not said twice."""
    pieces = _GAP.split(text)
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece:
                yield Run(piece)
            continue
        value = values[piece]
        if isinstance(value, date):
            yield Run(day_in_plain_text(value, words.language))
        else:
            said = str(value)
            yield Run(said.removesuffix(_STOP) if pieces[place + 1].startswith(_STOP) else said, own=True)


def reference_in_groups(text: str) -> str:
    """Write a reference of ours in groups of four, whichever digits it was typed in; any other reference stays."""
    digits = only_digits(text)
    return grouped(digits) if digits else text
