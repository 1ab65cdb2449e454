"""Reading accounts: who somebody is, which duties they hold, whose kin, whether an operator's session is open.

Doors ask here and get plain values, never rows. It must never tell one colleague what another one signed in with.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from khabar.apps.accounts.models import Account, Assignment, Kin, OperatorSession
from khabar.domain.actors import Actor, staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid
from khabar.domain.ids import AccountId
from khabar.vault import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from khabar.ports import Parts

LOOKING_BACK = timedelta(days=7)
"""How long a past operator's session stands on everybody's first page."""


@dataclass(frozen=True)
class Colleague:
    """One account as the operator's page and the shell list it."""

    account: AccountId
    username: str
    display_name: str
    duties: tuple[Duty, ...]
    is_active: bool
    has_factor: bool
    joined_at: datetime


@dataclass(frozen=True)
class Session:
    """One operator's session: who, why, from when until when (aware moments)."""

    account: AccountId
    display_name: str
    reason: str
    opened_at: datetime
    until: datetime


def duties_of(account: AccountId) -> frozenset[Duty]:
    """Give the duties an account holds now; a closed or unknown account holds none."""
    held = Assignment.objects.filter(account_id=account, account__is_active=True)
    return frozenset(Duty(duty) for duty in held.values_list("duty", flat=True))


def held_duties() -> Mapping[AccountId, frozenset[Duty]]:
    """Give what every open account holds now; a closed one holds nothing and is not among them."""
    return {one.account: frozenset(one.duties) for one in colleagues() if one.is_active}


def who_left(duty: Duty, accounts: Iterable[AccountId]) -> frozenset[AccountId]:
    """Pick those of these accounts that hold a duty no more: it was taken, or the account is closed.

    What one of them agreed to before counts no more: a colleague who comes back under another name would be two.
    """
    asked = list(accounts)
    there = Account.objects.filter(id__in=asked).values_list("id", flat=True) if asked else ()
    return frozenset(AccountId(one) for one in there if duty not in duties_of(AccountId(one)))


def actor_of(account: AccountId) -> Actor:
    """Give the actor for a signed-in account.

    Raises ValueError when the stored duties exclude one another: whoever altered the table gets nothing by it.
    """
    return staff(account, *duties_of(account))


def account_named(username: str) -> AccountId:
    """Find an account by its invented name; Invalid when there is none. For the shell, never for the sign-in page."""
    found = Account.objects.filter(username=username.strip().lower()).values_list("id", flat=True).first()
    if found is None:
        raise Invalid("username", "There is no account of this name. `khabar staff list` shows them all.")
    return AccountId(found)


def display_name_of(account: AccountId) -> str:
    """Give the name colleagues see; the empty text for an unknown account."""
    return Account.objects.filter(id=account).values_list("display_name", flat=True).first() or ""


def has_factor(account: AccountId) -> bool:
    """Say whether this account has activated its authenticator; printed codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=account, type=Authenticator.Type.TOTP).exists())


def colleagues() -> tuple[Colleague, ...]:
    """List all accounts by name, closed ones too."""
    duties: dict[str, list[Duty]] = defaultdict(list)
    for account, duty in Assignment.objects.values_list("account_id", "duty"):
        duties[account].append(Duty(duty))
    enrolled = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    return tuple(
        Colleague(
            account=AccountId(row.id),
            username=row.username,
            display_name=row.display_name,
            duties=tuple(sorted(duties[row.id])),
            is_active=row.is_active,
            has_factor=row.id in enrolled,
            joined_at=row.joined_at,
        )
        for row in Account.objects.order_by("username")
    )


def number_of_kin(account: AccountId) -> int:
    """Count the relatives an account has declared; readable while the house is locked."""
    return Kin.objects.filter(account_id=account).count()


def kin_of(account: AccountId, *, parts: Parts) -> tuple[str, ...]:
    """Give the names of an account's own relatives; raises Locked while the register key is not at hand."""
    return kin_by_account(parts=parts).get(account, ())


def kin_by_account(*, parts: Parts) -> Mapping[AccountId, tuple[str, ...]]:
    """Give every declared relative by account, so that nobody is handed the case of his own family.

    Raises Locked while the register key is not at hand.
    """
    names: dict[AccountId, list[str]] = defaultdict(list)
    for account, sealed in Kin.objects.order_by("account_id", "id").values_list("account_id", "sealed"):
        key = parts.keys.key(parts.public.of_record, key_id_in(bytes(sealed)))
        names[AccountId(account)].append(unseal_with(key.private, bytes(sealed)).decode())
    return {account: tuple(sorted(given)) for account, given in names.items()}


def operator_session(account: AccountId, *, now: datetime) -> Session | None:
    """Give the session an operator has open at this moment, if any."""
    row = OperatorSession.objects.filter(account_id=account, opened_at__lte=now, until__gt=now).first()
    return None if row is None else _session(row, display_name_of(account))


def recent_operator_sessions(*, now: datetime) -> tuple[Session, ...]:
    """List the operators' sessions of the last days, newest first: every desk sees who looked, and why."""
    rows = OperatorSession.objects.filter(opened_at__gt=now - LOOKING_BACK).order_by("-opened_at", "id")
    return tuple(_session(row, row.account.display_name) for row in rows.select_related("account"))


def _session(row: OperatorSession, display_name: str) -> Session:
    return Session(AccountId(row.account_id), display_name, row.reason, row.opened_at, row.until)
