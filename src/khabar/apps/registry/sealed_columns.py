"""What in the register's tables hangs on the register key: wrapped keys of cases, lists, arrivals."""

from __future__ import annotations

from khabar.apps.registry.models import Arrival, Presence, PresenceList, Request, RowKey
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Request, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),
    KeyedColumn(model=Presence, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),
    KeyedColumn(model=RowKey, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),
    KeyedColumn(model=PresenceList, column="sealed", key_class=KeyClass.REGISTER),
    KeyedColumn(model=Arrival, column="sealed", key_class=KeyClass.REGISTER),
)
