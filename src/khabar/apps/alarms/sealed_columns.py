"""What of the alarms hangs on the key of the house's record: what each was, why one may read on, who is invented."""

from __future__ import annotations

from khabar.apps.alarms.models import Alarm, Canary, Voice
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import RECORD_CLASSES

COLUMNS = tuple(
    KeyedColumn(model=model, column="sealed", key_class=key_class)
    for model in (Alarm, Voice, Canary)
    for key_class in RECORD_CLASSES
)
