"""What the comparisons read of a person, worked out once: names without stray marks, kin without the family name.

A person is compared with hundreds of others; tidying the same words each time would take longer than comparing them.
It must never be kept beyond the index or the comparison it was made for: it holds names in clear.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from khabar import names
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.person import Birth, Person
from khabar.text import normalise

KIN: Final = ("father", "grandfather", "mother")
PLACES: Final = ("birth_place", "last_place")


@dataclass(frozen=True, slots=True)
class Forms:
    """A person, tidied: `names` each once, `kin` and `places` by field, words of the own name that may be a father's.

    `kin_borne` names the kin whose names the person bears wholly; `in_patronymic` those whose name a patronymic holds.
    `birth` is None without readings; empty texts are not given.
    """

    person: Person
    names: tuple[str, ...]
    kin: Mapping[str, str]
    kin_borne: frozenset[str]
    in_patronymic: frozenset[str]
    fathers_words: tuple[str, ...]
    places: Mapping[str, str]
    nationality: str
    sex: str
    birth: Birth | None


def forms_of(person: Person) -> Forms:
    """Tidy a person for comparison."""
    words = _words(person.name)
    own = {_folded(word) for word in words}
    kin_words = {field: _words(getattr(person, field)) for field in KIN}
    stems = tuple(stem for word in words[1:] if (stem := _patronymic_stem(word)))
    return Forms(
        person=person,
        names=_names(person),
        kin={field: _without(own, kin) for field, kin in kin_words.items()},
        kin_borne=frozenset(field for field, kin in kin_words.items() if kin and own.issuperset(map(_folded, kin))),
        in_patronymic=frozenset(field for field, kin in kin_words.items() if _holds(stems, kin)),
        fathers_words=(*(word for word in words[1:-1] if not _patronymic_stem(word)), *stems),
        places={field: normalise(getattr(person, field)) for field in PLACES},
        nationality=normalise(person.nationality).casefold(),
        sex=PARAMETERS.sexes.get(normalise(person.sex).casefold(), ""),
        birth=person.birth if person.birth and person.birth.readings else None,
    )


def _names(person: Person) -> tuple[str, ...]:
    written = (" ".join(_words(name)) for name in (person.name, *person.other_names))
    return tuple(dict.fromkeys(name for name in written if name))


def _without(own: set[str], kin: list[str]) -> str:
    """Give the words of a kin's name that the person does not bear; all of them if that leaves nothing."""
    return " ".join([word for word in kin if _folded(word) not in own] or kin)


def _holds(stems: tuple[str, ...], kin: list[str]) -> bool:
    """Say whether a patronymic is made of a kin's name: one begins the other, but for a last letter."""
    starts = tuple(_folded(word)[: max(len(word) - 1, 1)] for word in kin)
    return any(_folded(stem).startswith(start) for stem in stems for start in starts)


def _patronymic_stem(word: str) -> str:
    """Give the father's name inside a patronymic, or an empty text if the word is none."""
    ending = next((end for end in PARAMETERS.patronymic_endings if word.casefold().endswith(end)), "")
    return word[: len(word) - len(ending)] if ending else ""


def _folded(word: str) -> str:
    """Give a word as `khabar.names` tells words apart: without the letters that people write either way."""
    return " ".join(token.folded for token in names.parse(word).tokens) or word.casefold()


def _words(name: str) -> list[str]:
    """Give the words of a name that hold a letter, spaces tidied."""
    return [word for word in normalise(name).split() if any(char.isalpha() for char in word)]
