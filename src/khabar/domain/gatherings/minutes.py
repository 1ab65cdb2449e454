"""Minutes: what was said, asked and decided, each with its speaker as that person has agreed to be spoken of.

Somebody is named only for a recipient or a publication they have agreed to; everywhere else minutes say the pseudonym,
"a mother from the north", or nobody. They become a draft of a letter: what was asked is what the letter asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.data.gathering_words import gathering_words
from khabar.domain.errors import Invalid
from khabar.domain.gatherings.admission import Card, MinutesAs
from khabar.domain.gatherings.told import invited_in
from khabar.domain.letters.filling import LONGEST as LONGEST_IN_LETTER
from khabar.domain.letters.filling import MOST_ITEMS
from khabar.domain.letters.templates import FieldKind
from khabar.domain.reader_dates import day_in_plain_text

LONGEST_LINE = 500
MOST_LINES = 300
NO_TEXT = "Write what was said, in a sentence or two."
LONG_TEXT = "A line of minutes has at most 500 letters. Divide it."
TOO_MANY_LINES = "Minutes of one sitting have at most 300 lines."
NOTHING_ASKED = "Nothing is marked as a question yet. A letter asks what was asked: mark at least one line."
TOO_MUCH_ASKED = "More was asked than one letter can ask: at most 20 questions."
TOO_LONG_TOGETHER = "What was said is too long for one letter. Leave lines out, or shorten them."


class LineKind(StrEnum):
    """What a line is: something said, something that is to be asked of others, something decided by all."""

    SAID = "said"
    ASKED = "asked"
    DECIDED = "decided"


@dataclass(frozen=True)
class Line:
    """One line: an id of its own, what it is, the words, and who spoke (the id of somebody admitted, or empty)."""

    id: str
    kind: LineKind
    text: str = field(repr=False)
    speaker: str = ""

    def __post_init__(self) -> None:
        """Refuse an empty line and one too long to be read."""
        if not self.text.strip():
            raise Invalid("text", NO_TEXT)
        if len(self.text) > LONGEST_LINE:
            raise Invalid("text", LONG_TEXT)


@dataclass(frozen=True)
class Spoken:
    """Somebody admitted as minutes may speak of them: the card, and the name where it may be said (else empty)."""

    card: Card
    name: str = field(default="", repr=False)


@dataclass(frozen=True)
class Held:
    """One sitting as minutes have it: on which day of its own zone, and its lines."""

    on: date
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class LetterTexts:
    """What minutes give a letter: `background` in lines, `questions` one to a line, and the ids of those it names."""

    background: str = field(repr=False)
    questions: str = field(repr=False)
    named: frozenset[str]


def line_told(line: Line, spoken: Spoken | None, language: str) -> str:
    """Write one line with its speaker."""
    words = gathering_words(invited_in(language))
    if line.kind is LineKind.DECIDED or not line.speaker:
        return words["nobody"].format(text=line.text)
    if spoken is None:
        return words["somebody"].format(text=line.text)
    how, name = _called(spoken)
    return words[how].format(name=name, text=line.text)


def minutes_told(lines: Iterable[Line], people: Mapping[str, Spoken], language: str) -> tuple[str, ...]:
    """Write all lines, in their order."""
    return tuple(line_told(one, people.get(one.speaker), language) for one in lines)


def letter_texts(sittings: Iterable[Held], people: Mapping[str, Spoken], language: str) -> LetterTexts:
    """Make of minutes what a letter says. Raises Invalid (field `text`) where nothing was asked, or too much was said.

    Questions stand without a speaker: they are the association's. What was said and decided is the background.
    """
    held = tuple(sittings)
    asked = [one.text for sitting in held for one in sitting.lines if one.kind is LineKind.ASKED]
    if not asked:
        raise Invalid("text", NOTHING_ASKED)
    if len(asked) > MOST_ITEMS:
        raise Invalid("text", TOO_MUCH_ASKED)
    code = invited_in(language)
    background = "\n\n".join(part for one in held if (part := _background(one, people, code)))
    if len(background) > LONGEST_IN_LETTER[FieldKind.PROSE]:
        raise Invalid("text", TOO_LONG_TOGETHER)
    named = {
        one.speaker
        for sitting in held
        for one in sitting.lines
        if one.kind is LineKind.SAID and one.speaker in people and people[one.speaker].name
    }
    return LetterTexts(background, "\n".join(" ".join(one.split()) for one in asked), frozenset(named))


def _background(sitting: Held, people: Mapping[str, Spoken], code: str) -> str:
    told = [one for one in sitting.lines if one.kind is not LineKind.ASKED]
    if not told:
        return ""
    head = gathering_words(code)["at_meeting"].format(day=day_in_plain_text(sitting.on, code))
    return "\n".join((head, *minutes_told(told, people, code)))


def _called(spoken: Spoken) -> tuple[str, str]:
    """Give the sentence in which somebody is spoken of, and what they are called in it."""
    if spoken.name:
        return "named", spoken.name
    if spoken.card.minutes_as is MinutesAs.PSEUDONYM:
        return "under_pseudonym", spoken.card.pseudonym
    if spoken.card.minutes_as is MinutesAs.DESCRIBED:
        return "described", spoken.card.described
    return "somebody", ""
