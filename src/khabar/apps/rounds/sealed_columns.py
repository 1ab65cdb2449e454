"""What the rounds keep aside hangs on class keys: on the intake key as it came, or on the register's once opened."""

from __future__ import annotations

from khabar.apps.rounds.models import Unreadable
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Unreadable, column="sealed", key_class=KeyClass.INTAKE, is_open_to_strangers=True),
    KeyedColumn(model=Unreadable, column="sealed", key_class=KeyClass.REGISTER, is_open_to_strangers=True),
)
