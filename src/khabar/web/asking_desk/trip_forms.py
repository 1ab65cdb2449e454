"""The forms with which the asking desk makes a trip, prints its stack and closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.documents import Look, Paper
from khabar.domain.ids import AccountId, PairId
from khabar.domain.stacks import MOST_OFFERS, TripPlan
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.apps.matches.queries import PairLine
    from khabar.apps.trips.queries import Carrier

LANGUAGES = (
    ("fa", _("Persian")),
    ("en", _("English")),
    ("fa en", _("Persian, with English beside it")),
    ("en fa", _("English, with Persian beside it")),
)
"""The languages there are forms in, the leading one first."""
WITH_WORDS, WITH_NUMBERS = "words", "numbers"


class PlanForm(forms.Form):
    """A new trip: who carries, how many offer sheets, how they look, and who is asked by name."""

    carrier = forms.ChoiceField(label=_("Who carries"))
    offers = FigureField(
        label=_("How many offer sheets"),
        help_text=_("The same blank sheet for everybody in a place, sought or not. At most 500."),
        min_value=0,
        max_value=MOST_OFFERS,
        initial=60,
    )
    languages = forms.ChoiceField(label=_("Language of the sheets"), choices=LANGUAGES, widget=forms.RadioSelect)
    paper = forms.TypedChoiceField(
        label=_("Paper"),
        choices=[(Paper.A4.value, _("A4")), (Paper.A5.value, _("A5"))],
        coerce=Paper,
        initial=Paper.A4.value,
        widget=forms.RadioSelect,
    )
    pairs = forms.MultipleChoiceField(
        label=_("To be asked by name on this trip"),
        help_text=_("Only those whose asking has left with a round and is on no trip yet."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asked_with = forms.ChoiceField(
        label=_("How an asking is answered"),
        help_text=_("Printed words only where nobody else reads paper."),
        choices=[(WITH_NUMBERS, _("By ordinary-looking numbers")), (WITH_WORDS, _("By printed words"))],
        initial=WITH_NUMBERS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, carriers: Sequence[Carrier], lines: Sequence[PairLine], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take who carries, and which pairs wait to be asked."""
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [(one.account, one.name) for one in carriers]  # type: ignore[attr-defined]  # a choice field
        self.fields["pairs"].choices = [(one.id, one.present) for one in lines]  # type: ignore[attr-defined]  # the same
        self.lines = tuple(lines)

    @property
    def who_carries(self) -> AccountId:
        """Give the account that was chosen; only after the form is valid."""
        return AccountId(self.cleaned_data["carrier"])

    def plan(self) -> TripPlan:
        """Give the plan; only after the form is valid."""
        given = self.cleaned_data
        return TripPlan(
            offers=given["offers"],
            look=Look(tuple(given["languages"].split()), given["paper"]),
            pairs=tuple(PairId(pair) for pair in given["pairs"]),
            with_words=given["asked_with"] == WITH_WORDS,
        )


class PrintForm(forms.Form):
    """Print the stack as it was planned. It carries the version that was read, so that nobody prints twice unawares."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
