"""What in letters hangs on the files key: wrapped keys of letters, the address book, what came back."""

from __future__ import annotations

from khabar.apps.correspondence.models import Body, Incoming, Letter
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Letter, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),
    KeyedColumn(model=Body, column="sealed", key_class=KeyClass.FILES),
    KeyedColumn(model=Incoming, column="sealed", key_class=KeyClass.FILES),
)
