"""Second factors: the authenticator's secret and the printed codes, kept by allauth and sealed by us.

A code of the authenticator works once, across restarts and processes: the step of time it belongs to is remembered.
(allauth remembers a used code for one period in its own process, while tolerance lets it live for three.)
It must never let a code through twice, nor show the printed codes a second time.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from khabar.apps.accounts.actions import HOUSE
from khabar.apps.accounts.entered import marks_of_factors
from khabar.apps.accounts.models import Account
from khabar.apps.ledger.actions import record
from khabar.domain.actors import ActorKind
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import Random
    from khabar.ports import Parts

SECRET_BYTES = 20
"""The length of an HMAC-SHA-1 key that authenticator apps expect (RFC 4226, section 4)."""
AUTHENTICATOR = Authenticator.Type.TOTP
"""The kind of factor that shows codes by time, as opposed to the printed ones."""
_SPENT = "spent_through"


def new_totp_secret(random: Random) -> str:
    """Draw a secret for an authenticator, in base 32 (32 characters)."""
    return base64.b32encode(random(SECRET_BYTES)).decode()


def current_totp_code(secret: str) -> str:
    """Give the code an authenticator with this secret shows now. For the demo's start page and for tests."""
    steps = sorted(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, steps[len(steps) // 2])))


def totp_url(account: AccountId, secret: str) -> str:
    """Give the address that an authenticator on the same telephone opens."""
    return str(get_adapter().build_totp_url(Account.objects.get(id=account), secret))


def fits(secret: str, code: str) -> bool:
    """Say whether a code belongs to this secret about now; for a secret that is not in use yet."""
    return bool(totp.validate_totp_code(secret, code))


def enrol_factor(*, actor: Actor, now: datetime, parts: Parts, account: AccountId, secret: str) -> None:
    """Give an account its authenticator and a fresh set of printed codes; Conflict when it has one.

    The person enrols for himself, after `fits`; a system job may do it for the invented people of the demo.
    """
    _require_own(actor, account)
    with transaction.atomic(using=HOUSE):
        owner = Account.objects.select_for_update().get(id=account)
        if Authenticator.objects.filter(user_id=account, type=AUTHENTICATOR).exists():
            raise Conflict("This account has an authenticator.")
        totp.TOTP.activate(owner, secret)
        _draw_codes(owner, "activate authenticator", actor=actor, now=now, parts=parts)


def spend_totp_code(account: AccountId, code: str) -> bool:
    """Use up a code of the authenticator: True the first time, False for a code of the same or an earlier step."""
    with transaction.atomic(using=HOUSE):
        row = Authenticator.objects.select_for_update().filter(user_id=account, type=AUTHENTICATOR).first()
        step = _step_of(row, code) if row else None
        if row is None or step is None or step <= row.data.get(_SPENT, -1):
            return False
        row.data[_SPENT] = step
        row.save(update_fields=["data"])
        return True


def renew_recovery_codes(*, actor: Actor, now: datetime, parts: Parts, account: AccountId) -> None:
    """Draw a new set of printed codes; the old ones no longer work."""
    _require_own(actor, account)
    with transaction.atomic(using=HOUSE):
        owner = Account.objects.select_for_update().get(id=account)
        if not Authenticator.objects.filter(user_id=account, type=AUTHENTICATOR).exists():
            raise Refused("Printed codes stand in for an authenticator; there is none.")
        _draw_codes(owner, "renew printed codes", actor=actor, now=now, parts=parts)


def _draw_codes(owner: Account, act: str, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Draw printed codes in the place of those before, and enter which second factors the account has now."""
    Authenticator.objects.filter(user_id=owner.id, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(owner)
    details = marks_of_factors(AccountId(owner.id))
    record(actor=actor, now=now, parts=parts, act=act, subject=owner.id, details=details)


def show_recovery_codes(*, actor: Actor, now: datetime, parts: Parts, account: AccountId) -> tuple[str, ...]:
    """Give the printed codes, once: empty when they have been shown before, or when there are none."""
    _require_own(actor, account)
    with transaction.atomic(using=HOUSE):
        row = (
            Authenticator.objects.select_for_update()
            .filter(user_id=account, type=Authenticator.Type.RECOVERY_CODES)
            .first()
        )
        codes = row.wrap() if row else None
        if codes is None or codes.did_view:
            return ()
        codes.mark_as_viewed()
        record(actor=actor, now=now, parts=parts, act="show printed codes", subject=account)
        return tuple(codes.get_unused_codes())


def recovery_codes_left(account: AccountId) -> int:
    """Count the printed codes that still work."""
    row = Authenticator.objects.filter(user_id=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def were_codes_shown(account: AccountId) -> bool:
    """Say whether the present set of printed codes has been shown to its person."""
    row = Authenticator.objects.filter(user_id=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return bool(row and row.wrap().did_view)


def _step_of(row: Authenticator, code: str) -> int | None:
    """Find the newest step of time whose code this is, within the tolerance."""
    secret = get_adapter().decrypt(row.data["secret"])
    steps = sorted(totp.yield_hotp_counters_from_time(), reverse=True)
    return next((step for step in steps if totp.format_hotp_value(totp.hotp_value(secret, step)) == code), None)


def _require_own(actor: Actor, account: AccountId) -> None:
    if actor.account != account and actor.kind is not ActorKind.SYSTEM:
        raise Refused("A factor belongs to its person.")
