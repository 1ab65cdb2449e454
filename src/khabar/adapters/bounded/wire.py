"""How the two sides of a bounded process speak: frames of bytes, each after its length, none longer than a file.

Headers are JSON, which builds nothing but plain values; pictures are frames of their own.
"""

import json
from typing import IO

from khabar.domain.scans import MOST_BYTES

_LENGTH = 4


class TooLongError(Exception):
    """A frame is said to be longer than any file."""


def framed(content: bytes) -> bytes:
    """Give one frame."""
    return len(content).to_bytes(_LENGTH, "big") + content


def header(**said: object) -> bytes:
    """Give a header as one frame."""
    return framed(json.dumps(said).encode("ascii"))


def taken(held: bytearray) -> bytes | None:
    """Take one whole frame from what has come; None while it is not all there. Raises TooLongError."""
    length = int.from_bytes(held[:_LENGTH], "big")
    if length > MOST_BYTES:
        raise TooLongError
    if len(held) < _LENGTH + length or len(held) < _LENGTH:
        return None
    frame = bytes(held[_LENGTH : _LENGTH + length])
    del held[: _LENGTH + length]
    return frame


def received(pipe: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """Read one frame, waiting for all of it. Raises EOFError for one that is longer than so many bytes, or cut."""
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    content = pipe.read(min(length, most))
    if len(content) != length:
        raise EOFError
    return content
