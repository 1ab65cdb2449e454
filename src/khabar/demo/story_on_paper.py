"""What the people without a screen write: Golnar's form in Nima's hand, and the sheet that her son gives to Omar.

Each line is known by its printed label and by the field of the house into which it is typed. The names are common
ones put together, the towns are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from khabar.demo.handwriting import Written

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class OnPaper:
    """One line by hand: its printed label, the field it is typed into, the words, and which line below the label."""

    printed: str
    label: _StrPromise
    text: str
    line: int = 1
    lang: str = "en"

    @property
    def written(self) -> Written:
        """Give it as the hand writes it."""
        return Written(self.printed, self.text, self.line)


GOLNAR_TELLS = (
    OnPaper("intake.name", _("Name"), "Kamran Delshad"),
    OnPaper("intake.father", _("Father's name"), "Ebrahim"),
    OnPaper("intake.mother", _("Mother's name"), "Golnar"),
    OnPaper("intake.birth", _("Born"), "1371/6/12"),
    OnPaper("intake.last_place", _("Where they last lived with you"), "Golvare"),
)
"""The first page: whom she seeks."""
GOLNAR_OF_HERSELF = (
    OnPaper("intake.things", _("First thing"), "He hid his drum under the stairs", 2),
    OnPaper("intake.things", _("Second thing"), "The well with the green lid", 3),
    OnPaper("intake.enquirer_name", _("Your full name"), "Golnar Delshad"),
    OnPaper("intake.enquirer_given", _("Your given name"), "Golnar"),
    OnPaper("intake.kinship", _("You are their …"), "mother"),
    OnPaper("intake.phone", _("Telephone"), "0700 555 0162"),
    OnPaper("intake.safe_times", _("When can you be reached safely?"), "after the noon bread"),
    OnPaper("intake.stop_word", _("A stop word"), "aubergine"),
    OnPaper("intake.question", _("A question of your own"), "What was under the stairs?"),
    OnPaper("intake.answer", _("The answer to it"), "his drum"),
    OnPaper("intake.heirs", _("Who may go on seeking if you die?"), "my daughter Mahin Delshad"),
)
"""The second page: who she is, and how she is reached."""

WRITTEN_BY = Written("intake.written_by", "Nima")
CHOSEN = ("intake.way_telephone", "intake.reads_to")
"""The small boxes that are crossed on the second page: by telephone, and it is read to her."""
SAID_GIVEN_NAME = 3
"""The box for what may be said of her: her given name."""

KAMRAN_WRITES = (
    OnPaper("offer.name", _("Name"), "Kamran Delshad"),
    OnPaper("offer.father", _("Father's name"), "Ebrahim"),
    OnPaper("offer.mother", _("Mother's name"), "Golnar"),
    OnPaper("offer.birth", _("Born"), "1371/6/12"),
    OnPaper("offer.tell_name", _("To whom? Their name"), "Golnar Delshad"),
    OnPaper("offer.tell_kinship", _("What that one is to the person"), "my mother"),
    OnPaper("offer.things", _("First thing"), "my drum, under the stairs", 2),
    OnPaper("offer.things", _("Second thing"), "the green lid of the well", 3),
    OnPaper("offer.own_words", _("In the person's own words"), "Mother, the drum still sounds.", 2),
)
TELLS_MESSAGES = 3
"""The box for: that I am alive, and I take letters."""
