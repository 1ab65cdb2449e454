"""The way of a form on the porch: blank with its token, sent and looked over, sealed into the queue with its slip.

The same for requests and presences, so that neither can grow a path of its own that tells something.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from khabar.apps.intake.actions import take_in
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.domain.actors import porch
from khabar.domain.page import Piece, PieceKind, Standing, slot_of
from khabar.domain.rounds import next_contact_on
from khabar.vault.pigeonholes import seal_piece
from khabar.web.components.doors import parts_of
from khabar.web.components.person_form import PersonFields
from khabar.web.components.slips import keys_of, new_form_token, read_form_token

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.domain.wishes import WishForm
    from khabar.ports import Parts
    from khabar.web.components.slips import FormToken

Fields = TypeVar("Fields", bound=PersonFields)


@dataclass(frozen=True)
class Whole:
    """A form that may be sealed: what was filled in, and the token with its slip."""

    form: RequestForm | PresenceForm | WishForm
    token: FormToken


@dataclass(frozen=True)
class Sent(Generic[Fields]):
    """A form as it was sent: the fields with their faults, and what may be sealed when there is no fault."""

    fields: Fields
    whole: Whole | None


def blank(fields: type[Fields], parts: Parts) -> Fields:
    """Give an empty form; its slip is drawn now and travels in the token."""
    return fields(initial={"token": new_form_token(fields.kind, parts)})


def sent(fields: type[Fields], request: HttpRequest) -> Sent[Fields]:
    """Look over a form that was sent. One that lay open too long keeps what was typed and gets a new token."""
    parts = parts_of(request)
    form = fields(request.POST)
    token = read_form_token(fields.kind, request.POST.get("token", ""), parts)
    if token is None:
        return Sent(_with_fresh_token(fields, request), None)
    filled = form.looked_over(parts.clock.now()) if form.is_valid() else None
    return Sent(form, Whole(filled, token) if filled else None)


def submit(kind: str, whole: Whole, *, parts: Parts, with_page: bool) -> date:
    """Seal a form into the queue and open the page of its slip; sending it twice does it once.

    Returns the day by which its writer hears from us.
    """
    now, actor, form = parts.clock.now(), porch(kind), whole.form
    by = next_contact_on(now.date(), now.date(), parts.options.contact_days)
    keys = keys_of(whole.token.slip, parts)
    standing = Standing(by=by, renewed_on=now.date()).to_bytes()
    first = slot_of([Piece(kind=PieceKind.PRESENCE)] if kind == "presence" else [])

    def open_page() -> None:
        open_pigeonhole(
            actor=actor,
            now=now,
            parts=parts,
            locator=keys.locator,
            public=keys.public,
            standing=standing,
            first=seal_piece(keys.public, first),
        )

    if with_page:
        form = replace(form, locator=keys.locator, public=keys.public, verify_key=keys.verify_key)
    body = {"kind": kind, "form": form.to_body()}
    take_in(actor=actor, now=now, parts=parts, key=whole.token.key, body=body, beside=open_page if with_page else None)
    return by


def _with_fresh_token(fields: type[Fields], request: HttpRequest) -> Fields:
    typed = request.POST.copy()
    typed["token"] = new_form_token(fields.kind, parts_of(request))
    fresh = fields(typed)
    fresh.is_valid()
    fresh.add_error(None, fresh.fields["token"].error_messages["required"])
    return fresh
