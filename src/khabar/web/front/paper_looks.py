"""How a desk chooses what paper looks like: the languages there are forms in, and the size of the sheet."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.documents import Look, Paper

LANGUAGES = (
    ("fa", _("Persian")),
    ("en", _("English")),
    ("fa en", _("Persian, with English beside it")),
    ("en fa", _("English, with Persian beside it")),
)
"""The languages there are forms in, the leading one first."""


class LookForm(forms.Form):
    """Language and size of what is printed."""

    languages = forms.ChoiceField(
        label=_("Language of the form"), choices=LANGUAGES, initial="fa", widget=forms.RadioSelect
    )
    paper = forms.TypedChoiceField(
        label=_("Paper"),
        choices=[(Paper.A4.value, _("A4")), (Paper.A5.value, _("A5"))],
        coerce=Paper,
        initial=Paper.A4.value,
        widget=forms.RadioSelect,
    )

    @property
    def look(self) -> Look:
        """Give how it is to look; only after the form is valid."""
        return Look(tuple(self.cleaned_data["languages"].split()), self.cleaned_data["paper"])
