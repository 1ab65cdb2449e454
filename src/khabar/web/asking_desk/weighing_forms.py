"""The forms for what two people weigh: a death, what is best for a child, and the second person's agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.best_interests import Danger, Guardian, Interest, InterestsDraft, OwnWish
from khabar.domain.death import DeathDraft, Ground, Source
from khabar.domain.form_fields import NAME
from khabar.web.front.deed_forms import SeenForm

if TYPE_CHECKING:
    from datetime import datetime
    from enum import Enum

    from django.utils.functional import _StrPromise

LONGEST = 600
"""Characters of each text; what waits for the second person lies in the pair and has to stay small."""


def _words(label: _StrPromise, hint: _StrPromise, *, required: bool = True) -> forms.CharField:
    lines = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=required, widget=lines)


def _choice(label: _StrPromise, kind: type[Enum], *choices: tuple[Enum, _StrPromise]) -> forms.TypedChoiceField:
    shown = [(one.value, words) for one, words in choices]
    return forms.TypedChoiceField(label=label, choices=shown, coerce=kind, widget=forms.RadioSelect)


SOURCES = (
    (Source.DOCUMENT, _("A document: a register, a certificate")),
    (Source.DOCTOR, _("A doctor or a hospital, spoken with")),
    (Source.AUTHORITY, _("An authority, in writing or spoken with")),
    (Source.WITNESS, _("Somebody who was there, spoken with")),
    (Source.PRESS, _("Newspapers, television, the internet")),
    (Source.HEARSAY, _("Somebody who heard it from others")),
)
GROUNDS = (
    (Ground.WISH, _("The person wished that this enquirer be told")),
    (Ground.TWO_PEOPLE, _("The person wished nothing; two of us decide that this enquirer is told")),
    (Ground.NOT_TOLD, _("It is kept, sealed, and this enquirer is not told")),
)
GUARDIANS = (
    (Guardian.AGREES, _("The guardian agrees")),
    (Guardian.REFUSES, _("The guardian refuses")),
    (Guardian.IS_THE_DANGER, _("The guardian is the danger, and was not asked")),
    (Guardian.NONE, _("There is no guardian")),
)
WISHES = (
    (OwnWish.YES, _("The child wants it")),
    (OwnWish.NO, _("The child does not want it")),
    (OwnWish.TOO_YOUNG, _("The child is too young to say")),
)
DANGERS = (
    (Danger.NONE_KNOWN, _("We know of none")),
    (Danger.THE_ENQUIRER, _("The child has to be kept safe from this enquirer")),
)
INTERESTS = (
    (Interest.MAY_BE_ASKED, _("The child is asked for this enquirer, and news may pass if the child says yes")),
    (Interest.LEFT_IN_PEACE, _("The child is left in peace; nothing is asked and nothing is told")),
)


class DeathForm(SeenForm):
    """What one person writes down about a death."""

    deed = "death"
    source = _choice(_("Who says so?"), Source, *SOURCES)
    source_words = _words(_("Who knows it, and from where"), _("The second person has to be able to ask there."))
    ground = _choice(_("Who is told?"), Ground, *GROUNDS)
    to_say = _words(
        _("What the bringer may say of it"),
        _("When, and how certain it is; no place, and nothing about others. Empty where nobody is told."),
        required=False,
    )
    reason = _words(_("Why"), _("The second person reads it before agreeing."))

    def draft(self, now: datetime) -> DeathDraft:
        """Give what was written; only after the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return DeathDraft(filed_at=now.isoformat(), **said)


class InterestsForm(SeenForm):
    """What one person writes down of a best-interests decision."""

    deed = "interests"
    decided_by = forms.CharField(
        label=_("Who decided it"),
        help_text=_("The name of the person who answers for children here, and what that person is."),
        max_length=NAME,
    )
    guardian = _choice(_("Whoever cares for the child there"), Guardian, *GUARDIANS)
    guardian_name = forms.CharField(
        label=_("Who that is"),
        help_text=_("Not the one who seeks. Empty where there is nobody."),
        max_length=NAME,
        required=False,
    )
    own_wish = _choice(_("The child's own wish"), OwnWish, *WISHES)
    danger = _choice(_("Danger from the one who seeks"), Danger, *DANGERS)
    interest = _choice(_("What is best for the child"), Interest, *INTERESTS)
    reason = _words(_("Why"), _("What was weighed, and what the child said in its own words."))

    def draft(self, now: datetime) -> InterestsDraft:
        """Give what was written; only after the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return InterestsDraft(filed_at=now.isoformat(), **said)


class ConfirmWeighedForm(SeenForm):
    """The second person agrees, with a reason."""

    deed = "confirm"
    reason = _words(_("Why you agree"), _("You answer for it as the first person does. Look at everything yourself."))


class DropWeighedForm(SeenForm):
    """What waits is taken back."""

    deed = "drop"
