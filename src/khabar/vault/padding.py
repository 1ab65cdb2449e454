"""Sizes that tell nothing: a plaintext is padded up to the next of a few sizes before it is sealed.

Padding lies inside the encryption, so only the size class shows. It must never depend on anything but the length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.vault.errors import Tampered, TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

PADDING = (256, 1024, 4096, 16384, 65536, 262144, 1048576)
"""Padded bytes, for cards and other sealed rows."""

LETTER_PADDING = (2048, 8192, 32768, 131072, 524288)
"""Padded bytes, for letters and intake rows: 2, 8, 32, 128, 512 KiB (reference SAFETY section 5.1)."""

LENGTH_BYTES = 4


def pad(plaintext: bytes, sizes: Sequence[int] | None) -> bytes:
    """Return length, plaintext and zeros up to the smallest size that holds them; None keeps the exact length."""
    needed = LENGTH_BYTES + len(plaintext)
    size = needed if sizes is None else min((size for size in sizes if size >= needed), default=0)
    if not size:
        raise TooLarge(f"{len(plaintext)} bytes are more than any size holds")
    return len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext + bytes(size - needed)


def unpad(padded: bytes) -> bytes:
    """Return the plaintext; raises Tampered when the length is impossible or the rest is not zeros."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    rest = padded[end:]
    if len(padded) < LENGTH_BYTES or end > len(padded) or rest.count(0) != len(rest):
        raise Tampered("the padding is not ours")
    return padded[LENGTH_BYTES:end]
