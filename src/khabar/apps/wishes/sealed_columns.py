"""What in the table of wishes hangs on the register key: the key of each wish."""

from __future__ import annotations

from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.apps.wishes.models import Wish
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Wish, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),)
