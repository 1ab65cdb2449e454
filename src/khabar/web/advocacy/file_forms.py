"""Forms about a file as a whole and its people: opening it, its next step, where the person came from, endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.casework.files import Contact, FileBody
from khabar.domain.bar_list import Departure
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.web.advocacy.words import PARTS, choices, state_choices
from khabar.web.components import states
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

LONGEST = 2000
LINE = 200
_FEARED = ("fear", "fear_2", "fear_3")
_DAY = _("As 2026-09-30 or 1405-07-08.")
AHEAD = _("This day has not come yet.")


def line(label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = True) -> forms.CharField:
    """Make a field for a few words."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=LINE, required=required, widget=widget)


def prose(label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = True) -> forms.CharField:
    """Make a field for sentences."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=required, widget=widget)


def names_in(written: str) -> tuple[str, ...]:
    """Read names that were written one in each line."""
    return tuple(one.strip() for one in written.splitlines() if one.strip())


class FileForm(SeenForm):
    """A form about a file as it was read; `today` is the day on which it is filled in."""

    deed = "file"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take the day."""
        super().__init__(*args, **kwargs)
        self.today = today

    def refuse_ahead(self, name: str) -> None:
        """Complain about a day that has not come yet."""
        day = self.cleaned_data.get(name)
        if day is not None and day > self.today:
            self.add_error(name, AHEAD)


class WithStep(forms.Form):
    """What is done next, and by which day."""

    step = prose(_("What is done next"), _("One thing that somebody can do, even if it is only a call."))
    on = DayField(label=_("By which day"), help_text=_DAY)

    def next_step(self) -> NextStep:
        """Give the step; only after the form is valid."""
        return NextStep(self.cleaned_data["step"], self.cleaned_data["on"])


class WithDeparture(forms.Form):
    """Where the person came from, and what they left."""

    origin = forms.ChoiceField(
        label=_("Country of origin"),
        help_text=_("Where the person came from. A stateless person has none."),
        required=False,
    )
    had_left = forms.ChoiceField(
        label=_("Had the person left it before they went missing?"),
        help_text=_("If nobody knows, we take it that they had: then nothing is told to that country."),
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    fear = forms.ChoiceField(label=_("A country left in fear"), required=False)
    fear_2 = forms.ChoiceField(label=_("Another country left in fear"), required=False)
    fear_3 = forms.ChoiceField(label=_("A third country left in fear"), required=False)

    def offer_states(self) -> None:
        """Offer the States by name in the language of the page."""
        offered = state_choices()
        self.fields["origin"].choices = [("", _("Not known, or stateless")), *offered]  # type: ignore[attr-defined]  # a choice
        for name in _FEARED:
            self.fields[name].choices = [("", _("None")), *offered]  # type: ignore[attr-defined]  # a choice

    def departure(self) -> Departure:
        """Give what was said; only after the form is valid."""
        given = self.cleaned_data
        had_left = {"yes": True, "no": False}.get(given["had_left"])
        return Departure(given["origin"], had_left, frozenset(given[name] for name in _FEARED if given[name]))


def departure_initial(departure: Departure) -> dict[str, str]:
    """Give what the form shows of what the file says now."""
    left = {True: "yes", False: "no", None: ""}[departure.had_left]
    return {
        "origin": departure.origin,
        "had_left": left,
        **dict(zip(_FEARED, sorted(departure.left_in_fear), strict=False)),
    }


class OpenFileForm(WithStep, WithDeparture):
    """A new file: what we call it, who is missed, who misses them, where they came from, what is done first."""

    label = line(_("What we call this file"), _("Words for colleagues. It stands in lists: leave the name out."))
    missed = line(_("Who is missed"), _("The name as the family says it. A first name is enough."))
    missed_others = prose(
        _("Other names of theirs"), _("One in each line: other spellings, names used at home."), required=False
    )
    family = line(_("Who misses them"), _("The one of the family who speaks with us."))
    relation = line(_("How they are related"), required=False)
    reach = prose(
        _("How the family is reached"),
        _("Telephone or address, and when it is safe. It stands on the calling list."),
        required=False,
    )
    field_order = (
        *("label", "missed", "missed_others", "family", "relation", "reach"),
        *("origin", "had_left", *_FEARED, "step", "on"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the States."""
        super().__init__(*args, **kwargs)
        self.offer_states()

    def body(self) -> FileBody:
        """Give the file to be opened; only after the form is valid. The ids of its people are its own."""
        given = self.cleaned_data
        missed = FilePerson("missed", given["missed"], Part.MISSED, names_in(given["missed_others"]))
        family = FilePerson("family", given["family"], Part.FAMILY, (), given["relation"], given["reach"])
        return FileBody(
            label=given["label"], people=(missed, family), step=self.next_step(), departure=self.departure()
        )


class StepForm(WithStep, FileForm):
    """The next step."""


class DepartureForm(WithDeparture, FileForm):
    """Where the person came from, as it is known now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the States."""
        super().__init__(*args, **kwargs)
        self.offer_states()


class HoldersForm(FileForm):
    """Which States hold or took the person, by what the file says."""

    holder = forms.ChoiceField(label=_("A State that holds or took the person"), required=False)
    holder_2 = forms.ChoiceField(label=_("Another State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the States that are."""
        super().__init__(*args, **kwargs)
        offered = [("", _("None")), *states.state_choices()]
        for name in ("holder", "holder_2"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a choice

    def states(self) -> frozenset[str]:
        """Give the codes that were chosen; only after the form is valid."""
        return frozenset(self.cleaned_data[name] for name in ("holder", "holder_2")) - {""}


class PersonForm(FileForm):
    """Somebody of the file."""

    name = line(_("Name"), _("As they say it themselves. A first name is enough."))
    part = forms.TypedChoiceField(label=_("Which part they have"), choices=choices(PARTS), coerce=Part)
    other_names = prose(
        _("Other names of theirs"), _("One in each line: other spellings, names used at home."), required=False
    )
    relation = line(_("How they are related"), required=False)
    reach = prose(_("How they are reached"), _("Telephone or address, and when it is safe."), required=False)

    def settle_part(self, part: Part) -> None:
        """Leave no choice of the part: it is that of somebody who stands in the file already."""
        self.fields["part"].choices = choices(PARTS, [part])  # type: ignore[attr-defined]  # a choice

    def person(self, person_id: str = "") -> FilePerson:
        """Give the person; only after the form is valid."""
        given = self.cleaned_data
        others = names_in(given["other_names"])
        return FilePerson(person_id, given["name"], given["part"], others, given["relation"], given["reach"])


class OwnWordForm(FileForm):
    """A word of the missed person's own."""

    how = prose(
        _("How the word came"),
        _("When, by which way, who was there. Only a word given alone and unobserved belongs here."),
    )


class StopWordForm(FileForm):
    """The word the family says when it cannot speak freely."""

    word = line(_("The stop word"), _("An ordinary word. An empty field takes the stop word away."), required=False)


class PlainForm(FileForm):
    """A deed that needs no words."""


class ReasonForm(FileForm):
    """Why a file is closed."""

    reason = prose(_("Why it is closed"), _("Whoever reads this later must be able to understand it."))


class EraseForm(FileForm):
    """Erasing a file for good."""

    sure = forms.BooleanField(label=_("I have read this. The file is erased and nobody can bring it back."))


class SpokenForm(WithStep, FileForm):
    """A conversation with the family, and what is done next."""

    spoken_on = DayField(label=_("Spoken on"), help_text=_DAY)
    whom = line(_("With whom"))
    how = line(_("How"), _("By telephone, face to face, by letter."))
    what = prose(_("What was said"), _("What they need from us, what they wish. No news is made up."))
    field_order = ("spoken_on", "whom", "how", "what", "step", "on")

    def clean(self) -> dict[str, Any]:
        """Refuse a conversation that has not been."""
        self.refuse_ahead("spoken_on")
        return self.cleaned_data

    def contact(self) -> Contact:
        """Give the conversation; only after the form is valid."""
        given = self.cleaned_data
        return Contact(given["spoken_on"], given["whom"], given["how"], given["what"], with_family=True)
