"""How a desk chooses what paper looks like: the languages there are forms in.

Forms that a desk prints for families are made in one size; only a trip asks for another.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.documents import Look

LANGUAGES = (
    ("fa", _("Persian")),
    ("en", _("English")),
    ("fa en", _("Persian, with English beside it")),
    ("en fa", _("English, with Persian beside it")),
)
"""The languages there are forms in, the leading one first."""


class LookForm(forms.Form):
    """The language of what is printed."""

    languages = forms.ChoiceField(
        label=_("Language of the form"), choices=LANGUAGES, initial="fa", widget=forms.RadioSelect
    )

    @property
    def look(self) -> Look:
        """Give how it is to look; only after the form is valid."""
        return Look(tuple(self.cleaned_data["languages"].split()))
