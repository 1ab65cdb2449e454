"""A small judge of JSON Schema (draft 2020-12): the keywords our schema uses, and a complaint about any other.

No library for it is among our parts; this one is tested on what it must accept and refuse.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
KNOWN = frozenset(
    {
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "also",
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "anyOf",
    }
)
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def complaints(value: Any, schema: Schema, root: Schema, at: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    """List where a value does not fit a schema; empty where it does."""
    unknown = schema.keys() - KNOWN
    if unknown:
        raise AssertionError(f"{at}: the judge does not know {sorted(unknown)}")
    if "$ref" in schema:
        return complaints(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in schema:
        ways = [complaints(value, one, root, at) for one in schema["anyOf"]]
        return [] if [] in ways else [f"{at}: fits none of {len(ways)} ways"]
    if "enum" in schema:
        return (
            []
            if any(value is one or (value == one and type(value) is type(one)) for one in schema["enum"])
            else [f"{at}: {value!r} is none of the choices"]
        )
    if not _is_of(value, schema.get("type", list(TYPES))):
        return [f"{at}: {value!r} is not of {schema['type']}"]
    return [*_in_object(value, schema, root, at), *_in_list(value, schema, root, at)]


def _is_of(value: Any, types: str | list[str]) -> bool:  # noqa: ANN401 - any JSON
    wanted = [types] if isinstance(types, str) else types
    return any(isinstance(value, TYPES[one]) and (one == "boolean" or not isinstance(value, bool)) for one in wanted)


def _in_object(value: Any, schema: Schema, root: Schema, at: str) -> list[str]:  # noqa: ANN401 - any JSON
    if not isinstance(value, dict):
        return []
    lacking = [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
    found = [
        each
        for name, inner in value.items()
        if name in schema.get("properties", {})
        for each in complaints(inner, schema["properties"][name], root, f"{at}.{name}")
    ]
    return lacking + found


def _in_list(value: Any, schema: Schema, root: Schema, at: str) -> list[str]:  # noqa: ANN401 - any JSON
    if not isinstance(value, list) or "items" not in schema:
        return []
    return [
        each for number, one in enumerate(value) for each in complaints(one, schema["items"], root, f"{at}[{number}]")
    ]
