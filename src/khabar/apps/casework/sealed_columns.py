"""What in families' files hangs on the files key: the wrapped data keys of both kinds of file."""

from __future__ import annotations

from khabar.apps.casework.models import CaseFile, HelpFile
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=CaseFile, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),
    KeyedColumn(model=HelpFile, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),
)
