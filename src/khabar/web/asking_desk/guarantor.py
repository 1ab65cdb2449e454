"""What the asking desk hears of the guarantor: that it must agree, how its licence stands, what waits or was refused.

Counts of acts alone: which of them wait or were refused is nothing that a page says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.guarantor.queries import licence_standing, number_refused, number_waiting
from khabar.apps.guarantor.terms import guarantor_of

if TYPE_CHECKING:
    from khabar.ports import Parts


def guarantors_name(parts: Parts) -> str:
    """Give the name of the guarantor; empty where there is none."""
    guarantor = guarantor_of(parts)
    return guarantor.name if guarantor else ""


def around_guarantor(parts: Parts) -> dict[str, object]:
    """Give pages the guarantor's name, how its licence stands, how many acts wait or were refused; or that none is."""
    name = guarantors_name(parts)
    if not name:
        return {"guarantor": ""}
    licence = licence_standing(parts.clock.now().date(), parts=parts)
    return {"guarantor": name, "licence": licence, "unsigned": number_waiting(), "refused": number_refused()}
