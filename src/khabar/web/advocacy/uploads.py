"""Bringing in an answer: a mail, a PDF, a picture or a text, with the reference that stands on it.

It is filed by the same rules as a mail that comes by itself: under its letter where that is certain, else in the tray,
where a damaged reference stands as a proposal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.adapters.incoming_mail.uploads import brought
from khabar.apps.correspondence.incoming import Uploaded, file_upload
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid
from khabar.domain.replies.uploads import EMPTY, MOST_TYPED, require_reference
from khabar.web.components.bodies import takes_files
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.correspondence.incoming import Filed
    from khabar.web.front.access import StaffRequest

LARGEST = 20_000_000
"""Bytes of one answer: a long scan in colour."""
TOO_LARGE = _("This file is larger than 20 megabytes. Please make it smaller, or send it in parts.")


class AnswerForm(forms.Form):
    """An answer as a file, its reference, and the day on which it came."""

    answer = forms.FileField(
        label=_("The file"),
        help_text=_("A mail (.eml), a PDF, a picture or a text, at most 20 megabytes. It is kept as it is."),
        allow_empty_file=True,
    )
    code = forms.CharField(
        label=_("The reference that stands on it"),
        help_text=_(
            "Fifteen digits in groups, as our letter had them. If some cannot be read, type what you see."
            " Leave it empty if there is none."
        ),
        required=False,
        max_length=MOST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "inputmode": "numeric"}),
    )
    on = DayField(label=_("On which day it came"), help_text=_("As 2026-09-30 or 1405-07-08."))

    def clean_answer(self) -> Any:  # noqa: ANN401 - the framework's uploaded file
        """Refuse what is empty or too large before it is read."""
        given = self.cleaned_data["answer"]
        if not given.size:
            raise forms.ValidationError(gettext(EMPTY))
        if given.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return given

    def clean_code(self) -> str:
        """Refuse what is far from any reference."""
        typed: str = self.cleaned_data["code"]
        try:
            require_reference(typed)
        except Invalid as mistake:
            raise forms.ValidationError(gettext(mistake.message)) from mistake
        return typed


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def bring(request: StaffRequest) -> HttpResponseBase:
    """Take an answer as a file, and show where it went."""
    today = request.parts.clock.now().date()
    is_sent, begins = request.method == "POST", {"on": today.isoformat()}
    form = AnswerForm(request.POST, request.FILES) if is_sent else AnswerForm(initial=begins)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.fields["answer"].error_messages["required"] = TOO_LARGE
    if form.is_valid():
        with mending(form):
            return _told(request, _taken(request, form))
    return render(request, "advocacy/bring.html", {"form": form})


def _taken(request: StaffRequest, form: AnswerForm) -> Filed:
    data = form.cleaned_data
    found = brought(data["answer"].read(), data["code"])
    return file_upload(
        actor=request.actor,
        now=request.parts.clock.now(),
        parts=request.parts,
        upload=Uploaded(found.raw, found.came_as, data["on"]),
        judge=found.filed,
    )


def _told(request: StaffRequest, kept: Filed) -> HttpResponseBase:
    """Say where it went: to the letter, or to the page of the tray on which its letter is chosen."""
    if kept.was_here:
        messages.info(request, gettext("This very file was here already. Nothing was kept twice."))
    if kept.letter:
        if not kept.was_here:
            messages.success(request, gettext("It is filed under this letter."))
        return redirect("advocacy:letter", kept.letter)
    if not kept.was_here:
        messages.info(request, gettext("It is kept. Nothing names its letter for certain: please look below."))
    return redirect("advocacy:settle", kept.id)
