"""What in subscriptions hangs on the mail key: the address of every subscriber, with the link for leaving."""

from __future__ import annotations

from khabar.apps.sealed.columns import KeyedColumn
from khabar.apps.subscriptions.models import Reader
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Reader, column="sealed", key_class=KeyClass.MAIL, database="porch", is_open_to_strangers=True),
)
