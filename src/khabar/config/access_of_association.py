"""Which process of an association may do what to which table (see `config.access`, which says the same of the others).

The porch may add a submission and never read it back; it cannot reach a file, a letter or a consent, because it is
given no house database. Ledgers are added to, never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.config.access import (
    ADD,
    ALARMS_OF_HOUSE,
    ALARMS_OF_WORK,
    ALL,
    CLOSED_QUARANTINE,
    DROP_IN,
    DROP_IN_AND_COUNT,
    FOUND_QUARANTINE,
    HOUSE_OF_DEMO,
    KEEP,
    LEDGER,
    NOTHING,
    READ,
    SEEN_QUARANTINE,
    SIGN_IN,
)

if TYPE_CHECKING:
    from khabar.adapters.sqlite.guard import Allowed

_SEEN = ("id", "petition_id", "state", "mailbox", "person", "token_hash")
_SIGNING = frozenset({"insert", "update", *(f"select:{column}" for column in _SEEN)})
"""The porch adds a signature and never reads back who signed: the sealed column is not among those it may see."""

_ASKING = frozenset(
    {"insert", "update", *(f"select:{column}" for column in ("id", "state", "mailbox", "language", "token_hash"))}
)
"""The same holds for readers of the newsletter: the porch adds an address and never reads it back."""

PORCH_OF_PORCH: Allowed = {
    "intake_submission": DROP_IN,
    "intake_counter": ALL,
    "ledger_chain": KEEP,
    "ledger_entry": DROP_IN | {"select:id"},
    "ledger_event": NOTHING,
    "outbox_item": frozenset({"insert"}),
    "deliveries_delivery": DROP_IN_AND_COUNT,
    "petitions_petition": READ,
    "petitions_signature": _SIGNING,
    "petitions_silenced": ADD,
    "petitions_timeline": READ,
    "petitions_announcement": READ,
    "petitions_newsmail": READ,
    "petitions_batch": READ,
    "petitions_threshold": READ,
    "petitions_snapshot": READ,
    "subscriptions_edition": READ,
    "subscriptions_reader": _ASKING,
    "subscriptions_silenced": ADD,
    "subscriptions_mailing": NOTHING,
    "subscriptions_delivery": frozenset({"select:reader_id"}),  # SQLite looks whether a new reader is referred to
    **CLOSED_QUARANTINE,
}
"""What the porch process may do to the porch database."""

PORCH_OF_WORK: Allowed = {
    "intake_submission": frozenset({"select", "delete"}),
    "intake_counter": frozenset({"select", "delete"}),
    "outbox_item": ALL,
    "deliveries_delivery": frozenset({"select", "delete"}),
    "petitions_petition": KEEP,
    "petitions_signature": frozenset({"select", "update", "delete"}),
    "petitions_silenced": frozenset({"select", "update", "delete"}),
    "petitions_timeline": ALL,
    "petitions_announcement": KEEP,
    "petitions_newsmail": ALL,
    "petitions_batch": ADD,
    "petitions_threshold": ADD,
    "petitions_snapshot": ADD,
    "subscriptions_edition": KEEP,
    "subscriptions_reader": frozenset({"select", "update", "delete"}),
    "subscriptions_silenced": frozenset({"select", "update"}),
    "subscriptions_mailing": KEEP,
    "subscriptions_delivery": ALL,
    **FOUND_QUARANTINE,
    **LEDGER,
}
"""What the rounds may do to the porch database: take in, count, publish, send, record."""

PORCH_OF_HOUSE: Allowed = {
    **dict.fromkeys(PORCH_OF_WORK, NOTHING),
    "ledger_chain": READ,
    "petitions_petition": READ,
    "petitions_signature": frozenset({"select:petition_id", "select:state", "select:signed_at"}),
    "petitions_threshold": READ,
    "petitions_snapshot": READ,
    "subscriptions_reader": frozenset({"select:state", "select:language"}),
    "subscriptions_mailing": READ,
}
"""What the desks may do to the porch database: see how long its chain is, what everybody sees of petitions, in
which hours they were signed, and how many read the newsletter."""

_FILES = {
    "alarms_alarm": ADD,
    "statistics_told": ADD,
    "casework_casefile": ALL,
    "casework_entry": ALL,
    "casework_helpfile": ALL,
    "correspondence_body": ALL,
    "correspondence_templateapproval": ADD,
    "correspondence_letter": ALL,
    "correspondence_dispatch": ALL,
    "correspondence_departed": ALL,
    "correspondence_incoming": ALL,
    "procedures_caseversion": ALL,
    "procedures_submission": ALL,
    "procedures_watch": ALL,
    "campaigns_campaign": KEEP,
    "campaigns_timeline": KEEP,
    "campaigns_news": ALL,
    "campaigns_papersheet": KEEP,
    "campaigns_invalidation": KEEP,
    "campaigns_digest": KEEP,
    "archive_shelf": KEEP,
    "archive_document": ALL,
    "archive_leaf": ALL,
    "archive_claim": ALL,
    "gatherings_gathering": KEEP,
    "gatherings_sitting": KEEP,
    "gatherings_guest": KEEP,
    "gatherings_seat": KEEP,
    "newsletters_issue": KEEP,
    "newsletters_piece": KEEP,
    "exchange_partner": READ,
    "exchange_outgoing": NOTHING,
    "entrusted_entrusted": KEEP,
    "outbox_item": KEEP,
    "rounds_round": KEEP,
    "rounds_unreadable": ADD,
    **SEEN_QUARANTINE,
    **LEDGER,
}

HOUSE_OF_HOUSE: Allowed = {**_FILES, **SIGN_IN, **ALARMS_OF_HOUSE}
"""What the desks may do to the house database."""

HOUSE_OF_WORK: Allowed = {
    **_FILES,
    **dict.fromkeys(SIGN_IN, NOTHING),
    "casework_helpfile": NOTHING,
    "accounts_account": READ,
    "accounts_assignment": READ,
    "exchange_partner": frozenset({"select", "update"}),
    "exchange_outgoing": KEEP,
    "entrusted_entrusted": frozenset({"select", "update", "delete"}),
    **ALARMS_OF_WORK,
    **FOUND_QUARANTINE,
}
"""What the rounds may do to the house database: no sign-in, and no file of help, which no clock runs against."""

BY_PROCESS: dict[tuple[str, str], Allowed] = {
    ("porch", "porch"): PORCH_OF_PORCH,
    ("house", "porch"): PORCH_OF_HOUSE,
    ("house", "default"): HOUSE_OF_HOUSE,
    ("work", "porch"): PORCH_OF_WORK,
    ("work", "default"): HOUSE_OF_WORK,
    ("demo", "porch"): {},
    ("demo", "default"): HOUSE_OF_DEMO,
}
"""For each process of an association and each of its databases."""
