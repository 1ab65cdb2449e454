"""The headers by which a mail of a list can be left with one press of a button (RFC 2369, RFC 2919, RFC 8058).

Both ways are always given: a page that answers to POST alone, and an address of mail. Each carries an opaque token of
the one reader, never the reader's address. Nothing here sends or stores anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from khabar.domain.errors import Invalid

LEAST_TOKEN: Final = 22
"""Letters of a token of 128 random bits, six bits to a letter."""
_HTTPS: Final = re.compile(r"https://[^\s<>\"',]+/([A-Za-z0-9_-]+)/?")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LIST_ID: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")

NOT_LEAVING = "The address for leaving the list ends in a token of at least 22 letters, digits or hyphens."
NO_ADDRESS = "This is no address of mail that a header can carry."
NO_LIST_ID = "A list is named like a host, in small letters: lantern.example."


@dataclass(frozen=True)
class Leaving:
    """How one reader leaves a list: `page` is https and ends in the token, `mailbox` takes the token as its subject."""

    list_id: str
    page: str
    mailbox: str

    @property
    def token(self) -> str:
        """The opaque token of this reader."""
        found = _HTTPS.fullmatch(self.page)
        return found[1] if found else ""


def list_headers(leaving: Leaving) -> dict[str, str]:
    """Give the headers of one mail of a list; Invalid for an address without a token, and for anything but one line."""
    if len(leaving.token) < LEAST_TOKEN:
        raise Invalid("page", NOT_LEAVING)
    if not _ADDRESS.fullmatch(leaving.mailbox):
        raise Invalid("mailbox", NO_ADDRESS)
    if not _LIST_ID.fullmatch(leaving.list_id):
        raise Invalid("list_id", NO_LIST_ID)
    return {
        "List-Id": f"<{leaving.list_id}>",
        "List-Unsubscribe": f"<{leaving.page}>, <mailto:{leaving.mailbox}?subject={leaving.token}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
