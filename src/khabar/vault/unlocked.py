"""An opened keyring: class keys in memory, the current one of each class and the older ones by their id.

It exists for the key agent, for one-shot commands and for tests. It must never be stored, pickled or printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from khabar.vault.errors import UnknownKey
from khabar.vault.keys import ClassKey, KeyClass, PublicKeys

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Unlocked(Mapping[KeyClass, ClassKey]):
    """Class keys, oldest first; `unlocked[KeyClass.REGISTER]` is the current one of its class.

    `root` allows changing the keyring itself (slots, rotation); whoever only works with keys goes `without_root`.
    """

    class_keys: tuple[ClassKey, ...]
    root: bytes | None = field(default=None, repr=False)

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return the current key of the class or the one named; raises UnknownKey when it is not here."""
        for key in reversed(self.class_keys):
            if key.key_class == key_class and key_id in (None, key.key_id):
                return key
        raise UnknownKey(f"no such {key_class} key")

    def key_ids(self, key_class: KeyClass) -> tuple[str, ...]:
        """Return the ids of all keys of a class, oldest first; the last is the current one."""
        return tuple(key.key_id for key in self.class_keys if key.key_class == key_class)

    def public_keys(self) -> PublicKeys:
        """Return the public halves of all keys, older ones as former: what the porch may know."""
        return PublicKeys.of(self.class_keys)

    def only(self, classes: Iterable[KeyClass]) -> Unlocked:
        """Return the keys of some classes alone, without the root."""
        wanted = frozenset(classes)
        return Unlocked(tuple(key for key in self.class_keys if key.key_class in wanted))

    def without_root(self) -> Unlocked:
        """Return the same keys without the power to change the keyring."""
        return replace(self, root=None)

    def __getitem__(self, key_class: KeyClass) -> ClassKey:
        try:
            return self.key(key_class)
        except UnknownKey as error:
            raise KeyError(key_class) from error

    def __iter__(self) -> Iterator[KeyClass]:
        return iter(dict.fromkeys(key.key_class for key in self.class_keys))

    def __len__(self) -> int:
        return len({key.key_class for key in self.class_keys})

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not pickled or copied")
