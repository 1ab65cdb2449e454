"""What in the ledgers hangs on the key of the house's record: the details beside each entry, sealed.

An entry's hash speaks for the commitment, not for the seal, so a seal may be made anew and the chain stays as it was.
"""

from __future__ import annotations

from khabar.apps.ledger.models import Entry
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES

COLUMNS = tuple(
    KeyedColumn(model=Entry, column="sealed", key_class=key_class, database=database, is_open_to_strangers=open_)
    for key_class in RECORD_CLASSES
    for database, open_ in (("default", False), ("porch", True))
)
