"""What the pages about lists call things: meanings of columns, how a list was made, where it stands."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from khabar.domain.calendars import Calendar
from khabar.domain.lists.columns import Meaning
from khabar.domain.lists.mapping import DayOrder
from khabar.domain.lists.origin import HowMade, Knew

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

M = Meaning
MEANINGS: Mapping[Meaning, _StrPromise] = MappingProxyType(
    {
        M.ID: _("Number of the row"),
        M.NAME: _("Whole name"),
        M.GIVEN_NAME: _("Given name"),
        M.FAMILY_NAME: _("Family name"),
        M.OTHER_NAMES: _("Other names"),
        M.FATHER: _("Father's name"),
        M.GRANDFATHER: _("Grandfather's name"),
        M.MOTHER: _("Mother's name"),
        M.SEX: _("Sex"),
        M.BIRTH_DATE: _("Born"),
        M.BIRTH_YEAR: _("Year of birth"),
        M.BIRTH_MONTH: _("Month of birth"),
        M.BIRTH_DAY: _("Day of birth"),
        M.AGE: _("Age"),
        M.AGE_ON: _("Day or year at which the age holds"),
        M.BIRTH_PLACE: _("Place of birth"),
        M.NATIONALITY: _("Nationality"),
        M.LAST_PLACE: _("Last place"),
        M.TWO_THINGS_1: _("First thing only their people know"),
        M.TWO_THINGS_2: _("Second thing only their people know"),
        M.ENQUIRER_NAME: _("Who seeks: full name"),
        M.ENQUIRER_GIVEN: _("Who seeks: given name"),
        M.KINSHIP: _("They are the person's …"),
        M.EMAIL: _("Who seeks: e-mail"),
        M.PHONE: _("Who seeks: telephone"),
        M.POST_ADDRESS: _("Who seeks: postal address"),
        M.PURPOSE: _("What it is for"),
        M.LAST_NEWS: _("Last news"),
        M.LAST_NEWS_DATE: _("When that was"),
    }
)
CALENDARS: Mapping[Calendar, _StrPromise] = MappingProxyType(
    {
        Calendar.GREGORIAN: _("Gregorian (miladi)"),
        Calendar.SOLAR_HIJRI: _("Solar Hijri (shamsi)"),
        Calendar.HIJRI: _("Hijri (qamari)"),
    }
)
DAY_ORDERS: Mapping[DayOrder, _StrPromise] = MappingProxyType(
    {DayOrder.DAY_FIRST: _("The third of April"), DayOrder.MONTH_FIRST: _("The fourth of March")}
)
HOW_MADE: Mapping[HowMade, _StrPromise] = MappingProxyType(
    {
        HowMade.FROM_EACH: _("Each person on it was asked, and wished to stand on it"),
        HowMade.FROM_FAMILIES: _("Families told us of their own people"),
        HowMade.BY_HELPERS: _("Somebody on the spot wrote it with the people on it"),
        HowMade.INSTITUTION: _("An office, a camp, a hospital or a company keeps it"),
        HowMade.LEAKED: _("It was leaked, copied, found or bought"),
        HowMade.FILMED: _("It was read off films, pictures or posts"),
    }
)
KNEW: Mapping[Knew, _StrPromise] = MappingProxyType(
    {Knew.YES: _("Yes, all of them"), Knew.PARTLY: _("Some of them"), Knew.NO: _("No")}
)
REPORT_COLUMNS: tuple[_StrPromise, ...] = (_("line"), _("what was done"), _("what to mend"))
"""What a report calls its own columns; domain/lists/columns.py knows them again in every language of ours."""
REFUSED = _("refused")
STATES: Mapping[str, _StrPromise] = MappingProxyType(
    {
        "brought": _("To be looked at"),
        "waiting": _("Waits to be taken in"),
        "signing": _("Waits for the guarantor, who must agree before presences are taken in"),
        "filing": _("Is being taken in"),
        "done": _("Taken in"),
        "unread": _("Could not be read"),
    }
)
