"""What in the post's tables hangs on class keys: letters, and releases to those who have no page."""

from __future__ import annotations

from khabar.apps.post.models import Message, Release
from khabar.apps.sealed.columns import KeyedColumn
from khabar.vault.keys import KeyClass

COLUMNS = (
    KeyedColumn(model=Message, column="letter", key_class=KeyClass.LETTERS, is_open_to_strangers=True),
    KeyedColumn(model=Release, column="sealed", key_class=KeyClass.REGISTER, of_rows={"page": None}),
)
"""A letter was sealed on the porch, and nobody has looked inside before the desk opens it."""
