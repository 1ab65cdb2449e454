"""The agent process: listens on one Unix socket for each role, asks the kernel who is there, answers one question.

It starts locked, holds keys in memory only, and forgets them when it ends. It opens no network, no database and, but
for its sockets, writes no file. Run it as `run_agent`, in the foreground, under whatever restarts services.
"""

from __future__ import annotations

import fcntl
import os
import selectors
import signal
import socket
import struct
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.adapters.keyagent.answers import answer_to, no
from khabar.adapters.keyagent.hardening import forbid_dumps, pin_memory
from khabar.adapters.keyagent.holder import KeyHolder
from khabar.adapters.keyagent.roles import Role, socket_path
from khabar.adapters.keyagent.wire import address_of, receive, send
from khabar.domain.errors import Conflict
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from khabar.ports import Clock

_CONVERSATION_SECONDS = 5.0
_CONVERSATIONS = 16
_BACKLOG = 128
_TICK_SECONDS = 1.0
_STACK_BYTES = 512 * 1024
_CREDENTIALS = struct.Struct("iII")


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """Where the keyring lies, where the sockets go, who may connect, after how many idle seconds keys are forgotten.

    With a `group` (its number) the sockets are open to that group, and `uids` names whom of it the agent hears.
    """

    keyring: Path
    sockets: Path
    uids: frozenset[int] = field(default_factory=lambda: frozenset({os.getuid()}))
    group: int | None = None
    idle_seconds: int | None = None


class AgentServer:
    """The sockets and the loop. `start`, then `serve` until `stop` is called from a signal or another thread."""

    def __init__(self, settings: AgentSettings, *, clock: Clock, pin: Callable[[], bool] = lambda: False) -> None:
        self._settings = settings
        self._pin = pin
        self._holder = KeyHolder(settings.keyring, clock, settings.idle_seconds)
        self._conversations = threading.BoundedSemaphore(_CONVERSATIONS)
        self._open = ExitStack()
        self._selector = self._open.enter_context(selectors.DefaultSelector())
        self._stopping = threading.Event()
        self._bell, self._ringer = (self._open.enter_context(end) for end in socket.socketpair())

    def start(self) -> None:
        """Take the folder and open the sockets; raises Conflict when another agent has it, or OSError."""
        try:
            self._take_folder(self._settings.sockets)
        except (Conflict, OSError):
            self._open.close()
            raise

    def serve(self) -> None:
        """Answer until stopped, then close the sockets and forget the keys."""
        with self._open:
            while not self._stopping.is_set():
                for ready, _events in self._selector.select(_TICK_SECONDS):
                    if isinstance(ready.data, Role) and isinstance(ready.fileobj, socket.socket):
                        self._accept(ready.fileobj, ready.data)
                self._holder.lock_if_idle()
            self._holder.lock()
            for role in Role:
                socket_path(self._settings.sockets, role).unlink(missing_ok=True)

    def stop(self) -> None:
        """Make `serve` end soon; safe in a signal handler."""
        self._stopping.set()
        with suppress(OSError):  # a second signal may come when all is closed
            self._ringer.send(b".")

    def _take_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _hand_over(folder, self._settings.group, alone=0o700, shared=0o710)
        self._claim(folder)
        self._selector.register(self._bell, selectors.EVENT_READ)
        for role in Role:
            self._selector.register(self._listener(role), selectors.EVENT_READ, role)

    def _claim(self, folder: Path) -> None:
        descriptor = os.open(folder / "agent.lock", os.O_CREAT | os.O_RDWR, 0o600)
        self._open.callback(os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("An agent is already running here.") from error

    def _listener(self, role: Role) -> socket.socket:
        path = socket_path(self._settings.sockets, role)
        path.unlink(missing_ok=True)
        listener = self._open.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        with address_of(path) as address:
            listener.bind(address)
        _hand_over(path, self._settings.group, alone=0o600, shared=0o660)
        listener.settimeout(0.0)
        listener.listen(_BACKLOG)
        return listener

    def _accept(self, listener: socket.socket, role: Role) -> None:
        try:
            connection, _address = listener.accept()
        except OSError:
            return  # gone before we looked, or no descriptor left: the next one may fare better
        if _uid_of_peer(connection) not in self._settings.uids:
            connection.close()
            return
        self._conversations.acquire()
        threading.Thread(target=self._converse, args=(connection, role), daemon=True).start()

    def _converse(self, connection: socket.socket, role: Role) -> None:
        try:
            with connection:
                try:
                    answer = answer_to(
                        receive(connection, seconds=_CONVERSATION_SECONDS), role, self._holder, pin=self._pin
                    )
                except Malformed:
                    answer = no("malformed")
                send(connection, answer, seconds=_CONVERSATION_SECONDS)
        except OSError:
            pass  # the other side is gone or stalled: its affair, and nothing here may be logged
        finally:
            self._conversations.release()


def run_agent(settings: AgentSettings, *, clock: Clock, ready: Callable[[], None] = lambda: None) -> None:
    """Run the agent in this process until SIGTERM or SIGINT. Once hardened a process stays so: call it nowhere else."""
    forbid_dumps()
    os.umask(0o077)
    threading.stack_size(_STACK_BYTES)
    pin_memory()
    server = AgentServer(settings, clock=clock, pin=pin_memory)

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.start()
    ready()
    server.serve()


def _uid_of_peer(connection: socket.socket) -> int:
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _pid, uid, _gid = _CREDENTIALS.unpack(credentials)
    return int(uid)


def _hand_over(path: Path, group: int | None, *, alone: int, shared: int) -> None:
    if group is None:
        path.chmod(alone)
    else:
        os.chown(path, -1, group)
        path.chmod(shared)
