"""The form of somebody who wants to be found. It asks everybody the same, and asks for no address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.answers import Tells
from khabar.domain.forms import FiledBy, PresenceForm
from khabar.web.components.person_form import PersonFields, line, lines_of, text

TELLS = [
    (Tells.NOTHING.value, _("Nothing")),
    (Tells.ALIVE.value, _("Only that I am alive")),
    (Tells.MESSAGES.value, _("That I am alive, and pass on messages")),
]


class PresenceFields(PersonFields):
    """What somebody is asked who says: I am here."""

    kind = "presence"

    self_or_other = forms.ChoiceField(
        label=_("For whom do you write?"),
        choices=[("self", _("For myself")), ("other", _("For somebody who knows that I write"))],
        initial="self",
        widget=forms.RadioSelect,
    )
    tells = forms.TypedChoiceField(
        label=_("What may be told?"),
        choices=TELLS,
        coerce=int,
        initial=Tells.NOTHING.value,
        required=False,
        empty_value=str(Tells.NOTHING.value),
        widget=forms.RadioSelect,
    )
    tell_name = line(_("To whom? Their name"))
    tell_kinship = line(_("They are my …"))
    must_not_know = text(_("Who must not know?"), _("One on each line: a name, or how you are related."))
    if_i_die = text(_("If I die, tell"), _("A name, or: tell nobody."), rows=2)
    own_words = text(_("In your own words"), _("Is passed on as you write it, to that one person."))
    wants_page = forms.BooleanField(
        label=_("I want a page of my own, with a code and a PIN"),
        required=False,
        help_text=_("There you could read an answer. You would have to keep two numbers."),
    )

    def filled(self, filed_at: str) -> PresenceForm:
        """Make the presence of what was typed."""
        given = self.cleaned_data
        return PresenceForm(
            **self.person(),
            **{name: given[name] for name in ("tell_name", "tell_kinship", "if_i_die", "own_words")},
            tells=Tells(int(given["tells"])),
            must_not_know=lines_of(given["must_not_know"]),
            filed_by=FiledBy(given["self_or_other"]),
            filed_at=filed_at,
        )
