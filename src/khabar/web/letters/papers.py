"""The letters' tray: halves of message forms that came back, opened one at a time, for a reason, and typed.

Somebody else accepts what was typed. Before a picture is opened nothing of it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.post.on_paper import keep_message, keep_reply
from khabar.apps.post.trays import message_of, writer_of
from khabar.domain.duties import Duty
from khabar.domain.paper_trays import Tray
from khabar.domain.sheets import SheetKind
from khabar.web.front.access import for_duties
from khabar.web.front.trays import DeskOfTray, done, papers_in, scan_of
from khabar.web.letters.forms import ReplyForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase

    from khabar.apps.paper.files import ScanFile
    from khabar.web.front.access import StaffRequest


class HandwrittenForm(ReplyForm):
    """A message that a family wrote by hand, as it stands on the paper."""

    deed = "handwritten"

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Call it what it is."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("The message")


@require_safe
@for_duties(Duty.LETTERS)
def papers(request: StaffRequest) -> HttpResponseBase:
    """List what waits in the tray, oldest first: no name and no word of it."""
    return render(request, "front/papers.html", papers_in(request, DESK))


@require_POST
@for_duties(Duty.LETTERS)
def keep_paper_reply(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """Keep the reply on a half, as somebody types it."""
    scan, parts, now = scan_of(request, DESK, scan_id), request.parts, request.parts.clock.now()
    form = ReplyForm(request.POST)

    def deed() -> None:
        text = form.cleaned_data["text"]
        keep_reply(actor=request.actor, now=now, parts=parts, scan_id=scan.id, text=text)

    return done(request, DESK, scan, form, deed)


@require_POST
@for_duties(Duty.LETTERS)
def keep_paper_message(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """Keep a message that a family wrote by hand, as somebody types it."""
    scan, parts, now = scan_of(request, DESK, scan_id), request.parts, request.parts.clock.now()
    form = HandwrittenForm(request.POST)

    def deed() -> None:
        text = form.cleaned_data["text"]
        keep_message(actor=request.actor, now=now, parts=parts, scan_id=scan.id, text=text)

    return done(request, DESK, scan, form, deed)


def beside(_request: StaffRequest, scan: ScanFile, failed: BaseForm | None) -> Mapping[str, object]:
    """Give what stands beside a picture at this desk: a reply to be typed, or a message written by hand."""
    form = failed if isinstance(failed, ReplyForm) else None
    if scan.sheet and scan.sheet.kind is SheetKind.REPLY and message_of(scan):
        keep = DESK.address("keep_reply", scan.id)
        return {"part": "letters/paper_reply.html", "form": form or ReplyForm(), "keep": keep}
    if writer_of(scan):
        keep = DESK.address("keep_message", scan.id)
        return {"part": "letters/paper_message.html", "form": form or HandwrittenForm(), "keep": keep}
    return {"part": "letters/paper_back.html"}


DESK = DeskOfTray(Tray.LETTERS, beside)
