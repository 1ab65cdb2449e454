"""Colleagues at their desks: signing in with passphrase and second factor, as they do it, over HTTP.

The code of the second factor is reckoned here from RFC 6238 alone, apart from the house's own reckoning.
"""

from __future__ import annotations

import base64
import hmac
import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeys.installation import Installation
    from journeys.visitor import Visitor

_STEP = 30


def totp(secret: str, at: float) -> str:
    """RFC 6238 with SHA-1, six digits, steps of thirty seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, int(at // _STEP).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def join(inst: Installation, name: str, *duties: str) -> Visitor:
    """Add a colleague from the shell; sign in for the first time and activate the second factor."""
    words = [word for duty in duties for word in ("--duty", duty)]
    told = inst.khabar("staff", "add", name, "--name", name.capitalize(), *words)
    passphrase = re.findall(rf"(?m)^{name}: (.+)$", told.stdout)
    visitor = inst.at_house(name)
    visitor.get("/sign-in/")
    visitor.send("/sign-in/", login=name, password=passphrase[0])
    assert visitor.at is not None
    assert visitor.at.path == "/second-factor/", (visitor.at.path, visitor.at.text)
    secret = "".join(group.text_content().strip() for group in visitor.at.page.iterfind(".//dd/span")).replace(" ", "")
    visitor.send("/second-factor/", code=totp(secret, time.time()))
    visitor.get("/")
    assert visitor.at.status == 200, visitor.at.text
    return visitor
