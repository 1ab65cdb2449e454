"""Accounts held against the ledger: rows that no entry made, and rows that stand otherwise than the entries say.

Whoever has root can write a row; an entry for it stands in the chain for ever. What an entry tells beside its account
and its moment lies sealed, so a locked house compares moments, and an unlocked one everything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from khabar.apps.accounts.models import Account, Assignment
from khabar.apps.accounts.passphrases import mark_of
from khabar.apps.ledger.told import entries_that_tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from khabar.apps.ledger.told import Told
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

ACTS = (
    "create account",
    "give duty",
    "take duty",
    "reset sign-in",
    "close account",
    "activate authenticator",
    "renew printed codes",
)

MAKES_CODES = ("secret", "seed", "migrated_codes")
"""What in a kept factor decides which codes fit."""


@dataclass
class Said:
    """What the entries say of one account so far; a mark is empty where an entry of before does not tell it.

    `duties` are None from an entry on that cannot be read, whose number is `unread`.
    """

    made_in: int = 0
    username: str = ""
    is_closed: bool = False
    passphrase: str = ""
    duties: set[str] | None = field(default_factory=set)
    given_at: set[datetime] = field(default_factory=set)
    factors: dict[str, str] = field(default_factory=dict)
    unread: int = 0

    def hear(self, entry: Told) -> None:
        """Take in the next entry."""
        details = entry.details or {}
        match entry.act:
            case "create account":
                self.made_in, self.username = entry.sequence, str(details.get("username", ""))
                self._begin(entry, _texts(details, "duties"))
            case "reset sign-in":
                self._begin(entry, set())
                self.factors = {}
            case "give duty":
                self.given_at.add(entry.at)
                self._change(entry, given=_texts(details, "duty"), taken=set())
            case "take duty":
                self._change(entry, given=set(), taken=_texts(details, "duty"))
            case "close account":
                self.is_closed, self.passphrase = True, ""
            case _:
                kinds = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}
                told = details.get("factors")
                marks = told if isinstance(told, dict) else {}
                renewed = kinds if entry.act == "activate authenticator" else {Authenticator.Type.RECOVERY_CODES}
                self.factors |= {kind.value: str(marks.get(kind.value, "")) for kind in renewed}

    def _begin(self, entry: Told, duties: set[str]) -> None:
        self.given_at = {entry.at}
        self.passphrase = str((entry.details or {}).get("passphrase", ""))
        self.duties = set()
        self._change(entry, given=duties, taken=set())

    def _change(self, entry: Told, *, given: set[str], taken: set[str]) -> None:
        if entry.details is None and entry.act != "reset sign-in":
            self.duties, self.unread = None, entry.sequence
        elif self.duties is not None:
            self.duties = (self.duties | given) - taken


def differences(parts: Parts) -> Iterator[str]:
    """Name each account that no entry made, or that is open, closed or has duties otherwise than the ledger says."""
    is_locked = parts.public.of_record in parts.keys.locked()
    said = _said(parts)
    held: dict[str, dict[str, datetime]] = defaultdict(dict)
    for account, duty, given_at in Assignment.objects.values_list("account_id", "duty", "given_at"):
        held[account][duty] = given_at
    rows = list(Account.objects.order_by("username"))
    for row in rows:
        if not said[row.id].made_in and said[row.id].is_closed and not row.is_active:
            continue  # somebody found it, and closed it by an act that stands in the ledger: it lets nobody in
        for sentence in _of_account(row, said[row.id], held[row.id], is_locked=is_locked):
            yield f"accounts: {_shown(row)} {sentence}"
    for account in sorted(set(said) - {row.id for row in rows}):
        yield f"accounts: the account {account}, made in entry {said[account].made_in}, is not there any more."


def factors_that_differ(parts: Parts) -> Iterator[str]:
    """Name each account with a second factor of which no entry tells. For the shell: the rounds see no factors."""
    said = _said(parts)
    for factor in Authenticator.objects.order_by("user_id", "type").select_related("user"):
        told = said[factor.user_id].factors
        kept = _mark(factor)
        if factor.type not in told:
            yield f"accounts: {_shown(factor.user)} has a second factor ({factor.type}) of which no entry tells."
        elif told[factor.type] not in ("", kept):
            yield f"accounts: {_shown(factor.user)} has another second factor ({factor.type}) than its entry tells of."


def marks_of_factors(account: AccountId) -> dict[str, object]:
    """Give the marks of the second factors that an account has now, for the entry of an act that made them."""
    return {"factors": {one.type: _mark(one) for one in Authenticator.objects.filter(user_id=account)}}


def _mark(factor: Authenticator) -> str:
    """Mark what makes the codes; which of them are used up changes with each sign-in."""
    return mark_of("\x00".join(f"{name}={factor.data.get(name, '')}" for name in MAKES_CODES))


def _of_account(row: Account, said: Said, held: Mapping[str, datetime], *, is_locked: bool) -> Iterator[str]:
    if not said.made_in:
        duties = f" It holds: {', '.join(sorted(held))}." if held else ""
        yield f"has no entry in the ledger that makes this account.{duties}"
        return
    if row.is_active is said.is_closed:
        yield "is open, though the ledger closes it." if row.is_active else "is closed, and no entry closes it."
    if said.username not in ("", row.username):
        yield f"was made under the name {said.username}, and has another now."
    if said.passphrase not in ("", mark_of(row.password)):
        yield "has another passphrase than the one of which the ledger tells."
    if is_locked:
        for duty in sorted(duty for duty, given_at in held.items() if given_at not in said.given_at):
            yield f"holds the duty {duty}, and no entry was written when it was given."
    elif said.duties is None:
        yield f"cannot be compared: the details of entry {said.unread} are gone, or are not those it had."
    else:
        for duty in sorted(set(held) - said.duties):
            yield f"holds the duty {duty}, which no entry gives."
        for duty in sorted(said.duties - set(held)):
            yield f"does not hold the duty {duty}, which the ledger gives and does not take."


def _said(parts: Parts) -> defaultdict[str, Said]:
    said: defaultdict[str, Said] = defaultdict(Said)
    for entry in entries_that_tell(ACTS, parts=parts):
        said[entry.subject].hear(entry)
    return said


def _shown(row: Account) -> str:
    """Give the shown name and the id; a name that was written into the table may hold anything."""
    name = "".join(letter if letter.isprintable() else "�" for letter in row.display_name)
    return f"{name} ({row.id})"


def _texts(details: Mapping[str, object], name: str) -> set[str]:
    told = details.get(name, ())
    return {told} if isinstance(told, str) else {str(one) for one in told} if isinstance(told, list | tuple) else set()
