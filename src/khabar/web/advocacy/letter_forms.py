"""The forms of letters: one made from the gaps of a template, those that note what became of a copy, a clock's.

What a rule objects to is not refused here: the letter's page lists all of it, so that nothing typed is lost.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.correspondence.letters import LetterBody
from khabar.domain.bar_list import Door
from khabar.domain.letters.dispatch import Channel, Happening, Note
from khabar.domain.letters.drafts import Named, Role
from khabar.domain.letters.sensitive import ASKS, Answer, Topic
from khabar.domain.letters.templates import FieldKind
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from khabar.apps.correspondence.queries import Listed
    from khabar.domain.letters.templates import Field, Template

_LONG = frozenset({FieldKind.PROSE, FieldKind.ITEMS})
_LINE = {"autocomplete": "off"}
_DAY = _("As 2026-09-30 or 1405-07-08.")
TEXT = "text_"
"""What the name of a template's field begins with in a form, so that no gap can take the place of another field."""
DOORS = (
    (Door.OTHER, _("An ordinary letter")),
    (Door.WGEID, _("To the Working Group on Enforced or Involuntary Disappearances")),
    (Door.CED, _("To the Committee on Enforced Disappearances")),
    (Door.WGAD, _("To the Working Group on Arbitrary Detention")),
    (Door.DOMESTIC, _("To a prosecutor, a court or an ombudsman of that State")),
)
CHANNELS = ((Channel.EMAIL, _("By e-mail")), (Channel.POST, _("By post")), (Channel.HAND, _("By hand")))
WHY_NOT = "_why_not"


class LetterForm(forms.Form):
    """A letter: whom it goes to, what is filled in, whom it names, what it speaks of."""

    to = forms.ChoiceField(label=_("To"))
    copies = forms.MultipleChoiceField(
        label=_("Copies to"),
        help_text=_("Each copy is followed by itself. A letter that names somebody inside has none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channel = forms.ChoiceField(
        label=_("How it leaves"), choices=CHANNELS, initial=Channel.EMAIL, widget=forms.RadioSelect
    )
    door = forms.ChoiceField(label=_("What kind of letter it is"), choices=DOORS, required=False)
    names_whom = forms.MultipleChoiceField(
        label=_("Whom it names"),
        help_text=_("Choose everybody whose name stands in it. The others must not stand in it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    references = forms.CharField(
        label=_("References of the consents"),
        help_text=_("For everybody named who is not inside: the references under which their consents are kept."),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=_LINE),
    )
    not_a_person = forms.CharField(
        label=_("Words that look like a name and are none"),
        help_text=_("One in each line: places, offices, laws."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    confidential = forms.BooleanField(
        label=_("In confidence: one addressee, no copies, on no public page"), required=False
    )
    signed = forms.CharField(
        label=_("Signed by"),
        help_text=_("Name and office, each in a line of its own."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - the framework's signature
        template: Template,
        book: Mapping[str, Listed],
        people: Sequence[Named],
        **kwargs: Any,  # noqa: ANN401 - the framework's signature
    ) -> None:
        """Take the template whose gaps are asked for, the address book, and the people of the file."""
        super().__init__(*args, **kwargs)
        self.template, self.people = template, tuple(people)
        bodies = [(one.id, one.card.name) for one in book.values()]
        self.fields["to"].choices = bodies  # type: ignore[attr-defined]  # a choice field
        self.fields["copies"].choices = bodies  # type: ignore[attr-defined]  # the same
        self.fields["names_whom"].choices = [(one.person, one.name) for one in people]  # type: ignore[attr-defined]  # the same
        if not people:
            del self.fields["names_whom"], self.fields["references"]
        for one in template.fields.values():
            if one.kind is not FieldKind.CLOCK:
                self.fields[TEXT + one.name] = _asked(one)
        for topic in Topic:
            self.fields[topic.value] = _yes_or_no(topic)
            self.fields[topic.value + WHY_NOT] = forms.CharField(
                label=_("If not: why do the words speak of nobody?"),
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs=_LINE),
            )

    def gaps(self) -> Iterator[forms.BoundField]:
        """Give the fields of the template, in its order."""
        yield from (self[name] for name in self.fields if name.startswith(TEXT))

    def topics(self) -> Iterator[forms.BoundField]:
        """Give the questions about what the letter speaks of."""
        yield from (self[topic.value + end] for topic in Topic for end in ("", WHY_NOT))

    def body(self, author: str, before: LetterBody | None = None) -> LetterBody:
        """Give the letter; only after the form is valid."""
        given = self.cleaned_data
        to, copies = given["to"], tuple(one for one in given["copies"] if one != given["to"])
        return LetterBody(
            kind=self.template.kind,
            language=self.template.language,
            template=self.template.name,
            author=before.author if before else author,
            signed=_lines(given["signed"]),
            to=to,
            copies=copies,
            channels=dict.fromkeys((to, *copies), Channel(given["channel"])),
            texts={name: _typed(given[TEXT + name]) for name in self.template.fields if TEXT + name in given},
            confidential=given["confidential"],
            named=self._named(),
            not_a_person=_lines(given["not_a_person"]),
            answers=self._answers(),
            door=Door(given["door"] or Door.OTHER),
            reminds=before.reminds if before else "",
            publication=before.publication if before else "",
        )

    def _answers(self) -> dict[Topic, Answer]:
        """Give the answers that count: a yes, or a no with its reason; without one the letter's page asks again."""
        found = {}
        for topic in Topic:
            said, why = self.cleaned_data[topic.value], self.cleaned_data[topic.value + WHY_NOT]
            if said == "yes" or (said == "no" and why.strip()):
                found[topic] = Answer(said == "yes", why)
        return found

    def _named(self) -> tuple[Named, ...]:
        chosen = self.cleaned_data.get("names_whom", [])
        references = tuple(self.cleaned_data.get("references", "").replace(",", " ").split())
        return tuple(
            Named(one.person, one.name, one.role, one.forms, () if one.role is Role.INSIDE else references)
            for one in self.people
            if one.person in chosen
        )


class NoteForm(forms.Form):
    """What became of one copy: when, and the proof."""

    what = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            (Happening.PROVED, _("Delivered: there is a receipt or a stamped copy")),
            (Happening.BOUNCED, _("It came back")),
            (Happening.ANSWERED, _("They answered, on paper or by telephone")),
            (Happening.STOPPED, _("It shall not leave any more")),
        ],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day"), help_text=_DAY)
    proof = forms.CharField(
        label=_("Proof"),
        help_text=_("Where it lies: the number of the receipt, who took it, who called."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_LINE),
    )

    def note(self) -> Note:
        """Give what is noted; only after the form is valid."""
        return Note(Happening(self.cleaned_data["what"]), self.cleaned_data["on"], proof=self.cleaned_data["proof"])


class CourseForm(forms.Form):
    """What moves the clock of a letter: one pause or one extension at a time, each with its reason or source."""

    acknowledged = DayField(label=_("Acknowledged on"), help_text=_DAY, required=False)
    pause_since = DayField(label=_("The time stands still since"), help_text=_DAY, required=False)
    pause_until = DayField(label=_("until"), help_text=_DAY, required=False)
    pause_reason = forms.CharField(label=_("Why"), required=False, max_length=200)
    extended_to = DayField(label=_("They asked for more time, until"), help_text=_DAY, required=False)
    extension_source = forms.CharField(label=_("Where that stands"), required=False, max_length=200)


class SettleForm(forms.Form):
    """Which letter something belongs to, and which of its copies."""

    letter = forms.ChoiceField(label=_("The letter it belongs to"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take the letters there are, each recipient by itself."""
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [("", gettext("Choose a letter")), *choices]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> tuple[str, int]:
        """Give the letter and the place of the recipient; only after the form is valid."""
        letter, _colon, place = self.cleaned_data["letter"].partition(":")
        return letter, int(place or 0)


def initial_of(body: LetterBody) -> dict[str, object]:
    """Give what a form shows of a letter that is changed."""
    named = body.named or ()
    return {
        "to": body.to,
        "copies": list(body.copies),
        "channel": body.channels.get(body.to, Channel.EMAIL),
        "door": body.door,
        "names_whom": [one.person for one in named],
        "references": " ".join(dict.fromkeys(reference for one in named for reference in one.references)),
        "not_a_person": "\n".join(body.not_a_person),
        "confidential": body.confidential,
        "signed": "\n".join(body.signed),
        **{TEXT + name: text for name, text in body.texts.items()},
        **{topic.value: "yes" if answer.speaks_of_it else "no" for topic, answer in body.answers.items()},
        **{topic.value + WHY_NOT: answer.reason for topic, answer in body.answers.items()},
    }


def _asked(one: Field) -> forms.Field:
    if one.kind is FieldKind.DATE:
        return DayField(label=one.ask, help_text=_DAY, required=one.required)
    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto"}) if one.kind in _LONG else forms.TextInput(attrs=_LINE)
    return forms.CharField(label=one.ask, required=one.required, widget=widget)


def _yes_or_no(topic: Topic) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_(ASKS[topic.value]),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        required=False,
        widget=forms.RadioSelect,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _typed(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else (value or "")
