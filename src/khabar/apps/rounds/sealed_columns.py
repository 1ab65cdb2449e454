"""What the rounds keep aside hangs on class keys: on the intake key as it came, or on the house's once opened."""

from __future__ import annotations

from khabar.apps.rounds.models import Unreadable
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES, KeyClass

COLUMNS = tuple(
    KeyedColumn(model=Unreadable, column="sealed", key_class=key_class, is_open_to_strangers=True)
    for key_class in (KeyClass.INTAKE, *RECORD_CLASSES)
)
