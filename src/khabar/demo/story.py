"""What the people of the story write: Shirin's form, the line about Darius in the list, Ezra's tries.

The names are common ones put together, the towns are invented. The spellings are attested ones, as they stand in the
table of names; none was made by the project's own folding code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LIST_MADE = ("--made-by", "A nurse of the clinic in Snegopolye", "--people-knew", "yes")
"""Who made the list with Darius in it, in the words of the import command."""

DARIUS_IN_THE_LIST = {
    "id": "clinic-017",
    "name": "NOURI Darius",
    "other_names": "",
    "father": "Youssef",
    "grandfather": "Farhad",
    "mother": "Maryam",
    "sex": "male",
    "birth_date": "1986-04-23",
    "birth_place": "Gulwara",
    "nationality": "Narestani",
    "last_place": "Golvare",
    "two_things_1": "our goat's name: Minister",
    "two_things_2": "the walnut by the door",
}
"""How a stranger wrote Darius down; columns as in every list of persons."""


@dataclass(frozen=True)
class Written:
    """One field of a form as somebody fills it in; `lang` is that of the text, for whoever listens to the page."""

    label: _StrPromise
    text: str
    lang: str = "en"


SHIRIN_WRITES = (
    Written(_("Name"), "داریوش نوری", "fa"),
    Written(_("Father's name"), "یوسف", "fa"),
    Written(_("Grandfather's name"), "فرهاد", "fa"),
    Written(_("Mother's name"), "مریم", "fa"),
    Written(_("Born"), "۱۳۶۵/۲/۳", "fa"),
    Written(_("Place of birth"), "گل‌واره", "fa"),
    Written(_("Where they last lived with you"), "گل‌واره", "fa"),
    Written(_("First thing"), "He called the goat Minister"),
    Written(_("Second thing"), "A walnut tree stood before the door"),
    Written(_("Your full name"), "Shirin Nuri"),
    Written(_("Your given name"), "Shirin"),
    Written(_("You are their …"), "sister"),
)
"""Shirin's form. Whatever is not here she leaves empty."""

SHIRIN_TELLS_HIM = "Mother is well. The walnut tree bore fruit this year, and we kept you the first basket."
DARIUS_REPLIES = "I am well, and I laughed about the basket. Keep me some for winter."

EZRA_CLAIMS = (
    Written(_("Name"), "Darius Nouri"),
    Written(_("Father's name"), "Yusuf"),
    Written(_("Born"), "1986"),
    Written(_("First thing"), "We had a dog"),
    Written(_("Second thing"), "The house was white"),
)
"""What Ezra knows of Darius from a stolen description; the two things he has to invent."""
