"""The rules of the validator: what each asks, since which version, how grave it is, and where it comes from.

A rule's id never changes its meaning. docs/pfif.md shows this table; a test keeps the two together. Findings name
lines, fields and record ids, and never a value: a finding may be read by somebody who may not read the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from khabar.domain.pfif.fields import Version

_ALL: Final = tuple(Version)
_SINCE_1_2: Final = _ALL[1:]
_SINCE_1_3: Final = _ALL[2:]


class Severity(StrEnum):
    """An error makes the document invalid; a warning is said and lets it pass."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, in which versions, how grave, and which part of which text says so."""

    id: str
    severity: Severity
    versions: tuple[Version, ...]
    source: str
    asks: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: how grave, in which line, at which record and field (empty where there is none), what."""

    severity: Severity
    line: int
    record: str
    field: str
    rule: str
    text: str


class DocumentFault(Exception):  # noqa: N818 - the document is at fault, and reading ends here
    """What makes a document unreadable as a whole; nothing that stood before it may be used either."""

    def __init__(self, rule: str, line: int, text: str) -> None:
        super().__init__(rule, line, text)
        self.rule, self.line, self.text = rule, line, text

    def __str__(self) -> str:
        """Say it in one line."""
        return f"line {self.line}: {self.text}"

    def finding(self) -> Finding:
        """Give it as a finding among others."""
        return Finding(Severity.ERROR, self.line, "", "", self.rule, self.text)


_E, _W = Severity.ERROR, Severity.WARNING
_TOOLS: Final = "pfif-tools, the working group's validator"
_OURS: Final = "Khabar"

_RULES = (
    # The document as a whole: reading stops
    Rule("xml", _E, _ALL, "XML 1.0", "The document is well-formed XML."),
    Rule(
        "doctype", _E, _ALL, _OURS, "There is no document type declaration: PFIF needs none, and entities hide in it."
    ),
    Rule("charset", _E, _ALL, "1.2 section 2", "It is UTF-8 (or UTF-16 with its mark), and is what it says it is."),
    Rule("control-character", _E, _ALL, "XML 1.0 section 2.2", "It holds no control characters."),
    Rule("too-large", _E, _ALL, _OURS, "It is at most 512 MB, a record 16 MB, a field 1 MB, a tag 64 KB."),
    Rule("too-deep", _E, _ALL, _OURS, "Elements are nested at most eight deep."),
    Rule("namespace", _E, _ALL, "1.4 section 5", "The root is pfif, in the namespace of a PFIF version."),
    Rule("version", _E, _ALL, "1.4 section 5", "The version is 1.1, 1.2, 1.3 or 1.4."),
    # The shape
    Rule("empty-document", _E, _ALL, "1.4 section 5", "There is at least one person or note."),
    Rule("attribute", _W, _ALL, "1.4 section 5 (schema)", "Elements have no attributes."),
    Rule("stray-text", _E, _ALL, "1.4 section 5 (schema)", "Text stands in fields only."),
    Rule("nested-element", _E, _ALL, "1.4 section 5 (schema)", "A field holds text, and no element."),
    Rule("unknown-field", _E, _ALL, f"1.4 section 5 (schema); {_TOOLS}", "Every element is one of this version."),
    Rule("repeated-field", _E, _ALL, f"1.4 section 5 (schema); {_TOOLS}", "A record has each field once."),
    Rule("missing", _E, _ALL, "1.4 section 5", "What must be there is there; of a placeholder, id and three dates."),
    Rule("empty", _W, _ALL, _TOOLS, "A field that is there says something."),
    Rule("order", _E, _ALL[:2], "schemas of 1.1 and 1.2", "1.1: all fields in order; 1.2: ids first, notes last."),
    Rule("format", _E, _ALL, "1.4 sections 4 and 5; schemas of the older versions", "A value is of its field's kind."),
    Rule("id-domain", _W, _ALL, "1.4 section 4.1", "A record id begins with a domain name in small letters."),
    Rule("invisible-character", _W, _ALL, _OURS, "There are no C1 controls, and no marks that turn text round."),
    Rule("age-order", _W, _SINCE_1_2, "1.2 section 2", "The lower age stands first."),
    Rule("age-undated", _W, (Version.V1_2,), "1.2 section 2", "An age stands with a source_date: it is as of then."),
    Rule("birth-after-source", _W, _SINCE_1_2, _OURS, "Nobody is born after the record was made."),
    Rule("entry-before-source", _W, _ALL, "1.4 sections 3.1 and 3.2", "A copy is not older than what it copies."),
    Rule("future", _W, _ALL, _OURS, "No record was made later than tomorrow."),
    # Which record is which, and whose
    Rule("id-repeated", _E, _ALL, f"1.4 section 4; {_TOOLS}", "No two persons, and no two notes, have one id."),
    Rule("note-outside", _E, _ALL[:1], "1.4 section 9.1", "In 1.1 a note stands inside its person."),
    Rule(
        "note-without-person", _E, _SINCE_1_2, "1.4 section 5", "A note outside a person names the one it belongs to."
    ),
    Rule("note-of-another", _E, _SINCE_1_2, "1.4 section 5", "A note inside a person belongs to that person."),
    Rule(
        "note-person-absent", _W, _SINCE_1_2, "1.4 section 4.2", "The person of a note is in the document, if any is."
    ),
    Rule("link-one-way", _E, _SINCE_1_2, f"1.2 section 2; {_TOOLS}", "Where A links to B and B is here, B links to A."),
    Rule("link-absent", _W, _SINCE_1_2, f"1.2 section 2; {_TOOLS}", "The record that a note links to is here."),
    Rule("link-itself", _E, _SINCE_1_2, "1.4 section 4.2", "A link joins two records."),
    Rule(
        "same-author-twice", _W, _ALL, "1.4 section 2", "One author does not enter one person, or say one thing, twice."
    ),
    # Expiry
    Rule("expired-data", _E, _SINCE_1_3, "1.4 section 3.3", "A day after its expiry a person says nothing any more."),
    Rule("expired-note", _E, _SINCE_1_3, "1.4 section 3.3", "Nor do the notes of an expired person."),
    Rule("placeholder-dates", _E, _SINCE_1_3, "1.4 section 3.3", "A placeholder's source_date and entry_date are one."),
    Rule("placeholder-late", _E, _SINCE_1_3, "1.4 section 3.3", "A placeholder is made within a day of the expiry."),
    Rule("placeholder-early", _W, _SINCE_1_3, "1.4 section 3.3", "A placeholder is not made before the expiry."),
)
RULES = MappingProxyType({rule.id: rule for rule in _RULES})
"""Every rule by its id."""


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether anything found makes the document invalid."""
    return any(finding.severity is Severity.ERROR for finding in findings)
