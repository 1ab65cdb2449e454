"""The address book of bodies, and the letters' templates with who approved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.correspondence import actions
from khabar.apps.correspondence.queries import address_book, approvals, body_card, template_named, templates
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.letters.templates import is_approved
from khabar.web.advocacy.body_forms import KINDS, BodyForm, initial_of
from khabar.web.advocacy.letter_words import KIND_WORDS
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.ADVOCATE)
def bodies(request: StaffRequest) -> HttpResponseBase:
    """List the address book."""
    kinds = dict(KINDS)
    rows = [
        {"id": one.id, "name": one.card.name, "kind": kinds[one.card.kind], "email": one.card.email}
        for one in address_book(parts=request.parts).values()
    ]
    return render(request, "advocacy/bodies.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def new_body(request: StaffRequest) -> HttpResponseBase:
    """Add a body."""
    form = BodyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with mending(form):
            actions.add_body(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, card=form.card())
            messages.success(request, _("It is in the address book."))
            return redirect("advocacy:bodies")
    return render(request, "advocacy/body.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def body(request: StaffRequest, body_id: str) -> HttpResponseBase:
    """Look at a body and change it."""
    try:
        listed = body_card(body_id, parts=request.parts)
    except Refused:
        raise Http404 from None
    given = request.POST if request.method == "POST" else None
    form = BodyForm(given, initial=initial_of(listed.card))
    if form.is_valid():
        with mending(form):
            actions.change_body(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                body_id=body_id,
                version=int(request.POST.get("version", "0") or 0),
                card=form.card(),
            )
            messages.success(request, _("It is changed in the address book."))
            return redirect("advocacy:bodies")
    return render(request, "advocacy/body.html", {"form": form, "body": body_id, "version": listed.version})


@require_safe
@for_duties(Duty.ADVOCATE)
def letter_templates(request: StaffRequest) -> HttpResponseBase:
    """List the templates of letters, and by whom each was approved."""
    given = approvals()
    rows = [
        {
            "name": name,
            "kind": KIND_WORDS[one.kind],
            "language": one.language,
            "version": one.version,
            "approved": [
                display_name_of(AccountId(approval.by))
                for approval in given
                if (approval.template, approval.digest) == (name, one.digest)
            ],
        }
        for name, one in templates().items()
    ]
    return render(request, "advocacy/letter_templates.html", {"rows": rows})


@require_safe
@for_duties(Duty.ADVOCATE)
def letter_template(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show the whole text of a template, so that it can be read and approved."""
    try:
        one = template_named(name)
    except Invalid:
        raise Http404 from None
    context = {
        "template": one,
        "kind": KIND_WORDS[one.kind],
        "is_approved": is_approved(one, approvals()),
        "direction": "rtl" if one.language == "fa" else "ltr",
    }
    return render(request, "advocacy/letter_template.html", context)


@require_POST
@for_duties(Duty.ADVOCATE)
def approve_template(request: StaffRequest, name: str) -> HttpResponseBase:
    """Approve a template as it was read."""
    try:
        actions.approve_template(
            actor=request.actor,
            now=request.parts.clock.now(),
            parts=request.parts,
            name=name,
            digest=request.POST.get("digest", ""),
        )
    except Invalid:
        raise Http404 from None
    except Conflict as earlier:
        messages.error(request, _(str(earlier)))
        return redirect("advocacy:letter_template", name)
    messages.success(request, _("You have approved this text. Letters may be written from it."))
    return redirect("advocacy:letter_templates")
