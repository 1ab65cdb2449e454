"""What in petitions hangs on the signatures key: name, address and ticks of every signer."""

from __future__ import annotations

from khabar.apps.petitions.models import Signature
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(
        model=Signature, column="sealed", key_class=KeyClass.SIGNATURES, database="porch", is_open_to_strangers=True
    ),
)
