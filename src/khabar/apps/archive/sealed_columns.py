"""What in the archive hangs on the files key: the data keys of the shelf and of each document."""

from __future__ import annotations

from khabar.apps.archive.models import Document, Shelf
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Shelf, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),
    KeyedColumn(model=Document, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),
)
