"""What both porch forms ask about a person, and how the rules' errors get back to their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from khabar.domain.errors import Invalid

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


class PersonForm(forms.Form):
    """The names and traits of the person a form is about; nothing but one name is needed."""

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

    def mend(self, problems: Iterable[Invalid]) -> None:
        """Put what the rules object to beside its field, or above the form."""
        for problem in problems:
            named = {"two_things": "two_things_1"}.get(problem.field, problem.field)
            self.add_error(named if named in self.fields else None, problem.message)


def lines_of(written: str) -> tuple[str, ...]:
    """Give the lines of a field that are not empty."""
    return tuple(one.strip() for one in written.splitlines() if one.strip())


def things_of(given: Mapping[str, str]) -> tuple[str, ...]:
    """Give the two things that were written, in their order."""
    return tuple(given[name] for name in ("two_things_1", "two_things_2") if given[name].strip())
