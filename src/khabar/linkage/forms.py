"""What the comparisons read of a person, worked out once: names without stray marks, kin without the family name.

A person is compared with hundreds of others; tidying the same words each time would take longer than comparing them.
It must never be kept beyond the index or the comparison it was made for: it holds names in clear.
"""

from dataclasses import dataclass
from typing import Final

from khabar import names
from khabar.linkage.parameters import FROZEN
from khabar.linkage.person import Birth, Person
from khabar.text import normalise

KIN: Final = ("father", "grandfather", "mother")
PLACES: Final = ("birth_place", "last_place")
FREE, BORNE, IN_PATRONYMIC = 0, 1, 2
"""How a kin's name stands to the person's own: apart from it, wholly borne, or held by a patronymic."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A person, tidied: `names` each once, `kin` in the order of KIN, words of the own name that may be a father's.

    `is_shortened`: the last of `names` was not given; it is the own name without the father's and grandfather's words.
    `kin_in_name` says how each kin's name stands to the own name. `sex` is female, male or empty; `birth` is None
    without readings; empty texts are not given.
    """

    names: tuple[str, ...]
    is_shortened: bool
    kin: tuple[str, ...]
    kin_in_name: tuple[int, ...]
    fathers_words: tuple[str, ...]
    sex: str
    birth: Birth | None


class Tidying:
    """Makes forms, and remembers for as long as it lives how each word folds and which words a kin's name has."""

    def __init__(self) -> None:
        self._folds: dict[str, str] = {}
        self._kin_words: dict[str, list[str]] = {}
        self._sexes: dict[str, str] = {}

    def forms_of(self, person: Person) -> Forms:
        """Tidy a person for comparison."""
        words = words_of(person.name)
        own = {self._folded(word) for word in words}
        stems = tuple(stem for word in words[1:] if (stem := _patronymic_stem(word)))
        kin = [self._words_of_kin(getattr(person, field)) for field in KIN]
        written, shorter = _written(words, person), self._shorter(words, kin)
        return Forms(
            names=tuple(dict.fromkeys((*written, shorter))) if shorter else written,
            is_shortened=bool(shorter) and shorter not in written,
            kin=tuple(self._without(own, of_kin) for of_kin in kin),
            kin_in_name=tuple(self._standing(own, stems, of_kin) for of_kin in kin),
            fathers_words=(*(word for word in words[1:-1] if not _patronymic_stem(word)), *stems),
            sex=self._sex_of(person.sex),
            birth=person.birth if person.birth and person.birth.readings else None,
        )

    def _shorter(self, words: list[str], kin: list[list[str]]) -> str:
        """Give a name without the father's and grandfather's that stand in its middle, as other lists may have it."""
        fathers = {self._folded(word) for of_kin in kin[: KIN.index("mother")] for word in of_kin}
        middle = [word for word in words[1:-1] if self._folded(word) not in fathers]
        return " ".join([*words[:1], *middle, *words[1:][-1:]])

    def _without(self, own: set[str], kin: list[str]) -> str:
        """Give the words of a kin's name that the person does not bear; all of them if that leaves nothing."""
        return " ".join([word for word in kin if self._folded(word) not in own] or kin)

    def _standing(self, own: set[str], stems: tuple[str, ...], kin: list[str]) -> int:
        """Say how a kin's name stands to the own name: a patronymic and it begin alike, but for a last letter."""
        if not kin:
            return FREE
        if own.issuperset(map(self._folded, kin)):
            return BORNE
        starts = tuple(self._folded(word)[: max(len(word) - 1, 1)] for word in kin) if stems else ()
        held = any(self._folded(stem).startswith(start) for stem in stems for start in starts)
        return IN_PATRONYMIC if held else FREE

    def _words_of_kin(self, name: str) -> list[str]:
        if name not in self._kin_words:
            self._kin_words[name] = words_of(name)
        return self._kin_words[name]

    def _sex_of(self, text: str) -> str:
        if text not in self._sexes:
            self._sexes[text] = FROZEN.sexes.get(normalise(text).casefold(), "")
        return self._sexes[text]

    def _folded(self, word: str) -> str:
        """Give a word as `khabar.names` tells words apart: without the letters that people write either way."""
        folded = self._folds.get(word)
        if folded is None:
            folded = " ".join(token.folded for token in names.parse(word).tokens) or word.casefold()
            self._folds[word] = folded
        return folded


def words_of(name: str) -> list[str]:
    """Give the words of a name that hold a letter, spaces tidied."""
    return [word for word in normalise(name).split() if any(map(str.isalpha, word))] if name else []


def _written(words: list[str], person: Person) -> tuple[str, ...]:
    names = (" ".join(words), *(" ".join(words_of(name)) for name in person.other_names))
    return tuple(dict.fromkeys(name for name in names if name))


def _patronymic_stem(word: str) -> str:
    """Give the father's name inside a patronymic, or an empty text if the word is none."""
    ending = next((end for end in FROZEN.patronymic_endings if word.casefold().endswith(end)), "")
    return word[: len(word) - len(ending)] if ending else ""
