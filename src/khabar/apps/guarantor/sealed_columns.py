"""What of acts hangs on class keys, sealed to the register: kind, day and salt, and the countersignature."""

from __future__ import annotations

from khabar.apps.guarantor.models import GuaranteedAct
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = tuple(
    KeyedColumn(model=GuaranteedAct, column=column, key_class=KeyClass.REGISTER)
    for column in ("sealed", "countersignature")
)
