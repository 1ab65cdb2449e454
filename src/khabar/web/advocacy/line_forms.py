"""Forms that add to a file: a line of what happened, a contact, a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.casework.documents import LARGEST, NO_BYTES, TOO_LARGE, Upload
from khabar.apps.casework.files import Contact
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.web.advocacy.file_forms import FileForm, line, prose
from khabar.web.advocacy.words import KINDS, KNOWING, choices
from khabar.web.front.typed_days import DayField


class LineForm(FileForm):
    """One line of what happened, with who says so and how they know."""

    kind = forms.TypedChoiceField(label=_("What kind of line it is"), choices=choices(KINDS), coerce=EventKind)
    when = line(
        _("When"),
        _("As it was told: 1399, “about 1365”, 2019-03, 12 Mehr 1400. Leave it empty if nobody knows."),
        required=False,
    )
    what = prose(_("What happened"), _("In one sentence, as the speaker tells it."))
    speaker = line(_("Who says so"))
    knowing = forms.TypedChoiceField(
        label=_("How they know"),
        choices=choices(KNOWING),
        coerce=Knowing,
        initial=Knowing.UNKNOWN.value,
        widget=forms.RadioSelect,
    )
    incident = forms.BooleanField(
        label=_("This says what somebody did to somebody"),
        help_text=_("Then it stands here as a claim of its speaker, never as a finding of ours."),
        required=False,
    )

    def event(self) -> CaseEvent:
        """Give the line; only after the form is valid."""
        given = self.cleaned_data
        source = Source(given["speaker"], given["knowing"])
        return CaseEvent(given["kind"], given["when"], given["what"], source, given["incident"])


class ContactForm(FileForm):
    """A contact with a body or with the family."""

    with_family = forms.ChoiceField(
        label=_("With whom was it?"),
        choices=[("body", _("With a body or an office")), ("family", _("With the family"))],
        initial="body",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day"), help_text=_("As 2026-09-30 or 1405-07-08."))
    whom = line(_("Name or office"))
    how = line(_("How"), _("By telephone, face to face, by letter."))
    what = prose(_("What came of it"))

    def clean(self) -> dict[str, Any]:
        """Refuse a contact that has not been."""
        self.refuse_ahead("on")
        return self.cleaned_data

    def contact(self) -> Contact:
        """Give the contact; only after the form is valid."""
        given = self.cleaned_data
        is_family = given["with_family"] == "family"
        return Contact(given["on"], given["whom"], given["how"], given["what"], with_family=is_family)


class DocumentForm(FileForm):
    """A document to be kept as it is."""

    title = line(_("What it is"), _("A letter of whom, a certificate of what."))
    origin = line(_("From whom we have it"), required=False)
    document = forms.FileField(
        label=_("The file"),
        help_text=_("Any kind of file, at most 20 megabytes. It is kept as it is; nothing in it is changed or read."),
        allow_empty_file=True,
    )

    def clean_document(self) -> object:
        """Refuse what is empty or too large before it is read."""
        given = self.cleaned_data["document"]
        if not given.size:
            raise forms.ValidationError(gettext(NO_BYTES))
        if given.size > LARGEST:
            raise forms.ValidationError(gettext(TOO_LARGE))
        return given

    def upload(self) -> Upload:
        """Give the document; only after the form is valid."""
        given = self.cleaned_data
        return Upload(given["title"], given["origin"], given["document"].name or "", given["document"].read())
