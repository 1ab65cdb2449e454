"""Whole numbers as people type them into forms, in the digits of whatever keyboard they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.forms.widgets import Widget


class FigureField(forms.IntegerField):
    """A whole number. Its line is one of text: a browser takes only its own digits in a field of the type number."""

    widget = forms.TextInput

    def widget_attrs(self, widget: Widget) -> dict[str, Any]:
        """From left to right in every language, with the keyboard of figures on a telephone."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}
