"""The form in which an offer sheet is typed as it was written: nothing is supposed, and a watched yes stays watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.answers import Setting, Tells
from khabar.domain.forms import FiledBy, PresenceForm
from khabar.web.components.person_form import PersonFields, line, lines_of, text
from khabar.web.front.deed_forms import DeedForm

if TYPE_CHECKING:
    from datetime import datetime


class OfferFields(DeedForm, PersonFields):
    """What stands on an offer sheet, and how it was filled in by what the carrier says off the paper."""

    kind = "offer"
    deed = "offer"
    token = None  # type: ignore[assignment]  # a form of the house: no slip, so no token

    tells = forms.TypedChoiceField(
        label=_("Which box is marked?"),
        choices=[
            (Tells.NOTHING.value, _("Box 1: nothing may be told")),
            (Tells.ALIVE.value, _("Box 2: only that the person lives")),
            (Tells.MESSAGES.value, _("Box 3: that the person lives, and messages may pass")),
        ],
        coerce=lambda level: Tells(int(level)),
        widget=forms.RadioSelect,
    )
    setting = forms.TypedChoiceField(
        label=_("How was it filled in?"),
        help_text=_("As the carrier notes it, off the paper. Under any eyes, at most “seen alive” is told."),
        choices=[(Setting.OBSERVED.value, _("Under the eyes or ears of others")), (Setting.ALONE.value, _("Alone"))],
        coerce=Setting,
        initial=Setting.OBSERVED.value,
        widget=forms.RadioSelect,
    )
    tell_name = line(_("To whom? Their name"))
    tell_kinship = line(_("What that one is to the person"))
    tell_where = line(_("Where that one may be found"))
    must_not_know = text(_("Who must not know"), _("One on each line: a name, or how they are related."))
    if_i_die = text(_("If I die, tell"), _("A name, or: tell nobody."), rows=2)
    own_words = text(_("In the person's own words"), _("Word for word as it is written."))

    def filled(self, filed_at: str) -> PresenceForm:
        """Make the presence of what was typed: the person's own word only where nobody watched."""
        given = self.cleaned_data
        said = ("tell_name", "tell_kinship", "tell_where", "if_i_die", "own_words")
        return PresenceForm(
            **self.person(),
            **{name: given[name] for name in said},
            tells=given["tells"],
            setting=given["setting"],
            filed_by=FiledBy.SELF if given["setting"] is Setting.ALONE else FiledBy.OTHER,
            must_not_know=lines_of(given["must_not_know"]),
            filed_at=filed_at,
        )

    def presence(self, now: datetime) -> PresenceForm | None:
        """Give the presence as typed; None with what is to be mended beside its fields."""
        made = self.looked_over(now)
        return made if isinstance(made, PresenceForm) else None
