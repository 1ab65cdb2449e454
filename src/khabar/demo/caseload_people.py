"""Invented people as they are, before anybody writes them down: names, parents, birth, towns.

Drawn from a seeded generator that is passed in. It must never be given a real person's attributes.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from khabar.demo.caseload_names import LANGUAGES, AttestedSpellings, name_pools
from khabar.demo.caseload_places import COUNTRIES, Place

COMMUNITY_SHARES: Final = (0.35, 0.25, 0.2, 0.2)
"""How the people divide among the languages of LANGUAGES."""
_FIRST_BIRTH: Final = date(1938, 1, 1)
_LAST_BIRTH: Final = date(2011, 12, 31)
_MALE_SHARE: Final = 0.6
_DOUBLE_GIVEN: Final = 0.12
_DOUBLE_FAMILY: Final = 0.05
_ARABIC_FAMILY: Final = 0.25
"""How often people with Persian given names bear a family name of the Arabic list."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist. `given` and `family` hold one name or two."""

    language: str
    sex: str
    given: tuple[AttestedSpellings, ...]
    family: tuple[AttestedSpellings, ...]
    father: AttestedSpellings
    grandfather: AttestedSpellings
    mother: AttestedSpellings
    born: date
    birth_town: Place
    nationality: Place
    last_town: Place


def invent(random: Random) -> Invented:
    """Draw a person."""
    language = random.choices(LANGUAGES, COMMUNITY_SHARES)[0]
    sex = "male" if random.random() < _MALE_SHARE else "female"
    country = COUNTRIES[language]
    return Invented(
        language=language,
        sex=sex,
        given=_given(random, language, sex),
        family=_family(random, language),
        father=name_pools()[language, "given_m"].draw(random),
        grandfather=name_pools()[language, "given_m"].draw(random),
        mother=name_pools()[language, "given_f"].draw(random),
        born=_FIRST_BIRTH + timedelta(days=random.randrange((_LAST_BIRTH - _FIRST_BIRTH).days)),
        birth_town=random.choice(country.towns),
        nationality=country.nationality,
        last_town=any_town(random),
    )


def sibling_of(person: Invented, random: Random) -> Invented:
    """Draw a brother or sister: same parents, family and town, another given name and birth."""
    sex = "male" if random.random() < _MALE_SHARE else "female"
    given = _given(random, person.language, sex)
    while given == person.given:
        given = _given(random, person.language, sex)
    born = person.born + timedelta(days=random.choice((-1, 1)) * random.randrange(400, 4000))
    return replace(person, sex=sex, given=given, born=born, last_town=any_town(random))


def any_town(random: Random) -> Place:
    """Draw a town of any country: people end up anywhere."""
    return random.choice(COUNTRIES[random.choice(LANGUAGES)].towns)


def _given(random: Random, language: str, sex: str) -> tuple[AttestedSpellings, ...]:
    pool = name_pools()[language, "given_m" if sex == "male" else "given_f"]
    first = pool.draw(random)
    second = pool.draw(random)
    return (first, second) if random.random() < _DOUBLE_GIVEN and second != first else (first,)


def _family(random: Random, language: str) -> tuple[AttestedSpellings, ...]:
    source = "ar" if language == "fa" and random.random() < _ARABIC_FAMILY else language
    first = name_pools()[source, "family"].draw(random)
    second = name_pools()[language, "family"].draw(random)
    return (first, second) if random.random() < _DOUBLE_FAMILY and second != first else (first,)
