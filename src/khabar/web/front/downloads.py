"""Paper as a download: under a neutral name, stored nowhere.

Several files leave as one archive, so that a cover and the stack it belongs to are made in one act and never mixed up.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment an archive can name: when paper was made is nobody's business."""


def archive(files: Iterable[tuple[str, bytes]], name: str) -> HttpResponse:
    """Answer with these files in one archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for file, data in files:
            made.writestr(zipfile.ZipInfo(file, NO_DAY), data)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
