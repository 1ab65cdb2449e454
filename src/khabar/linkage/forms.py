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


Folded = tuple[tuple[str, str], ...]
"""The words of a name, each as written and as `khabar.names` tells words apart."""


class Tidying:
    """Makes forms, and remembers for as long as it lives how each word folds and which words a kin's name has."""

    def __init__(self) -> None:
        self._folds: dict[str, str] = {}
        self._kin: dict[str, Folded] = {"": ()}
        self._sexes: dict[str, str] = {}

    def forms_of(self, person: Person) -> Forms:
        """Tidy a person for comparison."""
        words = self._words_of(person.name)
        own = {folded for _, folded in words}
        stem_of = {word: stem for word, _ in words[1:] if (stem := _patronymic_stem(word))}
        stems = tuple(stem_of[word] for word, _ in words[1:] if word in stem_of) if stem_of else ()
        kin = [self._words_of_kin(getattr(person, field)) for field in KIN]
        written, shorter = _written(words, person), _shorter(words, kin)
        return Forms(
            names=tuple(dict.fromkeys((*written, shorter))) if shorter else written,
            is_shortened=bool(shorter) and shorter not in written,
            kin=tuple([_without(own, of_kin) if of_kin else "" for of_kin in kin]),
            kin_in_name=tuple([self._standing(own, stems, of_kin) if of_kin else FREE for of_kin in kin]),
            fathers_words=(*(word for word, _ in words[1:-1] if word not in stem_of), *stems),
            sex=self._sex_of(person.sex),
            birth=person.birth if person.birth and person.birth.readings else None,
        )

    def _standing(self, own: set[str], stems: tuple[str, ...], kin: Folded) -> int:
        """Say how a kin's name stands to the own name: a patronymic and it begin alike, but for a last letter."""
        if own.issuperset(folded for _, folded in kin):
            return BORNE
        starts = tuple(folded[: max(len(word) - 1, 1)] for word, folded in kin) if stems else ()
        held = any(self._folded(stem).startswith(start) for stem in stems for start in starts)
        return IN_PATRONYMIC if held else FREE

    def _words_of(self, name: str) -> Folded:
        return tuple([(word, self._folded(word)) for word in words_of(name)])

    def _words_of_kin(self, name: str) -> Folded:
        if name not in self._kin:
            self._kin[name] = self._words_of(name)
        return self._kin[name]

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


def _written(words: Folded, person: Person) -> tuple[str, ...]:
    names = (" ".join([word for word, _ in words]), *(" ".join(words_of(name)) for name in person.other_names))
    return tuple(dict.fromkeys(name for name in names if name))


def _shorter(words: Folded, kin: list[Folded]) -> str:
    """Give a name without the father's and grandfather's that stand in its middle, as other lists may have it.

    An empty text where nothing stands there.
    """
    if not words[2:]:
        return ""
    fathers = {folded for of_kin in kin[: KIN.index("mother")] for _, folded in of_kin}
    middle = [word for word in words[1:-1] if word[1] not in fathers]
    return " ".join([word for word, _ in (*words[:1], *middle, *words[1:][-1:])])


def _without(own: set[str], kin: Folded) -> str:
    """Give the words of a kin's name that the person does not bear; all of them if that leaves nothing."""
    return " ".join([word for word, folded in kin if folded not in own] or [word for word, _ in kin])


def _patronymic_stem(word: str) -> str:
    """Give the father's name inside a patronymic, or an empty text if the word is none."""
    folded = word.casefold()
    if not folded.endswith(FROZEN.patronymic_endings):
        return ""
    ending = next(end for end in FROZEN.patronymic_endings if folded.endswith(end))
    return word[: len(word) - len(ending)]
