"""Which places a written text may mean: its parts looked up, and those kept that lie in one another.

“Paris, Texas” is one place, “Herat province” a region, and a village that is not known lies in the town named after it.
It must never take part of a name for a place: of several words in a row, all must be names, or the whole is not known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np

from khabar.linkage.gazetteer import Gazetteer, Numbers, gazetteer, key_of
from khabar.names.orthography import fold
from khabar.text import normalise

MOST: Final = 6
"""Places of one name that are kept. Judged: hardly anybody means the seventh."""
LEAST_SHARE: Final = 0.002
"""Of all who live in places of one name, the share below which a place is left out. Judged."""
_LONGEST_ROW: Final = 6
_SHORTEST_IN_A_ROW: Final = 3

_BETWEEN: Final = re.compile(r"\s*[,;/|،؛()\[\]\n–—]\s*|\s+-\s+")
_REGION_WORDS: Final = """
province region governorate state county oblast krai kray wilaya vilayet qark qarku land bundesland département ili
область області обл край республика استان ولایت محافظة محافظه ولاية منطقة מחוז נפת
"""
_OTHER_WORDS: Final = """
city town village district municipality near of the stadt dorf ortsteil ville village commune şehri ilçesi köyü
qyteti fshati komuna rrethi город г село деревня район посёлок аул
شهر شهرستان روستا روستای قریه ولسوالی حومه نزدیک مدينة قرية ناحية قضاء העיר עיר
"""
"""Words beside the name of a place that say what it is; the first list says that it is a region."""
_ARTICLES: Final = ("ال", "al", "el")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may mean: places by number, the likeliest first, with shares that add up to 1.

    `given`: there is a letter in the text. Without places, nothing is known of it. `rest`: what stands before the first
    known place, as a village or a street that is not known.
    """

    given: bool
    places: Numbers = ()
    shares: tuple[float, ...] = ()
    rest: str = ""


@lru_cache(maxsize=1 << 16)
def meaning_of(text: str) -> Meaning:
    """Understand a text: parts between commas, the finer before the coarser or the other way round.

    1. The whole text may be one name. Else each part is looked up, with and without words such as “province”.
    2. Parts that lie in one another leave the finer one where it does: “Paris, Texas”. Others stand side by side.
    3. A name that several places bear means each as likely as many people live there.
    """
    parts = [part for part in _BETWEEN.split(normalise(text)) if key_of(part)]
    if not parts:
        return Meaning(given=False)
    world = gazetteer()
    whole = world.named(key_of(text))
    found = [whole] if whole else [_of_part(world, part) for part in parts]
    known = [at for at, places in enumerate(found) if places]
    if not known:
        return Meaning(given=True)
    meant = found[known[0]]
    for at in known[1:]:
        meant = _narrowed(world, meant, found[at]) or tuple(dict.fromkeys((*meant, *found[at])))
    return _weighed(world, meant, " ".join(parts[: known[0]]))


def _weighed(world: Gazetteer, meant: Numbers, rest: str) -> Meaning:
    people = {place: int(world.thousands[place]) + 1 for place in meant}
    likeliest = sorted(meant, key=lambda place: (-people[place], place))[:MOST]
    least = LEAST_SHARE * sum(people[place] for place in likeliest)
    kept = tuple(place for place in likeliest if people[place] >= least)
    total = sum(people[place] for place in kept)
    return Meaning(given=True, places=kept, shares=tuple(people[place] / total for place in kept), rest=rest)


def _narrowed(world: Gazetteer, finer: Numbers, coarser: Numbers) -> Numbers:
    """Give those places of one name that lie in a place of the other; none if no two lie in one another."""
    inside = tuple(place for place in finer if any(world.lies_in(place, other) for other in coarser))
    return inside or tuple(place for place in coarser if any(world.lies_in(place, other) for other in finer))


def _near(world: Gazetteer, ones: Numbers, others: Numbers) -> Numbers:
    """Give the towns of two names that lie near each other, as a quarter that was a town and the one round it."""
    if not (ones and others):
        return ()
    near = world.are_near(np.array(ones)[:, None], np.array(others))
    return (*np.array(ones)[near.any(axis=1)].tolist(), *np.array(others)[near.any(axis=0)].tolist())


def _of_part(world: Gazetteer, part: str) -> Numbers:
    """Give the places of one part: as it stands, without words that say what it is, or as a row of names."""
    key = key_of(part)
    if found := world.named(key) or world.named(_without_article(key)):
        return found
    words = part.split()
    name = key_of(" ".join(word for word in words if fold(word.strip(".")) not in _words_beside()))
    if name and name != key:
        is_region = any(fold(word.strip(".")) in _region_words() for word in words)
        found = world.regions_named(name) if is_region else ()
        return found or world.named(name) or world.named(_without_article(name))
    return _of_row(world, words)


def _without_article(key: str) -> str:
    article = next((one for one in _ARTICLES if key.startswith(one)), "")
    return key.removeprefix(article)


def _of_row(world: Gazetteer, words: list[str]) -> Numbers:
    """Give the places of names in a row, as “Berlin Germany”, if they lie in one another or near each other."""
    if not 1 < len(words) <= _LONGEST_ROW:
        return ()
    meant: Numbers = ()
    for places in _names_in_row(world, words):
        meant = (_narrowed(world, meant, places) or _near(world, meant, places)) if meant else places
        if not meant:
            return ()
    return meant


def _names_in_row(world: Gazetteer, words: list[str]) -> Iterator[Numbers]:
    """Give the places of each name in a row, the longest names first; nothing at all for words that are no name."""
    at = 0
    while at < len(words):
        for end in range(len(words) - (at == 0), at, -1):
            key = key_of(" ".join(words[at:end]))
            if len(key) >= _SHORTEST_IN_A_ROW and (places := world.named(key)):
                break
        else:
            yield ()
            return
        yield places
        at = end


@cache
def _region_words() -> frozenset[str]:
    return frozenset(map(fold, _REGION_WORDS.split()))


@cache
def _words_beside() -> frozenset[str]:
    return _region_words() | frozenset(map(fold, _OTHER_WORDS.split()))
