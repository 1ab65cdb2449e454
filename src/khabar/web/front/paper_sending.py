"""Sending pictures of sheets: the one page that a carrier and the family desk have for it.

What is answered depends on the files alone: never on whether a code is ours, was used, or belongs to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.paper.actions import take_files
from khabar.apps.paper.reading import is_too_much, read_file
from khabar.domain.errors import Invalid, Outside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.http.response import HttpResponseBase

    from khabar.apps.paper.reading import ReadFile
    from khabar.domain.paper_trays import CameBy
    from khabar.web.front.access import StaffRequest

MOST_FILES = 20
TOO_MUCH = _("These files are together larger than 60 megabytes. Nothing was taken in. Please send fewer at a time.")
TOO_MANY = _("These are more than 20 files. Nothing was taken in. Please send fewer at a time.")
TOO_MANY_PAGES = _("These are more pages than fit at once. Nothing was taken in. Please send fewer at a time.")
ONE_FILE = _("The digits belong to one picture. Please send that picture alone.")
NOT_TAKEN = _("%(name)s was not taken in. %(why)s")


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Some files at once, each of which must be there."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:  # noqa: ANN401 - the framework's signature
        """Look at each file as at one."""
        several = data if isinstance(data, list | tuple) and data else [None]
        return [super(_FilesField, self).clean(one, initial) for one in several]


class SendForm(forms.Form):
    """Pictures of sheets as they came, and the digits of one that no machine can read."""

    scans = _FilesField(
        label=_("Photographs or scans"),
        help_text=_("Several at once: pictures as the telephone makes them, or a PDF. At most 20 files, 60 megabytes."),
        widget=_SeveralFiles(attrs={"multiple": True, "accept": "image/*,application/pdf"}),
        allow_empty_file=True,
    )
    digits = forms.CharField(
        label=_("The digits beside the square code"),
        help_text=_("Only for one picture on which the square code cannot be read: 27 digits in groups of four."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "digits digits-of-sheet"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse more files than are taken at once, and digits for more than one."""
        given: dict[str, Any] = self.cleaned_data
        count = len(given.get("scans", ()))
        if count > MOST_FILES:
            self.add_error("scans", TOO_MANY)
        if given.get("digits", "").strip() and count > 1:
            self.add_error("digits", ONE_FILE)
        return given


def send_page(
    request: StaffRequest,
    came_by: CameBy,
    *,
    at: str,
    template: str = "front/papers_send.html",
    beside: Mapping[str, object] | None = None,
    listed: Callable[[], Mapping[str, object]] = dict,
) -> HttpResponseBase:
    """Show the form, or take in what was sent.

    `at` is the route or the address; `beside` is what else is shown, `listed` gives a list as it stands afterwards.
    """
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_bound:
        pages = _taken_in(request, form, came_by)
        if pages:
            messages.success(request, _said(pages))
        if not form.errors:
            return redirect(at)
    return render(request, template, {"form": form, "address": resolve_url(at), **(beside or {}), **listed()})


def _taken_in(request: StaffRequest, form: SendForm, came_by: CameBy) -> int:
    """Take in every file that can be read; put the others with their names beside the field. Return how many pages."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.errors.clear()
        form.add_error(None, TOO_MUCH)
        return 0
    if not form.is_valid():
        return 0
    files = _read(request, form, form.cleaned_data["scans"])
    if not files:
        return 0
    try:
        taken = take_files(
            actor=request.actor, now=request.parts.clock.now(), parts=request.parts, files=files, came_by=came_by
        )
    except (Invalid, Outside) as problem:
        form.add_error("scans", gettext(problem.message if isinstance(problem, Invalid) else str(problem)))
        return 0
    return taken.pages


def _read(request: StaffRequest, form: SendForm, uploads: Sequence[UploadedFile[bytes]]) -> list[ReadFile]:
    found = []
    for one in uploads:
        try:
            typed = form.cleaned_data.get("digits", "")
            found.append(read_file(one.name or "", one.read(), parts=request.parts, typed=typed))
        except Invalid as problem:
            why = gettext(problem.message)
            is_digits = problem.field == "digits"
            form.add_error("digits" if is_digits else "scans", why if is_digits else _refused(one.name, why))
        if is_too_much(found):
            form.add_error(None, TOO_MANY_PAGES)
            return []
    return found


def _refused(name: str | None, why: str) -> str:
    return NOT_TAKEN % {"name": name or "—", "why": why}


def _said(pages: int) -> str:
    return ngettext(
        "%(count)d page was taken in. What belongs to a sheet goes to where it belongs; people look at the rest.",
        "%(count)d pages were taken in. What belongs to a sheet goes to where it belongs; people look at the rest.",
        pages,
    ) % {"count": pages}
