"""A hundred thousand invented paragraphs for searching, and queries in other spellings than the text has.

The words are drawn so that few are common and many rare, as in any text. Variants change spelling only: keyboards,
vowel marks, digits, ZWNJ, accents. Each is sought in the paragraph it was taken from.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from adapters.documents.newsletter_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PARAGRAPH: Final = (25, 70)
RARE_WORDS: Final = 20_000
_LETTERS: Final = {
    "en": ("bcdfghklmnprstvw", "aeiou"),
    "fa": ("بپتجچحخدذرزژسشصضطظعغفقکگلمنه", "اوی"),
    "ru": ("бвгджзклмнпрстфхцчшщ", "аеиоуыэюяё"),
    "tr": ("bcçdfgğhklmnprsştvyz", "aeıioöuü"),
}
_RUSSIAN: Final = (
    "семья письмо ответ министерство газета добровольцы сведения родственники ещё её йод зелёный и в на не что как"
)
_TURKISH: Final = (
    "aile mektup bakanlık yanıt gazete gönüllüler bilgi akrabalar dernek ışık kadın ve bir bu için çok sonra değil"
)


@dataclass(frozen=True)
class Variant:
    """A query in another spelling, and the paragraph that must be found."""

    kind: str
    query: str
    paragraph: int


def paragraphs(count: int, seed: int = 11) -> list[str]:
    """Write paragraphs in four languages by turns."""
    chance = Random(seed)  # noqa: S311 - words for a measurement, from a seed
    common = {"en": WORDS["en"], "fa": WORDS["fa"], "ru": _RUSSIAN, "tr": _TURKISH}
    rare = {language: [_word(chance, *_LETTERS[language]) for _ in range(RARE_WORDS)] for language in common}
    weights = {language: _weights(len(common[language].split()), RARE_WORDS) for language in common}
    found = []
    for at in range(count):
        language = tuple(common)[at % len(common)]
        words = common[language].split() + rare[language]
        said = chance.choices(words, cum_weights=weights[language], k=chance.randrange(*PARAGRAPH))
        found.append(" ".join([*said, _number(language, at)]))
    return found


def _number(language: str, at: int) -> str:
    return str(at).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) if language == "fa" else str(at)


def _word(chance: Random, hard: str, soft: str) -> str:
    return "".join(chance.choice(hard) + chance.choice(soft) for _ in range(chance.randrange(2, 5)))


def _weights(common: int, rare: int) -> list[float]:
    """Give weights that fall as one over the rank, summed up."""
    total, found = 0.0, []
    for rank in range(1, common + rare + 1):
        total += 1 / (rank + 2)
        found.append(total)
    return found


def _keyboard(word: str) -> str:
    return word.replace("ی", "ي").replace("ک", "ك")


def _marks(word: str) -> str:
    return "".join(char + "\u064e" for char in word)


_TO_ASCII: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
CHANGES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "Arabic yeh and kaf": _keyboard,
        "tatweel": lambda word: word[:1] + "ـ" + word[1:] if "\u0600" < word[0] < "\u06ff" else word,
        "vowel marks": lambda word: _marks(word) if "\u0620" < word[0] < "\u06f0" else word,
        "hamza on alef": lambda word: word.replace("ا", "أ"),
        "teh marbuta": lambda word: word.removesuffix("ه") + "ة" if word.endswith("ه") else word,
        "ASCII digits": lambda word: word.translate(_TO_ASCII),
        "е for ё": lambda word: word.replace("ё", "е"),
        "ZWNJ left out": lambda word: word.replace("\u200c", ""),
        "space for ZWNJ": lambda word: word.replace("\u200c", " "),
        "i for ı": lambda word: word.replace("ı", "i"),
        "no accents": lambda word: word.translate(str.maketrans("çşğöü", "csgou")),
        "capitals": lambda word: word.upper(),
    }
)
"""Ways in which one word is written by two people."""


def variants(texts: list[str], each: int, seed: int = 5) -> Iterator[Variant]:
    """Take words out of paragraphs and write them otherwise, beside the number that only this paragraph has."""
    chance = Random(seed)  # noqa: S311 - the same
    for kind, change in CHANGES.items():
        given = 0
        while given < each:
            number = chance.randrange(len(texts))
            *words, last = texts[number].split(" ")
            changed = [change(word) for word in words if change(word) != word]
            if changed:
                yield Variant(kind, f"{chance.choice(changed)} {last}", number)
                given += 1
            elif change(last) != last:
                yield Variant(kind, f"{words[-1]} {change(last)}", number)
                given += 1
