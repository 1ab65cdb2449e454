"""What travels with the program for letters: the templates in letters/, and the words that make a letter confidential.

Templates are whole letters that a lawyer can read as they lie there; each names source, version and who approved it.
They must never hold a name of a person, a body or a place.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_FOLDER: Final = files("khabar.data") / "letters"
_ABOUT: Final = ("source", "licence", "date")


@cache
def template_texts() -> Mapping[str, str]:
    """Give every template as it lies there, by the name of its file, such as "thanks.en"."""
    found = sorted(one.name for one in _FOLDER.iterdir() if one.name.endswith(".md"))
    return MappingProxyType({name.removesuffix(".md"): (_FOLDER / name).read_text(encoding="utf-8") for name in found})


@cache
def topic_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give, by language and topic, words and phrases that may speak of it; a star stands for any further letters."""
    tables = tomllib.loads((_FOLDER / "topics.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            language: MappingProxyType({topic: tuple("|".join(rows).split("|")) for topic, rows in topics.items()})
            for language, topics in tables.items()
            if language not in _ABOUT
        }
    )
