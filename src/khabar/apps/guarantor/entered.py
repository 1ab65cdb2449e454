"""The guarantor's licences held against the ledger: a word that was taken in and whose row is gone, or another.

Without the row of a withdrawal the licence before it would hold again, until it ends by itself. Which words brought a
licence lies sealed, so a locked house compares nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from khabar.apps.guarantor.models import LicenceWord
from khabar.apps.ledger.told import entries_that_tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Parts

TAKEN_IN: Final = "guarantor's word taken in"


def mark_of_licence(number: int) -> str:
    """Give the mark by which an entry knows again the licence or withdrawal of one word; empty where it brought none.

    Neither is a secret; the mark tells whether the row still says what the guarantor has signed.
    """
    row = LicenceWord.objects.filter(number=number).first()
    if row is None:
        return ""
    plain, signature = bytes(row.plain), bytes(row.signature)
    length = len(plain).to_bytes(4, "big")
    return hashlib.sha256(b"khabar/1/licence-word\x00" + length + plain + signature).hexdigest()[:32]


def differences(parts: Parts) -> Iterator[str]:
    """Name each word of the guarantor that brought a licence or a withdrawal and is not kept as it came.

    An entry of before has no mark: there a row has to be there, whatever it says.
    """
    for entry in entries_that_tell([TAKEN_IN], parts=parts):
        if not (entry.details or {}).get("licence"):
            continue
        kept, told = mark_of_licence(int(entry.subject)), str((entry.details or {}).get("mark", ""))
        word = f"guarantor: word {entry.subject}, taken in by entry {entry.sequence}, brought a licence or ended one"
        if not kept:
            yield f"{word}, and is not kept any more."
        elif told not in ("", kept):
            yield f"{word}, and is kept otherwise than it came."
