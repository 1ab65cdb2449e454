"""The form of somebody who asks us to be silent about a person: at the porch, by telephone, on paper. No proof.

It asks everybody the same, whoever is meant and whether anybody is.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.wishes import SaidBy, WishForm, WishKind
from khabar.web.components.person_form import PersonFields, lines_of, text

WISHES = [
    (WishKind.SILENCE.value, _("Be silent about this person, towards everybody")),
    (WishKind.NOT_TO.value, _("Be silent towards certain people, who are written below")),
    (WishKind.NOT_ME.value, _("Something was said in this person's name that is not true, or is about somebody else")),
]
SAID_BY = [(SaidBy.MYSELF.value, _("For myself")), (SaidBy.ANOTHER.value, _("For somebody else"))]


class WishFields(PersonFields):
    """What somebody is asked who wishes for silence: what, and about whom. Neither why, nor who is asking."""

    kind = "wish"

    wish = forms.ChoiceField(
        label=_("What do you wish?"), choices=WISHES, initial=WishKind.SILENCE.value, widget=forms.RadioSelect
    )
    said_by = forms.ChoiceField(
        label=_("For whom do you write?"), choices=SAID_BY, initial=SaidBy.MYSELF.value, widget=forms.RadioSelect
    )
    not_to = text(_("Who must not know?"), _("One on each line: a name, or how you are related."))
    words = text(_("Is there anything else we should know?"), _("You need give no reason."))
    two_things_1 = two_things_2 = None  # type: ignore[assignment]  # nothing is to be recognised here

    def filled(self, filed_at: str) -> WishForm:
        """Make the wish of what was typed."""
        given = self.cleaned_data
        return WishForm(
            **self.person(),
            kind=WishKind(given["wish"]),
            said_by=SaidBy(given["said_by"]),
            not_to=lines_of(given["not_to"]),
            words=given["words"],
            filed_at=filed_at,
        )


class WishTyped(WishFields):
    """The same at a desk, where the browser of a colleague needs no token of the porch; a card may be left as well."""

    token = None  # type: ignore[assignment]  # the house knows who posts
    wish = forms.ChoiceField(
        label=_("What is wished?"),
        choices=[*WISHES, (WishKind.IN_PEACE.value, _("Know this person in any spelling, and leave them in peace"))],
        initial=WishKind.SILENCE.value,
        widget=forms.RadioSelect,
    )
