"""The agent's clients: one that gets keys for a process, one that locks and unlocks.

A process asks each time and keeps nothing; an agent that is locked and one that is not there are the same to it.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from khabar.adapters.keyagent.wire import address_of, receive, send
from khabar.domain.errors import Locked, Outside
from khabar.vault.errors import Malformed, UnknownKey, VaultError, WrongPassphrase, WrongShares
from khabar.vault.keys import ClassKey, KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SECONDS = 10.0
_UNLOCK_SECONDS = 60.0
_REASONS: Mapping[str, tuple[type[VaultError], str]] = {
    "wrong-passphrase": (WrongPassphrase, "no slot of that name opens with that passphrase"),
    "wrong-shares": (WrongShares, "these shares do not open this keyring"),
}


class SocketKeyAgent:
    """Gets the class keys of one role: `SocketKeyAgent(socket_path(folder, role), *CLASSES_OF[role])`."""

    def __init__(self, path: Path, *key_classes: KeyClass) -> None:
        self._path = path
        self._key_classes = frozenset(key_classes)

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return a key; raises Locked (also without an agent, or when the role may not have it) or vault.UnknownKey."""
        question = {"ask": "key", "key_class": str(key_class), "key_id": key_id}
        try:
            answer = _asked(self._path, question, seconds=_SECONDS)
        except (OSError, Malformed) as error:
            raise Locked(key_class) from error
        match answer:
            case {"secret": bytes(secret)}:
                return ClassKey(key_class, secret)
            case {"no": "unknown-key"}:
                raise UnknownKey(f"no such {key_class} key")
            case _:
                raise Locked(key_class)

    def locked(self) -> frozenset[KeyClass]:
        """Return those of this process's classes that cannot be had now."""
        try:
            answer = _asked(self._path, {"ask": "classes"}, seconds=_SECONDS)
        except (OSError, Malformed):
            return self._key_classes
        return self._key_classes - _classes(answer)

    def idle_seconds(self) -> int | None:
        """Return after how many seconds without a desk's request the agent locks; None: never, or no agent is there."""
        try:
            answer = _asked(self._path, {"ask": "classes"}, seconds=_SECONDS)
        except (OSError, Malformed):
            return None
        idle = answer.get("idle_seconds")
        return idle if isinstance(idle, int) else None


@runtime_checkable
class LocksItself(Protocol):
    """Keys that can say when they will be forgotten."""

    def idle_seconds(self) -> int | None:
        """Return after how many seconds without a desk's request the agent locks; None: never, or not known."""
        ...


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """What the agent says of itself: classes at hand (none: locked), its idle time, whether it is kept from swap."""

    unlocked: frozenset[KeyClass]
    idle_seconds: int | None
    memory_pinned: bool


class AgentControl:
    """Locks and unlocks the agent over its control socket; every method raises Outside when no agent answers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def unlock(self, name: str, passphrase: str) -> None:
        """Unlock with one unlocker's passphrase; raises vault.WrongPassphrase."""
        self._done({"ask": "unlock", "name": name, "passphrase": passphrase})

    def unlock_with_shares(self, lines: Sequence[str]) -> None:
        """Unlock with recovery shares; raises vault.WrongShares."""
        self._done({"ask": "unlock-with-shares", "lines": list(lines)})

    def lock(self) -> None:
        """Make the agent forget all keys."""
        self._done({"ask": "lock"})

    def status(self) -> AgentStatus:
        """Ask how the agent is; this does not count as use of a key."""
        answer = self._answer({"ask": "status"})
        idle = answer.get("idle_seconds")
        return AgentStatus(_classes(answer), idle if isinstance(idle, int) else None, answer.get("pinned") is True)

    def is_there(self) -> bool:
        """Tell whether any agent listens, also one that does not answer us."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            try:
                with address_of(self._path) as address:
                    connection.settimeout(_SECONDS)
                    connection.connect(address)
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except OSError:
                return True
        return True

    def _done(self, question: dict[str, Any]) -> None:
        answer = self._answer(question)
        if answer.get("done") is True:
            return
        word = str(answer.get("no"))
        if word in _REASONS:
            kind, sentence = _REASONS[word]
            raise kind(sentence)
        if word == "unreadable-keyring":
            raise Outside("The keyring file is missing, damaged or forged.", retry=False)
        raise Outside("The key agent did not understand.", retry=False)

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        try:
            return _asked(self._path, question, seconds=_UNLOCK_SECONDS)
        except (OSError, Malformed) as error:
            raise Outside("The key agent is not running; start it with `khabar agent`.", retry=True) from error


def _asked(path: Path, question: dict[str, Any], *, seconds: float) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, address_of(path) as address:
        connection.settimeout(seconds)
        connection.connect(address)
        send(connection, question, seconds=seconds)
        return receive(connection, seconds=seconds)


def _classes(answer: dict[str, Any]) -> frozenset[KeyClass]:
    names = answer.get("classes")
    return frozenset(key_class for key_class in KeyClass if isinstance(names, list) and key_class in names)
