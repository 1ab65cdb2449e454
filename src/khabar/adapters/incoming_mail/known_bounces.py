"""The bounces that flufl.bounce knows, asked where our own reader of delivery reports found nothing.

It raises on mails without a sender and on headers in raw bytes, and it looks into mails that people forward: so it is
asked only about what a mail server sent, and whatever it raises means "nothing found".
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from flufl.bounce import all_failures

if TYPE_CHECKING:
    from email.message import Message

_MOST_NAMED: Final = 50

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)  # it would log what we handle, with parts of the mail


def failed_addresses(mail: Message) -> tuple[str, ...]:
    """List the addresses that a mail server says it did not reach, for now or for good; none where it cannot tell."""
    try:
        for_now, for_good = all_failures(mail)
    except Exception:  # noqa: BLE001 - a mail that breaks the library is a mail it does not know
        return ()
    return tuple(sorted(address.decode("ascii", "replace") for address in for_now | for_good))[:_MOST_NAMED]
