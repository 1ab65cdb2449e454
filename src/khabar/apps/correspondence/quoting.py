"""What a newsletter may say of a letter: when it was sent, when it was answered, and nothing of its words.

Only of a letter that is meant for a public page, has left us, and is not confidential; every other one is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.correspondence.letters import opened_letter
from khabar.apps.correspondence.models import Letter

if TYPE_CHECKING:
    from datetime import date

    from khabar.ports import Parts


@dataclass(frozen=True)
class PublicClock:
    """The days of one letter."""

    sent_on: date
    answered_on: date | None


def clock_for_the_public(code: str, *, parts: Parts) -> PublicClock | None:
    """Find a letter by the reference of its main copy; None for one that may not be shown, or is not there."""
    for row in Letter.objects.order_by("id"):
        letter = opened_letter(row, parts=parts)
        if not letter.body.codes or letter.body.codes[0] != code:
            continue
        sent = letter.main.sent_on
        if sent is None or letter.body.confidential or not letter.body.publication:
            return None
        return PublicClock(sent, letter.main.answered_on)
    return None
