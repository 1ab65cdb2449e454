"""Reading procedures of a file: its facts, what was filed, what has rung, how many days a locked house would miss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.casework.queries import DAYS_AHEAD, file_for, key_of_file
from khabar.apps.casework.queries import dates_at_risk as steps_at_risk
from khabar.apps.procedures.cases import opened_case
from khabar.apps.procedures.clocks import newest_case, rung_of, submissions_of
from khabar.apps.procedures.models import CaseVersion, Watch
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.cases import OpenedCase, OpenedSubmission, Rung
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


@dataclass(frozen=True)
class Procedures:
    """All there is of a file's procedures."""

    case: OpenedCase
    submissions: tuple[OpenedSubmission, ...]
    rung: tuple[Rung, ...]

    def submission(self, submission_id: str) -> OpenedSubmission:
        """Give one submission; Refused for an id that is none of this file's."""
        for one in self.submissions:
            if one.id == submission_id:
                return one
        raise Refused("no such submission on this file")

    @property
    def waiting(self) -> tuple[Rung, ...]:
        """What has rung and nobody has seen to."""
        return tuple(one for one in self.rung if not one.settled)


def procedures_of(file: OpenedFile, actor: Actor, *, parts: Parts) -> Procedures:
    """Open the procedures of a file; Refused for one that is not the actor's."""
    file_for(file.id, actor, parts=parts)
    key = key_of_file(file.id, parts=parts)
    return Procedures(newest_case(file.id, key), submissions_of(file.id, key), rung_of(file.id, key))


def versions_of(file: OpenedFile, actor: Actor, *, parts: Parts) -> list[OpenedCase]:
    """Open every version of a file's facts, newest first."""
    file_for(file.id, actor, parts=parts)
    key = key_of_file(file.id, parts=parts)
    return [opened_case(row, key) for row in CaseVersion.objects.filter(file=file.id).order_by("-number")]


def dates_at_risk(today: date) -> int:
    """Count the steps and clocks due within a week: a locked house would miss them. Needs no key."""
    return steps_at_risk(today) + Watch.objects.filter(due_on__lte=today + timedelta(days=DAYS_AHEAD)).count()
