"""What stands on a letter to a body: head, window, reference as digits and square code, words in runs, list of copies.

The words are those of the letter's own language, whatever the page speaks on which it was made. Nothing here knows how
a page looks; that is `templates/official.typ`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.pdf.symbols import symbol
from khabar.adapters.pdf.values import value
from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.reader_words import number_for_reader, words_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.data.wordings import Wording
    from khabar.domain.letters.filling import Block, Run
    from khabar.domain.letters.sheets import LetterSheet, LetterSheets

Layout = dict[str, object]
_TABLE = "letters."


def letters(document: LetterSheets) -> Layout:
    """Give every sheet of one print run."""
    return {"sheets": [_sheet(one) for one in document.sheets]}


def _sheet(sheet: LetterSheet) -> Layout:
    words = words_for(sheet.written.language)
    return {
        "language": words.language,
        "direction": words.direction,
        "words": {name.removeprefix(_TABLE): text for name, text in words.said.items() if name.startswith(_TABLE)},
        "sender": value(sheet.sender),
        "sender_lines": _lines(sheet.sender_lines),
        "recipient": _lines(sheet.recipient),
        "on": day_in_plain_text(sheet.on, words.language),
        "symbol": symbol(sheet.code),
        "digits": list(dict.fromkeys((_in_digits(sheet.reference, words), sheet.reference))),
        "their_reference": value(sheet.their_reference),
        "copy_of": value(sheet.copy_of),
        "confidential": sheet.confidential,
        "subject": _runs(sheet.written.subject),
        "blocks": [_block(one, words) for one in sheet.written.blocks],
        "signed": _lines(sheet.signed),
        "enclosed": _lines(sheet.enclosed),
        "copies": _lines(sheet.copies),
    }


def _block(block: Block, words: Wording) -> Layout:
    number = number_for_reader(block.number, words.language) if block.number else ""
    return {"kind": block.kind.value, "number": number, "runs": _runs(block.runs)}


def _runs(runs: Iterable[Run]) -> list[Layout]:
    """Give each run with the direction of what somebody wrote; words of the letter run as the letter does."""
    return [{"own": run.own, "text": run.text, "direction": value(run.text)["direction"]} for run in runs]


def _lines(lines: Iterable[str]) -> list[dict[str, str]]:
    return [value(line) for line in lines if line.strip()]


def _in_digits(text: str, words: Wording) -> str:
    return "".join(number_for_reader(int(char), words.language) if char.isdecimal() else char for char in text)
