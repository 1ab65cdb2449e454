"""The letters in which addressees of a petition are told its numbers; petition_digests.toml holds their sentences."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_SOURCE: Final = files("khabar.data")


@cache
def digest_sentences(language: str) -> Mapping[str, str]:
    """Give the sentences of one language; KeyError for a language there is no letter in."""
    return MappingProxyType(tomllib.loads((_SOURCE / "petition_digests.toml").read_text("utf-8"))[language])
