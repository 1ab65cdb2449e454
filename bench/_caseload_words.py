"""The words that invented people are called by, with the spellings attested for them, by culture and role.

A word is a given name of men or of women or a family name, by a hash of its native form, so that given names are common
and family names are many. Words that a table of common names knows come more often than the encyclopaedia has them.
No spelling is made by the program under test; Persian writings change three letters as Persian keyboards do.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

from bench.name_data import Part, Word, words

from khabar.data import common_names

ROLES: Final = ("given_m",) * 3 + ("given_f",) * 3 + ("family",) * 6
"""The role of a word, as equally likely draws by its hash."""
CULTURES: Final = {"arabic": "arabic", "persian": "arabic", "russian": "cyrillic", "hebrew": "hebrew", "latin": ""}
"""The cultures, and the script that their words are written in at home; `latin` people have words of all scripts."""
_LANGUAGES: Final = {"ar": "arabic", "fa": "persian", "ru": "russian", "he": "hebrew"}
_PERSIAN: Final = str.maketrans("يكة", "یکه")
_COMMON_SHARE: Final = 0.04
"""What share of draws each known common name adds, until they are half of all."""
_MOST_COMMON: Final = 0.5
_USUAL: Final = 0.15
"""A Latin form bears a word over into a third script if it makes up this share of the forms on both sides."""
_SHORTEST_BRIDGE: Final = 4
_SHORTEST: Final = 3
"""Shorter words are mostly particles (de, ben, min), which nobody is called by alone."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word: as written at home, its Latin spellings with running counts, writings in third scripts."""

    native: str
    latins: tuple[str, ...]
    counts: tuple[int, ...]
    abroad: Mapping[str, str] = field(default_factory=dict)

    def latin(self, random: Random) -> str:
        """Draw a Latin spelling by count."""
        if len(self.latins) == 1:
            return self.latins[0]
        return self.latins[bisect(self.counts, random.random() * self.counts[-1])]


@dataclass(frozen=True, slots=True)
class Pool:
    """Words of one role in one culture, drawn by count."""

    spelled: tuple[Spelled, ...]
    totals: tuple[float, ...]

    def draw(self, random: Random) -> int:
        """Draw the number of a word."""
        return bisect(self.totals, random.random() * self.totals[-1])

    def share(self, number: int) -> float:
        """Say how often a word is drawn."""
        return (self.totals[number] - (self.totals[number - 1] if number else 0.0)) / self.totals[-1]


Pools = Mapping[tuple[str, str], Pool]
"""The pools by culture and role."""


def pools(folder: Path, part: Part) -> Pools:
    """Make the pools of a part of the name data."""
    by_script = words(folder, part)
    bridges = _bridges(by_script)
    made: dict[tuple[str, str], Pool] = {}
    for culture, script in CULTURES.items():
        drawn = by_script[script] if script else [word for many in by_script.values() for word in many]
        by_role: dict[str, list[Word]] = defaultdict(list)
        common = _common(culture)
        for word in (one for one in drawn if len(one.native) >= _SHORTEST):
            for role in _roles(culture, word, common):
                by_role[role].append(word)
        for role, found in by_role.items():
            made[culture, role] = _pool(culture, found, common.get(role, frozenset()), bridges)
    return made


def _roles(culture: str, word: Word, common: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """Give the roles of a word: those it is known for, or else the one its hash falls on."""
    known = [role for role, names in common.items() if _letters(word.native) in names]
    digest = blake2b(word.native.encode(), digest_size=4, key=culture.encode()).digest()
    return known or [ROLES[int.from_bytes(digest, "big") % len(ROLES)]]


def _common(culture: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in common_names():
        if _LANGUAGES[name.lang] == culture:
            found[name.kind].add(_letters(name.native))
    return {role: frozenset(names) for role, names in found.items()}


def _letters(native: str) -> str:
    return native.translate(_PERSIAN).casefold()


def _pool(culture: str, found: Sequence[Word], common: frozenset[str], bridges: Mapping[str, dict[str, str]]) -> Pool:
    known = [_letters(word.native) in common for word in found]
    share = min(_MOST_COMMON, _COMMON_SHARE * sum(known))
    total = sum(word.count for word in found)
    of_known = sum(word.count**0.5 for word, one in zip(found, known, strict=True) if one) or 1.0
    weights = (
        (1 - share) * word.count / total + (share * word.count**0.5 / of_known if one else 0.0)
        for word, one in zip(found, known, strict=True)
    )
    return Pool(tuple(_spelled(culture, word, bridges) for word in found), tuple(accumulate(weights)))


def _spelled(culture: str, word: Word, bridges: Mapping[str, dict[str, str]]) -> Spelled:
    native = word.native.translate(_PERSIAN) if culture == "persian" else word.native.title()
    latins = tuple(latin.title() for latin in word.latin)
    abroad = dict(bridges.get(word.native, {}))
    if culture == "latin":
        abroad[word.script] = word.native.title()
    return Spelled(native, latins, tuple(accumulate(word.latin.values())), abroad)


def _bridges(by_script: Mapping[str, Sequence[Word]]) -> dict[str, dict[str, str]]:
    """Find, for each word, the words of other scripts that share a usual Latin form with it, by script."""
    usual: dict[str, dict[str, Word]] = defaultdict(dict)
    for script, many in by_script.items():
        for word in many:
            for latin in _usual(word):
                if script not in usual[latin] or usual[latin][script].count < word.count:
                    usual[latin][script] = word
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for script, many in by_script.items():
        for word in many:
            for latin in _usual(word):
                for abroad, other in usual[latin].items():
                    if abroad != script:
                        found[word.native].setdefault(abroad, other.native.title())
    return found


def _usual(word: Word) -> Iterable[str]:
    return (
        latin for latin, count in word.latin.items() if count >= _USUAL * word.count and len(latin) >= _SHORTEST_BRIDGE
    )
