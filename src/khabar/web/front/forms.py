"""The forms of the front door, in our words: passphrase, code, kin.

Codes are accepted in Latin, Persian and Arabic digits and in groups. They must never say which part was wrong.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.accounts.factors import AUTHENTICATOR, spend_totp_code
from khabar.domain.ids import AccountId
from khabar.text import only_digits

LONGEST_CODE = 40


def _passphrase_field() -> forms.CharField:
    return forms.CharField(
        label=_("Passphrase"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """Invented name and passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Put our words on allauth's fields."""
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Name in this house"),
            max_length=32,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
        )
        self.fields["password"] = _passphrase_field()


class AgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The passphrase once more, before a change of factors."""

    password = _passphrase_field()


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """A code of the authenticator, or one of the printed codes; each works once."""

    code = _code_field()

    def clean_code(self) -> str:
        """Give the code in Latin digits once it is known to fit and is used up; one and the same error otherwise."""
        self.cleaned_data["code"] = only_digits(self.cleaned_data["code"])
        code: str = super().clean_code()
        by_authenticator = self.authenticator.type == AUTHENTICATOR
        if by_authenticator and not spend_totp_code(AccountId(self.user.pk), code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class FirstCodeForm(forms.Form):
    """The first code of a new authenticator, as proof that it was set up rightly."""

    code = _code_field()

    def clean_code(self) -> str:
        """Give the code in Latin digits; the empty text when it is no code at all."""
        return only_digits(self.cleaned_data["code"])


class KinForm(forms.Form):
    """The name of one relative of a colleague."""

    name = forms.CharField(
        label=_("Full name of your relative"),
        help_text=_(
            "As the family writes it. It is sealed, and read only to keep you away from your own family's case."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
