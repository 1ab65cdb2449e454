"""Tables whose rows become cards on a narrow screen: each cell carries the words of its column for the style sheet.

It reads the markup of our own templates: one `<th scope="col">` for each column, and as many cells in each row. It must
never change what a table says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r'<(?:td|th scope="row")(?=[ >])')


def labelled(table: str) -> SafeString:
    """Give the inside of a table with the heading of its column written at each cell; without headings as it is."""
    head, end, body = table.partition("</thead>")
    headings = [strip_tags(words).replace('"', "&quot;") for words in _HEADING.findall(head)]
    rows = _ROW.sub(lambda row: _with_headings(row[0], headings), body)
    return mark_safe(head + end + rows)  # noqa: S308 - words that stood there already, quotation marks escaped


def _with_headings(row: str, headings: Sequence[str]) -> str:
    ahead = iter(headings)
    return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(ahead, "")}"', row)
