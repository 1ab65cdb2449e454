"""The form with which people sign: name, address, a coarse place, one tick.

It says what is to be mended in what was typed; it can say nothing about whether anybody has signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from khabar.domain.errors import Invalid
from khabar.domain.petitions.addresses import NOT_AN_ADDRESS, sendable_address
from khabar.domain.petitions.signers import given_name

if TYPE_CHECKING:
    from khabar.domain.petitions.plans import Plan

LONGEST = 500


class SigningFields(forms.Form):
    """What a signer writes."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("In any script. It is sealed, and shown to nobody."),
        max_length=LONGEST,
        error_messages={"required": _("Please write your name. It is not shown to anybody.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("We send one link to it. Families who share an address can sign one after the other."),
        max_length=LONGEST,
        error_messages={"required": _("Without an address we cannot ask you to confirm. There is also a paper sheet.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"}),
    )
    place = forms.ChoiceField(label=_("Where you are"), required=False, help_text=_("Only roughly. You need not say."))
    on_the_list = forms.BooleanField(
        label=_("My name may be handed to the addressees, once, on paper"),
        help_text=_("Without this tick your name never leaves us; your signature counts just the same."),
        required=False,
    )

    wants_news = forms.BooleanField(
        label=_("Write to me when the addressees answer"),
        help_text=_("Only then, and every such mail has a link that ends them."),
        required=False,
    )

    def __init__(self, plan: Plan, language: str, data: object = None) -> None:
        """Offer the places of this petition."""
        super().__init__(data)  # type: ignore[arg-type]  # what was posted, or nothing
        choices = [("", gettext("I would rather not say"))]
        choices += [(one.code, one.names.get(language) or next(iter(one.names.values()))) for one in plan.places]
        if plan.places:
            self.fields["place"].choices = choices  # type: ignore[attr-defined]  # it is a field of choices
        else:
            del self.fields["place"]

    def clean_name(self) -> str:
        """Give the name as it is kept."""
        return _mended(lambda: given_name(self.cleaned_data["name"]))

    def clean_email(self) -> str:
        """Give the address a mail can go to; only its form is examined, nobody is asked whether it exists."""
        address = _mended(lambda: sendable_address(self.cleaned_data["email"]))
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise forms.ValidationError(gettext(NOT_AN_ADDRESS)) from None
        return address


def _mended(read: object) -> str:
    try:
        return str(read())  # type: ignore[operator]  # a function of ours
    except Invalid as problem:
        raise forms.ValidationError(gettext(problem.message)) from None
