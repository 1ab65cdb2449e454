"""Invented people as they are, before anybody writes them down: names, kin, birth, places.

Brothers, sisters, cousins and namesakes are different people who are easily taken for one another.
Everything is drawn from a seeded generator; it must never be given a real person's attributes.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import log
from random import Random
from typing import Final

from bench._caseload_places import Land, Place, country_of
from bench._caseload_words import Pools, Spelled

CULTURE_SHARES: Final = {"arabic": 0.3, "persian": 0.25, "russian": 0.2, "hebrew": 0.1, "latin": 0.15}
_CULTURES: Final = tuple(CULTURE_SHARES)
_SHARES: Final = tuple(CULTURE_SHARES.values())
_FIRST_BIRTH: Final = date(1936, 1, 1).toordinal()
_BIRTH_DAYS: Final = date(2014, 1, 1).toordinal() - _FIRST_BIRTH
_EARLIEST, _LATEST = date(1930, 1, 1), date(2014, 1, 1)
_MALE: Final = 0.6
_SECOND_GIVEN: Final = {"arabic": 0.1, "persian": 0.15, "russian": 0.0, "hebrew": 0.08, "latin": 0.2}
_SERVANT: Final = {"arabic": 0.08, "persian": 0.03}
"""How often men bear a name that begins with Abd al-."""
_SECOND_FAMILY: Final = 0.06
_ARTICLE: Final = {"arabic": 0.2}
_SUFFIX: Final = {"persian": 0.12}
_BORN_AT_HOME: Final = 0.7
"""How often cousins are born in one place."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist. `rarity` is the natural log of how often given and family name come together."""

    culture: str
    sex: str
    given: Spelled
    second_given: Spelled | None
    servant: bool
    family: Spelled
    second_family: Spelled | None
    article: bool
    suffix: bool
    father: Spelled
    grandfather: Spelled
    mother: Spelled
    born: date
    birth_place: Place
    country: Place
    last_place: Place
    rarity: float


@dataclass(frozen=True, slots=True)
class World:
    """What people are drawn from."""

    pools: Pools
    lands: dict[str, Land]

    def invent(self, random: Random, culture: str = "") -> Invented:
        """Draw a person, of a culture or of any."""
        culture = culture or random.choices(_CULTURES, _SHARES)[0]
        man = random.random() < _MALE
        given, log_given = self._drawn(culture, "given_m" if man else "given_f", random)
        family, log_family = self._drawn(culture, "family", random)
        birth_place = self.lands[culture].draw(random)
        return Invented(
            culture=culture,
            sex="m" if man else "f",
            given=given,
            second_given=self._second_given(culture, man, random),
            servant=man and random.random() < _SERVANT.get(culture, 0.0),
            family=family,
            second_family=self._drawn(culture, "family", random)[0] if random.random() < _SECOND_FAMILY else None,
            article=random.random() < _ARTICLE.get(culture, 0.0),
            suffix=random.random() < _SUFFIX.get(culture, 0.0),
            father=self._drawn(culture, "given_m", random)[0],
            grandfather=self._drawn(culture, "given_m", random)[0],
            mother=self._drawn(culture, "given_f", random)[0],
            born=_birth(random),
            birth_place=birth_place,
            country=country_of(birth_place),
            last_place=self.anywhere(culture, random),
            rarity=log_given + log_family,
        )

    def anywhere(self, culture: str, random: Random) -> Place:
        """Draw a place where somebody may have ended up: most often at home, else in any city."""
        if random.random() < 0.6:  # noqa: PLR2004 - a share
            return self.lands[culture].draw(random)
        return self.lands[random.choices(_CULTURES, _SHARES)[0]].city(random)

    def sibling(self, person: Invented, random: Random) -> Invented:
        """Draw a brother or sister: one family, another given name and birth."""
        other = self.invent(random, person.culture)
        while other.given is person.given:
            other = self.invent(random, person.culture)
        born = date.fromordinal(person.born.toordinal() + random.choice((-1, 1)) * random.randrange(330, 4500))
        return replace(
            person,
            sex=other.sex,
            given=other.given,
            second_given=other.second_given,
            servant=other.servant,
            born=min(max(born, _EARLIEST), _LATEST),
            last_place=person.last_place if random.random() < 0.5 else other.last_place,  # noqa: PLR2004 - a share
        )

    def cousin(self, person: Invented, random: Random) -> Invented:
        """Draw a cousin on the father's side: one grandfather and family name; at times the same given name."""
        other = self.invent(random, person.culture)
        same_name = random.random() < 0.3  # noqa: PLR2004 - a share
        kept = person if same_name else other
        return replace(
            other,
            sex=kept.sex,
            given=kept.given,
            second_given=kept.second_given,
            family=person.family,
            second_family=person.second_family,
            article=person.article,
            suffix=person.suffix,
            grandfather=person.grandfather,
            birth_place=person.birth_place if random.random() < _BORN_AT_HOME else other.birth_place,
            country=person.country,
        )

    def namesake(self, person: Invented, random: Random) -> Invented:
        """Draw a stranger of the same name."""
        other = self.invent(random, person.culture)
        return replace(other, sex=person.sex, given=person.given, family=person.family, rarity=person.rarity)

    def _second_given(self, culture: str, man: bool, random: Random) -> Spelled | None:  # noqa: FBT001 - of this file
        if random.random() >= _SECOND_GIVEN[culture]:
            return None
        return self._drawn(culture, "given_m" if man else "given_f", random)[0]

    def _drawn(self, culture: str, role: str, random: Random) -> tuple[Spelled, float]:
        pool = self.pools[culture, role]
        number = pool.draw(random)
        return pool.spelled[number], log(pool.share(number))


def _birth(random: Random) -> date:
    return date.fromordinal(_FIRST_BIRTH + int(random.random() * _BIRTH_DAYS))
