"""What in the tables of lists hangs on the register key: the key of each list, and the kept mappings."""

from __future__ import annotations

from khabar.apps.lists.models import Brought, KeptMapping
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Brought, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),
    KeyedColumn(model=KeptMapping, column="sealed", key_class=KeyClass.REGISTER),
)
