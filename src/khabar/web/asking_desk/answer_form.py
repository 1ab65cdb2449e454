"""The form in which an answer is typed as it was given, and nothing is supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.form_fields import SHORT, listed, one_line, several_lines
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.typed_days import NO_DAY, day_of

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.answers import Answer

ROOM = 7000
"""Bytes of own words and address together: both must fit into one slot of the recipient's page."""
YES, NO, OPEN = "yes", "no", ""


class AnswerForm(SeenForm):
    """What the person said: how much, to this one enquirer, in which setting, and what else was asked."""

    deed = "answer"
    tells = forms.TypedChoiceField(
        label=_("What may this enquirer be told?"),
        choices=[
            (Tells.NOTHING.value, _("Nothing")),
            (Tells.ALIVE.value, _("Only that the person lives")),
            (Tells.MESSAGES.value, _("That the person lives, and messages may pass")),
            (Tells.ADDRESS.value, _("Also where the person can be reached")),
        ],
        coerce=lambda level: Tells(int(level)),
        widget=forms.RadioSelect,
    )
    setting = forms.TypedChoiceField(
        label=_("How was it said?"),
        help_text=_("Seen or heard by anybody: then at most “seen alive” is told, and a no is asked again one day."),
        choices=[(Setting.ALONE.value, _("Alone")), (Setting.OBSERVED.value, _("Under the eyes or ears of others"))],
        coerce=Setting,
        widget=forms.RadioSelect,
    )
    given_on = forms.CharField(label=_("On which day"), help_text=NO_DAY, widget=forms.TextInput(attrs={"dir": "ltr"}))
    own_words = forms.CharField(
        label=_("In the person's own words"),
        help_text=_("Passed on as written here, if anything is. Whether the person is well stands only here."),
        max_length=SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.CharField(
        label=_("Where the person can be reached"),
        help_text=_("Only where it may be told."),
        max_length=SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    must_not_know = forms.CharField(
        label=_("Who must not know"),
        help_text=_("One on each line: a name, or how they are related."),
        max_length=SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    if_i_die = forms.CharField(
        label=_("If I die, tell"),
        help_text=_("A name, or: tell nobody. Leave it empty where nothing was said of it."),
        max_length=SHORT,
        required=False,
    )
    until = forms.CharField(
        label=_("Holds until"),
        help_text=_("The last day on which it holds. Empty means: six months."),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    confidential_authorities = forms.ChoiceField(
        label=_("Courts and UN bodies may be told in confidence that the person lives"),
        choices=[(YES, _("Yes")), (NO, _("No")), (OPEN, _("Not asked"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, filed_on: date, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - as Django has it
        """Take the days between which something can have been said: the request's own, and today."""
        super().__init__(*args, **kwargs)
        self._filed_on, self._today = filed_on, today

    def clean_given_on(self) -> date:
        """Read the day; nobody has said anything on a day to come, or before there was a request."""
        day = day_of(self.cleaned_data["given_on"])
        if day > self._today:
            raise forms.ValidationError(gettext("This day has not come yet."))
        if day < self._filed_on:
            raise forms.ValidationError(gettext("On this day the request was not filed yet. Please look at the year."))
        return day

    def clean_until(self) -> date | None:
        """Read the last day, if there is one."""
        return day_of(self.cleaned_data["until"]) if self.cleaned_data["until"] else None

    def clean(self) -> dict[str, Any]:
        """See that an address stands exactly where it may be told, and that all of it fits onto one page."""
        given: dict[str, Any] = self.cleaned_data
        address, may_be_told = given.get("address", "").strip(), given.get("tells") is Tells.ADDRESS
        if may_be_told and not address:
            self.add_error("address", gettext("Write where the person can be reached, or choose that less is told."))
        if address and "tells" in given and not may_be_told:
            self.add_error("address", gettext("This may not be told, so it must not be kept. Please empty the field."))
        if len((given.get("own_words", "") + address).encode()) > ROOM:
            self.add_error("own_words", gettext("Own words and address together are too long. Please shorten them."))
        return given

    def answer(self) -> Answer:
        """Give the answer as typed; whose and for whom is the pair's to say. Invalid where it contradicts itself."""
        given = self.cleaned_data
        return draft_answer(
            tells=given["tells"],
            setting=given["setting"],
            given_on=given["given_on"],
            until=given["until"],
            own_words=several_lines(given["own_words"]),
            address=several_lines(given["address"]),
            must_not_know=listed(given["must_not_know"]),
            if_i_die=one_line(given["if_i_die"]),
            confidential_authorities={YES: True, NO: False}.get(given["confidential_authorities"]),
        )
