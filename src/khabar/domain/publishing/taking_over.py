"""Putting the words the gate offers in the place of those it refuses, in the text as its writer typed it.

Only where those words stand there letter for letter; inside Markdown that marks half of them somebody has to write it.
"""

import re
from dataclasses import replace
from typing import Final

from khabar.domain.publishing.drafts import Draft, lines_of
from khabar.domain.publishing.gate import Finding

_BETWEEN: Final = r"[ \t]*\n?[ \t>]*"
_SPACE: Final = re.compile(r"\s+")
_APOSTROPHES: Final = "['’ʼ]"


def taken_over(draft: Draft, finding: Finding) -> Draft | None:
    """Give the piece with the offered words in it; None where the place cannot be found, or nothing is offered."""
    name = finding.place.file.partition("/")[2]
    if not finding.instead or not finding.words or name not in lines_of(draft):
        return None
    text = getattr(draft, name)
    found = _pattern(finding.words).search(text, _begins(text, finding))
    if found is None:
        return None
    return replace(draft, **{name: text[: found.start()] + finding.instead + text[found.end() :]})


def _begins(text: str, finding: Finding) -> int:
    """Give the place in a text from which to look: the line, and the column where it is known."""
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: finding.place.line - 1])
    return before + max(finding.place.column - 1, 0)


def _pattern(words: str) -> re.Pattern[str]:
    """Read the words as they may stand in the source: over the end of a line, with any apostrophe."""
    parts = [re.sub(_APOSTROPHES, _APOSTROPHES, re.escape(part)) for part in _SPACE.split(words)]
    return re.compile(_BETWEEN.join(parts) if len(parts) > 1 else parts[0])
