"""What the agent answers to one question on one socket: no input, however formed, gets more than a short no.

A no never says more than its word: not which slots exist, nor what was wrong with a passphrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.adapters.keyagent.roles import CLASSES_OF, DESKS, Role
from khabar.domain.errors import Locked
from khabar.vault.errors import Malformed, Tampered, UnknownKey, WrongPassphrase, WrongShares
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.adapters.keyagent.holder import KeyHolder
    from khabar.vault.keyring import Keyring
    from khabar.vault.unlocked import Unlocked

DONE = {"done": True}


def no(word: str) -> dict[str, Any]:
    """Return a refusal."""
    return {"no": word}


def answer_to(question: dict[str, Any], role: Role, holder: KeyHolder, *, pin: Callable[[], bool]) -> dict[str, Any]:
    """Answer one question as far as the role may ask it; `pin` keeps fresh keys out of swap, if it can."""
    match question:
        case {"ask": "key", "key_class": str(name), "key_id": None | str() as key_id, **rest} if not rest:
            return _key(holder, role, name, key_id)
        case {"ask": "classes", **rest} if not rest:
            return {"classes": sorted(holder.classes() & CLASSES_OF[role]), "idle_seconds": holder.idle_seconds}
        case _ if role is Role.CONTROL:
            return _control(question, holder, pin)
        case _:
            return no("malformed")


def _key(holder: KeyHolder, role: Role, name: str, key_id: str | None) -> dict[str, Any]:
    if name not in CLASSES_OF[role]:
        return no("forbidden")
    try:
        secret = holder.key(KeyClass(name), key_id).secret
    except Locked:
        return no("locked")
    except UnknownKey:
        return no("unknown-key")
    if role in DESKS:
        holder.note_use()
    return {"secret": secret}


def _control(question: dict[str, Any], holder: KeyHolder, pin: Callable[[], bool]) -> dict[str, Any]:
    match question:
        case {"ask": "unlock", "name": str(name), "passphrase": str(passphrase), **rest} if not rest:
            return _unlock(holder, lambda keyring: keyring.unlock_with_passphrase(name, passphrase), pin)
        case {"ask": "unlock-with-shares", "lines": list(lines), **rest} if not rest and _are_texts(lines):
            return _unlock(holder, lambda keyring: keyring.unlock_with_shares(lines), pin)
        case {"ask": "lock", **rest} if not rest:
            holder.lock()
            return DONE
        case {"ask": "status", **rest} if not rest:
            return {"classes": sorted(holder.classes()), "idle_seconds": holder.idle_seconds, "pinned": pin()}
        case _:
            return no("malformed")


def _unlock(holder: KeyHolder, open_keyring: Callable[[Keyring], Unlocked], pin: Callable[[], bool]) -> dict[str, Any]:
    try:
        holder.unlock(open_keyring)
    except WrongPassphrase:
        return no("wrong-passphrase")
    except WrongShares:
        return no("wrong-shares")
    except (Malformed, Tampered, OSError):
        return no("unreadable-keyring")
    pin()
    return DONE


def _are_texts(lines: list[object]) -> bool:
    return all(isinstance(line, str) for line in lines)
