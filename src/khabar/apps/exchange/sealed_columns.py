"""What of partners hangs on class keys: the card on the record's key, the address on the mail key."""

from __future__ import annotations

from khabar.apps.exchange.models import Partner
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES, KeyClass

COLUMNS = (
    *(KeyedColumn(model=Partner, column="card", key_class=key_class) for key_class in RECORD_CLASSES),
    KeyedColumn(model=Partner, column="address", key_class=KeyClass.MAIL),
)
