"""A letter as plain text: lines of at most 72 signs, each readable by itself in either direction.

What runs the other way is kept between marks of direction that open and close on one line, so that no mail program can
turn the rest of a line about. Words are never cut; a longer one stands on a line of its own.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from khabar.data.wordings import Wording
from khabar.domain.letters.filling import Block, BlockKind, Run
from khabar.domain.letters.sheets import LetterSheet
from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.reader_words import isolated, number_for_reader, words_for
from khabar.text import graphemes

WIDTH = 72
"""Signs in a line: what mail programs and narrow windows show without breaking it again."""
_INDENT = 3
_OPEN = "\N{FIRST STRONG ISOLATE}"
_OPENING = frozenset({_OPEN, "\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}"})
_CLOSING = "\N{POP DIRECTIONAL ISOLATE}"


Sign = tuple[str, int]
"""One character, and the foreign stretch it belongs to (0: none)."""


def plain_text(sheet: LetterSheet, width: int = WIDTH) -> str:
    """Write a letter as text, ended by a line end. Nothing in it depends on the program that shows it."""
    words = words_for(sheet.written.language)
    parts = (_top(sheet, words), _subject(sheet, words), *_body(sheet, words, width), _foot(sheet, words))
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def subject_line(sheet: LetterSheet) -> str:
    """Give the subject of the mail: words of the letter, on one line, without marks of direction."""
    return sheet.written.subject_text


def _top(sheet: LetterSheet, words: Wording) -> list[str]:
    """Say who writes, to whom, when, under which reference."""
    lines = [isolated(line, words.direction) for line in (sheet.sender, *sheet.sender_lines)]
    lines += ["", *(isolated(line, words.direction) for line in sheet.recipient), ""]
    if sheet.copy_of:
        lines += [words["letters.copy_of"].format(name=isolated(sheet.copy_of, words.direction)), ""]
    if sheet.confidential:
        lines += [words["letters.confidential"], ""]
    lines.append(f"{words['letters.date']}: {day_in_plain_text(sheet.on, words.language)}")
    lines.append(f"{words['letters.our_reference']}: {isolated(sheet.reference, words.direction)}")
    if sheet.their_reference:
        lines.append(f"{words['letters.their_reference']}: {isolated(sheet.their_reference, words.direction)}")
    return lines


def _subject(sheet: LetterSheet, words: Wording) -> list[str]:
    return list(_wrapped((Run(f"{words['letters.subject']}: "), *sheet.written.subject), words, WIDTH))


def _body(sheet: LetterSheet, words: Wording, width: int) -> Iterator[list[str]]:
    """Give paragraphs, and lists in one piece each."""
    gathered: list[str] = []
    for block in sheet.written.blocks:
        lines = list(_block(block, words, width))
        if block.kind is BlockKind.PARAGRAPH:
            if gathered:
                yield gathered
            gathered = []
            yield lines
        else:
            gathered += lines
    if gathered:
        yield gathered


def _block(block: Block, words: Wording, width: int) -> Iterator[str]:
    if block.kind is BlockKind.PARAGRAPH:
        yield from _wrapped(block.runs, words, width)
        return
    mark = f"{number_for_reader(block.number, words.language)}." if block.kind is BlockKind.ITEM else "-"
    for place, line in enumerate(_wrapped(block.runs, words, width - _INDENT)):
        yield f"{mark:<{_INDENT}}{line}" if place == 0 else f"{'':<{_INDENT}}{line}"


def _foot(sheet: LetterSheet, words: Wording) -> list[str]:
    lines = ["", *(isolated(line, words.direction) for line in sheet.signed)]
    for name, listed in (("letters.enclosed", sheet.enclosed), ("letters.copies", sheet.copies)):
        if listed:
            lines += ["", f"{words[name]}:", *(f"- {isolated(one, words.direction)}" for one in listed)]
    return lines


def _wrapped(runs: Iterable[Run], words: Wording, width: int) -> Iterator[str]:
    """Break runs into lines of at most so many signs; foreign words of one line stand between marks of their own."""
    line: list[Sign] = []
    for word in _unbroken(_signs(runs, words.direction)):
        if line and _width([*line, *word]) > width:
            yield _said(line)
            line = word
        else:
            line = [*line, *word]
    yield _said(line)


def _signs(runs: Iterable[Run], direction: str) -> Iterator[Sign]:
    """Give each sign with the number of the foreign stretch it belongs to, 0 for the letter's own words."""
    stretch, inside = 0, False
    for run in runs:
        for char in isolated(run.text, direction) if run.own else run.text:
            if char in _OPENING:
                stretch, inside = stretch + 1, True
            elif char == _CLOSING:
                inside = False
            else:
                yield char, stretch if inside else 0


def _unbroken(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Cut before each word: the space that leads to it goes with it."""
    word: list[Sign] = []
    for sign in signs:
        if sign[0] == " " and word and word[-1][0] != " ":
            yield word
            word = []
        word.append(sign)
    yield word


def _width(line: list[Sign]) -> int:
    return len(graphemes("".join(char for char, _ in line).strip()))


def _said(line: list[Sign]) -> str:
    """Write a line without the space at its ends, each foreign stretch between its marks."""
    seen = [place for place, (char, _) in enumerate(line) if char != " "]
    kept = line[seen[0] : seen[-1] + 1] if seen else []
    parts = (("".join(char for char, _ in group), stretch) for stretch, group in groupby(kept, key=itemgetter(1)))
    return "".join(f"{_OPEN}{text}{_CLOSING}" if stretch else text for text, stretch in parts)
