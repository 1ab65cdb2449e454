"""Slips, and the visits they open. Code and PIN are drawn with the empty form and travel in its sealed token.

So pressing the button twice gives the same slip and one request. Nothing of a slip is ever stored.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.domain.codes import Slip, new_slip
from khabar.vault.passphrases import DEFAULT_COST
from khabar.vault.pigeonholes import FAST_COST as FAST
from khabar.vault.pigeonholes import PigeonholeKeys, derive
from khabar.web.components.tokens import opened_token, sealed_token

if TYPE_CHECKING:
    from khabar.ports import Parts

__all__ = ["FAST", "FormToken", "keys_of", "new_form_token", "new_visit", "read_form_token", "read_visit"]

FORM_HOURS = 12
_AT_ONCE = threading.BoundedSemaphore(2)
"""A key derivation takes 64 MiB: more than two at once would let anybody exhaust the machine."""


@dataclass(frozen=True)
class FormToken:
    """What a blank form carries: the key under which it will be taken in once, and the slip it will give."""

    key: bytes
    slip: Slip


def new_form_token(purpose: str, parts: Parts) -> str:
    """Draw key and slip for one blank form."""
    random = parts.entropy.bytes
    slip = new_slip(random)
    value = {"key": random(32), "code": slip.code, "pin": slip.pin}
    return sealed_token(purpose, value, now=parts.clock.now(), minutes=FORM_HOURS * 60, random=random)


def read_form_token(purpose: str, token: str, parts: Parts) -> FormToken | None:
    """Open a form's token; None when it is too old or not ours."""
    value = opened_token(purpose, token, now=parts.clock.now())
    match value:
        case {"key": bytes(key), "code": str(code), "pin": str(pin)}:
            return FormToken(key, Slip(code, pin))
        case _:
            return None


def keys_of(slip: Slip, parts: Parts) -> PigeonholeKeys:
    """Derive locator and keys of a slip; the same cost for every slip, true or invented."""
    cost = FAST if parts.options.fast_keys else DEFAULT_COST
    with _AT_ONCE:
        return derive(slip.code, slip.pin, bytes.fromhex(parts.options.slip_salt), cost=cost)


def new_visit(keys: PigeonholeKeys, parts: Parts) -> str:
    """Seal the keys of a page for one visit of a few minutes."""
    value = {"locator": keys.locator, "private": keys.private, "public": keys.public}
    value |= {"signing": keys.signing, "verify": keys.verify_key}
    return sealed_token(
        "visit", value, now=parts.clock.now(), minutes=parts.options.visit_minutes, random=parts.entropy.bytes
    )


def read_visit(token: str, parts: Parts) -> PigeonholeKeys | None:
    """Open a visit; None when it has ended."""
    value = opened_token("visit", token, now=parts.clock.now())
    match value:
        case {
            "locator": bytes(locator),
            "private": bytes(private),
            "public": bytes(public),
            "signing": bytes(signing),
            "verify": bytes(verify_key),
        }:
            return PigeonholeKeys(locator, private, public, signing, verify_key)
        case _:
            return None
