"""The form with which people subscribe: an address, and a language where there are several.

It says what is to be mended in what was typed; it can say nothing about whether anybody has subscribed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from khabar.domain.errors import Invalid
from khabar.domain.petitions.addresses import NOT_AN_ADDRESS, sendable_address

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 500


class SubscribingFields(forms.Form):
    """What a reader writes."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("We send one link to it. Nothing comes before you have pressed the button behind it."),
        max_length=LONGEST,
        error_messages={"required": _("Please write an address. There is also a feed, and paper.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Language of the newsletter"))

    def __init__(self, languages: Sequence[str], preferred: str, data: object = None) -> None:
        """Offer the languages there are; where there is one, nothing is asked."""
        super().__init__(data, initial={"language": preferred})  # type: ignore[arg-type]  # what was posted, or nothing
        self.fields["language"].choices = [(one, language_name(one)) for one in languages]  # type: ignore[attr-defined]  # it is a field of choices
        if len(languages) == 1:
            self.fields["language"].widget = forms.HiddenInput()
            self.initial["language"] = languages[0]

    def clean_email(self) -> str:
        """Give the address a mail can go to; only its form is examined, nobody is asked whether it exists."""
        try:
            address = sendable_address(self.cleaned_data["email"])
            validate_email(address, check_deliverability=False, test_environment=True)
        except (Invalid, EmailNotValidError):
            raise forms.ValidationError(gettext(NOT_AN_ADDRESS)) from None
        return address


def language_name(code: str) -> str:
    """Name a language as its own speakers do."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
