"""The forms of the family desk for speaking with families: whose hands, what a caller said, which list to print."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from khabar.domain.calls import DAYS_PLANNED, MOST_CALLS, Hands
from khabar.domain.form_fields import NAME
from khabar.domain.ids import AccountId
from khabar.web.components.days import shown_day
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.apps.accounts.queries import Colleague


class HandsForm(forms.Form):
    """How many calls one helper can make a day, and on which of the coming days. None at all takes them away."""

    helper = forms.TypedChoiceField(label=_("Helper"), coerce=AccountId)
    calls = FigureField(
        label=_("Calls a day"),
        help_text=_("Ten minutes for each is a fair measure. 0 takes this helper out of the plan."),
        min_value=0,
        max_value=MOST_CALLS,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        coerce=date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, today: date, helpers: Sequence[Colleague], **kwargs: object) -> None:
        """Offer the helpers who work here, and the coming days."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the framework's signature, passed on
        coming = [today + timedelta(days=ahead) for ahead in range(DAYS_PLANNED)]
        self.fields["helper"].choices = [(one.account, one.display_name) for one in helpers]  # type: ignore[attr-defined]  # a choice
        self.fields["days"].choices = [(day.isoformat(), _day(day)) for day in coming]  # type: ignore[attr-defined]  # a choice

    def hands(self) -> list[Hands]:
        """Give the hands of this helper; only after the form is valid."""
        given = self.cleaned_data
        return [Hands(given["helper"], day, given["calls"]) for day in given["days"] if given["calls"]]


class ListForm(forms.Form):
    """Which list is to be printed."""

    helper = forms.RegexField(regex=r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    day = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)


class SaidForm(forms.Form):
    """What somebody on the telephone answered to the family's own question."""

    said = forms.CharField(
        label=_("What the caller answered"),
        help_text=_(
            "As you heard it. Only then the family's own answer is shown, and that you looked is in the ledger."
        ),
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _day(day: date) -> str:
    return f"{date_format(day, 'l')}, {shown_day(day)}"
