"""Common English words, to tell a word divided at the end of a line from one that is written with a hyphen.

english_words.txt holds words of six letters and more; source and licence stand in README.md and beside it.
It must never be used to judge a text, a writer or a name.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Final

_SOURCE: Final = files("khabar.data")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset((_SOURCE / "english_words.txt").read_text(encoding="ascii").split("\n"))


def is_english_word(word: str) -> bool:
    """Say whether a word, in small letters, is in the list."""
    return word in _words()
