"""What in the outbox hangs on class keys: each item on that of its own class, until it is done and empty."""

from __future__ import annotations

from khabar.apps.outbox.models import Item
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES, KeyClass

COLUMNS = tuple(
    KeyedColumn(
        model=Item, column="sealed", key_class=key_class, database=database, of_rows={"key_class": key_class.value}
    )
    for key_class in (*RECORD_CLASSES, KeyClass.MAIL)
    for database in ("default", "porch")
)
