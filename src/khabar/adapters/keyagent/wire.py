"""How the agent and its clients talk: a length (4 bytes), then one canonical CBOR map; one question, one answer.

Everything is bounded: bytes, seconds, depth. Whatever does not fit is an end of the conversation, never of the agent.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from khabar.vault.canonical import decode, encode
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

MAX_MESSAGE_BYTES = 16384
_LENGTH_BYTES = 4
_MAX_ADDRESS_BYTES = 100


class Silence(OSError):  # noqa: N818 - the other side said nothing, too little, or too late
    """The other side closed or stalled before a whole message was there."""


def send(connection: socket.socket, message: dict[str, Any], *, seconds: float) -> None:
    """Send one message; raises OSError when the other side is gone."""
    connection.settimeout(seconds)
    data = encode(message)
    connection.sendall(len(data).to_bytes(_LENGTH_BYTES, "big") + data)


def receive(connection: socket.socket, *, seconds: float) -> dict[str, Any]:
    """Return one message; raises Silence, another OSError, or Malformed. All of it must come within `seconds`."""
    deadline = time.monotonic() + seconds
    length = int.from_bytes(_exactly(connection, _LENGTH_BYTES, deadline), "big")
    if length > MAX_MESSAGE_BYTES:
        raise Malformed("a message too long")
    message = decode(_exactly(connection, length, deadline))
    if not isinstance(message, dict):
        raise Malformed("a message is a map")
    return cast("dict[str, Any]", message)


def _exactly(connection: socket.socket, count: int, deadline: float) -> bytes:
    received = bytearray()
    while len(received) < count:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Silence("too late")
        connection.settimeout(left)
        piece = connection.recv(count - len(received))
        if not piece:
            raise Silence("closed")
        received += piece
    return bytes(received)


@contextmanager
def address_of(path: Path) -> Iterator[str]:
    """Give a socket's path in a form that the kernel accepts: it takes no more than 107 bytes.

    A longer path is reached through an open descriptor of its folder.
    """
    if len(os.fsencode(path)) <= _MAX_ADDRESS_BYTES:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
