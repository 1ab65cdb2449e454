"""Al- and titles written as one word with a name: Alhusseini, Seyedali, میرحسین. Cut only where the rest is a name.

What is a name is read from the tables of common and attested names, so that Alireza, Albert and Elena stay whole.
It must never cut by spelling alone: what is not in the tables is left to the comparison.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from khabar.data import attested_names, common_names
from khabar.names.orthography import fold

LEAST_SHARE: Final = 0.05
"""Spellings rarer than this share of a name are not counted as its own: they may be slips of the source."""
_LEAST_BEHIND_TITLE: Final = 3
_LEAST_BEHIND_ARTICLE: Final = 5
"""Letters of what is left; shorter rests are too often chance."""
_ARTICLE: Final = re.compile("[ae]l", re.IGNORECASE)
_TITLE: Final = re.compile(
    "sayyed|sayyid|sayed|sayid|seyyed|seyyid|seyed|seyid|syed|mir|haj|سید|سيد|میر|مير|حاج", re.IGNORECASE
)
_LANGUAGES: Final = frozenset({"fa", "ar"})


@dataclass(frozen=True, slots=True)
class Head:
    """Letters at the head of a word that are no part of the name, and whether they are a title."""

    length: int
    is_title: bool


@lru_cache(maxsize=65536)
def head_of(word: str) -> Head | None:
    """Give the article or title a word begins with, if the rest is a name by the tables."""
    title = _TITLE.match(word)
    if title:
        rest = fold(word[title.end() :])
        is_name = len(rest) >= _LEAST_BEHIND_TITLE and rest in _borne().given
        return Head(title.end(), is_title=True) if is_name else None
    if _ARTICLE.match(word) is None:
        return None
    rest = fold(word[len("al") :])
    is_name = len(rest) >= _LEAST_BEHIND_ARTICLE and rest in _borne().behind_article
    return Head(len("al"), is_title=False) if is_name else None


@dataclass(frozen=True, slots=True)
class _Borne:
    """Folded names of men in both scripts, and Latin forms of names that an article may stand before."""

    given: frozenset[str]
    behind_article: frozenset[str]


@lru_cache(maxsize=1)
def _borne() -> _Borne:
    common = [name for name in common_names() if name.lang in _LANGUAGES]
    given = {fold(name.native) for name in common if name.kind == "given_m"}
    families = {fold(name.native) for name in common if name.kind == "family"}
    spelt = list(_spellings())
    latin_given = {latin for native, latin in spelt if native in given}
    whole = {latin for native, latin in spelt if not native.startswith("ال")}
    behind = {latin for native, latin in spelt if native in given | families or native.removeprefix("ال") in families}
    return _Borne(
        given=frozenset(given | latin_given),
        behind_article=frozenset(latin for latin in behind if "al" + latin not in whole and "el" + latin not in whole),
    )


def _spellings() -> Iterator[tuple[str, str]]:
    """List the folded Latin spellings of attested Arabic-script names, each with its folded native form."""
    for row in attested_names():
        if row.lang in _LANGUAGES:
            for spelling in row.spellings:
                if spelling.count >= LEAST_SHARE * row.count:
                    yield fold(row.native), fold(spelling.latin)
