"""Which process of an intermediary may do what to which table: the allow-list behind the separation of porch and house.

The porch process may add to its queue and never read it back; it may read pages and never change one. Ledgers are added
to, never changed. A test derives the table names from the models, so that a new table must be named here on purpose,
for each process that has its database, if only with NOTHING.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.adapters.sqlite.guard import Allowed

NOTHING: frozenset[str] = frozenset()
READ = frozenset({"select"})
ADD = frozenset({"select", "insert"})
KEEP = frozenset({"select", "insert", "update"})
ALL = frozenset({"select", "insert", "update", "delete"})
DROP_IN = frozenset({"insert", "select:sequence"})
DROP_IN_AND_COUNT = DROP_IN | {"select:"}
"""Counting rows reads no column: how many bundles wait, so that a flood of them fills no disk."""

LEDGER = {"ledger_chain": KEEP, "ledger_entry": ADD, "ledger_event": ADD}

CLOSED_QUARANTINE = {"quarantine_quarantine": NOTHING, "quarantine_confirmation": NOTHING}
SEEN_QUARANTINE = {"quarantine_quarantine": READ, "quarantine_confirmation": NOTHING}
FOUND_QUARANTINE = {"quarantine_quarantine": ADD, "quarantine_confirmation": NOTHING}
"""The rounds may begin one, where the journal is ahead of the house; only the shell ends it."""

PORCH_OF_PORCH: Allowed = {
    "intake_submission": DROP_IN,
    "intake_counter": ALL,
    "pigeonholes_pigeonhole": ADD,
    "deliveries_delivery": DROP_IN_AND_COUNT,
    "ledger_chain": KEEP,
    "ledger_entry": DROP_IN | {"select:id"},
    "ledger_event": NOTHING,
    "outbox_item": NOTHING,
    **CLOSED_QUARANTINE,
}
"""What the porch process may do to the porch database."""

PORCH_OF_WORK: Allowed = {
    "intake_submission": frozenset({"select", "delete"}),
    "intake_counter": frozenset({"select", "delete"}),
    "pigeonholes_pigeonhole": ALL,
    "deliveries_delivery": frozenset({"select", "delete"}),
    "outbox_item": NOTHING,
    **FOUND_QUARANTINE,
    **LEDGER,
}
"""What the rounds may do to the porch database: take in, renew, record."""

PORCH_OF_HOUSE: Allowed = {**dict.fromkeys(PORCH_OF_WORK, NOTHING), "ledger_chain": READ}
"""What the desks may do to the porch database: see how long its chain is."""

_CASES = {
    "alarms_alarm": ADD,
    "statistics_told": ADD,
    "registry_presencelist": ADD,
    "registry_presence": ALL,
    "registry_request": ALL,
    "registry_arrival": ALL,
    "registry_rowkey": NOTHING,
    "registry_sweep": NOTHING,
    "paper_sheet": ALL,
    "paper_scan": ALL,
    "paper_scanreading": ALL,
    "slips_slip": frozenset({"select", "update"}),
    "searches_search": ALL,
    "sightings_told": frozenset({"select", "insert", "delete"}),
    "lists_brought": ALL,
    "lists_portion": ALL,
    "lists_keptmapping": ALL,
    "matches_pair": ALL,
    "consent_stance": ALL,
    "consent_permit": ADD,
    "consent_naming": KEEP,
    "wishes_wish": KEEP,
    "wishes_edition": KEEP,
    "post_page": ALL,
    "post_promise": ALL,
    "post_standingletter": ALL,
    "post_notice": ALL,
    "post_freshness": ALL,
    "post_message": ALL,
    "post_release": ALL,
    "post_reading": ADD,
    "exchange_partner": NOTHING,
    "exchange_outgoing": NOTHING,
    "guarantor_guaranteedact": READ,
    "guarantor_licenceword": READ,
    "guarantor_guarantorpost": READ,
    "lodged_lodged": NOTHING,
    "copies_copy": NOTHING,
    "outbox_item": KEEP,
    "rounds_round": KEEP,
    "rounds_unreadable": ADD,
    **SEEN_QUARANTINE,
    **LEDGER,
}

SIGN_IN = {
    "accounts_account": KEEP,
    "accounts_assignment": ALL,
    "accounts_kin": ALL,
    "accounts_operatorsession": KEEP,
    "accounts_tried": ALL,
    "django_session": ALL,
    "django_content_type": READ,
    "account_emailaddress": READ,
    "account_emailconfirmation": NOTHING,
    "auth_group": NOTHING,
    "auth_group_permissions": NOTHING,
    "auth_permission": NOTHING,
    "mfa_authenticator": ALL,
}

_CALLS = ("calls_plan", "calls_call", "calls_standing")

REFERRED = frozenset({"select:alarm_id"})
"""SQLite looks whether a new alarm is referred to."""

ALARMS_OF_HOUSE = {
    "alarms_seen": ADD,
    "alarms_told": REFERRED,
    "alarms_tally": KEEP,
    "alarms_voice": KEEP,
    "alarms_canary": READ,
    "alarms_access": ADD,
}
ALARMS_OF_WORK = {
    "alarms_seen": REFERRED,
    "alarms_told": KEEP,
    "alarms_tally": NOTHING,
    "alarms_voice": NOTHING,
    "alarms_canary": READ,
    "alarms_access": NOTHING,
}

HOUSE_OF_HOUSE: Allowed = {
    **_CASES,
    **SIGN_IN,
    **ALARMS_OF_HOUSE,
    "copies_copy": READ,
    "trips_trip": KEEP,
    **dict.fromkeys(_CALLS, ALL),
}
"""What the desks may do to the house database."""

HOUSE_OF_WORK: Allowed = {
    **_CASES,
    **dict.fromkeys([*SIGN_IN, *_CALLS], NOTHING),
    "exchange_partner": frozenset({"select", "update"}),
    "exchange_outgoing": KEEP,
    "guarantor_guaranteedact": KEEP,
    "guarantor_guarantorpost": KEEP,
    "lodged_lodged": ADD,
    "copies_copy": frozenset({"select", "update"}),
    "calls_standing": READ,
    "registry_rowkey": ADD,
    "registry_sweep": KEEP,
    "sightings_told": frozenset({"select", "delete"}),
    "lists_keptmapping": NOTHING,
    "trips_trip": NOTHING,
    "accounts_account": READ,
    "accounts_assignment": READ,
    **ALARMS_OF_WORK,
    **FOUND_QUARANTINE,
}
"""What the rounds may do to the house database: no sign-in, no sessions, no factors."""

HOUSE_OF_DEMO: Allowed = {"rounds_round": READ}
"""What the start page of the demonstration may do: see whether a round has finished."""

BY_PROCESS: dict[tuple[str, str], Allowed] = {
    ("porch", "porch"): PORCH_OF_PORCH,
    ("house", "porch"): PORCH_OF_HOUSE,
    ("house", "default"): HOUSE_OF_HOUSE,
    ("work", "porch"): PORCH_OF_WORK,
    ("work", "default"): HOUSE_OF_WORK,
    ("demo", "porch"): {},
    ("demo", "default"): HOUSE_OF_DEMO,
}
"""For each process of an intermediary and each of its databases; shell commands set up and mend, and have no list."""
