"""What in the queue hangs on the intake key: everything that came in and no round has taken yet."""

from __future__ import annotations

from khabar.apps.intake.models import Submission
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(
        model=Submission, column="sealed", key_class=KeyClass.INTAKE, database="porch", is_open_to_strangers=True
    ),
)
