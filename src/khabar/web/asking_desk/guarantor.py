"""What the asking desk hears of the guarantor: that it must agree, how many acts wait, how its licence stands.

Counts of acts alone: which of them wait is nothing that a page says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.guarantor.queries import licence_standing, number_waiting
from khabar.apps.guarantor.terms import guarantor_of

if TYPE_CHECKING:
    from khabar.ports import Parts


def around_guarantor(parts: Parts) -> dict[str, object]:
    """Give pages the guarantor's name, how its licence stands and how many acts wait; nothing where there is none."""
    guarantor = guarantor_of(parts)
    if guarantor is None:
        return {"guarantor": ""}
    licence = licence_standing(parts.clock.now().date(), parts=parts)
    return {"guarantor": guarantor.name, "licence": licence, "unsigned": number_waiting()}
