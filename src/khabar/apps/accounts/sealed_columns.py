"""What in the accounts' tables hangs on the register key: the names of colleagues' kin."""

from __future__ import annotations

from khabar.apps.accounts.models import Kin
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Kin, column="sealed", key_class=KeyClass.REGISTER),)
