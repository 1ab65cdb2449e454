"""Passing a request on when its enquirer has died, taking that back, and giving a request its page later.

An heir gets a new request under a key of its own. The old one is closed and keeps all that was told under it, so that
nobody reads it there, and so that a false word of her death can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import kin_of
from khabar.apps.ledger.actions import record
from khabar.apps.registry.cases import record_of
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import FiledFrom
from khabar.apps.registry.readings import request_for
from khabar.apps.registry.rows import Keyed, new_row
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import RequestId
from khabar.domain.inheritance import WHY, passed_on
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.forms import RequestForm
    from khabar.domain.inheritance import Passing
    from khabar.ports import Parts

PASSED_ALREADY = "This request was passed on already."
NOT_PASSED = "This request was not passed on."
KEPT_SEARCH = ("reported_dead", "objection")
"""What the desk knows of the person sought holds for whoever seeks; what it knows of the enquirer does not pass."""


def pass_on(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, passing: Passing) -> RequestId:
    """Close a request and file the heir's: the search, and what is known of the person sought.

    Refused for whoever may not see it, and where the heir is of the actor's own family. Invalid where it may not pass.
    """
    account = require_account(actor, Duty.FAMILY_DESK)
    with transaction.atomic():
        old = request_for(request_id, actor, parts=parts)
        if old.is_closed:
            raise Conflict(PASSED_ALREADY)
        form = passed_on(old.form, passing)
        if is_withheld_from(kin_of(account, parts=parts), [form.enquirer_name]):
            raise Refused("no such case")
        heirs = Keyed(parts.entropy.bytes(32), form, FiledFrom(by=account))
        new = new_row(heirs, now=now, parts=parts)
        new.save(force_insert=True)
        known = {"reported_dead": old.reported_dead, "objection": old.objection}
        _write(RequestId(new.id), parts, {**known, "came_from": request_id})
        words = {"passed_to": new.id, "heir": passing.chosen, "related": passing.related, "reason": passing.reason}
        _write(request_id, parts, {**words, "passed_by": account, "passed_on": now.date().isoformat()})
        _move(request_id, is_closed=True)
        record(actor=actor, now=now, parts=parts, act="request passed on", subject=request_id, details={"to": new.id})
    return RequestId(new.id)


def take_back_passing(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, reason: str) -> None:
    """Open a request again whose enquirer has not died, and close the heir's. What was told there stays there."""
    account = require_account(actor, Duty.FAMILY_DESK)
    if not reason.strip():
        raise Invalid("reason", WHY)
    with transaction.atomic():
        old = request_for(request_id, actor, parts=parts)
        if not old.is_closed or not old.passed_to:
            raise Conflict(NOT_PASSED)
        _write(request_id, parts, {"passed_to": "", "taken_back": reason.strip(), "taken_back_by": account})
        _move(request_id, is_closed=False)
        Request.objects.filter(id=old.passed_to).update(is_closed=True)
        details = {"from": old.passed_to}
        record(actor=actor, now=now, parts=parts, act="passing taken back", subject=request_id, details=details)


def give_page(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, form: RequestForm) -> None:
    """Keep the keys of a request's page that it had not when it was filed; Conflict where it has one."""
    require_account(actor, Duty.FAMILY_DESK)
    with transaction.atomic():
        old = request_for(request_id, actor, parts=parts)
        if old.locator or old.is_closed:
            raise Conflict("This request has a page already.")
        _write(request_id, parts, {"form": form.to_body()}, locator=form.locator.hex())
        record(actor=actor, now=now, parts=parts, act="request given its page", subject=request_id)


def _write(request_id: RequestId, parts: Parts, values: dict[str, object], *, locator: str | None = None) -> None:
    row = Request.objects.select_for_update().get(id=request_id)
    sealed = record_of(row, parts=parts)
    row.body = sealed.seal("body", sealed.open("body", bytes(row.body)) | values, random=parts.entropy.bytes)
    row.locator = row.locator if locator is None else locator
    row.save(update_fields=["body", "locator"])


def _move(request_id: RequestId, *, is_closed: bool) -> None:
    """Close or open; `matched_by` is emptied, so that one that is open again is held against all others anew."""
    moved = Request.objects.filter(id=request_id, is_closed=not is_closed).update(is_closed=is_closed, matched_by="")
    if moved != 1:
        raise Conflict("Somebody else has changed this request just now. Please look at it again.")
