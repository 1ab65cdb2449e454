"""One data key per case: everything of a case is sealed under it, so destroying the wrapped key erases the case.

The case key is random and stored only wrapped under a class key; rotation wraps it anew and touches no card. What is
sealed to a class key itself is sealed anew whole.
Erasure needs nothing from here: overwrite and delete every copy of `wrapped`, and what it sealed is noise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.vault.keys import KEY_BYTES, KEY_ID_BYTES
from khabar.vault.seals import SEALED_BOX_OVERHEAD, Context, key_id_in, seal, seal_to, unseal, unseal_with

if TYPE_CHECKING:
    from khabar.vault.keys import ClassKey, Random

_SCHEMA = 1
OVERHEAD_TO_PUBLIC = 1 + KEY_ID_BYTES + SEALED_BOX_OVERHEAD
"""Bytes by which something sealed to a public key is longer than its padded content."""


@dataclass(frozen=True, slots=True)
class WrappedCaseKey:
    """A new case key: `wrapped` is stored, `key` is used now and forgotten."""

    wrapped: bytes
    key: bytes = field(repr=False)


def new_case_key(class_key: ClassKey, case_id: bytes, *, random: Random) -> WrappedCaseKey:
    """Draw a key for one case and wrap it under the class key; it opens for this `case_id` only."""
    key = random(KEY_BYTES)
    return WrappedCaseKey(wrapped=_wrap(class_key, case_id, key, random=random), key=key)


def unwrap_case_key(class_key: ClassKey, case_id: bytes, wrapped: bytes) -> bytes:
    """Return the case key; raises WrongKey when another key of the class wrapped it (see `key_id_in`), or Tampered."""
    return unseal(class_key.symmetric, wrapped, _context(class_key, case_id))


def rewrap_case_key(old: ClassKey, new: ClassKey, case_id: bytes, wrapped: bytes, *, random: Random) -> bytes:
    """Return the same case key wrapped under the new class key."""
    return _wrap(new, case_id, unwrap_case_key(old, case_id, wrapped), random=random)


def needs_rewrap(wrapped: bytes, current: ClassKey) -> bool:
    """Tell whether a blob still hangs on an older key of the class."""
    return key_id_in(wrapped) != current.key_id


def resealed(old: ClassKey, new: ClassKey, blob: bytes) -> bytes:
    """Return what was sealed to the public half of one class key, sealed to that of another: of the same length.

    Raises Tampered (WrongKey when the blob names another key). Who sealed it first is no more to be told than before.
    """
    size = len(blob) - OVERHEAD_TO_PUBLIC
    return seal_to(new.public, unseal_with(old.private, blob), pad_to=(size,))


def _wrap(class_key: ClassKey, case_id: bytes, key: bytes, *, random: Random) -> bytes:
    return seal(class_key.symmetric, key, _context(class_key, case_id), random=random, pad_to=None)


def _context(class_key: ClassKey, case_id: bytes) -> Context:
    return Context(f"case/{class_key.key_class}", case_id.hex(), "key", class_key.key_id, _SCHEMA)
