"""Which process may do what to which table: the allow-list behind the separation of porch and house.

The porch process may add to its queue and never read it back; it may read pages and never change one. Ledgers are added
to, never changed. A test derives the table names from the models, so that a new table must be named here on purpose,
for each process that has its database, if only with _NOTHING.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.adapters.sqlite.guard import Allowed

_NOTHING: frozenset[str] = frozenset()
_READ = frozenset({"select"})
_ADD = frozenset({"select", "insert"})
_KEEP = frozenset({"select", "insert", "update"})
_ALL = frozenset({"select", "insert", "update", "delete"})
_DROP_IN = frozenset({"insert", "select:sequence"})

_LEDGER = {"ledger_chain": _KEEP, "ledger_entry": _ADD, "ledger_event": _ADD}

PORCH_OF_PORCH: Allowed = {
    "intake_submission": _DROP_IN,
    "intake_counter": _ALL,
    "pigeonholes_pigeonhole": _ADD,
    "ledger_chain": _KEEP,
    "ledger_entry": _DROP_IN | {"select:id"},
    "ledger_event": _NOTHING,
    "outbox_item": _NOTHING,
}
"""What the porch process may do to the porch database."""

PORCH_OF_WORK: Allowed = {
    "intake_submission": frozenset({"select", "delete"}),
    "intake_counter": frozenset({"select", "delete"}),
    "pigeonholes_pigeonhole": _ALL,
    "outbox_item": _NOTHING,
    **_LEDGER,
}
"""What the rounds may do to the porch database: take in, renew, record."""

PORCH_OF_HOUSE: Allowed = {**dict.fromkeys(PORCH_OF_WORK, _NOTHING), "ledger_chain": _READ}
"""What the desks may do to the porch database: see how long its chain is."""

_CASES = {
    "registry_presencelist": _ADD,
    "registry_presence": _ALL,
    "registry_request": _ALL,
    "registry_arrival": _ALL,
    "registry_rowkey": _NOTHING,
    "paper_sheet": _ALL,
    "paper_scan": _ALL,
    "paper_scanreading": _ALL,
    "slips_slip": frozenset({"select", "update"}),
    "searches_search": _ALL,
    "matches_pair": _ALL,
    "consent_stance": _ALL,
    "consent_permit": _ADD,
    "consent_naming": _KEEP,
    "post_page": _ALL,
    "post_promise": _ALL,
    "post_standingletter": _ALL,
    "post_notice": _ALL,
    "post_message": _ALL,
    "post_release": _ALL,
    "post_reading": _ADD,
    "outbox_item": _KEEP,
    "rounds_round": _KEEP,
    "rounds_unreadable": _ADD,
    **_LEDGER,
}

_SIGN_IN = {
    "accounts_account": _KEEP,
    "accounts_assignment": _ALL,
    "accounts_kin": _ALL,
    "accounts_operatorsession": _KEEP,
    "django_session": _ALL,
    "django_content_type": _READ,
    "account_emailaddress": _READ,
    "account_emailconfirmation": _NOTHING,
    "auth_group": _NOTHING,
    "auth_group_permissions": _NOTHING,
    "auth_permission": _NOTHING,
    "mfa_authenticator": _ALL,
}

_CALLS = ("calls_plan", "calls_call", "calls_standing")

HOUSE_OF_HOUSE: Allowed = {**_CASES, **_SIGN_IN, "trips_trip": _KEEP, **dict.fromkeys(_CALLS, _ALL)}
"""What the desks may do to the house database."""

HOUSE_OF_WORK: Allowed = {
    **_CASES,
    **dict.fromkeys([*_SIGN_IN, *_CALLS], _NOTHING),
    "calls_standing": _READ,
    "trips_trip": _NOTHING,
    "accounts_account": _READ,
    "accounts_assignment": _READ,
}
"""What the rounds may do to the house database: no sign-in, no sessions, no factors."""

HOUSE_OF_DEMO: Allowed = {"rounds_round": _READ}
"""What the start page of the demonstration may do: see whether a round has finished."""

_BY_PROCESS: dict[tuple[str, str], Allowed] = {
    ("porch", "porch"): PORCH_OF_PORCH,
    ("house", "porch"): PORCH_OF_HOUSE,
    ("house", "default"): HOUSE_OF_HOUSE,
    ("work", "porch"): PORCH_OF_WORK,
    ("work", "default"): HOUSE_OF_WORK,
    ("demo", "porch"): {},
    ("demo", "default"): HOUSE_OF_DEMO,
}


def of_process(process: str, alias: str) -> Allowed | None:
    """Give the allow-list of a process for one database; None for shell commands, which set up and mend."""
    return _BY_PROCESS.get((process.partition("-")[0], alias))
