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
    """One process of a house of either kind, as the agent knows it; a role whose classes a house lacks gets nothing."""

    HOUSE = "house"
    FILES = "files"
    WORK_INTAKE = "work-intake"
    WORK_REGISTER = "work-register"
    WORK_FILES = "work-files"
    WORK_SIGNATURES = "work-signatures"
    WORK_MAIL = "work-mail"
    CONTROL = "control"


CLASSES_OF: Mapping[Role, frozenset[KeyClass]] = {
    Role.HOUSE: frozenset({KeyClass.REGISTER, KeyClass.LETTERS}),
    Role.FILES: frozenset({KeyClass.FILES}),
    Role.WORK_INTAKE: frozenset({KeyClass.INTAKE}),
    Role.WORK_REGISTER: frozenset({KeyClass.REGISTER}),
    Role.WORK_FILES: frozenset({KeyClass.FILES}),
    Role.WORK_SIGNATURES: frozenset({KeyClass.SIGNATURES}),
    Role.WORK_MAIL: frozenset({KeyClass.MAIL}),
    Role.CONTROL: frozenset(),
}
"""HOUSE are the desks of an intermediary, FILES those of an association. CONTROL locks and unlocks; it gets no key."""

DESKS = frozenset({Role.HOUSE, Role.FILES})
"""Behind these are people; what they ask for keeps a house from locking itself."""


def socket_path(directory: Path, role: Role) -> Path:
    """Return where the agent listens for a role."""
    return directory / f"{role}.sock"
