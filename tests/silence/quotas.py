"""A quota that is kept as it must not be: the control for whoever climbs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from khabar.web.components import doors

if TYPE_CHECKING:
    from khabar.apps.intake.limits import Limit


def count_in_memory() -> None:
    """Let this process count tries in its own memory, from nought."""
    tries: Counter[str] = Counter()

    def counted(limit: Limit, address: str, **_more: object) -> bool:
        tries[address] += 1
        return tries[address] <= limit.most

    setattr(doors, "count_try", counted)  # noqa: B010 - in this world alone
