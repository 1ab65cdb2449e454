"""The small forms beside a picture: digits that no machine could read, and what became of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.paper_trays import Outcome, Tray
from khabar.domain.sheets import SheetKind
from khabar.web.front.deed_forms import DeedForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from khabar.apps.paper.files import ScanFile

OUTCOMES: dict[Outcome, _StrPromise] = {
    Outcome.BLANK: _("Nothing is written on it"),
    Outcome.OBSERVED_NO: _("A no under the eyes of others: nothing of it is kept"),
    Outcome.BEFORE: _("It came before: another picture of this sheet was settled"),
    Outcome.NEW_PICTURE: _("It must be taken once more, alone and sharp"),
    Outcome.NOT_OURS: _("It is not one of ours"),
}


class DigitsForm(DeedForm):
    """The digits of a sheet, as somebody reads them on the picture."""

    deed = "digits"
    digits = forms.CharField(
        label=_("The digits beside the square code"),
        help_text=_("27 digits in groups of four. The paper then goes to where it belongs."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "digits digits-of-sheet"}),
    )


class PassOnForm(DeedForm):
    """This form goes to the family desk."""

    deed = "pass_on"


class SettleForm(DeedForm):
    """What became of a paper of which nothing is kept."""

    deed = "settle"
    outcome = forms.TypedChoiceField(label=_("What is it?"), choices=(), coerce=Outcome, widget=forms.RadioSelect)

    def __init__(self, *args: Any, scan: ScanFile, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer what can be true of this paper."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = [(one.value, OUTCOMES[one]) for one in possible_outcomes(scan)]


def possible_outcomes(scan: ScanFile) -> list[Outcome]:
    """List what may become of this paper without anything being kept of it."""
    if scan.came_before:
        return [Outcome.BEFORE]
    anew = [Outcome.NEW_PICTURE]
    if scan.sheet is None:
        return [*anew, Outcome.NOT_OURS]
    if scan.tray is Tray.ASKING_DESK and scan.sheet.kind is SheetKind.OFFER:
        return [Outcome.BLANK, Outcome.OBSERVED_NO, *anew]
    return [Outcome.BLANK, *anew]
