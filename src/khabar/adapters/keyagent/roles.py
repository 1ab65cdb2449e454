"""Who may ask the agent for what: one socket for each role, and a role never gets more than its classes.

The file system and the kernel's word on the peer decide who may use a socket; the socket decides which keys.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Role(StrEnum):
    """One process of the house, as the agent knows it."""

    HOUSE = "house"
    WORK_INTAKE = "work-intake"
    WORK_REGISTER = "work-register"
    WORK_MAIL = "work-mail"
    CONTROL = "control"


CLASSES_OF: Mapping[Role, frozenset[KeyClass]] = {
    Role.HOUSE: frozenset({KeyClass.REGISTER, KeyClass.LETTERS}),
    Role.WORK_INTAKE: frozenset({KeyClass.INTAKE}),
    Role.WORK_REGISTER: frozenset({KeyClass.REGISTER}),
    Role.WORK_MAIL: frozenset({KeyClass.MAIL}),
    Role.CONTROL: frozenset(),
}
"""The control role locks, unlocks and asks for the status; it gets no key at all."""


def socket_path(directory: Path, role: Role) -> Path:
    """Return where the agent listens for a role."""
    return directory / f"{role}.sock"
