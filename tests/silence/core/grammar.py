"""Visits as data: rules that say what a visit may consist of, and words that fill it. A seed draws the same visits.

A rule is a name and its alternatives; each alternative is a list of rules and steps. A step is one request: an address
or a form of the page before, fields, headers, perhaps a body that is no form. `<word>` in a value is one of the words
of that name; within one visit a word stays what it was at first, so what is filed is what is asked for again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

_WORD = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One request. `form` names the end of an address to which a form of the page before leads; else `path` is asked.

    `link` follows the link of the page before whose address begins so. `keep` remembers what a page says under a name
    (a pattern with one group), for the words of later steps.
    """

    surface: str
    method: str = "GET"
    path: str = ""
    form: str = ""
    link: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = field(default=None, repr=False)
    kind: str = "application/x-www-form-urlencoded"
    keep: tuple[tuple[str, str], ...] = ()

    def filled(self, words: Mapping[str, str]) -> Step:
        """Put words in the places of their names; a name without a word stays as it is."""

        def put(text: str) -> str:
            return _WORD.sub(lambda found: words.get(found[1], found[0]), text)

        fields = tuple((name, put(value)) for name, value in self.fields)
        headers = tuple((name, put(value)) for name, value in self.headers)
        return replace(self, path=put(self.path), link=put(self.link), fields=fields, headers=headers)


@dataclass(frozen=True)
class Visit:
    """What one visitor does, and where the visitor comes from."""

    number: int
    rule: str
    who: str
    address: str
    language: str
    steps: tuple[Step, ...]


Alternative = tuple["Step | str", ...]


@dataclass(frozen=True)
class Grammar:
    """Rules and words. `openings` are the rules a visit may begin with, each with who then visits."""

    openings: Mapping[str, str]
    rules: Mapping[str, Sequence[Alternative]]
    words: Mapping[str, Sequence[str]]
    languages: Sequence[str] = ("en",)

    def visits(self, count: int, draw: random.Random) -> Iterator[Visit]:
        """Draw so many visits: every opening in turn, so that none is left out, what follows by chance."""
        names = list(self.openings)
        for number in range(count):
            rule = names[number % len(names)]
            words = {name: draw.choice(choices) for name, choices in sorted(self.words.items())}
            steps = tuple(step.filled(words) for step in self._expanded(rule, draw))
            address = f"10.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(1, 255)}"
            language = self.languages[(number // len(names)) % len(self.languages)]
            yield Visit(number, rule, self.openings[rule], address, language, steps)

    def colleagues(self, count: int, draw: random.Random) -> Iterator[Visit]:
        """Draw visits of those alone who come with a name of their own."""
        named = {rule: who for rule, who in self.openings.items() if who}
        return replace(self, openings=named).visits(count, draw)

    def _expanded(self, rule: str, draw: random.Random) -> Iterator[Step]:
        for part in draw.choice(self.rules[rule]):
            if isinstance(part, Step):
                yield part
            else:
                yield from self._expanded(part, draw)
