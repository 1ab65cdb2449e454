"""Views for families. Each does one deed; none of them can know whether there is news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.intake.actions import take_in
from khabar.apps.pigeonholes.queries import opened_page
from khabar.domain.actors import porch
from khabar.domain.codes import Slip, parse_code, parse_pin
from khabar.domain.errors import Invalid
from khabar.domain.messages import hints, message_as_signed
from khabar.text import words
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import signed_by_slip
from khabar.vault.seals import seal_to
from khabar.web.components.doors import HOUR, limited, parts_of
from khabar.web.components.family_page import page_model
from khabar.web.components.filing import blank, sent, submit
from khabar.web.components.request_form import RequestFields, SealedSlipFields
from khabar.web.components.slips import (
    keys_of,
    new_form_token,
    new_visit,
    read_form_token,
)
from khabar.web.family.forms import MessageFields, SlipFields
from khabar.web.family.visits import VISIT, visited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from khabar.vault.pigeonholes import PigeonholeKeys

NOTHING_OPENS = _("No page opens with this code and PIN. Please compare both with the slip.")
"""The one answer for a wrong code, a wrong PIN and a slip nobody has."""

LETTER_SIZES = (8192,)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the door of families."""
    return render(request, "family/start.html")


@require_http_methods(["GET", "POST"])
@limited("request", most="filings_per_day", seconds=24 * HOUR)
def request_form(request: HttpRequest) -> HttpResponse:
    """Show the form; seal it when it is sent, and show the slip this once."""
    parts = parts_of(request)
    if request.method == "GET":
        return render(request, "family/request.html", {"form": blank(RequestFields, parts)})
    given = sent(RequestFields, request)
    if given.whole is None:
        return render(request, "family/request.html", {"form": given.fields}, status=422)
    hear_by = submit("request", given.whole, parts=parts, with_page=True)
    return render(request, "family/slip.html", {"slip": given.whole.token.slip, "hear_by": hear_by})


@require_http_methods(["GET", "POST"])
@limited("request", most="filings_per_day", seconds=24 * HOUR)
def sealed_slip_form(request: HttpRequest) -> HttpResponse:
    """Show the form that carries the number of a sealed slip; seal it when it is sent.

    Whether there is such a slip is not known here, so every number that is well written gets the same answer.
    """
    parts = parts_of(request)
    if request.method == "GET":
        return render(request, "family/request_with_slip.html", {"form": blank(SealedSlipFields, parts)})
    given = sent(SealedSlipFields, request)
    if given.whole is None:
        return render(request, "family/request_with_slip.html", {"form": given.fields}, status=422)
    hear_by = submit("request", given.whole, parts=parts, with_page=False)
    number = given.fields.cleaned_data["slip_number"]
    return render(request, "family/taken_with_slip.html", {"number": number, "hear_by": hear_by})


@require_http_methods(["GET", "POST"])
@limited("open", most="sign_ins_per_hour", seconds=HOUR)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a page with code and PIN. Wrong, unknown and not there are one answer, on one path."""
    form = SlipFields(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "family/sign_in.html", {"form": form}, status=200 if request.method == "GET" else 422)
    parts = parts_of(request)
    try:
        slip = Slip(parse_code(form.cleaned_data["code"]), parse_pin(form.cleaned_data["pin"]))
    except Invalid as problem:
        form.add_error(problem.field, gettext(problem.message))
        return render(request, "family/sign_in.html", {"form": form}, status=422)
    keys = keys_of(slip, parts)
    if opened_page(keys) is None:
        form.add_error(None, NOTHING_OPENS)
        return render(request, "family/sign_in.html", {"form": form}, status=422)
    response = redirect("family:page")
    response.set_cookie(
        VISIT,
        new_visit(keys, parts),
        max_age=parts.options.visit_minutes * 60,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the page of this visit."""
    found = visited(request)
    if found is None:
        return redirect("family:sign_in")
    return render(request, "family/page.html", {"page": page_model(found.opened), "form": _blank_message(request)})


@require_POST
def message(request: HttpRequest) -> HttpResponse:
    """Look a message over with its writer before it is sent: hints, never a refusal."""
    if visited(request) is None:
        return redirect("family:sign_in")
    form = MessageFields(request.POST)
    return _looked_over(request, form, status=200 if form.is_valid() else 422)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Seal a message and queue it. Only what is empty or too long goes back."""
    found = visited(request)
    if found is None:
        return redirect("family:sign_in")
    parts = parts_of(request)
    form = MessageFields(request.POST)
    token = read_form_token("message", request.POST.get("token", ""), parts)
    if not form.is_valid() or token is None or any(hint.blocks for hint in hints(form.cleaned_data["text"])):
        return _looked_over(request, form, status=422)
    body = _message_body(found.keys, form.cleaned_data["text"], token.key, request)
    take_in(actor=porch("message"), now=parts.clock.now(), parts=parts, key=token.key, body=body)
    return render(request, "family/message_taken.html")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End the visit and ask the browser to forget it."""
    del request
    response = redirect("public:start")
    response.delete_cookie(VISIT, samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _blank_message(request: HttpRequest) -> MessageFields:
    return MessageFields(initial={"token": new_form_token("message", parts_of(request))})


def _looked_over(request: HttpRequest, form: MessageFields, *, status: int) -> HttpResponse:
    typed = request.POST.copy()
    if read_form_token("message", typed.get("token", ""), parts_of(request)) is None:
        typed["token"] = new_form_token("message", parts_of(request))
    again = MessageFields(typed)
    again.is_valid()
    text = form.cleaned_data.get("text", "") if form.is_valid() else ""
    found = hints(text) if text else ()
    for hint in found:
        if hint.blocks:
            again.add_error("text", gettext(hint.sentence))
    context = {"form": again, "hints": [gettext(one.sentence) for one in found], "words": len(words(text))}
    return render(request, "family/message_hints.html", context, status=status)


def _message_body(keys: PigeonholeKeys, text: str, key: bytes, request: HttpRequest) -> dict[str, object]:
    parts = parts_of(request)
    today = parts.clock.now().date()
    letter = seal_to(parts.public[KeyClass.LETTERS].public, text.encode(), pad_to=LETTER_SIZES)
    signature = signed_by_slip(keys.signing, message_as_signed(keys.locator, letter, today, key))
    return {
        "kind": "message",
        "locator": keys.locator,
        "letter": letter,
        "written_on": today.isoformat(),
        "signature": signature,
    }
