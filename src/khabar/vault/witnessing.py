"""Checking what a witness key has signed (see adapters.witness): checkpoints and lines of the journal."""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from khabar.vault.errors import Tampered


def require_signature(verify_key: bytes, data: bytes, signature: bytes) -> None:
    """Raise Tampered unless this key has signed exactly these bytes."""
    try:
        VerifyKey(verify_key).verify(data, signature)
    except (CryptoError, ValueError, TypeError) as error:
        raise Tampered("the signature does not hold") from error
