"""The form with which a helper notes what came of one call. It asks nothing about the case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.calls.actions import LONGEST_NOTE
from khabar.domain.calls import Outcome

OUTCOMES = [
    (Outcome.REACHED.value, _("Reached")),
    (Outcome.NOT_REACHED.value, _("Not reached")),
    (Outcome.STOP_WORD.value, _("Stop word heard")),
    (Outcome.WANTS_CALL.value, _("Wants to be called back")),
]


class NoteForm(forms.Form):
    """What came of one call; `auto_id` keeps apart the forms of a list."""

    outcome = forms.TypedChoiceField(
        label=_("What came of it?"), choices=OUTCOMES, coerce=Outcome, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("A short note for the family desk"),
        help_text=_("A new number, a better hour. Nothing about the person they seek. You will not see it again."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, call: str, **kwargs: object) -> None:
        """Give every field an id of its own page-wide."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the framework's signature, passed on
        self.auto_id = f"call_{call[:8]}_%s"
