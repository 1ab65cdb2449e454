"""What stands on the two lists that people work from: a helper's calls, and the cover of a carrier's stack.

The cover is the only paper on which a name stands beside digits; it is kept apart from the stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.pdf.days import written_day
from khabar.adapters.pdf.values import value
from khabar.domain.codes import grouped

if TYPE_CHECKING:
    from khabar.adapters.pdf.words import Words
    from khabar.domain.documents import Call, CallingList, Cover, CoverAsking, CoverMessage

Layout = dict[str, object]
Spoken = tuple["Words", ...]


def calls(document: CallingList, words: Spoken) -> Layout:
    """Give the calling list."""
    return {
        "helper": value(document.helper),
        "on": [written_day(document.on, one) for one in words],
        "calls": [_call(one, words) for one in document.calls],
    }


def _call(call: Call, words: Spoken) -> Layout:
    return {
        "first_name": value(call.first_name),
        "phone": value(call.phone),
        "safe_times": value(call.safe_times),
        "language": value(call.language),
        "stop_word": value(call.stop_word),
        "by": [written_day(call.by, one) for one in words] if call.by else [],
    }


def cover(document: Cover, words: Spoken) -> Layout:
    """Give the cover: what is in the stack, what only its carrier may know, and a line for every sheet."""
    kinds = {one.sheet: "cover.asking" for one in document.askings}
    kinds |= {one.sheet: "cover.message" for one in document.messages}
    return {
        "trip": value(document.trip),
        "until": [written_day(document.until, one) for one in words] if document.until else [],
        "counts": _counts(document, words),
        "askings": [_asking(one, words) for one in document.askings],
        "messages": [_message(one, words) for one in document.messages],
        "sheets": [
            {"number": _number(at, words), "digits": _digits(code, words), "kind": kinds.get(at, "cover.offer")}
            for at, code in enumerate(document.sheets, start=document.first)
        ],
    }


def _counts(document: Cover, words: Spoken) -> Layout:
    counts = {"sheets": len(document.sheets), "offers": document.offers}
    counts |= {"askings": len(document.askings), "messages": len(document.messages)}
    return {name: _number(count, words) for name, count in counts.items()}


def _asking(asking: CoverAsking, words: Spoken) -> Layout:
    return {
        "number": _number(asking.sheet, words),
        "name": value(asking.name),
        "known_by": value(asking.known_by),
        "may_say": value(asking.may_say),
        "meanings": [
            {
                "mark": list(dict.fromkeys(one.in_digits(mark) for one in words)),
                "meaning": value(words[0][f"asking.tells_{meaning}"]),
            }
            for mark, meaning in asking.meanings
        ],
    }


def _message(message: CoverMessage, words: Spoken) -> Layout:
    return {
        "number": _number(message.sheet, words),
        "name": value(message.name),
        "known_by": value(message.known_by),
    }


def _number(count: int, words: Spoken) -> str:
    return words[0].in_digits(str(count))


def _digits(code: str, words: Spoken) -> str:
    return words[0].in_digits(grouped(code))
