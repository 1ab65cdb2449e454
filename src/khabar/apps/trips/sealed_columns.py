"""What in the trips' table hangs on the register key: each trip's own key, wrapped."""

from __future__ import annotations

from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.apps.trips.models import Trip
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Trip, column="wrapped_key", key_class=KeyClass.REGISTER, form=Form.CASE_KEY),)
