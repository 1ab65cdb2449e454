"""The form of a body in the address book: what it is, how it is reached, whom it forwards to, how long it has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.correspondence.letters import BodyCard, BodyClock, BodyKind
from khabar.domain.clocks import Ending, Start, Unit
from khabar.domain.clocks.rules import LONGEST
from khabar.web.components.states import state_choices
from khabar.web.front.typed_figures import FigureField

KINDS = (
    (BodyKind.AUTHORITY, _("An authority or a ministry")),
    (BodyKind.COURT, _("A court or a prosecutor")),
    (BodyKind.EMBASSY, _("An embassy")),
    (BodyKind.OVERSIGHT, _("An ombudsman, a preventive mechanism, a parliament")),
    (BodyKind.INTERNATIONAL, _("A body of the United Nations or of a region")),
    (BodyKind.OTHER, _("Somebody else")),
)
UNITS = (
    (Unit.DAYS, _("days")),
    (Unit.WORKING_DAYS, _("working days")),
    (Unit.MONTHS, _("months")),
)
STARTS = (
    (Start.SENT, _("the day it was sent")),
    (Start.RECEIVED, _("the day it was received")),
    (Start.ACKNOWLEDGED, _("the day it was acknowledged")),
)
WEEK = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class BodyForm(forms.Form):
    """One body of the address book."""

    name = forms.CharField(label=_("What it is called"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS)
    language = forms.ChoiceField(
        label=_("In which language it is written to"), choices=[("en", _("English")), ("fa", _("Persian"))]
    )
    state = forms.ChoiceField(
        label=_("Which State learns what it is told"),
        help_text=_("The State it belongs to. Leave it empty for a body of no State."),
        required=False,
    )
    forwards_to = forms.MultipleChoiceField(
        label=_("States it forwards to"),
        help_text=_("If what it is told reaches other governments. The bar list asks for these too."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=200)
    postal = forms.CharField(
        label=_("Postal address"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )
    amount = FigureField(
        label=_("How long it has to answer"),
        help_text=_("Leave it empty where no law, rule or custom says so."),
        required=False,
        min_value=1,
        max_value=LONGEST,
    )
    unit = forms.ChoiceField(label=_("counted in"), choices=UNITS, initial=Unit.WORKING_DAYS)
    start = forms.ChoiceField(label=_("counted from"), choices=STARTS, initial=Start.SENT)
    country = forms.ChoiceField(
        label=_("Whose public holidays count"), help_text=_("Only for working days."), required=False
    )
    weekend = forms.TypedMultipleChoiceField(
        label=_("Its weekend, where it is not that of the country"),
        choices=list(enumerate(WEEK)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Where that rule stands"),
        help_text=_("The law, their own page, or that it is our custom. It is printed with every date."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the States by their names."""
        super().__init__(*args, **kwargs)
        states = state_choices()
        for name in ("state", "country"):
            self.fields[name].choices = [("", "–"), *states]  # type: ignore[attr-defined]  # a choice field
        self.fields["forwards_to"].choices = states  # type: ignore[attr-defined]  # the same

    def card(self) -> BodyCard:
        """Give the body; only after the form is valid. Raises Invalid for one that nobody could write to."""
        given = self.cleaned_data
        clock = None
        if given["amount"]:
            clock = BodyClock(
                amount=given["amount"],
                unit=Unit(given["unit"]),
                start=Start(given["start"]),
                ending=Ending.AS_COUNTED,
                country=given["country"],
                weekend=frozenset(given["weekend"]) or None,
                source=given["source"],
            )
        return BodyCard(
            name=given["name"],
            kind=BodyKind(given["kind"]),
            language=given["language"],
            state=given["state"],
            forwards_to=frozenset(given["forwards_to"]),
            email=given["email"],
            postal=given["postal"],
            clock=clock,
        )


def initial_of(card: BodyCard) -> dict[str, object]:
    """Give what a form shows of a body that is changed."""
    shown: dict[str, object] = {
        "name": card.name,
        "kind": card.kind,
        "language": card.language,
        "state": card.state,
        "forwards_to": sorted(card.forwards_to),
        "email": card.email,
        "postal": card.postal,
    }
    if card.clock is not None:
        shown |= {
            "amount": card.clock.amount,
            "unit": card.clock.unit,
            "start": card.clock.start,
            "country": card.clock.country,
            "weekend": sorted(card.clock.weekend or ()),
            "source": card.clock.source,
        }
    return shown
