"""Making a letter of a gathering's minutes: to whom, in which language, about what. For those who write letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.correspondence.queries import address_book
from khabar.apps.gatherings.letters import Wanted, draft_of_minutes
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.web.editing.gathering_forms import line, lines_in
from khabar.web.editing.gatherings import acting, opened
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


class LetterOfMinutesForm(forms.Form):
    """What a letter needs beside the minutes."""

    to = forms.ChoiceField(label=_("To which body"), help_text=_("From the address book."))
    language = forms.ChoiceField(label=_("In which language"), choices=[("en", _("English")), ("fa", _("Persian"))])
    matter = line(_("What it asks about, in a few words without names"))
    salutation = line(_("How the reader is addressed"), _("“Ms Berg”, “Sir or Madam”."))
    signed = forms.CharField(
        label=_("Signed by"),
        help_text=_("Name and office, each in a line of its own."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, bodies: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the bodies of the address book."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", gettext("Please choose")), *bodies.items()]  # type: ignore[attr-defined]  # a choice

    def wanted(self) -> Wanted:
        """Give what was filled in; only after the form is valid."""
        given = self.cleaned_data
        signed = lines_in(given["signed"])
        return Wanted(given["to"], given["language"], given["matter"], given["salutation"], signed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def letter(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Ask for what the minutes do not say, draft the letter, and lead to it."""
    seen, parts = opened(request, gathering_id), request.parts
    bodies = {one.id: one.card.name for one in address_book(parts=parts).values()}
    form = LetterOfMinutesForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if form.is_valid():
        with mending(form):
            made = _drafted(request, seen.id, form)
            messages.success(request, gettext("The letter is drafted. Please read it before anybody approves it."))
            return redirect("advocacy:letter", made)
    return render(request, "editing/gathering_letter.html", {"gathering": seen, "form": form, "bodies": bodies})


def _drafted(request: StaffRequest, gathering_id: str, form: LetterOfMinutesForm) -> str:
    try:
        seen = opened(request, gathering_id)
        return draft_of_minutes(**acting(request), gathering=seen, wanted=form.wanted())
    except Refused:
        raise Http404 from None
