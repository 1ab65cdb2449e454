"""The forms with which a carrier, or the asking desk for him, says what became of a trip's paper and visits.

No form asks for a name, a place or a reason of the person met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.trips.actions import Rest, Visit
from khabar.domain.answers import Setting
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import one_line
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import typed_numbers
from khabar.domain.trip_events import FITTING, LONGEST_REASON, Condition, Met, Note, Outcome, note_of
from khabar.web.front.deed_forms import DeedForm
from khabar.web.front.trip_words import condition_words, met_words, outcome_words
from khabar.web.front.typed_days import NO_DAY, day_of
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from khabar.domain.trips import Account

REST = (Outcome.UNUSED, Outcome.NOT_CARRIED, Outcome.LEFT_BLANK)
"""What can be said of many sheets at once: nothing for which it matters whether a person was alone."""
_LATIN = {"dir": "ltr", "autocomplete": "off"}


class TripForm(DeedForm):
    """A form about one trip; `deed` keeps apart the ids of several forms on one page."""

    deed = "trip"

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Know the trip's sheets."""
        super().__init__(*args, **kwargs)
        self.account = account
        self._numbers = [one.sheet.number for one in account.sheets]

    def numbers(self, field: str) -> tuple[int, ...]:
        """Read numbers of sheets; a mistake stands beside the field."""
        try:
            return typed_numbers(self.cleaned_data.get(field, ""), self._numbers, field=field)
        except Invalid as mistake:
            raise forms.ValidationError(gettext(mistake.message)) from mistake


class NoteForm(TripForm):
    """What became of one sheet, or of some of which the same became."""

    deed = "sheets"
    sheets = forms.CharField(
        label=_("Numbers of the sheets"),
        help_text=_("As they stand on the cover, for example 3-9, 12."),
        max_length=2000,
        widget=forms.TextInput(attrs=_LATIN),
    )
    outcome = forms.TypedChoiceField(label=_("What became of them"), coerce=Outcome, widget=forms.RadioSelect)
    setting = forms.TypedChoiceField(
        label=_("Was the person alone?"),
        help_text=_("Only for an answer and for a no. Seen or heard by anybody counts as not alone."),
        choices=[(Setting.ALONE.value, _("Alone")), (Setting.OBSERVED.value, _("Under the eyes or ears of others"))],
        coerce=Setting,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer only what can become of the kinds of sheets on this trip."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = _outcomes(  # type: ignore[attr-defined]  # a choice field
            {one.sheet.kind for one in self.account.sheets}
        )

    def clean_sheets(self) -> tuple[int, ...]:
        """Read the numbers."""
        return self.numbers("sheets") if self.cleaned_data.get("sheets") else ()

    def note(self) -> Note:
        """Give what is noted; only after the form is valid."""
        return note_of(self.cleaned_data["outcome"], self.cleaned_data["setting"])


class RestForm(TripForm):
    """All other offer sheets, but for some: fifty-five need one act."""

    deed = "rest"
    outcome = forms.TypedChoiceField(
        label=_("All other offer sheets"),
        help_text=_("All offer sheets that have no note yet and of which no picture came in."),
        choices=[(one.value, "") for one in REST],
        coerce=Outcome,
        initial=Outcome.UNUSED.value,
        widget=forms.RadioSelect,
    )
    but = forms.CharField(
        label=_("But not these"),
        help_text=_("Numbers of sheets that are missing, for example 41. They stay listed as missing."),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs=_LATIN),
    )
    counted = FigureField(
        label=_("How many you count"),
        help_text=_("Count them in your hand. If it does not come out, nothing is noted, and you can look again."),
        required=False,
        min_value=1,
        max_value=9999,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Name the outcomes in the reader's language."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.value, outcome_words(one)) for one in REST
        ]

    def clean_but(self) -> tuple[int, ...]:
        """Read the numbers of what is missing."""
        return self.numbers("but") if self.cleaned_data.get("but", "").strip() else ()

    def rest(self) -> Rest:
        """Give what is noted; only after the form is valid."""
        given = self.cleaned_data
        return Rest(SheetKind.OFFER, note_of(given["outcome"], None), given["but"], given["counted"])


class VisitForm(TripForm):
    """One visit: its day and what was granted, or why it was not carried out."""

    deed = "visits"
    number = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.CharField(label=_("Day of the visit"), help_text=NO_DAY, widget=forms.TextInput(attrs={"dir": "ltr"}))
    because = forms.CharField(
        label=_("Why it was not carried out"),
        help_text=_("Leave empty if it was. A few words, no name and no place."),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Ask for every condition by itself."""
        super().__init__(*args, **kwargs)
        for condition in Condition:
            self.fields[condition.value] = forms.TypedChoiceField(
                label=condition_words(condition),
                choices=[(met.value, met_words(met)) for met in Met],
                coerce=Met,
                initial=Met.NOT_ASKED.value,
                widget=forms.RadioSelect,
            )

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        """List the fields of the conditions, for the page."""
        return [self[condition.value] for condition in Condition]

    def clean_on(self) -> date:
        """Read the day."""
        return day_of(self.cleaned_data["on"])

    def visit(self) -> Visit:
        """Give the visit; only after the form is valid."""
        given = self.cleaned_data
        conditions = tuple((condition, given[condition.value]) for condition in Condition)
        return Visit(given["number"], given["on"], conditions, one_line(given["because"]))


def _outcomes(kinds: Collection[SheetKind]) -> list[tuple[str, str]]:
    possible = {outcome for kind in kinds for outcome in FITTING[kind]}
    return [(one.value, outcome_words(one)) for one in Outcome if one in possible]
