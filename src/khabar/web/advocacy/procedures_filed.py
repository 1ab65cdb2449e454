"""What was filed with a body: noting it, its page with our own clocks, and noting what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.procedures import actions
from khabar.apps.procedures.actions import OnSubmission
from khabar.apps.procedures.queries import procedures_of
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.web.advocacy import procedures_shown as shown
from khabar.web.advocacy.deeds import filled, opened, today
from khabar.web.advocacy.procedures_forms import FiledForm, HappeningForm
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.cases import OpenedSubmission
    from khabar.web.front.access import StaffRequest

BACK = _("Back to the procedures")
FILED = Deed(
    title=_("Note a submission as filed"),
    button=_("Note it"),
    done=_("It is noted. Our own clocks run from now on."),
    lead=_("Nothing leaves from here. Write down what was filed, so that no clock on our side is missed."),
    back_words=BACK,
    template="advocacy/procedures_deed.html",
)
HAPPENED = Deed(
    title=_("A submission"),
    button=_("Note it"),
    done=_("It is noted."),
    lead="",
    back_words=BACK,
    template="advocacy/procedures_submission.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def note(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note that a submission was filed."""
    file = opened(request, file_id)
    form = filled(request, file, FiledForm)

    def do() -> None:
        now = request.parts.clock.now()
        actions.note_filed(actor=request.actor, now=now, parts=request.parts, file=file, filed=form.filed())

    return deed_page(request, FILED, form, _way(file), do, {"file": file})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def submission(request: StaffRequest, file_id: str, submission_id: str) -> HttpResponseBase:
    """Show one submission with its clocks, or note what became of it."""
    file = opened(request, file_id)
    seen = procedures_of(file, request.actor, parts=request.parts).submission(submission_id)
    form = filled(request, file, HappeningForm, initial={"seen": seen.version})

    def do() -> None:
        if form.cleaned_data["seen"] != seen.version:
            raise Conflict(actions.MEANWHILE)
        now, what = request.parts.clock.now(), OnSubmission(seen, form.happening())
        actions.note_happening(actor=request.actor, now=now, parts=request.parts, file=file, note=what)

    row = shown.filed_row(seen, today(request), has_spoken=bool(file.body.own_word))
    return deed_page(request, HAPPENED, form, _way(file, seen), do, {"file": file, "row": row})


def _way(file: OpenedFile, seen: OpenedSubmission | None = None) -> Way:
    back = reverse("advocacy:procedures", args=[file.id])
    on = reverse("advocacy:submission", args=[file.id, seen.id]) if seen else back
    return Way(back=back, on=on, about=file.body.label, version=seen.version if seen else file.version)
