"""What in campaigns hangs on the files key: drafts that nobody has approved."""

from __future__ import annotations

from khabar.apps.campaigns.models import Campaign, News
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Campaign, column="draft", key_class=KeyClass.FILES),
    KeyedColumn(model=News, column="draft", key_class=KeyClass.FILES),
)
