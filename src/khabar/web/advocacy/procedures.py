"""Which doors of procedure are open to a file: the facts in sections, the answers, and the papers to take away.

Nothing here is legal advice, and every page says so. Each paper that is taken is in the ledger first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.adapters.procedures import FORMS, LANGUAGES, door_sheet, filled_form, form_docx, form_pdf
from khabar.adapters.procedures.filled import refusals
from khabar.apps.procedures.actions import NewFacts, keep_facts, note_paper
from khabar.apps.procedures.clocks import deadlines_of
from khabar.apps.procedures.from_file import taken_back
from khabar.apps.procedures.queries import procedures_of, versions_of
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid
from khabar.domain.procedures import ProcedureId, check
from khabar.web.advocacy import procedures_shown as shown
from khabar.web.advocacy.deeds import opened, today
from khabar.web.advocacy.procedures_forms import FactsForm, page_language
from khabar.web.advocacy.procedures_questions import SECTIONS
from khabar.web.advocacy.procedures_reading import reading_of, said_of, wrong_in
from khabar.web.advocacy.words import state_words
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.queries import Procedures
    from khabar.domain.procedures import Result
    from khabar.web.advocacy.procedures_reading import Reading
    from khabar.web.advocacy.procedures_sections import Section
    from khabar.web.front.access import StaffRequest

MAKERS: Final = {"docx": form_docx, "pdf": form_pdf}
TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
@for_duties(Duty.ADVOCATE)
def doors(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Show which doors are open to a file, what is due, what was filed."""
    file = opened(request, file_id)
    found = procedures_of(file, request.actor, parts=request.parts)
    reading = _reading(request, file, found)
    day, results = today(request), [] if reading.wrong else check(reading.case, today(request))
    context = {
        "file": file,
        "sections": [_section_line(one, reading, found) for one in SECTIONS.values()],
        "wrong": reading.wrong,
        "rows": shown.door_rows(results, day),
        "others": shown.others(results),
        "ringing": shown.ringing(found),
        "filed": [shown.filed_row(one, day, has_spoken=bool(file.body.own_word)) for one in found.submissions],
    }
    return render(request, "advocacy/procedures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def facts(request: StaffRequest, file_id: str, section: str) -> HttpResponseBase:
    """Show one section of the facts, or keep it as it was typed."""
    file = opened(request, file_id)
    if section not in SECTIONS:
        raise Http404
    found = procedures_of(file, request.actor, parts=request.parts)
    asked, said = SECTIONS[section], said_of(found.case, file)
    if request.method == "POST":
        form = FactsForm(request.POST, section=asked, said=said, today=today(request))
        if form.is_valid() and _kept(request, file, form):
            messages.success(request, _("It is kept. Earlier versions stay."))
            return redirect(*_after(request, file, asked))
        form.show_beside(found.case.number)
    else:
        form = _with_wrong(request, file, found, asked)
    return render(request, "advocacy/procedures_facts.html", _around(file, found, asked, form))


@require_safe
@for_duties(Duty.ADVOCATE)
def versions(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """List every version of the facts: by whom, when, which section."""
    file = opened(request, file_id)
    rows = shown.version_rows(versions_of(file, request.actor, parts=request.parts))
    return render(request, "advocacy/procedures_versions.html", {"file": file, "rows": rows})


@require_safe
@for_duties(Duty.ADVOCATE)
def sheet(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Give the sheet “which door?” as a PDF, in the language of the page."""
    file = opened(request, file_id)
    reading = _reading(request, file, procedures_of(file, request.actor, parts=request.parts))
    if reading.wrong:
        messages.error(request, _("Some facts contradict one another or cannot be read. Mend them first."))
        return redirect("advocacy:procedures", file.id)
    day, reference = today(request), reading.case.reference
    try:
        made = door_sheet(check(reading.case, day), day, reference, page_language())
    except Invalid:
        return _not_printed(request, file)
    return _paper(request, file, "which-door.pdf", made)


@require_safe
@for_duties(Duty.ADVOCATE)
def form(request: StaffRequest, file_id: str, kind: str, ending: str) -> HttpResponseBase:
    """Give a filled form; where a bar lies in the way none is made, and the reason is said."""
    file = opened(request, file_id)
    if kind not in FORMS or ending not in MAKERS:
        raise Http404
    reading = _reading(request, file, procedures_of(file, request.actor, parts=request.parts))
    result = _result(reading, kind, request)
    against = refusals(result, shown.words_here())
    if reading.wrong or against:
        messages.error(request, " ".join((_("No form is made."), *against)))
        return redirect("advocacy:procedures", file.id)
    try:
        filled = filled_form(reading.case, result, today(request), _beside(reading))
        made = MAKERS[ending](filled)
    except Invalid:
        return _not_printed(request, file)
    return _paper(request, file, f"{kind}.{ending}", made)


def _reading(request: StaffRequest, file: OpenedFile, found: Procedures) -> Reading:
    return reading_of(said_of(found.case, file), found, file, today(request), parts=request.parts)


def _section_line(section: Section, reading: Reading, found: Procedures) -> dict[str, object]:
    kept = found.case.kept.get(section.name)
    return {
        "name": section.name,
        "title": section.title,
        "kept_on": kept.on if kept else None,
        "wrong": [one.sentence for one in wrong_in(reading.wrong, section.name)],
    }


def _kept(request: StaffRequest, file: OpenedFile, form: FactsForm) -> bool:
    """Keep a section; say whether it was."""
    found = procedures_of(file, request.actor, parts=request.parts)
    document = form.document(found.case.document)
    said = form.document(said_of(found.case, file))
    reading = reading_of(said, found, file, today(request), parts=request.parts)
    ahead = () if reading.wrong else deadlines_of(reading.case, today(request))
    new = NewFacts(form.section.name, document, ahead, form.cleaned_data["seen"])
    with mending(form):
        keep_facts(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, file=file, facts=new)
    return not form.errors


def _after(request: StaffRequest, file: OpenedFile, asked: Section) -> tuple[str, ...]:
    """Lead to the next section; where something contradicts, back to the one that was kept."""
    found = procedures_of(file, request.actor, parts=request.parts)
    if any(wrong_in(_reading(request, file, found).wrong, asked.name)):
        return ("advocacy:case_facts", file.id, asked.name)
    names = list(SECTIONS)
    later = names[names.index(asked.name) + 1 :]
    if later and "onwards" in request.POST:
        return ("advocacy:case_facts", file.id, later[0])
    return ("advocacy:procedures", file.id)


def _with_wrong(request: StaffRequest, file: OpenedFile, found: Procedures, asked: Section) -> FactsForm:
    """Give a section as it is kept; what contradicts or cannot be read is said beside each field it concerns."""
    reading = _reading(request, file, found)
    seen, day = found.case.number, today(request)
    wrong = tuple(wrong_in(reading.wrong, asked.name))
    if not wrong:
        return FactsForm(section=asked, said=reading.said, today=day, initial={"seen": seen})
    form = FactsForm.as_kept(asked, reading.said, seen, day)
    form.is_valid()
    for one in wrong:
        for name in one.names:
            if name in form.fields and not form.has_error(name):
                form.add_error(name, one.sentence)
    return form


def _around(file: OpenedFile, found: Procedures, asked: Section, form: FactsForm) -> dict[str, object]:
    origin = file.body.departure
    kept = found.case.kept.get("consents")
    back = taken_back(file, kept) if asked.name == "consents" else ()
    return {
        "file": file,
        "section": asked,
        "form": form,
        "is_kept": asked.name in found.case.kept,
        "origin": state_words(origin.origin) if origin.origin else "",
        "had_left": origin.had_left,
        "feared": [state_words(one) for one in sorted(origin.left_in_fear)],
        "taken_back": [one.name for one in file.body.people if one.id in back],
    }


def _result(reading: Reading, kind: str, request: StaffRequest) -> Result:
    results = check(reading.case, today(request))
    return next(one for one in results if one.procedure is ProcedureId(kind))


def _beside(reading: Reading) -> str:
    family = reading.case.family_language
    return family if family in LANGUAGES and family != "en" else ""


def _paper(request: StaffRequest, file: OpenedFile, name: str, made: bytes) -> HttpResponse:
    """Give a paper, with an entry in the ledger first."""
    now = request.parts.clock.now()
    note_paper(actor=request.actor, now=now, parts=request.parts, file=file, paper=name, made=made)
    answer = HttpResponse(made, content_type=TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _not_printed(request: StaffRequest, file: OpenedFile) -> HttpResponseBase:
    messages.error(request, _("A text of these facts has letters that cannot be printed. Write it in other letters."))
    return redirect("advocacy:procedures", file.id)
