"""Free days of a country, from the `holidays` library: its weekend, and its public holidays with their names.

The library knows rules, not decrees: holidays of a moon calendar may be off by a day, and what a government adds at
short notice is not in it. So each clock names every day it left out and where that came from.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import holidays
from holidays.version import __version__

from khabar.domain.clocks import FreeDays, Holiday
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_SUCH_COUNTRY = "We have no list of public holidays for “%(country)s”. Please write the free days yourself."
_OTHER_NAMES = "en_US"
"""What names stand in where the library has none in the reader's language."""


class ListedWorkingDays:
    """Gives the free days of countries as the library lists them; nothing is fetched."""

    def free_days(
        self, country: str, years: Iterable[int], language: str, *, weekend: frozenset[int] | None = None
    ) -> FreeDays:
        """Return weekend and holidays of a country (ISO 3166, two or three letters) for these years.

        `weekend` (Monday is 0) stands in for the country's own where a body keeps another week. Holidays have their
        names in the language where the library knows them, else in English. Raises Invalid (field `country`) for a
        country that it does not list.
        """
        code = country.strip().upper()
        if code not in _listed_countries():
            raise Invalid("country", NO_SUCH_COUNTRY % {"country": country[:20]})
        listed = _listed(code, frozenset(years), language)
        return listed if weekend is None else replace(listed, weekend=weekend)


@lru_cache(maxsize=256)
def _listed(code: str, years: frozenset[int], language: str) -> FreeDays:
    """Read the library once for each country, these years and this language: its names take a while to load."""
    known = holidays.country_holidays(code, years=())
    named = holidays.country_holidays(code, years=years, language=_best(known.supported_languages, language))
    days = tuple(Holiday(day, name) for day, name in sorted(named.items()) if day.year in years)
    return FreeDays(frozenset(known.weekend), days, years, f"holidays {__version__} ({code})")


@cache
def _listed_countries() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries(include_aliases=True))


def _best(supported: tuple[str, ...], language: str) -> str | None:
    """Choose the names to show: in the reader's own language, in one of its forms, in English, or the only ones."""
    code = language.replace("-", "_")
    for wanted in (code, code.partition("_")[0], _OTHER_NAMES):
        fitting = [one for one in supported if wanted in (one, one.partition("_")[0])]
        if fitting:
            return fitting[0]
    return None
