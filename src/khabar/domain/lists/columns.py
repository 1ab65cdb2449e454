"""What a column of a list may mean, for each kind of list, and how headers in nine languages are known.

A column that nobody knows stays unknown; none is taken by its place. No field for intelligence may enter here: no
companions in the place, no unit, rank, leaders or buildings.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from khabar.data.list_headers import list_headers
from khabar.text import normalise, without_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Mapping


class ListKind(StrEnum):
    """What the rows of a list become."""

    REQUESTS = "requests"
    PRESENCES = "presences"


class Meaning(StrEnum):
    """What a column says of a person, or of the one who seeks the person."""

    ID = "id"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    OTHER_NAMES = "other_names"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    MOTHER = "mother"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    AGE = "age"
    AGE_ON = "age_on"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    LAST_PLACE = "last_place"
    TWO_THINGS_1 = "two_things_1"
    TWO_THINGS_2 = "two_things_2"
    ENQUIRER_NAME = "enquirer_name"
    ENQUIRER_GIVEN = "enquirer_given"
    KINSHIP = "kinship"
    EMAIL = "email"
    PHONE = "phone"
    POST_ADDRESS = "post_address"
    PURPOSE = "purpose"
    LAST_NEWS = "last_news"
    LAST_NEWS_DATE = "last_news_date"


M = Meaning
OF_ENQUIRERS: Final = (
    *(M.ENQUIRER_NAME, M.ENQUIRER_GIVEN, M.KINSHIP, M.EMAIL, M.PHONE, M.POST_ADDRESS),
    *(M.PURPOSE, M.LAST_NEWS, M.LAST_NEWS_DATE),
)
"""What only a request says."""
OF_PERSONS: Final = tuple(one for one in Meaning if one not in OF_ENQUIRERS)
SEVERAL: Final = frozenset({M.OTHER_NAMES, M.BIRTH_PLACE, M.LAST_PLACE, M.LAST_NEWS, M.POST_ADDRESS})
"""What may stand in more than one column: the parts are put side by side."""
OF_NAMES: Final = frozenset({M.NAME, M.GIVEN_NAME, M.FAMILY_NAME})
"""Of these one is needed."""
LONGEST: Final[Mapping[Meaning, int]] = MappingProxyType(
    dict.fromkeys(Meaning, 300)
    | {M.ID: 200, M.OTHER_NAMES: 2000, M.SEX: 40, M.BIRTH_DATE: 80, M.NATIONALITY: 200, M.AGE: 80, M.AGE_ON: 80}
    | {M.TWO_THINGS_1: 2000, M.TWO_THINGS_2: 2000, M.KINSHIP: 200, M.EMAIL: 254, M.PURPOSE: 40}
    | {M.POST_ADDRESS: 1000, M.LAST_NEWS: 3000}
)
"""How many characters a cell may hold: far more than any honest one."""
LINE_NUMBER, WHAT_WAS_DONE, WHAT_TO_MEND = "line", "what was done", "what to mend"
OF_REPORTS: Final = (LINE_NUMBER, WHAT_WAS_DONE, WHAT_TO_MEND)
"""Columns that a report has beside those of its list; they are passed over when it comes back."""
REPORTS_ALSO: Final = (("سطر در فهرست", "چه شد", "چه باید درست شود"),)
"""What pages in other languages call these columns."""
_LETTERS: Final = str.maketrans("يىكةأإآؤئ", "ییکهااایی")
_BESIDE: Final = re.compile(r"[\W_]+")


def meanings_of(kind: ListKind) -> tuple[Meaning, ...]:
    """List what columns of this kind of list may mean."""
    return OF_PERSONS if kind is ListKind.PRESENCES else tuple(Meaning)


def folded(header: str) -> str:
    """Write a header as headers are compared: no marks, no punctuation, one form of Arabic and Persian letters.

    A header of signs alone (№) stays as it is.
    """
    plain = normalise(without_bidi_controls(header)).casefold().replace("\u200c", " ").translate(_LETTERS)
    return _BESIDE.sub(" ", "".join(char for char in plain if not "\u064b" <= char <= "\u0652")).strip() or plain


def meaning_of(header: str, kind: ListKind) -> Meaning | None:
    """Say what a header means in this kind of list; None for one that nobody knows."""
    found = _known().get(folded(header))
    return found if found in meanings_of(kind) else None


@cache
def _known() -> Mapping[str, Meaning]:
    words = {folded(word): Meaning(row.field) for row in list_headers() for word in row.words}
    return words | {folded(one.value): one for one in Meaning}
