"""PFIF, the People Finder Interchange Format, versions 1.1 to 1.4: records, a validator, expiry, conversion.

A library of its own: `validate` takes what a reader gives (khabar.adapters.pfif reads files) and says what is wrong,
rule by rule. docs/pfif.md lists the rules with their sources. Nothing here may change what was written.
"""

from khabar.domain.pfif.checking import Checker, Report, validate
from khabar.domain.pfif.expiry import expiry_of, is_expired, is_placeholder, placeholder
from khabar.domain.pfif.fields import Field, Kind, RecordKind, Status, Version, fields_of
from khabar.domain.pfif.records import Document, Entry, Event, Oddity, Record, Start, note, person
from khabar.domain.pfif.rules import RULES, DocumentFault, Finding, Rule, Severity

__all__ = [
    "RULES",
    "Checker",
    "Document",
    "DocumentFault",
    "Entry",
    "Event",
    "Field",
    "Finding",
    "Kind",
    "Oddity",
    "Record",
    "RecordKind",
    "Report",
    "Rule",
    "Severity",
    "Start",
    "Status",
    "Version",
    "expiry_of",
    "fields_of",
    "is_expired",
    "is_placeholder",
    "note",
    "person",
    "placeholder",
    "validate",
]
