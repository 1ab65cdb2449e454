"""The forms of families: the request, the slip, a message.

They hold the words and the choices; what may be written in a field is the rules' business (`khabar.domain.forms`).
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.forms import RequestForm
from khabar.web.components.person_form import LONGEST, PersonFields, line, text

_SAME = (
    "last_news",
    "last_news_date",
    "risk",
    "enquirer_name",
    "enquirer_given",
    "kinship",
    "language",
    "email",
    "safe_times",
    "stop_word",
)
SAID = [
    (SaidOfMe.NOTHING.value, _("Nothing")),
    (SaidOfMe.KINSHIP.value, _("Only how we are related")),
    (SaidOfMe.GIVEN_NAME.value, _("My given name")),
    (SaidOfMe.FULL_NAME.value, _("My full name")),
]
PURPOSES = [
    (Purpose.NOT_TOLD.value, _("I would rather not say")),
    (Purpose.FAMILY_NEWS.value, _("News of my family")),
    (Purpose.INHERITANCE.value, _("An inheritance")),
    (Purpose.CUSTODY.value, _("Who looks after a child")),
    (Purpose.DEBT.value, _("A debt")),
    (Purpose.GENEALOGY.value, _("The history of my family")),
    (Purpose.OTHER.value, _("Something else")),
]


class RequestFields(PersonFields):
    """What a family is asked."""

    kind = "request"

    last_news = text(_("Last news"))
    last_news_date = line(_("When that was"), _("In any calendar, as exactly as you know."))
    risk = text(_("Could it harm anyone if we asked?"), _("Them, you, or whoever asks. Write also: I do not know."))
    enquirer_name = line(_("Your full name"))
    enquirer_given = line(_("Your given name"))
    kinship = line(_("You are their …"), _("Sister, father, wife, friend."))
    said_of_me = forms.TypedChoiceField(
        label=_("What may be said of you when they are asked?"),
        choices=SAID,
        coerce=int,
        initial=SaidOfMe.NOTHING.value,
        required=False,
        empty_value=str(SaidOfMe.NOTHING.value),
        widget=forms.RadioSelect,
        help_text=_("They may wish to know who asks before they answer."),
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=PURPOSES, required=False, initial=Purpose.NOT_TOLD.value
    )
    language = line(_("Language you like to be spoken to in"))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_(
            "We write only what we tell everyone, by the day we promise. Others who read your mail will see it."
        ),
    )
    safe_times = line(_("When can you be reached safely?"))
    stop_word = line(_("A stop word"), _("If you ever say it to us, we stop at once and ask nothing."))

    def filled(self, filed_at: str) -> RequestForm:
        """Make the request of what was typed."""
        given = self.cleaned_data
        return RequestForm(
            **self.person(),
            **{name: given[name] for name in _SAME},
            said_of_me=SaidOfMe(int(given["said_of_me"])),
            purpose=Purpose(given["purpose"] or Purpose.NOT_TOLD),
            filed_at=filed_at,
        )


class SlipFields(forms.Form):
    """Code and PIN, as typed."""

    code = forms.CharField(label=_("Code"), help_text=_("12 digits, in three groups of four."), max_length=100)
    pin = forms.CharField(label=_("PIN"), help_text=_("6 digits."), max_length=100)


class MessageFields(forms.Form):
    """A message, as written."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("There is nothing written here yet.")},
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)
