"""What every page may say about its installation: who runs it, how to reach them, whether it is the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def installation(_request: HttpRequest) -> dict[str, object]:
    """Give `installation` to every template."""
    return {"installation": settings.OPTIONS}
