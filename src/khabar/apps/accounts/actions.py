"""Writing accounts: who joins, which duties are given and taken, kin declared, operators' sessions, resets.

Each action is one short transaction of the house that ends in the ledger. Nobody gives himself a duty: accounts and
duties are given at the shell by two people (cli/quorum.py), and every desk sees on its first page who looked.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khabar.apps.accounts.models import Account, Assignment, Kin, OperatorSession
from khabar.apps.accounts.passphrases import mark_of, refuse_weak
from khabar.apps.accounts.queries import duties_of, operator_session
from khabar.apps.ledger.actions import record
from khabar.domain.actors import ActorKind, require_account
from khabar.domain.duties import Duty, refuse_duties
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, new_id
from khabar.text import normalise, without_bidi_controls
from khabar.vault import seal_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

HOUSE = "default"
SESSION_LENGTH = timedelta(minutes=30)
_USERNAME = re.compile(r"[a-z][a-z0-9-]{1,31}")
_LONGEST_NAME = 80
_LONGEST_KIN = 200
_LONGEST_REASON = 200


def create_account(  # noqa: PLR0913 - an account begins with all of these; a value object would only rename the list
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    username: str,
    display_name: str,
    duties: Iterable[Duty],
    passphrase: str,
) -> AccountId:
    """Let a colleague join under an invented name; the second factor is activated at the first sign-in.

    Raises Invalid for a name that is taken or malformed, a weak passphrase, or duties that exclude one another.
    """
    _require_shell(actor)
    given = frozenset(duties)
    account = Account(
        id=new_id(parts.entropy.bytes),
        username=_valid_username(username),
        display_name=_valid_text("display_name", display_name, _LONGEST_NAME),
        password=make_password(refuse_weak(passphrase)),
        joined_at=now,
    )
    _refuse_together(given)
    with transaction.atomic(using=HOUSE):
        _insert(account)
        Assignment.objects.bulk_create(Assignment(account=account, duty=duty, given_at=now) for duty in sorted(given))
        details = {
            "username": account.username,
            "duties": sorted(given),
            "passphrase": mark_of(account.password),
        }
        record(actor=actor, now=now, parts=parts, act="create account", subject=account.id, details=details)
    return AccountId(account.id)


def close_account(*, actor: Actor, now: datetime, parts: Parts, account: AccountId) -> None:
    """End an account: no further sign-in, and a running one ends at its next page."""
    _require_steward(actor)
    with transaction.atomic(using=HOUSE):
        row = _locked_account(account)
        row.is_active = False
        row.set_unusable_password()
        row.save(update_fields=["is_active", "password"])
        record(actor=actor, now=now, parts=parts, act="close account", subject=account)


def give_duty(*, actor: Actor, now: datetime, parts: Parts, account: AccountId, duty: Duty) -> None:
    """Give an account one more duty; Invalid with the reasons when it may not meet those already held."""
    _require_shell(actor)
    with transaction.atomic(using=HOUSE):
        _locked_account(account)
        held = duties_of(account)
        if duty in held:
            return
        _refuse_together(held | {duty})
        Assignment.objects.create(account_id=account, duty=duty, given_at=now)
        record(actor=actor, now=now, parts=parts, act="give duty", subject=account, details={"duty": duty})


def take_duty(*, actor: Actor, now: datetime, parts: Parts, account: AccountId, duty: Duty) -> None:
    """Take a duty from an account; nothing happens when it is not held."""
    _require_steward(actor)
    with transaction.atomic(using=HOUSE):
        _locked_account(account)
        taken, _by_table = Assignment.objects.filter(account_id=account, duty=duty).delete()
        if taken:
            record(actor=actor, now=now, parts=parts, act="take duty", subject=account, details={"duty": duty})


def declare_kin(*, actor: Actor, now: datetime, parts: Parts, account: AccountId, name: str) -> None:
    """Seal the name of a colleague's own relative to the register key. Works while the house is locked.

    The colleague declares for himself, or the shell for him; the name is readable again only with the register key.
    """
    if actor.account != account:
        _require_steward(actor)
    clean = _valid_text("name", name, _LONGEST_KIN)
    with transaction.atomic(using=HOUSE):
        _locked_account(account)
        sealed = seal_to(parts.public[parts.public.of_record].public, clean.encode())
        Kin.objects.create(id=new_id(parts.entropy.bytes), account_id=account, sealed=sealed)
        record(actor=actor, now=now, parts=parts, act="declare kin", subject=account)


def reset_sign_in(*, actor: Actor, now: datetime, parts: Parts, account: AccountId, passphrase: str) -> None:
    """Give a colleague who lost telephone or passphrase a new start, without the duties of before.

    A reset must not be a way into the cases under somebody else's name (SAFETY A11): factors and running sign-ins
    end, and every duty is taken, to be given again in acts of their own that the ledger shows.
    """
    _require_shell(actor)
    hashed = make_password(refuse_weak(passphrase))
    with transaction.atomic(using=HOUSE):
        row = _locked_account(account)
        row.password = hashed
        row.save(update_fields=["password"])
        held = sorted(duties_of(account))
        Authenticator.objects.filter(user_id=account).delete()
        Assignment.objects.filter(account_id=account).delete()
        details = {"duties": held, "passphrase": mark_of(hashed)}
        record(actor=actor, now=now, parts=parts, act="reset sign-in", subject=account, details=details)


def open_operator_session(*, actor: Actor, now: datetime, parts: Parts, reason: str) -> None:
    """Let an operator look for half an hour, for a written reason; Conflict when a session is open already."""
    account = require_account(actor, Duty.OPERATOR)
    why = _valid_text("reason", reason, _LONGEST_REASON)
    with transaction.atomic(using=HOUSE):
        _locked_account(account)
        if operator_session(account, now=now):
            raise Conflict("This operator's session is open already.")
        session = OperatorSession.objects.create(
            id=new_id(parts.entropy.bytes), account_id=account, reason=why, opened_at=now, until=now + SESSION_LENGTH
        )
        record(
            actor=actor, now=now, parts=parts, act="open operator session", subject=session.id, details={"reason": why}
        )


def close_operator_session(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """End an operator's session before its time; nothing happens when none is open."""
    account = require_account(actor, Duty.OPERATOR)
    with transaction.atomic(using=HOUSE):
        open_ones = OperatorSession.objects.select_for_update().filter(
            account_id=account, opened_at__lte=now, until__gt=now
        )
        for session in open_ones:
            session.until = now
            session.save(update_fields=["until"])
            record(actor=actor, now=now, parts=parts, act="close operator session", subject=session.id)


def note_sign_in(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Write into the ledger that somebody has signed in with both factors they have."""
    if actor.account is None:
        raise Refused("Only a person signs in.")
    record(actor=actor, now=now, parts=parts, act="sign in", subject=actor.account)


def _require_steward(actor: Actor) -> None:
    """Let power be taken away by our own jobs (the shell, the demo) or by an operator inside a timed session."""
    if actor.kind not in (ActorKind.SYSTEM, ActorKind.OPERATOR):
        raise Refused("Accounts are changed from the shell or in an operator's session.")


def _require_shell(actor: Actor) -> None:
    """Let power be given at the shell, where two people stand behind it (cli/quorum.py); never by an operator."""
    if actor.kind is not ActorKind.SYSTEM:
        raise Refused("Accounts are made, given duties and started anew at the shell, by two people.")


def _locked_account(account: AccountId) -> Account:
    row = Account.objects.select_for_update().filter(id=account).first()
    if row is None:
        raise Refused("There is no such account.")
    return row


def _insert(account: Account) -> None:
    try:
        with transaction.atomic(using=HOUSE):
            account.save(force_insert=True)
    except IntegrityError:
        raise Invalid("username", _("This name is taken. Please invent another one.")) from None


def _refuse_together(duties: frozenset[Duty]) -> None:
    if reasons := refuse_duties(duties):
        raise Invalid("duties", " ".join(reasons))


def _valid_username(username: str) -> str:
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            "username",
            _("An invented name has 2 to 32 letters from a to z, digits or hyphens, and begins with a letter."),
        )
    return username


def _valid_text(field: str, text: str, longest: int) -> str:
    clean = normalise(without_bidi_controls(text))
    if not clean:
        raise Invalid(field, _("Please fill this in."))
    if len(clean) > longest:
        raise Invalid(field, _("This is too long: at most %(longest)d characters.") % {"longest": longest})
    return clean
