"""Who opens a keyring that lies in a file: an unlocker by passphrase, or recovery lines; asked for beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.cli.keys import asked_lines, asked_passphrase
from khabar.domain.errors import Invalid
from khabar.vault.bundles import bech32
from khabar.vault.errors import WrongPassphrase, WrongShares
from khabar.vault.keys import RECORD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from khabar.vault.keyring import Keyring
    from khabar.vault.unlocked import Unlocked


def asked_opener(
    who: str | None, passphrase_file: Path | None, *, shares: bool
) -> Callable[[Keyring], Unlocked] | None:
    """Ask for what opens a keyring; None where neither a name nor recovery lines were announced."""
    if shares:
        lines = asked_lines()
        return lambda keyring: _told(lambda: keyring.unlock_with_shares(lines))
    if who:
        passphrase = asked_passphrase(passphrase_file)
        return lambda keyring: _told(lambda: keyring.unlock_with_passphrase(who, passphrase))
    return None


def identities_of_keyring(path: Path, opener: Callable[[Keyring], Unlocked] | None) -> list[str]:
    """Give the keys of age that open what `khabar upgrade` has written for this house alone."""
    if opener is None:
        raise Invalid("keyring", "Say who opens it: --as NAME, or --shares.")
    keys = opener(read_keyring(path)).class_keys
    return [bech32("age-secret-key-", key.private).upper() for key in keys if key.key_class in RECORD_CLASSES]


def _told(unlock: Callable[[], Unlocked]) -> Unlocked:
    try:
        return unlock()
    except WrongPassphrase as problem:
        raise Invalid("as", "That name and passphrase do not open the keyring.") from problem
    except WrongShares as problem:
        raise Invalid("shares", "These lines do not open the keyring.") from problem
