"""What two people weighed, as lines to read: in the words of the forms in which it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabar.domain.death import DeathDraft
from khabar.web.asking_desk.weighing_forms import DANGERS, GROUNDS, GUARDIANS, INTERESTS, SOURCES, WISHES
from khabar.web.components.days import shown_day
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from khabar.domain.best_interests import BestInterests, InterestsDraft
    from khabar.domain.death import Death


def draft_lines(found: DeathDraft | InterestsDraft) -> list[Line]:
    """Give the lines of what one person wrote down; nothing for what was left empty."""
    lines = _of_death(found) if isinstance(found, DeathDraft) else _of_interests(found)
    return [line for line in lines if line.text]


def recorded_lines(recorded: Death | BestInterests) -> list[Line]:
    """Give the lines of what two people recorded."""
    day, second = (
        Line(_("On"), shown_day(recorded.decided_on)),
        Line(_("Why the second person agreed"), recorded.second_reason),
    )
    return [day, *draft_lines(recorded.found), second]


def _of_death(found: DeathDraft) -> list[Line]:
    return [
        Line(_("Who says so?"), str(dict(SOURCES)[found.source])),
        Line(_("Who knows it, and from where"), found.source_words),
        Line(_("Who is told?"), str(dict(GROUNDS)[found.ground])),
        Line(_("What the bringer may say of it"), found.to_say),
        Line(_("Why"), found.reason),
    ]


def _of_interests(found: InterestsDraft) -> list[Line]:
    return [
        Line(_("Who decided it"), found.decided_by),
        Line(_("Whoever cares for the child there"), str(dict(GUARDIANS)[found.guardian])),
        Line(_("Who that is"), found.guardian_name),
        Line(_("The child's own wish"), str(dict(WISHES)[found.own_wish])),
        Line(_("Danger from the one who seeks"), str(dict(DANGERS)[found.danger])),
        Line(_("What is best for the child"), str(dict(INTERESTS)[found.interest])),
        Line(_("Why"), found.reason),
    ]
