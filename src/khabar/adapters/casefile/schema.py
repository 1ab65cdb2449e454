"""The JSON Schema of a case file, made from the case itself, so that it can promise nothing that is not read.

Draft 2020-12. Every field may be left out; a field it does not name is allowed and left out with a warning.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from khabar.adapters.casefile.fields import Field, Kind, fields_of, short_of
from khabar.adapters.casefile.plain_words import WORDS
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import ProcedureId

Schema = dict[str, object]
TITLE: Final = "A case, as `khabar procedures` reads it"
ABOUT: Final = (
    'Everything may be left out; what is missing, null or "unknown" is not known, which never opens and never bars a '
    "door. Names of fields may be written with spaces or hyphens; `also` lists further names that are accepted."
)
_PLAIN: Final[dict[Kind, str]] = {
    Kind.TEXT: "text",
    Kind.YES_NO: "yesNo",
    Kind.DATE: "date",
    Kind.STATE: "state",
    Kind.STATES: "states",
    Kind.AGREED: "consent",
    Kind.TEXTS: "texts",
}
_UNKNOWN: Final[Schema] = {"enum": ["unknown", "", None]}


def case_schema() -> Schema:
    """Give the schema of a case file."""
    groups: dict[str, type] = {}
    body = _group(Case, groups)
    definitions = dict(_definitions())
    while left := [name for name in groups if name not in definitions]:
        for name in left:
            definitions[name] = _group(groups[name], groups)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "description": ABOUT,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _group(group: type, groups: dict[str, type]) -> Schema:
    return {"type": "object", "properties": {one.name: _field(one, groups) for one in fields_of(group)}}


def _field(one: Field, groups: dict[str, type]) -> Schema:
    told: Schema = {"description": one.says}
    if one.also:
        told["also"] = list(one.also)
    return told | _taken(one, groups)


def _taken(one: Field, groups: dict[str, type]) -> Schema:
    if one.kind in _PLAIN:
        return {"$ref": f"#/$defs/{_PLAIN[one.kind]}"}
    if one.of is None:
        raise TypeError(f"{one.name} holds nothing")
    if one.of is ProcedureId:
        return {"anyOf": [{"enum": [choice.value for choice in ProcedureId]}, {"type": ["string", "null"]}]}
    if issubclass(one.of, Enum):
        values = [str(choice.value) for choice in one.of]
        plain = [word for value in values for word in WORDS.get(value, ())]
        return {"enum": [*values, *plain, "unknown", "", None]}
    groups[one.of.__name__] = one.of
    whole: Schema = {"$ref": f"#/$defs/{one.of.__name__}"}
    if one.kind is Kind.GROUP:
        short = [{"$ref": "#/$defs/yesNo"}, {"enum": ["none"]}] if short_of(one.of) else [_UNKNOWN]
        return {"anyOf": [whole, *short]}
    entry = [whole, {"type": ["string", "null"]}]
    return {"anyOf": [{"type": "array", "items": {"anyOf": entry}}, *entry]}


def _definitions() -> dict[str, Schema]:
    either: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}, _UNKNOWN]}
    day: Schema = {"type": ["string", "integer"]}
    date_says = (
        "A day, month or year in one of three calendars: 2024-03-05, 2024-03, 2024, 1403-12-15 solar hijri; "
        "or an object that names the calendar."
    )
    state_says = "A State: code of two or three letters, or its name."
    named: Schema = {
        "type": "object",
        "properties": {"date": day, "calendar": {"type": "string"}},
        "required": ["date"],
    }
    state: Schema = {"type": ["string", "null"], "description": state_says}
    several: Schema = {"type": ["array", "string", "null"], "items": {"type": "string"}, "description": state_says}
    return {
        "text": {"type": ["string", "number", "null"]},
        "texts": {"type": ["array", "string", "null"], "items": {"type": "string"}},
        "yesNo": either,
        "date": {"anyOf": [day, named, {"type": "null"}], "description": date_says},
        "state": state,
        "states": several,
        "consent": {
            "anyOf": [either, {"type": "array", "items": {"type": "string"}}],
            "description": "yes, no, unknown, or the ids of the procedures it was given for",
        },
    }
