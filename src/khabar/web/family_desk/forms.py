"""The forms of the family desk: a name to find a request by, and what has been established about it.

They must never ask for, or hint at, anything that is known beyond the family's own form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.searching import LONGEST_NAME, Why
from khabar.web.front.enquirer_words import PURPOSES, VERIFICATIONS

if TYPE_CHECKING:
    from khabar.apps.registry.queries import RequestFile

WHY = [
    ("", _("Please choose")),
    (Why.FAMILY_ASKS.value, _("The family asks: on the telephone, by letter, or here")),
    (Why.PAPER_CAME.value, _("A paper of the family came")),
    (Why.BEFORE_TYPING.value, _("To see whether a request is here already, before it is typed up")),
    (Why.OTHER.value, _("Another reason, written below")),
]


class FindForm(forms.Form):
    """The name that a caller says, and why it is looked for. It is posted: it stands in no address and no history."""

    name = forms.CharField(
        label=_("Find by a name"),
        help_text=_("Of the person who is sought, or of whoever calls, in any script."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = forms.TypedChoiceField(
        label=_("Why do you look?"),
        help_text=_("The reason is in the ledger with your account and the time. The name is not."),
        choices=WHY,
        coerce=Why,
    )
    more = forms.CharField(
        label=_("Another reason, in words"),
        help_text=_("Without the name."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EstablishedForm(forms.Form):
    """How well the enquirer is known, what for, and whether the person was reported dead."""

    verification = forms.TypedChoiceField(
        label=_("What is established about the enquirer?"),
        help_text=_("It speaks of kinship, never of goodwill."),
        choices=[(level.value, words) for level, words in VERIFICATIONS.items()],
        coerce=lambda level: Verification(int(level)),
        widget=forms.RadioSelect,
    )
    purpose = forms.TypedChoiceField(
        label=_("What is it for?"),
        help_text=_("As you understand it by now, whatever was ticked on the form."),
        choices=[(purpose.value, words) for purpose, words in PURPOSES.items()],
        coerce=Purpose,
    )
    reported_dead = forms.BooleanField(
        label=_("Somebody told the family that the person has died"),
        help_text=_("A rumour counts. It is no reason to tell anybody anything."),
        required=False,
    )

    @classmethod
    def of(cls, request: RequestFile) -> EstablishedForm:
        """Give the form as it stands now."""
        return cls(
            initial={
                "verification": request.verification.value,
                "purpose": request.purpose.value,
                "reported_dead": request.reported_dead,
            }
        )
