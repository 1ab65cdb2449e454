import json
from base64 import b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

from khabar.vault import (
    ClassKey,
    Context,
    Head,
    KeyClass,
    Keyring,
    commitment,
    decode_event,
    derive,
    encode_event,
    merkle_root,
    open_page,
    seal,
    unseal,
    unseal_with,
    unwrap_case_key,
    verify_countersignature,
    verify_event,
)


def vector(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / f"{name}.json").read_text("utf-8"))
    return content


def test_class_keys_still_follow_from_their_secret() -> None:
    given = vector("keys")
    secret = bytes.fromhex(given["secret"])
    assert set(given["classes"]) == set(KeyClass)
    for name, wanted in given["classes"].items():
        key = ClassKey(KeyClass(name), secret)
        assert key.key_id == wanted.pop("key_id")
        assert {part: getattr(key, part).hex() for part in wanted} == wanted


def test_a_card_under_a_wrapped_case_key_still_opens_and_is_still_sealed_alike() -> None:
    given = vector("seals")
    class_key = ClassKey(KeyClass(given["class"]), bytes.fromhex(given["secret"]))
    case_key = unwrap_case_key(class_key, bytes.fromhex(given["case_id"]), bytes.fromhex(given["wrapped"]))
    place, card = Context(*given["place"]), bytes.fromhex(given["card"])
    assert case_key.hex() == given["case_key"]
    assert unseal(case_key, card, place).decode() == given["text"]
    nonce = bytes.fromhex(given["nonce"])
    assert seal(case_key, given["text"].encode(), place, random=lambda _count: nonce) == card


def test_a_sealed_letter_still_opens() -> None:
    given = vector("seals")
    class_key = ClassKey(KeyClass(given["class"]), bytes.fromhex(given["secret"]))
    assert unseal_with(class_key.private, b64decode(given["letter"])).decode() == given["text"]


def test_a_keyring_file_still_opens_by_passphrase_and_by_any_two_shares() -> None:
    given = vector("keyring")
    keyring = Keyring.from_bytes(b64decode(given["file"]))
    unlocked = keyring.unlock_with_passphrase(given["name"], given["passphrase"])
    assert [[key.key_class, key.secret.hex()] for key in unlocked.class_keys] == given["class_keys"]
    assert keyring.unlock_with_shares(given["shares"][1:]) == unlocked


def test_a_slip_still_leads_to_its_page() -> None:
    given = vector("pigeonholes")
    slip = derive(given["code"], given["pin"], bytes.fromhex(given["salt"]))
    for part in ("locator", "private", "public", "verify_key"):
        assert getattr(slip, part).hex() == given[part]
    page = open_page(slip.private, b64decode(given["page"]))
    assert (page.standing.decode(), [piece.decode() for piece in page.pieces]) == (given["standing"], [given["text"]])


def test_an_event_still_verifies_under_its_id() -> None:
    given = vector("events")
    event = decode_event(bytes.fromhex(given["event"]))
    assert event.id == given["id"]
    assert event.statement.body.decode() == given["body"]
    assert event.statement.wall_time == datetime.fromisoformat(given["wall_time"])
    verify_event(event, bytes.fromhex(given["verify_key"]))
    verify_countersignature(event, bytes.fromhex(given["guarantor"]))
    assert encode_event(event).hex() == given["event"]


def test_chains_commitments_and_trees_still_hash_alike() -> None:
    given = vector("chains")
    head = Head.of_empty(given["chain"])
    assert head.hash.hex() == given["genesis"]
    payloads = [bytes.fromhex(payload) for payload in given["payloads"]]
    for payload, wanted in zip(payloads, given["hashes"], strict=True):
        head = head.after(head.next_link(payload))
        assert head.hash.hex() == wanted
    assert commitment(bytes.fromhex(given["salt"]), given["text"].encode()).hex() == given["commitment"]
    assert merkle_root(payloads).hex() == given["root"]
