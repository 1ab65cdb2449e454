"""Forms of a file of help. None of them asks what the person lived through, or about anybody left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.casework.help_actions import NewHelp
from khabar.domain.casework.companions import AgreedBy, NeedKind, OwnConsent
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.ids import AccountId
from khabar.web.companion.words import AGREED, NEEDS
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.functional import _StrPromise

    from khabar.apps.accounts.queries import Colleague

LONGEST = 2000
LINE = 200
AHEAD = _("This day has not come yet.")
_DAY = _("As 2026-09-30 or 1405-07-08.")


def _line(label: _StrPromise, hint: _StrPromise | str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=LINE, widget=widget)


def _prose(label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=required, widget=widget)


class HelpForm(SeenForm):
    """A form about a file of help as it was read; `today` is the day on which it is filled in."""

    deed = "help"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take the day."""
        super().__init__(*args, **kwargs)
        self.today = today


class WithConsent(forms.Form):
    """The person's own yes."""

    by = forms.TypedChoiceField(
        label=_("Who agreed to this file?"),
        choices=[(one.value, AGREED[one]) for one in AgreedBy],
        coerce=AgreedBy,
        widget=forms.RadioSelect,
    )
    how = _prose(_("How they said so"), _("In which words, where, who was there."))
    agreed_on = DayField(label=_("On which day they agreed"), help_text=_DAY)
    until = DayField(label=_("Until when it holds"), help_text=_DAY, required=False)

    def consent(self) -> OwnConsent:
        """Give the yes; only after the form is valid."""
        given = self.cleaned_data
        return OwnConsent(given["by"], given["how"], given["agreed_on"], given["until"])


class WithHelpStep(forms.Form):
    """What is done next, and by which day."""

    step = _prose(_("What is done next"), _("One thing that somebody can do, even if it is only a call."))
    on = DayField(label=_("By which day"), help_text=_DAY)

    def next_step(self) -> NextStep:
        """Give the step; only after the form is valid."""
        return NextStep(self.cleaned_data["step"], self.cleaned_data["on"])


class OpenHelpForm(WithConsent, WithHelpStep):
    """A new file of help: the yes first."""

    called = _line(
        _("What the person wishes to be called here"), _("Any name they choose. It need not be the one in papers.")
    )
    reach = _prose(_("How they wish to be reached"), _("Telephone or address, and when it is safe."), required=False)
    field_order = ("by", "how", "agreed_on", "until", "called", "reach", "step", "on")

    def new_help(self) -> NewHelp:
        """Give what the file begins with; only after the form is valid."""
        given = self.cleaned_data
        return NewHelp(given["called"], given["reach"], self.consent())


class HelpStepForm(WithHelpStep, HelpForm):
    """The next step."""


class ConsentForm(WithConsent, HelpForm):
    """The person agrees anew."""


class NeedForm(HelpForm):
    """Something that is needed."""

    kind = forms.TypedChoiceField(
        label=_("What kind of help"), choices=[(one.value, NEEDS[one]) for one in NeedKind], coerce=NeedKind
    )
    what = _prose(_("What is needed"), _("In the person's own words. What they lived through does not belong here."))


class DoneForm(HelpForm):
    """Something that was done."""

    done_on = DayField(label=_("On which day"), help_text=_DAY)
    what = _prose(_("What was done"), _("What we did, not what the person told us."))

    def clean(self) -> dict[str, Any]:
        """Refuse what has not been done yet."""
        day = self.cleaned_data.get("done_on")
        if day is not None and day > self.today:
            self.add_error("done_on", AHEAD)
        return self.cleaned_data


class PlainHelpForm(HelpForm):
    """A deed that needs no words."""


class HandOverForm(HelpForm):
    """Another companion takes over."""

    to = forms.TypedChoiceField(label=_("Who stands by them from now on"), coerce=AccountId)
    agreed = forms.BooleanField(label=_("The person agrees that this colleague takes over and reads this file."))

    def __init__(self, *args: Any, others: Sequence[Colleague], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer who else does this work."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.account, one.display_name) for one in others]  # type: ignore[attr-defined]  # a choice


class CloseHelpForm(HelpForm):
    """Why help ends."""

    reason = _prose(_("Why it is closed"), _("Whoever reads this later must be able to understand it."))


class TakeBackForm(HelpForm):
    """The person takes the yes back, and the file is erased."""

    sure = forms.BooleanField(label=_("I have read this. The file is erased and nobody can bring it back."))
