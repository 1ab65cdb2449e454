"""Letters: the list, writing one from a template, one letter with every copy, its clock, and what came back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.casework.queries import file_for
from khabar.apps.correspondence import actions, incoming
from khabar.apps.correspondence.queries import (
    address_book,
    clock_of,
    letter_for,
    letters_for,
    objections,
    people_of,
    sheet_of,
    template_named,
    usable_templates,
)
from khabar.domain.clocks import Extension, Pause, told_all
from khabar.domain.documents import Look
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, is_id
from khabar.domain.letters.dispatch import Happening, State, may_note
from khabar.domain.letters.plain import plain_text
from khabar.domain.letters.sheets import LetterSheets
from khabar.domain.reader_dates import day_in_plain_text
from khabar.web.advocacy.letter_forms import TEXT, CourseForm, LetterForm, NoteForm, initial_of
from khabar.web.advocacy.letter_words import CAME_WORDS, CHANNEL_WORDS, HAPPENING_WORDS, KIND_WORDS, STATE_WORDS
from khabar.web.advocacy.page_forms import PageForm, page_form_of
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase

    from khabar.apps.correspondence.letters import LetterBody, OpenedLetter
    from khabar.domain.letters.dispatch import Dispatch
    from khabar.web.front.access import StaffRequest

LOOK = Look()


@dataclass(frozen=True)
class Copy:
    """One recipient on the letter's page: who, where it stands, what was noted, and what can be done now."""

    place: int
    name: str
    state: str
    notes: list[str]
    reference: str
    may_send: bool
    may_note: bool


@require_safe
@for_duties(Duty.ADVOCATE)
def letters(request: StaffRequest, file_id: str = "") -> HttpResponseBase:
    """List the letters of a file, or those that belong to none; and the letters one may begin."""
    parts, today = request.parts, request.parts.clock.now().date()
    try:
        found = letters_for(request.actor, parts=parts, file=file_id)
    except Refused:
        raise Http404 from None
    book = address_book(parts=parts)
    rows = []
    for one in found:
        clock = clock_of(one, today=today, parts=parts)
        rows.append(
            {
                "id": one.id,
                "kind": KIND_WORDS[one.body.kind],
                "to": book[one.body.to].card.name,
                "on": one.main.sent_on or one.made_on,
                "state": STATE_WORDS[one.main.state],
                "unanswered": clock.unanswered if clock and one.main.sent_on and not one.main.answered_on else None,
                "due": clock.due if clock else None,
            }
        )
    usable = [(name, KIND_WORDS[one.kind], one.language) for name, one in usable_templates().items()]
    return render(request, "advocacy/letters.html", {"rows": rows, "usable": usable, "file": file_id})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def write(request: StaffRequest, name: str, file_id: str = "") -> HttpResponseBase:
    """Write a letter from a template, for a file or for none."""
    parts = request.parts
    try:
        people = people_of(file_for(file_id, request.actor, parts=parts)) if file_id else ()
        template = template_named(name)
    except (Refused, Invalid):
        raise Http404 from None
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        template=template,
        book=address_book(parts=parts),
        people=people,
    )
    if form.is_valid():
        with _mending_gaps(form):
            made = actions.draft_letter(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                body=form.body(request.actor.name),
                file=file_id,
            )
            return redirect("advocacy:letter", made)
    context = {"form": form, "kind": KIND_WORDS[template.kind], "file": file_id, "template": name}
    return render(request, "advocacy/write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def change(request: StaffRequest, letter_id: str) -> HttpResponseBase:
    """Change a letter that has not left."""
    parts, seen = request.parts, opened(request, letter_id)
    people = people_of(file_for(seen.file, request.actor, parts=parts)) if seen.file else ()
    template = template_named(seen.body.template)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(seen.body),
        template=template,
        book=address_book(parts=parts),
        people=people,
    )
    if form.is_valid():
        with _mending_gaps(form):
            actions.change_letter(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                seen=as_seen(request, seen),
                body=form.body(request.actor.name, seen.body),
            )
            return redirect("advocacy:letter", letter_id)
    context = {"form": form, "kind": KIND_WORDS[template.kind], "letter": letter_id, "version": seen.version}
    return render(request, "advocacy/write.html", context)


@require_safe
@for_duties(Duty.ADVOCATE)
def letter(request: StaffRequest, letter_id: str) -> HttpResponseBase:
    """Show a letter: what keeps it from leaving, its words, every copy, its clock, what came back."""
    return shown(request, opened(request, letter_id))


@require_safe
@for_duties(Duty.ADVOCATE)
def paper(request: StaffRequest, letter_id: str, place: int) -> HttpResponseBase:
    """Give the sheet of one recipient as a PDF, to be printed and signed."""
    parts, seen = request.parts, opened(request, letter_id)
    if place >= len(seen.dispatches):
        raise Http404
    sheet = sheet_of(seen, place, today=parts.clock.now().date(), parts=parts)
    pdf = parts.printer.print(LetterSheets((sheet,)), LOOK)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


@require_POST
@for_duties(Duty.ADVOCATE)
def approve(request: StaffRequest, letter_id: str) -> HttpResponseBase:
    """Approve a letter as it was read."""
    seen = as_seen(request, opened(request, letter_id))
    return _done(
        request,
        letter_id,
        lambda: actions.approve_letter(
            actor=request.actor, now=request.parts.clock.now(), parts=request.parts, seen=seen
        ),
        _("It is approved. It can be sent now."),
    )


@require_POST
@for_duties(Duty.ADVOCATE)
def send(request: StaffRequest, letter_id: str, place: int) -> HttpResponseBase:
    """Send one copy: by mail with the next round, by post or by hand at once."""
    seen = as_seen(request, opened(request, letter_id))
    if place >= len(seen.dispatches):
        raise Http404
    return _done(
        request,
        letter_id,
        lambda: actions.send(
            actor=request.actor, now=request.parts.clock.now(), parts=request.parts, seen=seen, place=place
        ),
        _("It leaves with the next round, or is noted as sent by post or by hand."),
    )


@require_POST
@for_duties(Duty.ADVOCATE)
def note(request: StaffRequest, letter_id: str, place: int) -> HttpResponseBase:
    """Note what became of one copy."""
    seen, form = opened(request, letter_id), NoteForm(request.POST)
    if place >= len(seen.dispatches):
        raise Http404
    if form.is_valid():
        with mending(form):
            actions.note(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                seen=as_seen(request, seen),
                place=place,
                what=form.note(),
            )
            messages.success(request, _("It is noted."))
            return redirect("advocacy:letter", letter_id)
    return shown(request, seen, failed=form)


@require_POST
@for_duties(Duty.ADVOCATE)
def course(request: StaffRequest, letter_id: str) -> HttpResponseBase:
    """Note what moves the clock."""
    seen, form = opened(request, letter_id), CourseForm(request.POST)
    if form.is_valid():
        with mending(form):
            actions.change_course(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                seen=as_seen(request, seen),
                body=_moved(seen, form, request),
            )
            messages.success(request, _("It is noted."))
            return redirect("advocacy:letter", letter_id)
    return shown(request, seen, failed=form)


def shown(request: StaffRequest, seen: OpenedLetter, *, failed: BaseForm | None = None) -> HttpResponseBase:
    """Show a letter's page, with the form as it was sent that has something to mend."""
    parts, today = request.parts, request.parts.clock.now().date()
    book = address_book(parts=parts)
    clock = clock_of(seen, today=today, parts=parts)
    context = {
        "letter": seen.id,
        "file": seen.file,
        "version": seen.version,
        "kind": KIND_WORDS[seen.body.kind],
        "author": display_name_of(AccountId(seen.body.author)) if is_id(seen.body.author) else seen.body.author,
        "objections": [one.sentence.told(gettext, str) for one in objections(seen, today=today, parts=parts)],
        "text": plain_text(sheet_of(seen, 0, today=today, parts=parts)),
        "direction": "rtl" if seen.body.language == "fa" else "ltr",
        "copies": [_copy(place, one, seen, book[one.body].card.name) for place, one in enumerate(seen.dispatches)],
        "is_drafted": seen.main.state is State.DRAFTED,
        "wrote_it": request.actor.name == seen.body.author,
        "has_left": any(one.sent_on for one in seen.dispatches),
        "clock": told_all(clock.steps, get_language()) if clock else (),
        "unanswered": clock.unanswered if clock and seen.main.sent_on and not seen.main.answered_on else None,
        "came": [
            (CAME_WORDS[one.came.kind], one.came.on, one.id)
            for one in incoming.beside_letter(seen.id, request.actor, parts=parts)
        ],
        "note_form": failed if isinstance(failed, NoteForm) else NoteForm(),
        "course_form": failed if isinstance(failed, CourseForm) else CourseForm(),
        "failed": failed or NoteForm(),
        "page_form": failed if isinstance(failed, PageForm) else page_form_of(seen.body.publication),
    }
    return render(request, "advocacy/letter.html", context)


def _copy(place: int, one: Dispatch, seen: OpenedLetter, name: str) -> Copy:
    language = get_language()
    notes = []
    for noted in one.notes:
        words = f"{day_in_plain_text(noted.on, language)}: {HAPPENING_WORDS[noted.what]}"
        if noted.channel is not None:
            words += f", {CHANNEL_WORDS[noted.channel]}"
        notes.append(f"{words} ({noted.proof})" if noted.proof else words)
    return Copy(
        place=place,
        name=name,
        state=str(STATE_WORDS[one.state]),
        notes=notes,
        reference=seen.body.codes[place],
        may_send=one.state is State.APPROVED,
        may_note=any(may_note(one, what) for what in (Happening.PROVED, Happening.ANSWERED, Happening.STOPPED)),
    )


def _moved(seen: OpenedLetter, form: CourseForm, request: StaffRequest) -> LetterBody:
    given, body = form.cleaned_data, seen.body
    if given["pause_since"]:
        pause = Pause(given["pause_since"], given["pause_until"], given["pause_reason"])
        body = replace(body, pauses=(*body.pauses, pause))
    if given["extended_to"]:
        told_on = request.parts.clock.now().date()
        extension = Extension(told_on, given["extension_source"], to=given["extended_to"])
        body = replace(body, extensions=(*body.extensions, extension))
    return replace(body, acknowledged=given["acknowledged"] or body.acknowledged)


def opened(request: StaffRequest, letter_id: str) -> OpenedLetter:
    """Open a letter for the one who asks; a page that was not found for one that is not theirs to see."""
    try:
        return letter_for(letter_id, request.actor, parts=request.parts)
    except Refused:
        raise Http404 from None


def as_seen(request: StaffRequest, now: OpenedLetter) -> OpenedLetter:
    """Give the letter in the version that its reader had before him; another one is a conflict."""
    version = request.POST.get("version", "")
    return replace(now, version=int(version) if version.isdecimal() else -1)


@contextmanager
def _mending_gaps(form: LetterForm) -> Iterator[None]:
    """Run an action for a form of a letter; what is wrong with a gap of the template goes beside its field."""
    try:
        yield
    except Invalid as mistake:
        name = TEXT + mistake.field
        beside = name if name in form.fields else mistake.field
        form.add_error(beside if beside in form.fields else None, gettext(mistake.message))
    except Conflict as earlier:
        form.add_error(None, gettext(str(earlier)))


def _done(request: StaffRequest, letter_id: str, deed: Callable[[], None], thanks: str) -> HttpResponseBase:
    try:
        deed()
    except Invalid as mistake:
        messages.error(request, gettext(mistake.message))
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    except Refused as refusal:
        messages.error(request, gettext(str(refusal)))
    else:
        messages.success(request, thanks)
    return redirect("advocacy:letter", letter_id)
