"""Filing a request together with its page: its own slip's, drawn on a screen, or that of a sealed slip of the stock.

A number that belongs to no slip never loses a request: it is filed without a page, and the family desk mends it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.paper.actions import settle_scan
from khabar.apps.post.contact import leave_to_rounds, promise_first
from khabar.apps.post.on_paper import ANOTHER_KIND
from khabar.apps.post.pages import open_page
from khabar.apps.post.trays import paper_for, papers_for
from khabar.apps.registry import passing_on
from khabar.apps.registry.actions import file_request
from khabar.apps.registry.queries import FiledFrom, request_file
from khabar.apps.registry.readings import request_for
from khabar.apps.registry.rows import NOT_TYPED
from khabar.apps.slips.actions import NOT_IN_STOCK, use_slip
from khabar.apps.slips.queries import slip_keys
from khabar.domain.actors import require_account
from khabar.domain.codes import parse_outer_number
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import RequestId
from khabar.domain.paper_trays import Outcome, Tray
from khabar.domain.sheets import SheetKind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.paper.files import ScanFile
    from khabar.domain.actors import Actor
    from khabar.domain.forms import RequestForm
    from khabar.domain.inheritance import Passing
    from khabar.ports import Parts

TYPED_ALREADY = "This paper was typed up already."


def file_with_page(
    *, actor: Actor, now: datetime, parts: Parts, form: RequestForm, key: bytes, filed_from: FiledFrom = NOT_TYPED
) -> RequestId | None:
    """File a request once, with the house's side of its page where it has a slip; None when it is filed already."""
    with transaction.atomic():
        whole = with_keys(form)
        request_id = file_request(actor=actor, now=now, parts=parts, form=whole, key=key, filed_from=filed_from)
        if request_id is not None:
            promise_first(actor=actor, now=now, parts=parts, holder=request_id, form=whole)
            _open(actor, now, parts, whole, request_id)
    return request_id


def file_typed(
    *, actor: Actor, now: datetime, parts: Parts, form: RequestForm, key: bytes, scan_id: str = ""
) -> RequestId:
    """File what the family desk typed up, from the picture of a paper where there is one, which is settled with it.

    Invalid where no unused slip has the number: whoever types has the paper at hand. Conflict when it was typed before.
    """
    account = require_account(actor, Duty.FAMILY_DESK)
    with transaction.atomic():
        if form.slip_number and slip_keys(form.slip_number) is None:
            raise Invalid("slip_number", NOT_IN_STOCK)
        typed = FiledFrom(scan_id, account)
        request_id = file_with_page(actor=actor, now=now, parts=parts, form=form, key=key, filed_from=typed)
        if request_id is None:
            raise Conflict(TYPED_ALREADY)
        if scan_id:
            _settle(actor, now, parts, scan_id, request_id)
    return request_id


def pictures_beside(scan: ScanFile, actor: Actor, *, parts: Parts) -> list[ScanFile]:
    """Give the pictures of one paper that wait at the family desk, the named one first: a form has two pages."""
    waiting = papers_for(Tray.FAMILY_DESK, actor, parts=parts)
    return [scan, *(one for one in waiting if one.code_hash == scan.code_hash and one.id != scan.id)]


def mend_slip(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, typed: str) -> None:
    """Give a request without a page the page of the slip whose number is typed; Invalid where there is none such."""
    number = parse_outer_number(typed)
    with transaction.atomic():
        opened = request_for(request_id, actor, parts=parts)
        whole = with_keys(replace(opened.form, slip_number=number))
        if not whole.locator or opened.locator:
            raise Invalid("slip_number", NOT_IN_STOCK)
        passing_on.give_page(actor=actor, now=now, parts=parts, request_id=request_id, form=whole)
        _open(actor, now, parts, whole, request_id)


def pass_on(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, passing: Passing) -> RequestId:
    """Pass a request on to an heir, with a page of the heir's own where there is a slip. Nobody calls the dead."""
    if passing.heir.slip_number and slip_keys(passing.heir.slip_number) is None:
        raise Invalid("slip_number", NOT_IN_STOCK)
    with transaction.atomic():
        new = passing_on.pass_on(actor=actor, now=now, parts=parts, request_id=request_id, passing=passing)
        whole = with_keys(request_file(new, parts=parts).form)
        if whole.locator:
            passing_on.give_page(actor=actor, now=now, parts=parts, request_id=new, form=whole)
            _open(actor, now, parts, whole, new)
        leave_to_rounds(actor=actor, now=now, holder=request_id)
        promise_first(actor=actor, now=now, parts=parts, holder=new, form=whole)
    return new


def take_back_passing(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, reason: str) -> None:
    """Open a request again whose enquirer has not died, and close the heir's, with what people promised to each."""
    with transaction.atomic():
        heirs = RequestId(request_for(request_id, actor, parts=parts).passed_to)
        passing_on.take_back_passing(actor=actor, now=now, parts=parts, request_id=request_id, reason=reason)
        leave_to_rounds(actor=actor, now=now, holder=heirs)
        form = replace(request_file(request_id, parts=parts).form, filed_at=now.isoformat())
        promise_first(actor=actor, now=now, parts=parts, holder=request_id, form=form)


def with_keys(form: RequestForm) -> RequestForm:
    """Give the form with the keys of the slip it names; as it is where it has keys, or there is no such slip."""
    keys = slip_keys(form.slip_number) if form.slip_number and not form.locator else None
    return replace(form, locator=keys.locator, public=keys.public, verify_key=keys.verify_key) if keys else form


def _settle(actor: Actor, now: datetime, parts: Parts, scan_id: str, request_id: RequestId) -> None:
    """Settle the picture that was typed from, and the other pages of its paper; erasing the request erases them all."""
    scan = paper_for(scan_id, Tray.FAMILY_DESK, actor, parts=parts)
    if scan.sheet is None or scan.sheet.kind is not SheetKind.INTAKE:
        raise Conflict(ANOTHER_KIND)
    _, *others = pictures_beside(scan, actor, parts=parts)
    settle_scan(actor=actor, now=now, parts=parts, scan_id=scan_id, outcome=Outcome.FILED, holder=request_id)
    for one in others:
        settle_scan(actor=actor, now=now, parts=parts, scan_id=one.id, outcome=Outcome.BEFORE)


def _open(actor: Actor, now: datetime, parts: Parts, form: RequestForm, request_id: RequestId) -> None:
    """Keep the house's side of the page, if there is one; the slip it belongs to is used up."""
    if not form.locator:
        return
    named = slip_keys(form.slip_number) if form.slip_number else None
    if named is not None and named.locator == form.locator:
        use_slip(actor=actor, now=now, parts=parts, outer=form.slip_number, holder=request_id)
    open_page(actor=actor, now=now, parts=parts, form=form, holder=request_id)
