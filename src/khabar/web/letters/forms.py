"""The forms of the letters' desk: what is done with a letter, and the reply to it.

A form without a field stands for one deed. No form here carries the text of a letter that was opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.form_fields import SHORT
from khabar.domain.messages import MAX_CHARACTERS
from khabar.web.front.deed_forms import DeedForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True)
class TripChoice:
    """One open trip as the form offers it; `name` stands on its cover."""

    id: str
    name: str
    carrier: str
    made_on: date


class AcceptForm(DeedForm):
    """This letter may be carried."""

    deed = "accept"


class ChangeForm(DeedForm):
    """What the writer is asked to change."""

    deed = "ask_change"
    words = forms.CharField(
        label=_("What should the writer change?"),
        help_text=_("It stands on the writer's page as you write it. Say nothing of the person, of us, or of the way."),
        max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LetGoForm(DeedForm):
    """This letter leaves with the next round."""

    deed = "let_go"


class TripForm(DeedForm):
    """For which trip a letter is printed."""

    deed = "print"
    trip = forms.ChoiceField(label=_("For which trip"))

    def __init__(self, *args: object, choices: Sequence[TripChoice], **kwargs: object) -> None:
        """Take the open trips."""
        super().__init__(*args, **kwargs)
        words = _("Trip %(name)s, %(carrier)s, made on %(day)s")
        self.fields["trip"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.id, words % {"name": one.name, "carrier": one.carrier, "day": one.made_on.isoformat()})
            for one in choices
        ]
        self.is_possible = bool(choices)


class ReplyForm(DeedForm):
    """The reply to a letter that was handed over, as it stands on the paper."""

    deed = "reply"
    text = forms.CharField(
        label=_("The reply"),
        help_text=_("As it is written, word for word. Somebody else compares it before it is carried."),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
