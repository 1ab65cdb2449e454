"""The server before our program: what it refuses by itself, how long it waits, and in which words.

It reads no more than a door could take, waits for nobody without end, and says the same few words with the same headers
as every page. It must never repeat what was sent, and never write down from where.
"""

from __future__ import annotations

import errno
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from khabar.web.components.middleware import HEADERS

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

PAUSE: Final = 10.0
"""Seconds without a byte after which a visitor counts as gone."""
GRACE: Final = 20.0
"""Seconds in which a request may come as slowly as it likes."""
SLOWEST: Final = 4_000
"""Bytes a second, over everything beyond the grace: an old telephone far from a mast does better."""
SENDING: Final = 120.0
"""Seconds after which an answer that is not taken is dropped."""
_OURS: Final = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName, errors.ConfigurationProblem)
_STATUS: Final = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
}
_WORDS: Final = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: b"This is too much at once. Nothing was kept. Please send less.",
    HTTPStatus.LENGTH_REQUIRED: b"Please say how long it is. Nothing was kept.",
    HTTPStatus.INTERNAL_SERVER_ERROR: b"Something broke on our side. Please send it again.",
}
_NOT_UNDERSTOOD: Final = b"This was not understood. Nothing was kept."


class Patient:
    """A visitor's socket that waits, but not for ever; everything else is the socket's own."""

    def __init__(self, sock: socket.socket, passing: Callable[[], float] = time.monotonic) -> None:
        self._sock, self._passing = sock, passing
        self._begun, self._came = passing(), 0
        self._asked: float | None = None

    def begin(self) -> None:
        """Count the time of the next request from now."""
        self._begun, self._came = self._passing(), 0

    def recv(self, most: int, flags: int = 0) -> bytes:
        """Give what came; ConnectionResetError where nothing comes, or too slowly for too long."""
        left = GRACE + self._came / SLOWEST - (self._passing() - self._begun)
        if left <= 0:
            raise _gone()
        self._sock.settimeout(min(PAUSE, left, PAUSE if self._asked is None else self._asked))
        try:
            piece = self._sock.recv(most, flags)
        except TimeoutError:
            raise _gone() from None
        self._came += len(piece)
        return piece

    def settimeout(self, seconds: float | None) -> None:
        """Wait no longer than asked; never longer than we would anyway."""
        self._asked = seconds
        self._sock.settimeout(seconds)

    def setblocking(self, is_waiting: bool) -> None:  # noqa: FBT001 - a socket's own form
        """Wait as long as we would, or not at all."""
        self._asked = None
        self._sock.setblocking(is_waiting)

    def sendall(self, what: bytes) -> None:
        """Hand an answer over; ConnectionResetError where it is not taken in time."""
        self._sock.settimeout(SENDING)
        try:
            self._sock.sendall(what)
        except TimeoutError:
            raise _gone() from None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a socket has
        """Give what the socket itself has."""
        return getattr(self._sock, name)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """One process of ours that answers, with a patient socket, a bound for bodies and words of its own."""

    most_bytes = 0
    """Bytes of the largest body that any door takes; set by `bounded`."""

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401 - gunicorn's connection
        """Begin a request: from now on its time runs."""
        if not isinstance(conn.sock, Patient):
            conn.sock = Patient(conn.sock)
        conn.sock.begin()
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:  # noqa: ANN401 - gunicorn's request and connection
        """Refuse what says that it is too long, or will not say how long it is, before any of it is read."""
        refused = self._refused(dict(req.headers))
        if refused is None:
            return bool(super().handle_request(req, conn))
        conn.sock.sendall(answer(refused))
        return False

    def handle_error(self, req: object, client: Any, addr: object, exc: BaseException) -> None:  # noqa: ANN401 - its signature
        """Answer what is no request in few words; what was wrong with it, and whose it was, is written nowhere."""
        del req, addr
        is_theirs = isinstance(exc, errors.ParseException) and not isinstance(exc, _OURS)
        status = HTTPStatus.BAD_REQUEST if is_theirs else HTTPStatus.INTERNAL_SERVER_ERROR
        status = next((one for kind, one in _STATUS.items() if isinstance(exc, kind)), status)
        if not is_theirs:
            self.log.error("A request broke: %s", type(exc).__name__)
        client.sendall(answer(status))

    def _refused(self, headers: dict[str, str]) -> HTTPStatus | None:
        if "TRANSFER-ENCODING" in headers:
            return HTTPStatus.LENGTH_REQUIRED
        said = headers.get("CONTENT-LENGTH", "0")
        if not (said.isascii() and said.isdecimal()):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(said) > self.most_bytes else None


def bounded(most_bytes: int) -> type[Worker]:
    """Give the kind of process that takes bodies up to so many bytes."""
    return type("BoundedWorker", (Worker,), {"most_bytes": most_bytes})


def answer(status: HTTPStatus) -> bytes:
    """Give a whole answer in few words, with the headers that every page has; the connection ends after it."""
    words = _WORDS.get(status, _NOT_UNDERSTOOD)
    headers = {**HEADERS, "Cache-Control": "no-store", "Connection": "close", "Content-Type": "text/plain"}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(words)}", "", ""]).encode("ascii") + words


def _gone() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the visitor was too slow")
