"""What in the tables of paper hangs on class keys: what a sheet is for, and the key of each picture."""

from __future__ import annotations

from khabar.apps.paper.models import Scan, ScanClass, Sheet
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Sheet, column="sealed", key_class=KeyClass.REGISTER),
    KeyedColumn(
        model=Scan, column="wrapped_key", key_class=KeyClass.REGISTER, of_rows={"key_class": ScanClass.REGISTER}
    ),
    KeyedColumn(model=Scan, column="wrapped_key", key_class=KeyClass.LETTERS, of_rows={"key_class": ScanClass.LETTERS}),
)
