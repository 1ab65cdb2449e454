"""What happens in the sample of an association: Shirin's family has a file, and agrees that its letters are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import association_cast
from khabar.apps.rounds.association_steps import bear_witness
from khabar.domain.casework.consents import Scope, Use
from khabar.domain.casework.next_steps import NextStep

if TYPE_CHECKING:
    from khabar.ports import Parts


def tell(parts: Parts) -> None:
    """Let it happen, with the actions of this version."""
    step = NextStep("write to the ministry", parts.clock.now().date() + timedelta(days=14))
    file = association_cast.shirins_file(parts, replace(association_cast.SHIRINS, step=step))
    association_cast.agreed(file, "shirin", Scope(Use.RECIPIENT, "b1"), parts)
    bear_witness(parts.clock.now(), parts)
