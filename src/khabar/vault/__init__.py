"""Envelope encryption, sealed letters, pigeonholes, signed events and hash chains.

A library: values in, values out. It knows no database, clock or network, and draws its randomness from the callable
that it is given (PyNaCl's sealed boxes and the share splitting draw their own). What it returns as sealed, it never
logs, prints or keeps open.
"""

from khabar.vault.canonical import decode, encode
from khabar.vault.cases import WrappedCaseKey, needs_rewrap, new_case_key, resealed, rewrap_case_key, unwrap_case_key
from khabar.vault.chains import Fault, FaultFound, Head, Link, commitment, first_fault, genesis, merkle_root
from khabar.vault.errors import (
    Malformed,
    SlotTaken,
    StillInUse,
    Tampered,
    TooLarge,
    UnknownKey,
    VaultError,
    WrongKey,
    WrongPassphrase,
    WrongShares,
)
from khabar.vault.events import (
    SignedEvent,
    Statement,
    countersigned,
    decode_event,
    encode_event,
    sign_event,
    verify_countersignature,
    verify_event,
)
from khabar.vault.keyring import Keyring, Opened, Recovery
from khabar.vault.keys import (
    ASSOCIATION_CLASSES,
    INTERMEDIARY_CLASSES,
    ClassKey,
    KeyClass,
    PublicKey,
    PublicKeys,
    Random,
    key_id_of,
    subkey,
)
from khabar.vault.padding import LETTER_PADDING, PADDING
from khabar.vault.passphrases import DEFAULT_COST, Cost
from khabar.vault.pigeonholes import (
    PAGE_SIZE,
    SLOTS,
    OpenedPage,
    PigeonholeKeys,
    blank_piece,
    blank_slots,
    derive,
    open_page,
    seal_page,
    seal_piece,
)
from khabar.vault.seals import Context, key_id_in, seal, seal_to, unseal, unseal_with
from khabar.vault.unlocked import Unlocked

__all__ = [
    "ASSOCIATION_CLASSES",
    "DEFAULT_COST",
    "INTERMEDIARY_CLASSES",
    "LETTER_PADDING",
    "PADDING",
    "PAGE_SIZE",
    "SLOTS",
    "ClassKey",
    "Context",
    "Cost",
    "Fault",
    "FaultFound",
    "Head",
    "KeyClass",
    "Keyring",
    "Link",
    "Malformed",
    "Opened",
    "OpenedPage",
    "PigeonholeKeys",
    "PublicKey",
    "PublicKeys",
    "Random",
    "Recovery",
    "SignedEvent",
    "SlotTaken",
    "Statement",
    "StillInUse",
    "Tampered",
    "TooLarge",
    "UnknownKey",
    "Unlocked",
    "VaultError",
    "WrappedCaseKey",
    "WrongKey",
    "WrongPassphrase",
    "WrongShares",
    "blank_piece",
    "blank_slots",
    "commitment",
    "countersigned",
    "decode",
    "decode_event",
    "derive",
    "encode",
    "encode_event",
    "first_fault",
    "genesis",
    "key_id_in",
    "key_id_of",
    "merkle_root",
    "needs_rewrap",
    "new_case_key",
    "open_page",
    "resealed",
    "rewrap_case_key",
    "seal",
    "seal_page",
    "seal_piece",
    "seal_to",
    "sign_event",
    "subkey",
    "unseal",
    "unseal_with",
    "unwrap_case_key",
    "verify_countersignature",
    "verify_event",
]
