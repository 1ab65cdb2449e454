"""Reading families' files: which are open, which step is due, one file opened for an advocate."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.casework.models import CaseFile

if TYPE_CHECKING:
    from datetime import date

DAYS_AHEAD = 7


def dates_at_risk(today: date) -> int:
    """Count the files whose next step is due within a week: a locked house would miss them. Needs no key."""
    return CaseFile.objects.filter(is_closed=False, next_step_on__lte=today + timedelta(days=DAYS_AHEAD)).count()
