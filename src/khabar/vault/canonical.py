"""One way to write a value as bytes: canonical CBOR of plain values (RFC 8949, section 4.2.3, length first).

What is hashed, signed or sealed is written here, so that one value has one form and one form one value.
Reading refuses everything else: tags, duplicates, trailing bytes, longer spellings of the same number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import cbor2

from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_DEPTH = 16
_PLAIN = frozenset({type(None), bool, int, float, str, bytes})
_NAMES = frozenset({str})


def encode(value: object) -> bytes:
    """Return the canonical bytes of a value made of None, bool, int, float, str, bytes, lists and dicts."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> object:
    """Return the value of canonical bytes; raises Malformed for any other bytes. Callers limit the length."""
    value = read_back(data)
    if encode(value) != data:
        raise Malformed("not the canonical form")
    return value


def read_back(data: bytes) -> object:
    """Return the plain value of bytes that a seal has shown to be our own; raises Malformed where there is none.

    What we sealed was canonical, so that is not looked at again: it takes longer than all the rest of opening a card.
    """
    try:
        value: object = cbor2.loads(
            data, allow_indefinite=False, allow_duplicate_keys=False, strict_hashable_types=True, max_depth=MAX_DEPTH
        )
        if not _is_plain(value):
            raise Malformed("not a plain value")
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Malformed("not readable") from error
    return value


def decode_map(data: bytes, fields: dict[str, type | tuple[type, ...]]) -> dict[str, Any]:
    """Return a map with exactly these fields, each of exactly its type; raises Malformed otherwise.

    The values are `Any` only for the reader's comfort: their types have been checked against `fields`.
    """
    value = decode(data)
    if not isinstance(value, dict) or set(value) != set(fields):
        raise Malformed("other fields than expected")
    for name, wanted in fields.items():
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        if type(value[name]) not in allowed:
            raise Malformed(f"field {name} has another type")
    return cast("dict[str, Any]", value)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return _NAMES.issuperset(map(type, value)) and _all_plain(value.values())
    return _all_plain(value) if isinstance(value, list) else type(value) in _PLAIN


def _all_plain(values: Collection[object]) -> bool:
    """Look at a whole level at once, for every card passes here; deeper only at what is deeper."""
    deeper = [one for one in values if type(one) not in _PLAIN]
    return not deeper or all(map(_is_plain, deeper))
