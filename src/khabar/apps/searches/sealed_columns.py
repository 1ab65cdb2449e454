"""What in the table of searches hangs on the register key: both blobs, for the hour that they are kept."""

from __future__ import annotations

from khabar.apps.sealed.columns import KeyedColumn
from khabar.apps.searches.models import Search
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Search, column="question", key_class=KeyClass.REGISTER),
    KeyedColumn(model=Search, column="answer", key_class=KeyClass.REGISTER),
)
