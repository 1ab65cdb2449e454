"""Words divided at the end of a line: joined where that is known to be right, and both readings kept.

Joined only if the joined word stands elsewhere in the same text, or in a word list, and the hyphenated one does not;
else the hyphen stays ("self-/employed"). None is ever deleted: the raw text keeps it, and the choice can be turned.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.edits import Edit, EditKind, Why, with_edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HYPHENS: Final = "-\u2010\u00ad\ufffe\x02"
"""Hyphens as files hold them at the end of a line; the last two are what pdfium makes of one."""
_SOFT: Final = "\u00ad"
_DIVIDED: Final = re.compile(
    rf"(?P<before>\w[\w'’-]*)(?P<hyphen>[{HYPHENS}])[ \t]*\n[ \t]*(?P<after>\w[\w'’]*(?:-\w+)*)"
)
_WORD: Final = re.compile(r"\w[\w'’]*(?:-\w+)*")
_LEFT_OVER: Final = re.compile("[\ufffe\x02]")


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Count the words of a document, those divided at the end of a line left out."""
    counts: Counter[str] = Counter()
    for raw in texts:
        counts.update(word.casefold() for word in _WORD.findall(_DIVIDED.sub(" ", raw)))
    return counts


def with_hyphens(
    raw: str, edits: Sequence[Edit], known: Counter[str], listed: Callable[[str], bool]
) -> tuple[Edit, ...]:
    """Give the edits with one for each divided word. `listed` says whether a word in small letters is in a list."""
    chosen = tuple(edits)
    at = 0
    while found := _DIVIDED.search(raw, at):
        span = found.start("hyphen"), found.start("after")
        why = _choice(found, known, listed)
        joins = why in {Why.SOFT, Why.JOINED_KNOWN, Why.JOINED_LISTED}
        joins = joins or (why is Why.BOTH_KNOWN and _counts(found, known)[0] > _counts(found, known)[1])
        now, other = ("", "-") if joins else ("-", "")
        if not any(edit.start < span[1] and span[0] < edit.end for edit in edits):
            chosen = with_edit(chosen, Edit(*span, now, EditKind.HYPHEN, other, why.value))
        at = found.start("after")
    for left in _LEFT_OVER.finditer(raw):
        if not any(edit.start <= left.start() < edit.end for edit in chosen):
            chosen = with_edit(chosen, Edit(left.start(), left.end(), "-", EditKind.HYPHEN, other=""))
    return chosen


def _counts(found: re.Match[str], known: Counter[str]) -> tuple[int, int]:
    before, after = found["before"].casefold(), found["after"].casefold()
    return known[before + after], known[f"{before}-{after}"]


def _choice(found: re.Match[str], known: Counter[str], listed: Callable[[str], bool]) -> Why:
    if found["hyphen"] == _SOFT:
        return Why.SOFT
    joined, hyphenated = _counts(found, known)
    if joined and hyphenated:
        return Why.BOTH_KNOWN
    if hyphenated:
        return Why.HYPHENATED_KNOWN
    if joined:
        return Why.JOINED_KNOWN
    if found["after"][0].isupper() or found["after"][0].isdigit():
        return Why.CAPITAL
    return Why.JOINED_LISTED if listed((found["before"] + found["after"]).casefold()) else Why.NEITHER
