"""Handing a filled form to the intake queue, with the page of its slip, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.apps.intake.actions import take_in
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.domain.actors import porch
from khabar.domain.page import Standing
from khabar.domain.rounds import next_contact_on
from khabar.web.components.slips import keys_of

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.ports import Parts
    from khabar.web.components.slips import FormToken


@dataclass(frozen=True)
class Taken:
    """What a visitor may be told after a form was sealed: the day by which there is a word from us."""

    hear_by: date


def submit(kind: str, form: RequestForm | PresenceForm, token: FormToken, *, parts: Parts, with_page: bool) -> Taken:
    """Seal a form into the queue and open the page of its slip; sending it twice does it once."""
    now = parts.clock.now()
    actor = porch(kind)
    by = next_contact_on(now.date(), now.date(), parts.options.contact_days)
    keys = keys_of(token.slip, parts)
    standing = Standing(by=by, renewed_on=now.date(), is_presence=kind == "presence").to_bytes()

    def open_page() -> None:
        open_pigeonhole(actor=actor, now=now, parts=parts, locator=keys.locator, public=keys.public, standing=standing)

    if with_page:
        form = replace(form, locator=keys.locator, public=keys.public, verify_key=keys.verify_key)
    body = {"kind": kind, "form": form.to_body()}
    take_in(actor=actor, now=now, parts=parts, key=token.key, body=body, beside=open_page if with_page else None)
    return Taken(by)
