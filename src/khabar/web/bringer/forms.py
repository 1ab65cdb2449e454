"""The form of the bringer's page: which word was before him, so that nobody notes anything about another."""

from __future__ import annotations

from django import forms


class WordForm(forms.Form):
    """What came of the word that was shown."""

    word = forms.RegexField(regex=r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
