"""Forms about a request to an intermediary: what a family agreed to, and the facts that are copied, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.entrusted.actions import Entrusting
from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.bridge.entrusting import tracing_by
from khabar.domain.casework.consents import Stand
from khabar.domain.forms import RequestForm
from khabar.web.advocacy.agreement_forms import OfPerson
from khabar.web.advocacy.file_forms import FileForm
from khabar.web.advocacy.words import STANDS, choices
from khabar.web.components.person_form import PersonFields
from khabar.web.components.request_form import PURPOSES, SAID, RequestFields
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from khabar.domain.casework.consents import ConsentEvent
    from khabar.domain.casework.people import FilePerson

_COPIED = ("last_news", "last_news_date", "risk", "enquirer_name", "enquirer_given", "kinship", "language")


class TracingForm(OfPerson):
    """What one of the family said about this intermediary looking for the person."""

    stand = forms.TypedChoiceField(
        label=_("What they said"),
        choices=choices(STANDS, (Stand.ASKED, Stand.GIVEN, Stand.REFUSED, Stand.WITHDRAWN)),
        coerce=Stand,
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Until when it holds"), help_text=_("As 2026-09-30 or 1405-07-08."), required=False)
    field_order = ("person", "stand", "on", "how", "reference", "until", "said_by")

    def event(self, partner: str) -> ConsentEvent:
        """Give what was said; only after the form is valid."""
        return self.said(tracing_by(partner), self.cleaned_data["stand"])


class EntrustForm(FileForm, PersonFields):
    """The request as the intermediary will have it: facts about the person, and about the one who asks.

    How the family is reached is not among them: we reach her ourselves.
    """

    kind = "request"

    token = None  # type: ignore[assignment]  # the porch's; here the file's version stands in the form
    enquirer = forms.ChoiceField(
        label=_("Who asks"), help_text=_("One of the family who agreed that this intermediary looks.")
    )
    last_news = RequestFields.base_fields["last_news"]
    last_news_date = RequestFields.base_fields["last_news_date"]
    risk = RequestFields.base_fields["risk"]
    enquirer_name = RequestFields.base_fields["enquirer_name"]
    enquirer_given = RequestFields.base_fields["enquirer_given"]
    kinship = RequestFields.base_fields["kinship"]
    said_of_me = forms.TypedChoiceField(
        label=_("What may be said of them when the person is asked?"),
        choices=SAID,
        coerce=int,
        initial=SaidOfMe.NOTHING.value,
        widget=forms.RadioSelect,
    )
    purpose = forms.ChoiceField(label=_("What is it for?"), choices=PURPOSES, initial=Purpose.NOT_TOLD.value)
    language = RequestFields.base_fields["language"]
    field_order = ("enquirer", "enquirer_name", "enquirer_given", "kinship", "language", "said_of_me", "purpose")

    def __init__(self, *args: Any, people: Iterable[FilePerson], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer those of the family who agreed."""
        super().__init__(*args, **kwargs)
        self.fields["enquirer"].choices = [(one.id, one.name) for one in people]  # type: ignore[attr-defined]  # a choice

    def filled(self, filed_at: str) -> RequestForm:
        """Make the request of what was copied."""
        given = self.cleaned_data
        return RequestForm(
            **self.person(),
            **{name: given[name] for name in _COPIED},
            said_of_me=SaidOfMe(given["said_of_me"]),
            purpose=Purpose(given["purpose"]),
            filed_at=filed_at,
        )

    def entrusting(self, partner: str, now: datetime) -> Entrusting:
        """Give what is entrusted to this partner; only after the form is valid."""
        return Entrusting(partner, self.cleaned_data["enquirer"], self.filled(now.isoformat()))
