"""What in gatherings hangs on the files key: the data key of each, under which all that belongs to it is sealed."""

from __future__ import annotations

from khabar.apps.gatherings.models import Gathering
from khabar.apps.sealed.columns import Form, KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Gathering, column="wrapped_key", key_class=KeyClass.FILES, form=Form.CASE_KEY),)
