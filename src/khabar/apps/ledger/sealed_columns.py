"""What in the ledgers hangs on the register key: the details beside each entry, sealed.

An entry's hash speaks for the commitment, not for the seal, so a seal may be made anew and the chain stays as it was.
"""

from __future__ import annotations

from khabar.apps.ledger.models import Entry
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Entry, column="sealed", key_class=KeyClass.REGISTER),
    KeyedColumn(model=Entry, column="sealed", key_class=KeyClass.REGISTER, database="porch", is_open_to_strangers=True),
)
