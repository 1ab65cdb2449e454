"""How the vault says no.

Nothing here tells which part of a secret was wrong, and no message holds a secret or a plaintext.
After any of these the caller stops: never continue after a failed decryption or signature check.
"""


class VaultError(Exception):
    """A failure of the vault; never raised itself."""


class Tampered(VaultError):  # noqa: N818 - says what is the matter, as the domain's errors do
    """The bytes are not what was sealed or signed here: changed, cut, moved, or meant for another key."""


class WrongKey(Tampered):
    """The bytes name another key than the one given; look the right one up by `key_id_in`."""


class Malformed(VaultError):  # noqa: N818 - says what is the matter
    """These bytes were never written by us: not the one canonical form, wrong fields, wrong types."""


class TooLarge(VaultError):  # noqa: N818 - says what is the matter
    """The plaintext fits into none of the sizes on offer."""


class WrongPassphrase(VaultError):  # noqa: N818 - says what is the matter
    """No slot of that name opens with that passphrase (unknown name and wrong passphrase are one answer)."""


class WrongShares(VaultError):  # noqa: N818 - says what is the matter
    """These recovery shares do not open the keyring: too few, mistyped, or of another set."""


class UnknownKey(VaultError):  # noqa: N818 - says what is the matter
    """The unlocked keyring holds no such key: destroyed, or of another installation."""


class StillInUse(VaultError):  # noqa: N818 - says what is the matter
    """A key may be destroyed only when it is not the current one and nothing needs it any more."""


class SlotTaken(VaultError):  # noqa: N818 - says what is the matter
    """A slot of this name exists; remove it first, which changes the keyring's root."""
