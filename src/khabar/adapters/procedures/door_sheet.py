"""The sheet “which door?” as a PDF: one page, each door with its answer, its authority, what is missing, who is told.

Everything fits on one page: letters become smaller, then only the weightiest lines stand, with how many more there are.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf

from khabar.adapters.pdf.values import value
from khabar.adapters.procedures.layouts import Layout, printed
from khabar.adapters.procedures.saying import UNDATED, as_of_text, day_text, item_text, line_text, told_text, tongue
from khabar.domain.procedures import EXAMINED, Answer, Kind
from khabar.domain.procedures.lines import KNOWN_UP_TO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from khabar.adapters.procedures.saying import Tongue
    from khabar.domain.procedures import Line, Result

SIZES: Final = ((8.0, 3), (7.4, 3), (7.4, 2), (7.0, 2), (6.6, 2), (7.0, 1), (6.6, 1), (6.0, 1), (5.4, 1))
"""Letters in points and most lines in a cell, tried in this order; the last one fits every case."""
LEFT_TO_RIGHT, END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""Keep the parts of an ISO day in their order beside Persian letters."""
_SAID: Final = frozenset({Kind.BARS, Kind.DOUBT, Kind.MISSING, Kind.HOLDS})


def door_sheet(results: Sequence[Result], on: date, reference: str, language: str) -> bytes:
    """Print the sheet in one language; Invalid for one without words, or for letters that cannot be printed."""
    words = tongue(language)
    for size, most in SIZES:
        made = printed("doors", _body(results, on, reference, words, (size, most)), (words,))
        if _pages(made) == 1:
            break
    return made


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _body(results: Sequence[Result], on: date, reference: str, words: Tongue, fit: tuple[float, int]) -> Layout:
    size, most = fit
    return {
        "size": size,
        "reference": value(reference),
        "intro": words["sheet.intro"].format(day=day_text(on, words)),
        "rules": words["sheet.rules_as_of"].format(day=day_text(KNOWN_UP_TO, words)),
        "rows": [_row(one, words, most) for one in results if one.procedure in EXAMINED],
        "others": [words[f"procedures.{one.procedure}"] for one in results if one.procedure not in EXAMINED],
    }


def _row(result: Result, words: Tongue, most: int) -> Layout:
    said = [line for line in result.reasons if line.kind in _SAID]
    asked = () if result.answer is Answer.BARRED else result.missing
    items = list(dict.fromkeys(item_text(one, words) for one in asked))
    return {
        "name": words[f"procedures.{result.procedure}"],
        "answer": result.answer.value,
        "barred_form": bool(result.bars),
        "why": [_why(line, words) for line in said[:most]],
        "more_why": _more(len(said) - most, words),
        "missing": items[: most + 1],
        "more_missing": _more(len(items) - most - 1, words),
        "told": [told_text(one, words) for one in result.told],
    }


def _why(line: Line, words: Tongue) -> Layout:
    day = as_of_text(line)
    as_of = (
        words["sheet.no_as_of"]
        if day == UNDATED
        else words["sheet.as_of"].format(day=f"{LEFT_TO_RIGHT}{words.in_digits(day)}{END}")
    )
    return {"text": line_text(line, words), "authority": line.authority.text, "as_of": as_of}


def _more(count: int, words: Tongue) -> str:
    return words["sheet.and_more"].format(count=words.in_digits(str(count))) if count > 0 else ""
