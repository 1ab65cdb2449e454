"""The form of one section of the facts, and forms that note a submission and what came of it.

Whatever can be read is kept, also where it contradicts something else: that is said beside both fields, and no answer
is given until one of them is mended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from khabar.adapters.casefile.fields import Field, Kind
from khabar.adapters.procedures import LANGUAGES, tongue
from khabar.apps.procedures.cases import Filed, Happening, What
from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.procedures.facts import HowEnded
from khabar.domain.procedures.ids import EXAMINED, ProcedureId
from khabar.web.advocacy.file_forms import FileForm, line, prose
from khabar.web.advocacy.procedures_questions import ENDINGS
from khabar.web.advocacy.procedures_sections import Ask, Rows, Section, field_at, got, put
from khabar.web.components.states import state_choices
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from django.forms import BoundField
    from django.utils.functional import _StrPromise

LONG: Final = 6000
SHORT: Final = 400
MOST_ROWS: Final = 50
AHEAD: Final = timedelta(days=366 * 50)
NOT_KNOWN: Final = _("Not known")
NONE_BUT_SOME: Final = _("You chose that there are none, and something is written below. Keep one of the two.")
_YES_NO: Final = (("", NOT_KNOWN), ("yes", _("Yes")), ("no", _("No")))
_AGREED: Final = (
    ("", _("Not asked, or not known")),
    ("yes", _("Yes, to every procedure")),
    ("no", _("No")),
    ("some", _("Only to those chosen here")),
)
_FOR: Final = "for"


def page_language() -> str:
    """Give the language of the page where there are words of procedures in it, else English."""
    language = (get_language() or "").partition("-")[0]
    return language if language in LANGUAGES else "en"


def procedure_choices(among: frozenset[ProcedureId] | None = None) -> list[tuple[str, str]]:
    """Name procedures in the language of the page, in the order of their ids."""
    words = tongue(page_language())
    return [(one.value, words[f"procedures.{one}"]) for one in ProcedureId if among is None or one in among]


class DateText(forms.CharField):
    """A date as it was told; it stays as it was typed, and one that cannot be read is refused."""

    def __init__(self, label: _StrPromise, hint: _StrPromise | str, latest: date) -> None:
        """Take the words, and the last day that may be meant."""
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(label=label, help_text=hint, max_length=60, required=False, widget=widget)
        self.latest = latest

    def clean(self, value: Any) -> str:  # noqa: ANN401 - the framework's signature
        """Read what was typed, and give it as typed."""
        written: str = super().clean(value).strip()
        if written:
            try:
                parse_partial_date(written, today=self.latest)
            except Invalid as mistake:
                raise forms.ValidationError(gettext(mistake.message)) from None
        return written


@dataclass(frozen=True)
class Part:
    """Fields that stand together on a page, with their legend."""

    legend: str
    hint: str
    fields: list[BoundField]


class FactsForm(FileForm):
    """One section of the facts; `seen` is the version of them that its reader had before him."""

    deed = "facts"

    def __init__(self, *args: Any, section: Section, said: Mapping[str, object], **kwargs: Any) -> None:  # noqa: ANN401
        """Make the fields of a section, with as many entries of each list as there are, and one empty one."""
        super().__init__(*args, **kwargs)
        self.section = section
        self.said = said
        for group in section.groups:
            if isinstance(group, Rows):
                self._add_rows(group)
            else:
                for ask in group.asks:
                    self._add(ask, field_at(ask.path), ask.name)

    @classmethod
    def as_kept(cls, section: Section, said: Mapping[str, object], seen: int, today: date) -> FactsForm:
        """Give the form as if it had been sent with what is kept, so that it can say what is wrong with it."""
        plain = cls(section=section, said=said, today=today)
        kept = {name: one.initial for name, one in plain.fields.items() if one.initial not in (None, "")}
        return cls({**kept, "seen": str(seen)}, section=section, said=said, today=today)

    def _add_rows(self, rows: Rows) -> None:
        there = got(self.said, rows.path)
        known = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
        is_any = {True: "some", False: "none" if there == [] else ""}[bool(known)]
        choices = [("", NOT_KNOWN), ("none", rows.none), ("some", _("Yes, as written below"))]
        self.fields[rows.name] = forms.ChoiceField(
            label=rows.label, choices=choices, required=False, widget=forms.RadioSelect, initial=is_any
        )
        for number in range(self._count(rows, len(known))):
            entry = known[number] if number < len(known) else {}
            for ask in rows.asks:
                name = f"{rows.path}__{number}__{ask.path}"
                self._add(ask, field_at(f"{rows.path}.{ask.path}"), name, entry.get(ask.path))

    def _count(self, rows: Rows, known: int) -> int:
        """Count the entries to show: those that are there or were sent, and one empty one."""
        sent = [name.split("__")[1] for name in self.data if name.startswith(f"{rows.path}__")]
        last = max((int(one) + 1 for one in sent if one.isdecimal() and len(one) < len(str(MOST_ROWS)) + 1), default=0)
        return min(max(known + 1, last), MOST_ROWS)

    def _add(self, ask: Ask, spec: Field, name: str, said: object = None) -> None:
        given = got(self.said, ask.path) if said is None and name == ask.name else said
        made = _fields(ask, spec, name, given, self.today)
        self.fields.update(made)

    @property
    def parts(self) -> Iterator[Part]:
        """Give the fields as they stand together on the page."""
        for group in self.section.groups:
            if isinstance(group, Rows):
                yield Part("", "", [self[rows] for rows in (group.name,)])
                for number in range(self._shown(group)):
                    names = [f"{group.path}__{number}__{ask.path}" for ask in group.asks]
                    yield Part(f"{group.one} {number + 1}", "", [self[name] for name in names])
            else:
                names = [name for ask in group.asks for name in self._names(ask)]
                yield Part(str(group.legend), str(group.hint), [self[name] for name in names])

    def _shown(self, rows: Rows) -> int:
        first = f"__{rows.asks[0].path}"
        return sum(name.startswith(f"{rows.path}__") and name.endswith(first) for name in self.fields)

    def _names(self, ask: Ask) -> Iterator[str]:
        yield from (name for name in self.fields if name == ask.name or name.startswith(f"{ask.name}__{_FOR}"))
        yield from (name for number in range(2, ask.many + 1) if (name := f"{ask.name}__{number}") in self.fields)

    def clean(self) -> dict[str, Any]:
        """Refuse a list that is said to be empty and is not."""
        for group in self.section.groups:
            if isinstance(group, Rows) and self.cleaned_data.get(group.name) == "none" and self._entries(group):
                self.add_error(group.name, NONE_BUT_SOME)
        return self.cleaned_data

    def _entries(self, rows: Rows) -> list[dict[str, object]]:
        """Give the entries of a list that say anything."""
        found = []
        for number in range(self._shown(rows)):
            entry = {}
            for ask in rows.asks:
                spec, name = field_at(f"{rows.path}.{ask.path}"), f"{rows.path}__{number}__{ask.path}"
                entry[ask.path] = self._given(ask, spec, name)
            found.append({name: one for name, one in entry.items() if one})
        return [one for one in found if one]

    def document(self, before: Mapping[str, object]) -> dict[str, object]:
        """Give all facts, with this section as it was typed; only after the form is valid."""
        made = _copied(before)
        for group in self.section.groups:
            if isinstance(group, Rows):
                entries = self._entries(group)
                is_none = self.cleaned_data[group.name] == "none"
                put(made, group.path, entries or ([] if is_none else None))
            else:
                for ask in group.asks:
                    put(made, ask.path, self._given(ask, field_at(ask.path), ask.name))
        return made

    def _given(self, ask: Ask, spec: Field, name: str) -> object:
        """Give what was typed in a field, as a document says it; None where nothing was."""
        given = self.cleaned_data.get(name)
        match spec.kind:
            case Kind.STATES:
                several = [given, *(self.cleaned_data.get(f"{name}__{one}") for one in range(2, ask.many + 1))]
                return list(dict.fromkeys(filter(None, several))) or None
            case Kind.AGREED:
                return list(self.cleaned_data.get(f"{name}__{_FOR}", ())) if given == "some" else given or None
            case Kind.TEXTS if isinstance(given, str):
                return [one.strip() for one in given.splitlines() if one.strip()] or None
            case _:
                return given or None


def _copied(document: Mapping[str, object]) -> dict[str, object]:
    return {name: _copied(one) if isinstance(one, dict) else one for name, one in document.items()}


def _fields(ask: Ask, spec: Field, name: str, said: object, today: date) -> dict[str, forms.Field]:
    """Make the fields for one question, with what is known."""
    if spec.kind is Kind.STATES:
        return _states(ask, name, said)
    if spec.kind is Kind.AGREED:
        return _agreed(ask, name, said)
    return {name: _field(ask, spec, said, today)}


def _field(ask: Ask, spec: Field, said: object, today: date) -> forms.Field:
    match spec.kind:
        case Kind.YES_NO:
            return _choice(ask, _YES_NO, said or "", forms.RadioSelect())
        case Kind.CHOICE:
            words = procedure_choices() if spec.of is ProcedureId else list(ask.words.items())
            return _choice(ask, [("", NOT_KNOWN), *words], said or "", forms.Select())
        case Kind.DATE:
            made: forms.Field = DateText(ask.label, ask.hint, today + AHEAD if spec.may_lie_ahead else today)
        case Kind.TEXTS if ask.words:
            made = _several(ask.label, list(ask.words.items()))
        case _:
            return _text(ask, spec, said)
    made.initial = said
    return made


def _several(label: _StrPromise, choices: Any) -> forms.MultipleChoiceField:  # noqa: ANN401 - pairs
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple()
    )


def _choice(ask: Ask, choices: Any, said: object, widget: forms.Widget) -> forms.Field:  # noqa: ANN401 - pairs
    made = forms.ChoiceField(label=ask.label, help_text=ask.hint, choices=choices, required=False, widget=widget)
    made.initial = {True: "yes", False: "no"}.get(said, said) if isinstance(said, bool) else said
    return made


def _text(ask: Ask, spec: Field, said: object) -> forms.Field:
    is_lines = spec.kind is Kind.TEXTS
    is_long = ask.is_long or is_lines
    widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput(attrs={"autocomplete": "off"})
    made = forms.CharField(
        label=ask.label, help_text=ask.hint, max_length=LONG if is_long else SHORT, required=False, widget=widget
    )
    made.initial = "\n".join(map(str, said)) if isinstance(said, list) else said
    return made


def _states(ask: Ask, name: str, said: object) -> dict[str, forms.Field]:
    """Offer as many choices of a State as the question takes, each of them by name."""
    known = [str(one) for one in said] if isinstance(said, list) else []
    offered = [("", NOT_KNOWN), *state_choices()]
    made: dict[str, forms.Field] = {}
    for number in range(1, ask.many + 1):
        words = ask.label if number == 1 else lazystr(f"{ask.label} ({number})")
        one = forms.ChoiceField(label=words, help_text=ask.hint if number == 1 else "", choices=offered, required=False)
        one.initial = known[number - 1] if number <= len(known) else ""
        made[name if number == 1 else f"{name}__{number}"] = one
    return made


def _agreed(ask: Ask, name: str, said: object) -> dict[str, forms.Field]:
    some = isinstance(said, list)
    several = _several(_("Agreed to these"), procedure_choices(EXAMINED))
    several.initial = said if some else None
    first = _choice(ask, _AGREED, "some" if some else said or "", forms.RadioSelect())
    return {name: first, f"{name}__{_FOR}": several}


WHATS: Final = {
    What.THEY_WROTE: _("They wrote to us"),
    What.WE_ANSWERED: _("We wrote to them"),
    What.ASKED_NEWS: _("We asked for news, and told them"),
    What.ENDED: _("It ended"),
}


class FiledForm(FileForm):
    """A submission that was filed."""

    procedure = forms.ChoiceField(label=_("Which procedure"))
    on = DayField(label=_("Filed on"), help_text=_("As 2026-09-30 or 1405-07-08."))
    by = line(_("Who filed it"), _("The family, a lawyer, we with the family's consent."))
    reference = line(_("Number or symbol the body gave it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the procedures by name."""
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = procedure_choices()  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Refuse a filing that has not been."""
        self.refuse_ahead("on")
        return self.cleaned_data

    def filed(self) -> Filed:
        """Give the submission; only after the form is valid."""
        given = self.cleaned_data
        procedure = ProcedureId(given["procedure"])
        return Filed(procedure=procedure, on=given["on"], by=given["by"], reference=given["reference"])


class HappeningForm(FileForm):
    """What became of a submission; `seen` is the version of it that its reader had before him."""

    what = forms.ChoiceField(
        label=_("What happened"), choices=[(one.value, said) for one, said in WHATS.items()], widget=forms.RadioSelect
    )
    on = DayField(label=_("On which day"), help_text=_("As 2026-09-30 or 1405-07-08."))
    words = prose(_("In words"), _("What they wrote or decided, what we answered, what the family said."))
    how_ended = forms.ChoiceField(
        label=_("How it ended"),
        help_text=_("Only where it ended."),
        choices=[("", _("It has not ended")), *((one, said) for one, said in ENDINGS.items())],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come, and an end of which nobody says how."""
        self.refuse_ahead("on")
        return self.cleaned_data

    def happening(self) -> Happening:
        """Give what happened; only after the form is valid."""
        given = self.cleaned_data
        what = What(given["what"])
        how = HowEnded(given["how_ended"]) if what is What.ENDED and given["how_ended"] else None
        return Happening(what, given["on"], given["words"], how_ended=how)
