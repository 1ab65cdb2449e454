"""Adding to a file: a line of what happened, a contact, a document; and giving a document back as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.casework import actions
from khabar.apps.casework.documents import TOO_LARGE, document_of, keep_document, open_document
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Outside
from khabar.web.advocacy.deeds import filled, on_file, opened
from khabar.web.advocacy.line_forms import ContactForm, DocumentForm, LineForm
from khabar.web.advocacy.people import BACK
from khabar.web.components.bodies import takes_files
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.advocacy.deeds import Acting
    from khabar.web.front.access import StaffRequest

WRITE = Deed(
    title=_("Write a line"),
    button=_("Add this line"),
    done=_("The line stands in the file."),
    lead=_("One thing that happened, with who says so. What contradicts another line stands beside it."),
    back_words=BACK,
)
NOTE = Deed(
    title=_("Note a contact"),
    button=_("Add this contact"),
    done=_("The contact stands in the file."),
    lead=_(
        "A call, a visit, an answer. If you spoke with the family, the form on the calling list moves its step too."
    ),
    back_words=BACK,
)
KEEP = Deed(
    title=_("Keep a document"),
    button=_("Keep this document"),
    done=_("The document is kept, sealed, with its fingerprint."),
    lead=_("It is sealed under this file's own key. After a mistake, please choose the file again."),
    back_words=BACK,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def write(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Write one line of what happened."""
    file = opened(request, file_id)
    form = filled(request, file, LineForm)
    return on_file(request, WRITE, file, form, lambda act: actions.add_entry(**act, content=form.event()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def note(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note a contact with a body or with the family."""
    file = opened(request, file_id)
    form = filled(request, file, ContactForm)
    return on_file(request, NOTE, file, form, lambda act: actions.add_entry(**act, content=form.contact()))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def keep(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep a document."""
    file = opened(request, file_id)
    form = filled(request, file, DocumentForm)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.fields["document"].error_messages["required"] = gettext(TOO_LARGE)
    return on_file(request, KEEP, file, form, lambda act: _kept(act, form))


@require_safe
@for_duties(Duty.ADVOCATE)
def fetch(request: StaffRequest, file_id: str, entry_id: str) -> HttpResponseBase:
    """Give a document back byte for byte, under a name that tells nothing; that it was opened is in the ledger."""
    file = opened(request, file_id)
    document = document_of(file, entry_id)
    now = request.parts.clock.now()
    data = open_document(actor=request.actor, now=now, parts=request.parts, seen=file, entry=entry_id)
    name = f"document-{document.sha256[:8]}.{document.ending or 'bin'}"
    attachment = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/octet-stream", headers=attachment)


def _kept(act: Acting, form: DocumentForm) -> str:
    try:
        return keep_document(**act, upload=form.upload())
    except Outside as trouble:
        raise Invalid("document", str(trouble)) from trouble
