"""The forms of families on their page: the slip, a message.

They hold the words and the choices; what may be written in a field is the rules' business (`khabar.domain.forms`).
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.web.components.person_form import LONGEST


class SlipFields(forms.Form):
    """Code and PIN, as typed."""

    code = forms.CharField(label=_("Code"), help_text=_("12 digits, in three groups of four."), max_length=100)
    pin = forms.CharField(label=_("PIN"), help_text=_("6 digits."), max_length=100)


class MessageFields(forms.Form):
    """A message, as written."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("There is nothing written here yet.")},
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)
