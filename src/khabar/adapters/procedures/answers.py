"""The answers as other programs read them: a list of objects, with the keys that DESIGN section 6 fixes, in English.

Keys do not change without a major version. Text is for people; a program goes by `procedure` and `answer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.procedures.saying import (
    ENGLISH,
    as_of_text,
    due_reason,
    due_text,
    item_text,
    line_text,
    told_text,
    tongue,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from khabar.domain.procedures import Result

Entry = dict[str, object]


def answers(results: Iterable[Result], on: date) -> list[Entry]:
    """Give one object for each procedure, in the order of the results."""
    return [_entry(one, on) for one in results]


def _entry(result: Result, on: date) -> Entry:
    words = tongue(ENGLISH)
    return {
        "procedure": result.procedure.value,
        "answer": result.answer.value,
        "reasons": [
            {"text": line_text(one, words), "authority": one.authority.text, "as_of": as_of_text(one)}
            for one in result.reasons
        ],
        "missing": list(dict.fromkeys(item_text(one, words) for one in result.missing)),
        "due": [
            {"on": one.on.isoformat(), "what": due_text(one, words), "explanation": due_reason(one, words, on)}
            for one in result.due
        ],
        "told_to": [told_text(one, words) for one in result.told],
    }
