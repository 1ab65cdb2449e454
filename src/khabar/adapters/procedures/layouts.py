"""What a template of ours takes for a sheet or form of procedures: its kind, its languages with their words, its body.

The press and the letters are those of all our paper; only the words differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.adapters.pdf.coverage import lacking
from khabar.adapters.pdf.press import shared_press
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.adapters.procedures.saying import Tongue

Layout = dict[str, object]
TABLES: Final = ("sheet.", "form.", "terms.", "answers.")
"""Tables of words that templates use; sentences of lines arrive as text."""
MOST_NAMED: Final = 12
LACKING: Final = "we have no letter shape for %s. Write it in other letters; nothing was printed."


def printed(kind: str, body: Layout, languages: tuple[Tongue, ...]) -> bytes:
    """Print one layout; Invalid names the letters that cannot be printed."""
    _require_letters(body)
    return shared_press().pdf(
        {
            "kind": kind,
            "paper": "a4",
            "specimen": False,
            "geometry": {},
            "languages": [_words(one) for one in languages],
            "body": body,
        }
    )


def _words(words: Tongue) -> Layout:
    said = {name: text for name, text in words.said.items() if name.startswith(TABLES)}
    return {"language": words.language, "direction": words.direction, "said": said}


def _require_letters(body: Layout) -> None:
    missing = dict.fromkeys(char for text in _texts(body) for char in lacking(text))
    if missing:
        shown = ", ".join(f"U+{ord(char):04X}" for char in list(missing)[:MOST_NAMED])
        raise Invalid("case", LACKING % shown)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
