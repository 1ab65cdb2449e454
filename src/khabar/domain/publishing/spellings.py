"""Which words of a text are a name's word: equal for the folding of names, with an ending, or in another spelling.

What `khabar.names` would call one word written twice counts as seen; a text says a name too when it says it in another
script. It may see too much (a common word that sounds like a name): then the editor says that it is no person.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from khabar.data.publishing import NamingWords, naming_words
from khabar.names import score_pairs
from khabar.names.consonants import Consonants, consonants_of
from khabar.names.letters import letters_of
from khabar.names.orthography import APOSTROPHES, fold, main_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from khabar.domain.publishing.word_places import Word

ALIKE: Final = 0.1
"""Score (natural log) from which two spellings of one word are taken for one name.

Of 32 pairs of spellings 28 lie above, of 47 pairs of words that only look alike 9 (tests hold the lists).
"""
LEAST_LETTERS: Final = 3
"""Shorter words are only ever looked for as they are."""
LEAST_CUT: Final = 4
"""Letters left of a word whose ending was cut off, at least, for what is left to be tried in another spelling."""
_APOSTROPHES: Final = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


class Spellings:
    """Looks words of one language up among the words of names."""

    def __init__(self, names: Iterable[str], words: Iterable[Word], language: str, alike: float = ALIKE) -> None:
        self._alike = alike
        self._known = {fold(name): name for name in names if fold(name)}
        self._naming = naming_words()[language]
        found: dict[str, frozenset[str]] = {}
        tried: list[Word] = []
        for word in words:
            if word.text not in found:
                found[word.text] = frozenset(base for base in _bases(word.text, self._naming) if base in self._known)
                tried += [word] if self._may_be_a_name(word) else []
        for text, others in self._other_spellings(tried).items():
            found[text] |= others
        self._found: Mapping[str, frozenset[str]] = found

    def of(self, word: Word) -> frozenset[str]:
        """Give the folded words of names that this word may be."""
        return self._found.get(word.text, frozenset())

    def _may_be_a_name(self, word: Word) -> bool:
        return word.is_capital or not (word.is_cased or word.text in self._naming.small)

    def _other_spellings(self, tried: list[Word]) -> dict[str, frozenset[str]]:
        """Find words that are another spelling of a name's word; all pairs that could be are scored in one go."""
        sounds = {name: _sound(name) for name in self._known if len(name) >= LEAST_LETTERS}
        pairs = [
            (name, base, word.text)
            for word in tried
            for base in _bases(word.text, self._naming)
            if base == word.folded or len(base) >= LEAST_CUT
            for name, sound in sounds.items()
            if _may_be_one(name, sound, base, cased=word.is_cased)
        ]
        found: dict[str, frozenset[str]] = {}
        scores = score_pairs([name for name, _, _ in pairs], [base for _, base, _ in pairs])
        for (name, _, text), score in zip(pairs, scores.tolist(), strict=True):
            if score >= self._alike:
                found[text] = found.get(text, frozenset()) | {name}
        return found


def _bases(text: str, naming: NamingWords) -> set[str]:
    """Give what a word may be without what its language joins to names, folded; itself among them."""
    head = text.translate(_APOSTROPHES).split("'")[0]
    bases = {fold(text), fold(head)} if len(head) >= LEAST_LETTERS else {fold(text)}
    for base in tuple(bases):
        bases.update(_cut(base, naming))
    return bases


def _cut(base: str, naming: NamingWords) -> set[str]:
    ends = (fold(one) for one in naming.endings)
    shorter = {base.removesuffix(one) for one in ends if base.endswith(one)} | {base}
    begins = tuple(fold(one) for one in naming.beginnings)
    shorter |= {one.removeprefix(begin) for one in shorter for begin in begins if one.startswith(begin)}
    return {one for one in shorter if len(one) >= LEAST_LETTERS}


@lru_cache(maxsize=65536)
def _sound(word: str) -> Consonants:
    script = main_script(word)
    return consonants_of(letters_of(word, script).target, script)


def _may_be_one(name: str, sound: Consonants, base: str, *, cased: bool) -> bool:
    """Say whether a word can sound like a name's word; without capitals, only a word of another script is tried."""
    if len(base) < LEAST_LETTERS or (not cased and main_script(name) is main_script(base)):
        return False
    heard = _sound(base)
    return not (sound.must & ~heard.can or heard.must & ~sound.can)
