"""The forms of the family desk around paper and slips: a request as a paper says it, blank forms, a slip's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.web.components.person_form import line, text
from khabar.web.components.request_form import RequestFields
from khabar.web.front.paper_looks import LookForm
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FORMS = 100


class TypedFields(RequestFields):
    """A request as a paper says it. The slip's number may be missing: then the request has no page yet."""

    kind = "typed request"

    slip_number = line(_("Number of the sealed slip"), _("10 digits, if the paper has them."))
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class RequestFormsForm(LookForm):
    """How many blank request forms, and how they look."""

    count = FigureField(
        label=_("How many request forms"),
        help_text=_("Each has a code of its own. At most 100 at once."),
        min_value=1,
        max_value=MOST_FORMS,
        initial=10,
    )


class MessageFormForm(LookForm):
    """One message form for a family to write by hand."""


class SlipForm(forms.Form):
    """The number that stands on the family's sealed slip."""

    slip_number = forms.CharField(label=_("Number of the sealed slip"), help_text=_("10 digits."), max_length=100)


class HeirForm(forms.Form):
    """Who goes on seeking: one of those the enquirer wrote, with data and a slip of their own."""

    chosen = forms.ChoiceField(label=_("Whom of those she wrote?"), widget=forms.RadioSelect)
    enquirer_name = forms.CharField(label=_("Their full name"), max_length=200)
    enquirer_given = line(_("Their given name"))
    related = line(_("They are the dead enquirer's …"), _("Son, sister, neighbour."))
    kinship = line(_("They are the sought person's …"), _("Nephew, aunt, friend."))
    slip_number = line(
        _("Number of a new sealed slip"), _("10 digits. A slip of their own: the old page stays closed to them.")
    )
    language = line(_("Language they like to be spoken to in"))
    phone = line(_("Telephone"))
    safe_times = line(_("When can they be reached safely?"))
    stop_word = line(_("A stop word"))
    reason = text(
        _("How do you know that she has died, and who this is?"), _("It stands on the record, with your name.")
    )

    def __init__(self, *args: Any, heirs: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take those whom the enquirer wrote, in her order."""
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one, one) for one in heirs]  # type: ignore[attr-defined]  # a choice field
        self.fields["reason"].required = True


class TakeBackForm(forms.Form):
    """Why a request is opened again."""

    reason = forms.CharField(
        label=_("How do you know that the enquirer lives?"),
        help_text=_("It stands on the record, with your name."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
