"""What in the newsletter hangs on the files key: pieces, which may name people who have not agreed yet."""

from __future__ import annotations

from khabar.apps.newsletters.models import Piece
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (KeyedColumn(model=Piece, column="draft", key_class=KeyClass.FILES),)
