"""What one process remembers of sealed cards while the register is unlocked: one memory of each kind, in no file.

When the house is locked all memories go together, and the names library's with them. It must never outlive the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from khabar import names
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.ports import Parts


class Remembered:
    """A kind of memory; made without arguments when it is first asked for."""

    _kept: ClassVar[dict[type[Remembered], Remembered]] = {}

    @classmethod
    def of_this_process(cls) -> Self:
        """Give the one memory of this kind in this process."""
        kept = cls.kept()
        if kept is None:
            kept = cls()
            Remembered._kept[cls] = kept
        return kept

    @classmethod
    def kept(cls) -> Self | None:
        """Give the memory of this kind if there is one already."""
        found = Remembered._kept.get(cls)
        return found if isinstance(found, cls) else None

    @staticmethod
    def forget_all() -> None:
        """Drop every memory of every kind, the names library's own caches too."""
        Remembered._kept.clear()
        names.forget()

    @staticmethod
    def forget_all_when_locked(parts: Parts) -> None:
        """Drop everything once the register is locked; asks the agent only where there is something to forget."""
        if Remembered._kept and KeyClass.REGISTER in parts.keys.locked():
            Remembered.forget_all()
