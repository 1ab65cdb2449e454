"""The forms of lists: a file, how it is read, what its columns mean, and the questions before anything is taken in."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.lists.actions import EMPTY_FILE, LONGEST_NAME, TOO_LARGE, SentList
from khabar.domain.calendars import Calendar
from khabar.domain.lists.columns import ListKind, Meaning, meanings_of
from khabar.domain.lists.mapping import Column, DayOrder, Mapping
from khabar.domain.lists.origin import LONGEST, HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import MOST_BYTES, Form, Wishes
from khabar.web.front.deed_forms import DeedForm
from khabar.web.front.list_words import CALENDARS, DAY_ORDERS, HOW_MADE, KNEW, MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.apps.lists.queries import ListView, MappingView

_PLAIN = {"autocomplete": "off"}
ENCODINGS = (
    ("", _("As it seems")),
    ("utf-8-sig", _("UTF-8")),
    ("utf-16", _("UTF-16")),
    ("cp1256", _("Windows-1256 (Arabic, Persian)")),
    ("cp1251", _("Windows-1251 (Cyrillic)")),
    ("cp1252", _("Windows-1252 (western Europe)")),
    ("cp1254", _("Windows-1254 (Turkish)")),
    ("iso8859-6", _("ISO 8859-6 (Arabic)")),
    ("koi8-r", _("KOI8-R (Russian)")),
)
SEPARATORS = (("", _("As it seems")), (",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Bar |")))


class BringForm(DeedForm):
    """A file with a list."""

    deed = "bring"
    list = forms.FileField(
        label=_("The list"),
        help_text=_("CSV, .xlsx or PFIF (.xml), at most 50 megabytes. It is kept sealed until you have looked at it."),
        allow_empty_file=True,
    )

    def clean_list(self) -> object:
        """Refuse what is empty or too large before it is read."""
        given = self.cleaned_data["list"]
        if not given.size:
            raise forms.ValidationError(gettext(EMPTY_FILE))
        if given.size > MOST_BYTES:
            raise forms.ValidationError(gettext(TOO_LARGE))
        return given

    def sent(self) -> SentList:
        """Give the file; only after the form is valid."""
        given = self.cleaned_data["list"]
        return SentList(given.name, given.read(), Wishes())


class ReadForm(DeedForm):
    """How a file is read, where what was found out is wrong."""

    deed = "read"

    def __init__(self, *args: Any, view: ListView, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer what the file has: encodings and separators of text, sheets of a workbook."""
        super().__init__(*args, **kwargs)
        told, wishes = view.card.told, view.card.wishes
        if told.form is Form.CSV:
            self._choose("encoding", _("How its letters are written"), ENCODINGS, wishes.encoding)
            self._choose("separator", _("What stands between the cells"), SEPARATORS, wishes.separator)
        else:
            self._choose("sheet", _("Which sheet"), [(one, one) for one in told.sheets], told.sheet)

    def _choose(self, name: str, label: Any, choices: Sequence[tuple[str, Any]], chosen: str) -> None:  # noqa: ANN401 - words of the framework
        self.fields[name] = forms.ChoiceField(
            label=label, choices=list(choices), initial=chosen, required=name == "sheet"
        )
        if name == "separator":
            self.fields[name].strip = False  # type: ignore[attr-defined]  # a tab is a choice

    def wishes(self) -> Wishes:
        """Give what was chosen; only after the form is valid."""
        return Wishes(**{name: self.cleaned_data[name] for name in self.fields})


class ColumnsForm(DeedForm):
    """What each column of a list means, and how its dates are to be read."""

    deed = "columns"
    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    calendar = forms.ChoiceField(
        label=_("Calendar of dates that name none"),
        choices=[("", _("Weigh each by its year")), *((one.value, word) for one, word in CALENDARS.items())],
        required=False,
    )
    day_order = forms.ChoiceField(
        label=_("What 3/4/1986 means in this list"), choices=[(one.value, word) for one, word in DAY_ORDERS.items()]
    )
    age_on = forms.CharField(
        label=_("Day or year at which ages hold"),
        help_text=_("As it is written: 2019, 1398, 2019-05. Empty: the day on which the list is taken in."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    mapping_name = forms.CharField(
        label=_("Keep this for the next such list under the name"),
        help_text=_("Leave it empty to keep nothing."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def __init__(self, *args: Any, mapping: Mapping, kind: ListKind, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Give every column a choice of its own, by its place: a header may be any text."""
        super().__init__(*args, **kwargs)
        self._mapping = mapping
        choices = [("", _("Leave it out")), *((one.value, MEANINGS[one]) for one in meanings_of(kind))]
        self.initial = {
            **self.initial,
            "seen": _mark_of(mapping),
            "calendar": mapping.calendar.value if mapping.calendar else "",
            "day_order": mapping.day_order.value,
            "age_on": mapping.age_on,
        }
        for place, column in enumerate(mapping.columns):
            meaning = column.meaning.value if column.meaning else ""
            label = column.header if mapping.has_header else gettext("Column %(place)s") % {"place": column.header}
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=choices, initial=meaning, required=False
            )

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The choices of the columns, in their order."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def of_dates(self) -> list[forms.BoundField]:
        """How dates are read, and the name under which all of it is kept."""
        return [one for one in self.visible_fields() if not one.name.startswith("column_")]

    @property
    def is_of_others(self) -> bool:
        """Whether what was sent chose for other columns than those that stand here now, such as another sheet's."""
        return str(self.data.get("seen", "")) != _mark_of(self._mapping)

    def mapping(self) -> Mapping:
        """Give what was chosen; only after the form is valid."""
        given = self.cleaned_data
        columns = tuple(
            Column(column.header, Meaning(word) if (word := given[f"column_{place}"]) else None)
            for place, column in enumerate(self._mapping.columns)
        )
        return Mapping(
            columns=columns,
            calendar=Calendar(given["calendar"]) if given["calendar"] else None,
            day_order=DayOrder(given["day_order"]),
            age_on=given["age_on"],
            has_header=self._mapping.has_header,
        )


def _mark_of(mapping: Mapping) -> str:
    """Mark the columns of a list in their order, since a choice names its column by its place."""
    return hashlib.sha256(json.dumps([one.header for one in mapping.columns]).encode()).hexdigest()[:32]


class UseForm(DeedForm):
    """A mapping that was kept before."""

    deed = "use"

    def __init__(self, *args: Any, kept: Sequence[MappingView], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the mappings that there are."""
        super().__init__(*args, **kwargs)
        self.fields["kept"] = forms.ChoiceField(
            label=_("What was kept from another list"), choices=[(one.id, one.name) for one in kept]
        )


class TakeForm(DeedForm):
    """Nothing more is asked before a document that was looked at is taken in."""

    deed = "take"


class OriginForm(DeedForm):
    """Who made a list, how, whether its people knew: asked before anything of it is taken in."""

    deed = "origin"
    made_by = forms.CharField(
        label=_("Who made this list?"),
        help_text=_("The person or the body, so that somebody could ask them."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    how = forms.ChoiceField(
        label=_("How did people come to stand on it?"),
        choices=[(one.value, word) for one, word in HOW_MADE.items()],
        widget=forms.RadioSelect,
    )
    people_knew = forms.ChoiceField(
        label=_("Did those concerned know that their words would be brought here?"),
        help_text=_("On a list of requests: the families. On a list of people who are here: the people themselves."),
        choices=[(one.value, word) for one, word in KNEW.items()],
        widget=forms.RadioSelect,
    )
    made_on = forms.CharField(
        label=_("From when is it?"),
        help_text=_("As it is written on the list: a day, a month, a year."),
        max_length=80,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    purpose = forms.CharField(
        label=_("What were they told that it is for?"), max_length=LONGEST, widget=forms.TextInput(attrs=_PLAIN)
    )

    def origin(self) -> ListOrigin:
        """Give the answers; only after the form is valid."""
        given = self.cleaned_data
        return ListOrigin(
            made_by=given["made_by"],
            how=HowMade(given["how"]),
            knew=Knew(given["people_knew"]),
            made_on=given["made_on"],
            purpose=given["purpose"],
        )


def answered(origin: ListOrigin | None) -> dict[str, str]:
    """Give what was answered before, to begin the questions with; nothing where nobody has answered."""
    if origin is None:
        return {}
    return {
        "made_by": origin.made_by,
        "how": origin.how.value,
        "people_knew": origin.knew.value,
        "made_on": origin.made_on,
        "purpose": origin.purpose,
    }
