"""Forms of which several stand on one page: each is one deed, and its name keeps the ids of their fields apart.

A form without a field of its own is a deed that needs no words.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class DeedForm(forms.Form):
    """A form about one thing; `deed` keeps apart the ids of several forms on one page."""

    deed = "deed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Give every field an id of its own page-wide."""
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self.deed}_%s"


class SeenForm(DeedForm):
    """A form about a thing as it was read: it carries the version its reader had before him."""

    deed = "seen"
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def show_beside(self, version: int) -> None:
        """Let the form speak of the thing as the page now shows it, where it comes back with what was typed."""
        if self.is_bound:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["seen"] = str(version)
            self.data = data


class OpenLetterForm(DeedForm):
    """Why a letter, or a picture with a letter in it, is opened."""

    deed = "open"
    reason = forms.CharField(
        label=_("Why do you open this letter?"),
        help_text=_("One sentence. It is sealed into the ledger with your name."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
