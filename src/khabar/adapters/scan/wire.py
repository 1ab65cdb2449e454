"""How the two sides of a scan speak: frames of bytes, each after its length. A frame is never longer than a file.

Headers are JSON, which builds nothing but plain values; pictures are frames of their own.
"""

import json
from typing import IO

from khabar.domain.scans import MOST_BYTES, Unreadable, unreadable

_LENGTH = 4


def framed(content: bytes) -> bytes:
    """Give one frame."""
    return len(content).to_bytes(_LENGTH, "big") + content


def header(**said: object) -> bytes:
    """Give a header as one frame."""
    return framed(json.dumps(said).encode("ascii"))


def taken(held: bytearray) -> bytes | None:
    """Take one whole frame from what has come; None while it is not all there."""
    length = int.from_bytes(held[:_LENGTH], "big")
    if length > MOST_BYTES:
        raise unreadable(Unreadable.TOO_HARD)
    if len(held) < _LENGTH + length or len(held) < _LENGTH:
        return None
    frame = bytes(held[_LENGTH : _LENGTH + length])
    del held[: _LENGTH + length]
    return frame


def received(pipe: IO[bytes]) -> bytes:
    """Read one frame, waiting for all of it."""
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    content = pipe.read(min(length, MOST_BYTES))
    if len(content) != length:
        raise EOFError
    return content
