"""What each kind of value looks like, and why one is none: patterns of the PFIF specifications, days that exist.

Where the versions' schemas and their prose differ, the schema decides what is an error. No pattern here can be made to
run long by what it is given; a sentence never repeats the value, because values are names and addresses.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from khabar.domain.pfif.fields import Kind, Status

_A: Final = re.ASCII
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", _A)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", _A)
_AGE = re.compile(r"(\d+)(?:-(\d+))?", _A)
_URL = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", _A | re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9.-]+", _A)
_PRINTED = re.compile(r"[ -~]+", _A)
_ID = re.compile(r"[!-.0-~]+/[ -~]+", _A)
_SHORT_DATE: Final = 10
_TO_SECONDS: Final = 19

SENTENCES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ID: "is no record id: a domain name, a slash, and the home repository's own id, in ASCII.",
        Kind.TIME: "is no moment in UTC, like 2026-03-01T08:30:00Z.",
        Kind.TEXT: "",
        Kind.CAPITALS: "may hold capital letters without accents only.",
        Kind.ASCII: "may hold ASCII characters only.",
        Kind.EMAIL: "is no e-mail address.",
        Kind.PHONE: "may hold digits, spaces, plus, hyphen and parentheses only.",
        Kind.LOOSE_PHONE: "is no telephone number.",
        Kind.URL: "is no web address with http or https.",
        Kind.URLS: "is to hold one web address with http or https on each line.",
        Kind.BOOLEAN: "is neither true nor false.",
        Kind.STATUS: "is none of " + ", ".join(Status) + ".",
        Kind.SEX: "is none of female, male, other.",
        Kind.PARTIAL_DATE: "is no day, month or year like 1987-03-14, 1987-03 or 1987.",
        Kind.AGE: "is no age in years like 35, or range like 35-45.",
        Kind.COUNTRY: "is no country code of two capital letters (ISO 3166-1).",
        Kind.SUBDIVISION: "is no code of a region like US-CA (ISO 3166-2).",
        Kind.US_STATE: "is no State's abbreviation of two capital letters.",
        Kind.ZIP: "is no ZIP code.",
    }
)
"""What is said of a value that is not of its kind; it follows the field's name."""


def moment_of(value: str) -> datetime | None:
    """Read a moment in UTC as PFIF writes it, to the second; None for anything else and for days that do not exist."""
    if not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(f"{value[:_TO_SECONDS]}+00:00")
    except ValueError:
        return None


def written_moment(moment: datetime) -> str:
    """Write a moment as PFIF does, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(_TO_SECONDS + 1, "0")


def first_day_of(value: str) -> date | None:
    """Read a date of birth and give the first day it may mean; None for anything else."""
    found = _PARTIAL.fullmatch(value)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def ages_of(value: str) -> tuple[int, int] | None:
    """Read an age in years or an inclusive range of ages, as written; None for anything else."""
    found = _AGE.fullmatch(value) if len(value) <= _SHORT_DATE else None
    return (int(found[1]), int(found[2] or found[1])) if found else None


def is_plain_domain(record_id: str) -> bool:
    """Say whether a record id begins with a domain name in small letters, as PFIF 1.4 wants it."""
    name = record_id.partition("/")[0].removesuffix(".")
    return bool(_DOMAIN.fullmatch(name)) and all(label and label.strip("-") == label for label in name.split("."))


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, _A | re.DOTALL)
    return lambda value: compiled.fullmatch(value) is not None


def _is_email(value: str) -> bool:
    return "@" in value[1:-1]


def _are_urls(value: str) -> bool:
    return all(_URL.fullmatch(line) for line in value.split("\n") if line)


_TESTS: Mapping[Kind, Callable[[str], bool]] = MappingProxyType(
    {
        Kind.ID: lambda value: _ID.fullmatch(value) is not None,
        Kind.TIME: lambda value: moment_of(value) is not None,
        Kind.TEXT: lambda _value: True,
        Kind.CAPITALS: _matches(r"[ -`{-~\n]*"),
        Kind.ASCII: lambda value: _PRINTED.fullmatch(value) is not None,
        Kind.EMAIL: _is_email,
        Kind.PHONE: _matches(r"[-+() \d]+"),
        Kind.LOOSE_PHONE: _matches(r"[-.+() ]*\d[-.+() \d]*(?:[#x]\d+)?"),
        Kind.URL: lambda value: _URL.fullmatch(value) is not None,
        Kind.URLS: _are_urls,
        Kind.BOOLEAN: _matches("true|false"),
        Kind.STATUS: _matches("|".join(Status)),
        Kind.SEX: _matches("female|male|other"),
        Kind.PARTIAL_DATE: lambda value: first_day_of(value) is not None,
        Kind.AGE: lambda value: ages_of(value) is not None,
        Kind.COUNTRY: _matches("[A-Z][A-Z]"),
        Kind.SUBDIVISION: _matches("(?:[A-Z][A-Z]-)?[A-Z0-9]{1,3}"),
        Kind.US_STATE: _matches("[A-Z][A-Z]"),
        Kind.ZIP: _matches(r"\d+(?:-\d+)?"),
    }
)


def is_of_kind(value: str, kind: Kind) -> bool:
    """Say whether a value that is not empty is one of this kind."""
    return _TESTS[kind](value)
