"""Small sealed things that a visitor carries for us: a form's token, a visit. The porch keeps none of them.

They are sealed with the side's own secret, say until when they hold, and open for one purpose only.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.vault import canonical
from khabar.vault.errors import VaultError
from khabar.vault.keys import key_id_of, subkey
from khabar.vault.seals import Context, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.vault.keys import Random

_SIZES = (512, 2048)


def sealed_token(purpose: str, value: Mapping[str, object], *, now: datetime, minutes: int, random: Random) -> str:
    """Seal a plain map for one purpose; it opens for so many minutes."""
    until = int((now + timedelta(minutes=minutes)).timestamp())
    inside = canonical.encode({**value, "until": until})
    key = _key(purpose)
    return base64.urlsafe_b64encode(seal(key, inside, _context(purpose, key), random=random, pad_to=_SIZES)).decode()


def opened_token(purpose: str, token: str, *, now: datetime) -> dict[str, object] | None:
    """Open a token; None for one that is damaged, foreign, for another purpose or too old."""
    key = _key(purpose)
    try:
        sealed = base64.b64decode(token, altchars=b"-_", validate=True)
        value = canonical.decode(unseal(key, sealed, _context(purpose, key)))
    except (VaultError, ValueError, binascii.Error):
        return None
    if not isinstance(value, dict) or value["until"] < now.timestamp():
        return None
    return {name: content for name, content in value.items() if name != "until"}


def _key(purpose: str) -> bytes:
    return subkey(hashlib.sha256(settings.SECRET_KEY.encode()).digest(), f"token/{purpose}")


def _context(purpose: str, key: bytes) -> Context:
    return Context("token", purpose, "sealed", key_id_of(key), 1)
