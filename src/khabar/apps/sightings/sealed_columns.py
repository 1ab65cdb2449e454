"""What in the table of sightings hangs on the register key: all of each."""

from __future__ import annotations

from khabar.apps.sealed.columns import KeyedColumn
from khabar.apps.sightings.models import Told
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Told, column="sealed", key_class=KeyClass.REGISTER),)
