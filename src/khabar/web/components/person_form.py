"""What both porch forms ask about a person, and how the rules' objections get back to their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.domain.wishes import WishForm

_PERSON = ("name", "father", "grandfather", "mother", "sex", "birth", "birth_place", "nationality", "last_place")
LONGEST = 20_000
"""Characters a field may hold before the rules look at it: beyond this nobody typed it."""


class OneOfSeveral(forms.CharField):
    """A field of which one among several is needed, so it is not marked as one that may stay empty."""

    may_stay_empty = False


def line(label: _StrPromise, hint: _StrPromise | str = "") -> forms.CharField:
    """Make a field of one line that may stay empty."""
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST)


def text(label: _StrPromise, hint: _StrPromise | str = "", *, rows: int = 3) -> forms.CharField:
    """Make a field of several lines that may stay empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST, widget=widget)


class PersonFields(forms.Form):
    """The names and traits of the person a form is about; nothing but one name is needed.

    `kind` is what is filed: request, presence or wish. It binds the form's token to its door.
    """

    kind: ClassVar[str]

    name = OneOfSeveral(
        label=_("Name"),
        help_text=_("This name, or any one of those below, is needed."),
        required=False,
        max_length=LONGEST,
    )
    father = line(_("Father's name"))
    grandfather = line(_("Grandfather's name"))
    mother = line(_("Mother's name"))
    other_names = text(_("Other names"), _("Nicknames, earlier names, other spellings. One on each line."))
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=[("", _("Not said")), ("f", _("Woman, girl")), ("m", _("Man, boy"))]
    )
    birth = line(_("Born"), _("For example: 1365, about 1986, 3 February 1986, age 34 in 2019."))
    birth_place = line(_("Place of birth"))
    nationality = line(_("Nationality"))
    last_place = line(_("Where they last lived with you"))
    two_things_1 = text(_("First thing"), rows=2)
    two_things_2 = text(_("Second thing"), rows=2)
    token = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": _("This form lay open too long. Please send it once more.")},
    )

    def looked_over(self, now: datetime) -> RequestForm | PresenceForm | WishForm | None:
        """Make what will be sealed; None with its faults put beside the fields. Only after the form is valid."""
        made = self.filled(now.isoformat())
        for problem in made.validate():
            named = {"two_things": "two_things_1"}.get(problem.field, problem.field)
            self.add_error(named if named in self.fields else None, gettext(problem.message))
        return None if self.errors else made

    def filled(self, filed_at: str) -> RequestForm | PresenceForm | WishForm:
        """Make the rules' form of what was typed."""
        raise NotImplementedError

    def person(self) -> dict[str, Any]:
        """Give what both kinds of form say about a person, under the rules' names."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in _PERSON},
            "other_names": lines_of(given["other_names"]),
            "two_things": tuple(given[one] for one in ("two_things_1", "two_things_2") if given.get(one, "").strip()),
        }


def lines_of(written: str) -> tuple[str, ...]:
    """Give the lines of a field that are not empty."""
    return tuple(one.strip() for one in written.splitlines() if one.strip())
