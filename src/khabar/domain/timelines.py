"""A story in order: what happened and when it may have been, letters, answers, and the silence between them.

One list of lines makes the drawing and the table beside it. A file's own timeline says who says so; a campaign's public
one knows bodies and days alone, and must never hold a name, a source or a word of a letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from khabar.data.wordings import Wording
from khabar.domain.calendars import Calendar, solar_hijri, span
from khabar.domain.reader_dates import PERSIAN, day_in_plain_text, day_in_words
from khabar.domain.reader_words import RIGHT_TO_LEFT, counted_in_words, isolated, number_for_reader, words_for
from khabar.drawing.timeline import Mark, Shape, TimeLane, TimeWords, timeline
from khabar.text import clip_graphemes

MOST_YEARS = 6
"""Numbers of years over a drawing, at most, so that they stand apart on a narrow screen."""
_LABEL = 36
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Happened:
    """Something that happened: the days it may have been, the date as somebody gave it, what, and who says so."""

    first: date
    last: date
    what: str = field(repr=False)
    given: str = ""
    source: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sent:
    """A letter that left: to which body, on which day, when it was answered, whether it is a copy, as of which day.

    `due` is the last day its clock gave, where there was one.
    """

    body: str
    sent: date
    answered: date | None
    as_of: date
    is_copy: bool = False
    due: date | None = None

    @property
    def days(self) -> int:
        """Days of silence: until the answer, or until the day it is looked at."""
        return max(0, ((self.answered or self.as_of) - self.sent).days)


Line = Happened | Sent


@dataclass(frozen=True)
class TimeRow:
    """One row of the table: when, what, and who says so or what became of it."""

    when: str
    what: str = field(repr=False)
    said: str = field(default="", repr=False)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Order lines by their first day; of two on one day the shorter first, then by their words."""
    return tuple(sorted(lines, key=_key))


def rows(lines: Iterable[Line], language: str) -> tuple[TimeRow, ...]:
    """Say the lines as rows of a table, in order."""
    words = words_for(language)
    return tuple(_row(line, words) for line in in_order(lines))


def drawn(lines: Iterable[Line], language: str, *, name: str) -> str:
    """Draw the lines as SVG; `name` keeps ids apart where a page has several drawings. Empty without any line."""
    ordered = in_order(lines)
    if not ordered:
        return ""
    words = words_for(language)
    lanes = [_lane(line, words) for line in ordered]
    first, last = min(map(_first, ordered)), max(map(_last, ordered))
    told = TimeWords(words["timeline.title"], _description(ordered, words))
    numbers = years(first, last, words.language)
    if words.direction == RIGHT_TO_LEFT:
        return timeline(lanes, numbers, told, name=name, direction="rtl")
    return timeline(lanes, numbers, told, name=name)


def years(first: date, last: date, language: str) -> tuple[tuple[date, str], ...]:
    """Give the first days of years between two days with the number of each, at most six, in the reader's calendar."""
    calendar = Calendar.SOLAR_HIJRI if language == PERSIAN and solar_hijri(first) else Calendar.GREGORIAN
    numbers = range(_year(first, calendar), _year(last, calendar) + 1)
    begins = [(span(calendar, year).earliest, year) for year in numbers]
    within = [(day, year) for day, year in begins if first <= day <= last]
    step = next((one for one in _STEPS if len(within) <= MOST_YEARS * one), _STEPS[-1])
    return tuple((day, number_for_reader(year, language)) for day, year in within if year % step == 0)


def _year(day: date, calendar: Calendar) -> int:
    return day.year if calendar is Calendar.GREGORIAN else int(solar_hijri(day).partition("-")[0])


def _key(line: Line) -> tuple[date, date, str]:
    return _first(line), _last(line), line.what if isinstance(line, Happened) else line.body


def _first(line: Line) -> date:
    return line.first if isinstance(line, Happened) else line.sent


def _last(line: Line) -> date:
    if isinstance(line, Happened):
        return line.last
    return max(line.sent, line.answered or line.as_of)


def _row(line: Line, words: Wording) -> TimeRow:
    if isinstance(line, Happened):
        return TimeRow(_when(line, words), line.what, line.source)
    return TimeRow(day_in_plain_text(line.sent, words.language), _to(line, words), _became(line, words))


def _when(line: Happened, words: Wording) -> str:
    """Say the days it may have been, and how somebody gave them where that says something else."""
    first, last = (day_in_plain_text(day, words.language) for day in (line.first, line.last))
    said = first if line.first == line.last else words["timeline.between"].format(first=first, last=last)
    if not line.given or line.given in (line.first.isoformat(), said):
        return said
    return words["timeline.given"].format(when=said, given=isolated(line.given, words.direction))


def _to(line: Sent, words: Wording) -> str:
    return words["timeline.copy" if line.is_copy else "timeline.letter"].format(
        body=isolated(line.body, words.direction)
    )


def _became(line: Sent, words: Wording) -> str:
    """Say the answer or the silence, and whether the time that was given has passed."""
    days = counted_in_words(line.days, "days", words)
    if line.answered:
        day = day_in_plain_text(line.answered, words.language)
        said = words["timeline.answered"].format(days=days, day=day)
    else:
        said = words["timeline.unanswered"].format(days=days, day=day_in_plain_text(line.as_of, words.language))
    if line.due is None or (line.answered or line.as_of) <= line.due:
        return said
    return f"{said} {words['timeline.due'].format(day=day_in_plain_text(line.due, words.language))}"


def _lane(line: Line, words: Wording) -> TimeLane:
    row = _row(line, words)
    label = _short(row.what)
    if isinstance(line, Happened):
        mark = Mark.EVENT if line.first == line.last else Mark.SPAN
        note = line.given or day_in_words(line.first, words.language)
        return TimeLane(label, _short(note), (Shape(mark, line.first, line.last, f"{row.what}. {row.when}"),))
    told = f"{row.what}. {row.said}"
    end = _last(line)
    shapes = [Shape(Mark.SILENCE, line.sent, end, told, still=line.answered is None)]
    shapes.append(Shape(Mark.LETTER, line.sent, line.sent, told))
    if line.answered:
        shapes.append(Shape(Mark.ANSWER, end, end, told))
    days = counted_in_words(line.days, "days", words)
    short = words["timeline.short_answered" if line.answered else "timeline.short_unanswered"].format(days=days)
    return TimeLane(label, short, tuple(shapes))


def _short(text: str) -> str:
    """Cut words that would run over a narrow drawing; the table and the mark itself have the whole."""
    short = clip_graphemes(text, _LABEL)
    return short if short == text else f"{short.rstrip()}…"


def _description(lines: tuple[Line, ...], words: Wording) -> str:
    """Tell the whole to whoever does not see it: how many lines, from when to when, how many letters and answers."""
    letters = [line for line in lines if isinstance(line, Sent)]
    answered = sum(line.answered is not None for line in letters)
    return words["timeline.described"].format(
        lines=number_for_reader(len(lines), words.language),
        first=day_in_plain_text(min(map(_first, lines)), words.language),
        last=day_in_plain_text(max(map(_last, lines)), words.language),
        letters=number_for_reader(len(letters), words.language),
        answered=number_for_reader(answered, words.language),
    )
