"""What in the accounts' tables hangs on the key of the house's record: the names of colleagues' kin."""

from __future__ import annotations

from khabar.apps.accounts.models import Kin
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES

COLUMNS = tuple(KeyedColumn(model=Kin, column="sealed", key_class=key_class) for key_class in RECORD_CLASSES)
