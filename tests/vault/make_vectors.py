"""Writes the fixed vectors of the vault: bytes that every later version must still open.

Run once for a new format: `PYTHONPATH=src:tests .venv/bin/python tests/vault/make_vectors.py`. The vectors of a format
that anybody has used are never written again; a new format gets new files beside the old ones.
"""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    INTERMEDIARY_CLASSES,
    ClassKey,
    Context,
    Cost,
    Head,
    KeyClass,
    Keyring,
    Statement,
    commitment,
    countersigned,
    derive,
    encode_event,
    key_id_of,
    merkle_root,
    new_case_key,
    seal,
    seal_page,
    seal_piece,
    seal_to,
    sign_event,
)

FOLDER = Path(__file__).parent / "vectors"
TEXT = "شیرین · Shirin"
DRAW = SeededEntropy("vectors").bytes
LINKS = 3


def keys() -> dict[str, Any]:
    """Every class from one secret."""
    secret = DRAW(32)
    made = {key_class: ClassKey(key_class, secret) for key_class in KeyClass}
    return {
        "secret": secret.hex(),
        "classes": {
            str(key_class): {
                "key_id": key.key_id,
                "symmetric": key.symmetric.hex(),
                "private": key.private.hex(),
                "public": key.public.hex(),
                "signing": key.signing.hex(),
                "verify_key": key.verify_key.hex(),
            }
            for key_class, key in made.items()
        },
    }


def seals() -> dict[str, Any]:
    """A case key, a card under it, a letter."""
    class_key = ClassKey(KeyClass.REGISTER, DRAW(32))
    case_id = DRAW(16)
    case = new_case_key(class_key, case_id, random=DRAW)
    place = Context("registry_request", case_id.hex(), "card", key_id_of(case.key), 1)
    nonce = DRAW(24)
    return {
        "class": str(class_key.key_class),
        "secret": class_key.secret.hex(),
        "case_id": case_id.hex(),
        "case_key": case.key.hex(),
        "wrapped": case.wrapped.hex(),
        "place": [place.table, place.row, place.column, place.key_id, place.schema],
        "nonce": nonce.hex(),
        "text": TEXT,
        "card": seal(case.key, TEXT.encode(), place, random=lambda _count: nonce).hex(),
        "letter": b64encode(seal_to(class_key.public, TEXT.encode())).decode(),
    }


def keyring() -> dict[str, Any]:
    """A keyring with a passphrase, recovery shares and a rotated class."""
    made, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=DRAW)
    made = made.add_passphrase_slot("mira", "nine grey herons", unlocked, random=DRAW, cost=Cost(64, 2))
    made, lines = made.add_recovery(unlocked, random=DRAW)
    made, unlocked = made.rotate(KeyClass.REGISTER, unlocked, random=DRAW)
    return {
        "file": b64encode(made.to_bytes()).decode(),
        "name": "mira",
        "passphrase": "nine grey herons",
        "shares": list(lines),
        "class_keys": [[str(key.key_class), key.secret.hex()] for key in unlocked.class_keys],
    }


def pigeonholes() -> dict[str, Any]:
    """One slip at the usual cost, its page with one piece."""
    salt = DRAW(16)
    slip = derive("123456789012", "123456", salt)
    page = seal_page(slip.public, b"with us", [seal_piece(slip.public, TEXT.encode())], random=DRAW)
    return {
        "code": "123456789012",
        "pin": "123456",
        "salt": salt.hex(),
        "locator": slip.locator.hex(),
        "private": slip.private.hex(),
        "public": slip.public.hex(),
        "verify_key": slip.verify_key.hex(),
        "standing": "with us",
        "text": TEXT,
        "page": b64encode(page).decode(),
    }


def events() -> dict[str, Any]:
    """One event with a countersignature."""
    device, guarantor = (ClassKey(KeyClass.REGISTER, DRAW(32)) for _ in range(2))
    statement = Statement(
        device="house",
        sequence=7,
        parents=("0" * 64,),
        author="mira",
        type="consent.answer",
        subject="a" * 32,
        wall_time=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        body=TEXT.encode(),
    )
    event = countersigned(sign_event(statement, signing=device.signing), signing=guarantor.signing)
    return {
        "event": encode_event(event).hex(),
        "id": event.id,
        "verify_key": device.verify_key.hex(),
        "guarantor": guarantor.verify_key.hex(),
        "wall_time": statement.wall_time.isoformat(),
        "body": TEXT,
    }


def chains() -> dict[str, Any]:
    """A short chain, a commitment, a tree."""
    head = Head.of_empty("house")
    payloads = [DRAW(32) for _ in range(LINKS)]
    hashes = []
    for payload in payloads:
        head = head.after(head.next_link(payload))
        hashes.append(head.hash.hex())
    salt = DRAW(16)
    return {
        "chain": "house",
        "genesis": Head.of_empty("house").hash.hex(),
        "payloads": [payload.hex() for payload in payloads],
        "hashes": hashes,
        "salt": salt.hex(),
        "text": TEXT,
        "commitment": commitment(salt, TEXT.encode()).hex(),
        "root": merkle_root(payloads).hex(),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for maker in (keys, seals, keyring, pigeonholes, events, chains):
        content = json.dumps(maker(), indent=1, ensure_ascii=False) + "\n"
        (FOLDER / f"{maker.__name__}.json").write_text(content, encoding="utf-8")
