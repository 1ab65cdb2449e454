"""Name words for training and measuring, read from a folder of named data and split once by their written form.

The split is by a hash of the native form, six parts to learn from, one to develop on, three to test on. Full names are
composed of words of one part alone: two to four words in the order of the culture, each with a native and a Latin form
attested for one another, drawn by count. The test part must never be learned from, and is looked at once per table.

    tokens.tsv: lang, latin, native, count (Wikidata labels, CC0); arabic_wikipedia.tsv: native, latin (Apache-2.0)
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final, Literal

Part = Literal["train", "dev", "test"]

SCRIPTS: Final = {"ar": "arabic", "he": "hebrew", "ru": "cyrillic"}
"""The language a word was labelled in, and the script we call it by."""
LANGUAGES: Final = {script: lang for lang, script in SCRIPTS.items()}
PARTS: Final[tuple[Part, ...]] = ("train",) * 6 + ("dev",) + ("test",) * 3
SALT: Final = b"names-2"
WORDS: Final = {"arabic": (2, 3, 3, 4), "hebrew": (2, 2, 2, 3), "cyrillic": (2, 2, 3, 3), "latin": (2, 2, 3, 3)}
"""How many words names have in each culture, as equally likely draws."""
_TRIES: Final = 50


@dataclass(frozen=True)
class Word:
    """A written form and the Latin forms seen for it, with how often each was seen."""

    script: str
    native: str
    latin: Mapping[str, int]

    @cached_property
    def count(self) -> int:
        """How often the form was seen with any Latin form."""
        return sum(self.latin.values())

    def draw(self, random: Random) -> str:
        """Draw a Latin form by count."""
        return random.choices(list(self.latin), list(self.latin.values()))[0]


@dataclass(frozen=True)
class FullName:
    """One person's name written twice, and the words both are of: names of the same words may be one person's."""

    one: str
    other: str
    words: tuple[str, ...] = ()

    def is_like(self, other: "FullName") -> bool:
        """Say whether two names are of the same words, in whatever order: then nobody can tell them apart."""
        return sorted(self.words) == sorted(other.words)


def part_of(native: str) -> Part:
    """Say which part a native form belongs to; the rule knows nothing of the program's own folding."""
    plain = unicodedata.normalize("NFKC", native).casefold()
    return PARTS[int.from_bytes(blake2b(plain.encode(), digest_size=4, key=SALT).digest(), "big") % len(PARTS)]


def words(folder: Path, part: Part | None = None) -> dict[str, list[Word]]:
    """Read the words of a part (all without one), by script; forms of one letter on either side are left out."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for lang, latin, native, count in _rows(folder / "tokens.tsv"):
        if lang in SCRIPTS and len(latin) > 1 and len(native) > 1 and part in (None, part_of(native)):
            found[SCRIPTS[lang], native][latin] += int(count)
    by_script: dict[str, list[Word]] = {script: [] for script in SCRIPTS.values()}
    for (script, native), spellings in sorted(found.items()):
        by_script[script].append(Word(script, native, dict(spellings)))
    return by_script


def wikipedia_words(folder: Path, part: Part) -> list[Word]:
    """Read the Arabic words mined from encyclopaedia titles that belong to a part."""
    return [
        Word("arabic", native, {latin: 1})
        for native, latin in _rows(folder / "arabic_wikipedia.tsv")
        if len(native) > 1 and len(latin) > 1 and part_of(native) == part
    ]


class Composer:
    """Composes full names of the words of one part. The same words and seed give the same names."""

    def __init__(self, by_script: Mapping[str, Sequence[Word]], seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 reproducible draws, no secret
        self._by_script = by_script
        self._heaped = {script: list(accumulate(word.count for word in drawn)) for script, drawn in by_script.items()}

    def cross(self, script: str, size: int) -> list[FullName]:
        """Compose names as (native, Latin)."""
        return [self._name(script, lambda word: (word.native, word.draw(self._random))) for _ in range(size)]

    def latin(self, size: int) -> list[FullName]:
        """Compose names as two Latin spellings of one native name, from all scripts in turn; never equal ones."""
        scripts = sorted(self._by_script)
        return [self._latin(scripts[at % len(scripts)]) for at in range(size)]

    def _latin(self, script: str) -> FullName:
        while True:
            name = self._name(script, lambda word: (word.draw(self._random), word.draw(self._random)))
            if name.one.casefold() != name.other.casefold():
                return name

    def _name(self, script: str, written: Callable[[Word], tuple[str, str]]) -> FullName:
        length = self._random.choice(WORDS[script])
        drawn = self._draw(script, length)
        ones, others = zip(*map(written, drawn), strict=True)
        return FullName(" ".join(ones), " ".join(others), tuple(word.native for word in drawn))

    def _draw(self, script: str, length: int) -> list[Word]:
        for _ in range(_TRIES):
            drawn = self._random.choices(self._by_script[script], cum_weights=self._heaped[script], k=length)
            if len({word.native for word in drawn}) == length:
                break
        return drawn


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield tuple(line.rstrip("\n").split("\t"))
