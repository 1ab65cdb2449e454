"""Forms of the archive: a document, words to look for, words to mark, a paragraph in other words, a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.archive.taking_in import Sent
from khabar.domain.archive_documents import LONGEST_ADDRESS, LONGEST_TITLE, Filing
from khabar.domain.archive_files import MOST_BYTES, SENTENCES, Untaken
from khabar.domain.claims.mending import Mended, populations, units
from khabar.text import to_latin_digits
from khabar.web.front.deed_forms import DeedForm, SeenForm
from khabar.web.reading_room.words import POPULATIONS, UNITS

_WHEN = _("As it is written: 2026-09-30, 1405-07-08, March 2026, 1404.")


def _line(label: Any, hint: Any = "", *, most: int = LONGEST_TITLE, required: bool = True) -> forms.CharField:  # noqa: ANN401 - words of the framework
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=widget)


class AddForm(DeedForm):
    """A document with what people know of it."""

    deed = "add"
    title = _line(_("What it is"), _("Which paper, whose report. No private person’s name, please."))
    outlet = _line(_("Where it appeared, or who gave it"), _("The paper, the station, the body."))
    address = _line(
        _("Address"), _("Kept as text. Nothing is ever fetched from it."), most=LONGEST_ADDRESS, required=False
    )
    published = _line(_("When it appeared"), _WHEN, most=40, required=False)
    document = forms.FileField(
        label=_("The document"),
        help_text=_("PDF, Word (DOCX), web page or text, at most 40 megabytes. A long one is read after a while."),
        allow_empty_file=True,
    )

    def clean_document(self) -> object:
        """Refuse what is empty or too large before it is read."""
        given = self.cleaned_data["document"]
        if not given.size:
            raise forms.ValidationError(gettext(SENTENCES[Untaken.EMPTY]))
        if given.size > MOST_BYTES:
            raise forms.ValidationError(gettext(SENTENCES[Untaken.TOO_MANY_BYTES]))
        return given

    def sent(self) -> Sent:
        """Give the document; only after the form is valid."""
        given = self.cleaned_data
        filing = Filing(given["title"], given["outlet"], given["address"], given["published"])
        return Sent(filing, given["document"].read())


class SearchForm(DeedForm):
    """What somebody looks for."""

    deed = "search"
    words = _line(
        _("Words to look for"),
        _("All must be there. “Quoted words” stand in that order; an asterisk ends a word that may go on."),
        most=400,
    )
    by_sound = forms.BooleanField(
        label=_("In other scripts too, by their sound"),
        help_text=_("Each such hit says so. It compares no names."),
        required=False,
    )


class WordsForm(DeedForm):
    """Words that are a private person's."""

    deed = "mark"
    words = forms.CharField(
        label=_("Words of private persons"),
        help_text=_("Each name on a line of its own, in every spelling and script that stands in the documents."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def lines(self) -> list[str]:
        """Give the lines; only after the form is valid."""
        return str(self.cleaned_data["words"]).splitlines()


class UnmarkForm(DeedForm):
    """A mark that was wrong."""

    deed = "unmark"
    words = _line(_("The marked words"), _("Exactly as they were marked. There is no list of them."))
    reason = _line(_("Why may they be found and shown again?"), _("One sentence. It is sealed into the ledger."))


class ReasonForm(DeedForm):
    """Why."""

    deed = "reason"
    reason = _line(_("Why?"), _("One sentence, without a name. It is sealed into the ledger."))


class CorrectForm(SeenForm):
    """A paragraph as it should read."""

    deed = "correct"
    text = forms.CharField(
        label=_("The paragraph"),
        help_text=_("As it stands on the page. The raw text stays beside it, and this can be taken back."),
        max_length=25_000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )


class NumberField(forms.FloatField):
    """A number in the digits of any keyboard; may stay empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # noqa: ANN401 - stubs call a float an int
        """Read it."""
        plain = to_latin_digits(str(value or "")).replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
        apart = str.maketrans("", "", ", \N{ARABIC THOUSANDS SEPARATOR}")
        return super().to_python(plain.translate(apart).strip() or None)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Write a whole number without a point."""
        return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else value


class ClaimForm(SeenForm):
    """A claim as a person leaves it."""

    deed = "claim"
    speaker = _line(
        _("Who says it"), _("An office or a body, as the text names it. Empty for everybody else."), required=False
    )
    said = _line(_("When it was said"), _WHEN, most=40, required=False)

    def fields_mended(self) -> Mended:
        """Give the fields; only after the form is valid."""
        return Mended(speaker=self.cleaned_data["speaker"], said=self.cleaned_data["said"])


class FigureForm(ClaimForm):
    """A claim about a figure."""

    least = NumberField(label=_("At least"), required=False)
    most = NumberField(label=_("At most"), help_text=_("The same number twice where it is exact."), required=False)
    unit = forms.ChoiceField(label=_("What is counted"))
    population = forms.MultipleChoiceField(
        label=_("Which of them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    as_of = _line(_("When it held"), _WHEN, most=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer what the table of words knows."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(one, UNITS.get(one, one)) for one in units()]  # type: ignore[attr-defined]  # a choice
        self.fields["population"].choices = [(one, POPULATIONS.get(one, one)) for one in populations()]  # type: ignore[attr-defined]  # a choice

    def fields_mended(self) -> Mended:
        """Give the fields; only after the form is valid."""
        given = self.cleaned_data
        return Mended(
            speaker=given["speaker"],
            said=given["said"],
            least=given["least"],
            most=given["most"],
            unit=given["unit"],
            population=frozenset(given["population"]),
            as_of=given["as_of"],
        )
