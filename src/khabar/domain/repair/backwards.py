"""Right-to-left text that a file holds backwards: found by the letters themselves, and turned round line by line.

Letters that only end words stand at their beginning; common words are found backwards and not forwards. Numbers and
Latin words inside such a line stand the right way round already and are kept so.
It must never turn a line on one hit alone: there must be several, and far more than speak against it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.glyphs import is_right_to_left
from khabar.text import graphemes

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST: Final = 2
"""So many signs must say backwards."""
TIMES: Final = 3
"""And so many times more than say forwards."""
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_\u064b-\u0652\u200c]*")
_FINAL_LETTERS: Final = "ةىۀךםןףץ"
"""Letters that stand at the end of words only, in Arabic, Persian and Hebrew."""
_FORWARD: Final = (
    "که از این است برای آن را یک بود شد های شده کرد می خود تا هم دیگر باید همه چه ما هر نیز بعد گفت کند دارد "
    "من في على إلى عن هذا التي الذي هذه كان قال ذلك بين كما لم هو هي أو أن إن "
    "کے کی میں سے ہے کا نے ہیں پر کو اور بھی نہیں "
    "של את על לא זה עם גם כי או הוא היא אני אבל כל אל"
)
"""Common words of Persian, Arabic, Urdu and Hebrew, by hand."""
_FORWARD_WORDS: Final = frozenset(_FORWARD.split())
_TURNED_WORDS: Final = frozenset(word[::-1] for word in _FORWARD_WORDS)
_BACKWARD_WORDS: Final = _TURNED_WORDS - _FORWARD_WORDS
_KNOWN_WORDS: Final = _FORWARD_WORDS - _TURNED_WORDS
"""Words that read as another common word backwards say nothing."""
_STRAY_MARK: Final = re.compile("(?:^|[^\\w\u064b-\u065f\u0670\u05b0-\u05c7])[\u064b-\u065f\u0670\u05b0-\u05c7]")
_CLOSES_FIRST: Final = re.compile(r"[^()\[\]{}«»]*[)\]}»]")
"""A line whose first bracket closes."""
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LATIN: Final = "A-Za-z\u00c0-\u024f\u0370-\u052f"
_NUMBER: Final = r"\d(?:[\d.,:/٫٬-]*\d)?"
_FORWARD_RUN: Final = re.compile(rf"[{_LATIN}](?:[{_LATIN}\d'’.,:@/_-]|[ ]+(?=[{_LATIN}]))*(?<=[{_LATIN}\d])|{_NUMBER}")
"""Latin words in a row, and numbers: they run forwards inside a backward line."""


@dataclass(frozen=True, slots=True)
class Signs:
    """How many signs in a text say that it runs forwards, and how many that it is stored backwards."""

    forwards: int
    backwards: int

    @property
    def say_backwards(self) -> bool:
        """Whether they are enough to turn the text round."""
        return self.backwards >= LEAST and self.backwards > TIMES * self.forwards

    @property
    def lean_backwards(self) -> bool:
        """Whether they are not against it, in a document that is turned round elsewhere."""
        return self.backwards >= self.forwards


def signs_in(text: str) -> Signs:
    """Count the signs in a text."""
    forwards = backwards = 0
    for word in _WORD.findall(text):
        if not is_right_to_left(word[0]):
            continue
        plain = unicodedata.normalize("NFKC", word)
        forwards += (plain in _KNOWN_WORDS) + (len(word) > 1 and _only_ends(word[-1]))
        backwards += (plain in _BACKWARD_WORDS) + (len(word) > 1 and _only_ends(word[0]))
    return Signs(forwards, backwards)


def signs_of(texts: Iterable[str]) -> Signs:
    """Count the signs in several texts together."""
    found = [signs_in(text) for text in texts]
    return Signs(sum(one.forwards for one in found), sum(one.backwards for one in found))


def _only_ends(char: str) -> bool:
    """Say whether a letter, or the drawn shape of one, stands at the end of words only."""
    return char in _FINAL_LETTERS or unicodedata.decomposition(char).startswith("<final>")


def turned(line: str) -> str:
    """Give a line the other way round: letters and words backwards, numbers and Latin words as they stand."""
    by_letter = _STRAY_MARK.search(line)  # whoever stored it letter by letter put marks before their letters
    backwards = line[::-1] if by_letter else "".join(reversed(graphemes(line)))
    mirrored = backwards.translate(_MIRRORED)
    chosen = backwards if _CLOSES_FIRST.match(mirrored) else mirrored
    return _FORWARD_RUN.sub(lambda run: run[0][::-1], chosen)
