"""What in the tables of calls hangs on class keys: plans. Calls and standings lie under the families' own keys."""

from __future__ import annotations

from khabar.apps.calls.models import Plan
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Plan, column="sealed", key_class=KeyClass.REGISTER),)
