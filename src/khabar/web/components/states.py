"""States as people choose them: by name, in the language of the page, in that language's order."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.utils.translation import get_language

from khabar.data.treaties import state_rows


def state_choices() -> list[tuple[str, str]]:
    """List the States there are now, by their three letters and their name in the language of the page."""
    return list(_choices(get_language()))


def state_name(iso3: str) -> str:
    """Give the name of a State in the language of the page; the code itself where it is none of ours."""
    return dict(_choices(get_language())).get(iso3, iso3)


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(language, sep="-").territories
    found = [(row.iso3, names.get(row.iso2, row.name)) for row in state_rows().values() if not row.gone]
    return tuple(sorted(found, key=lambda one: one[1]))
