"""Live figures for an issue: a small JSON or TOML file in which petitions and letters stand by their id.

The file is written by the program that counts (or by hand) just before an issue is made, so that no number is typed
into an article. Every figure says up to when it was counted.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.toml_tables import Source, Table, read_toml
from khabar.domain.codes import is_valid
from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import Petition, Silence
from khabar.text import only_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

PETITION_KEYS: Final = ("title", "count", "on_paper", "counted_to", "counted_at", "goal", "address", "reference")
LETTER_KEYS: Final = ("sent_on", "as_of", "answered_on", "computed")
MOST: Final = 999_999_999
_TIME: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
REFERENCE = "A reference is decimal digits that end in their two check digits; these do not."


@dataclass(frozen=True)
class Figures:
    """The figures of one file, by id."""

    name: str
    petitions: Mapping[str, Petition]
    letters: Mapping[str, Silence]


def read_figures(text: str, name: str) -> Figures:
    """Read a file of figures; Invalid where it says something else than figures."""
    table = _read(text, name)
    table.require_known(("petitions", "letters"))
    return Figures(
        name,
        {str(one.path[-1]): _petition(one) for one in _by_id(table, "petitions", "a petition's figures")},
        {str(one.path[-1]): _letter(one) for one in _by_id(table, "letters", "a letter's figures")},
    )


def reference_of(table: Table, key: str) -> str:
    """Give the digits of a reference code; Invalid where their check digits do not fit."""
    text = table.text(key)
    digits = only_digits(text)
    if text and not is_valid(digits):
        table.refuse(key, REFERENCE)
    return digits


def _read(text: str, name: str) -> Table:
    if not name.endswith(".json"):
        return read_toml(text, name, "a file of figures")
    try:
        values = json.loads(text)
    except json.JSONDecodeError as problem:
        raise Invalid(f"{name}:{problem.lineno}", f"This is no JSON: {problem.msg}.") from None
    if not isinstance(values, dict):
        raise Invalid(f"{name}:1", "A file of figures holds petitions and letters by their id.")
    return Table(Source(name, {}), (), values, "a file of figures")


def _by_id(table: Table, key: str, kind: str) -> list[Table]:
    value = table.values.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        table.refuse(key, f"“{key}” holds one table for each id.")
    return [Table(table.source, (key, name), one, f"{kind}, “{name}”") for name, one in value.items()]


def _petition(table: Table) -> Petition:
    table.require_known(PETITION_KEYS)
    table.require("title", "count", "counted_to")
    counted_to = table.day("counted_to")
    at = table.text("counted_at")
    if at and not _TIME.fullmatch(at):
        table.refuse("counted_at", "“counted_at” must be an hour such as 18:00.")
    if counted_to is None:
        table.refuse("counted_to", "“counted_to” must be a day such as 2026-11-21.")
    return Petition(
        title=table.written("title"),
        count=table.number("count", 0, MOST),
        counted_to=counted_to,
        counted_at=at,
        on_paper=table.number("on_paper", 0, MOST),
        goal=table.number("goal", 0, MOST),
        address=table.page("address"),
        reference=reference_of(table, "reference"),
    )


def _letter(table: Table) -> Silence:
    table.require_known(LETTER_KEYS)
    table.require("sent_on", "as_of")
    sent_on, as_of, answered_on = table.day("sent_on"), table.day("as_of"), table.day("answered_on")
    if sent_on is None or as_of is None:
        table.refuse("sent_on", "“sent_on” and “as_of” must be days such as 2026-11-21.")
    if not sent_on <= (answered_on or as_of) <= as_of:
        table.refuse("as_of", "A letter is sent first, then perhaps answered, then counted: these days do not follow.")
    return Silence(sent_on, as_of, answered_on, table.text("computed"))
