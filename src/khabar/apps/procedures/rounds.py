"""What a round does with procedures: reads our own clocks, puts what is due before a file's next step, clears up.

A clock rings once; it stands on the file's page until somebody notes what was done. Nothing is sent by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from khabar.apps.casework.actions import put_first
from khabar.apps.casework.queries import key_of_file, opened_file
from khabar.apps.ledger.actions import record
from khabar.apps.procedures.clocks import OnFile, newest_case, ringing, rung_of, submissions_of, watch
from khabar.apps.procedures.models import CaseVersion, Submission, Watch
from khabar.domain.errors import Refused
from khabar.text import marked

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

LOOK = marked("A clock of ours is due: look at this file's procedures.")
"""What stands before a file's next step, in every language of the house."""


def look_at_own_clocks(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Look at each file that has procedures once a day, and let ring what has fallen due since.

    A day to come was noted by a clock that ran ahead: it keeps no file waiting.
    """
    today = now.date()
    waiting = Watch.objects.filter(Q(looked_on__isnull=True) | ~Q(looked_on=today)).order_by("file")
    for file_id, looked_on in list(waiting.values_list("file", "looked_on")):
        with transaction.atomic():
            _look(file_id, min(looked_on or today, today), actor=actor, now=now, parts=parts)


def _look(file_id: str, since: date, *, actor: Actor, now: datetime, parts: Parts) -> None:
    try:
        key, file = key_of_file(file_id, parts=parts), opened_file(file_id, parts=parts)
    except Refused:  # the file was erased, and with its key all that lay here
        _clear_up(file_id)
        return
    has_spoken, today = bool(file.body.own_word), now.date()
    found = OnFile(newest_case(file_id, key), submissions_of(file_id, key), has_spoken)
    rung = rung_of(file_id, key)
    fallen = ringing(found, rung, since, today)
    watch(file_id, key, (*rung, *fallen), today, parts=parts, has_spoken=has_spoken)
    if fallen:
        put_first(actor=actor, now=now, parts=parts, file_id=file_id, what=look_here())
        record(actor=actor, now=now, parts=parts, act="own clock rang", subject=file_id)


def look_here() -> str:
    """Say in every language of the house that a clock is due: whoever reads the step knows one of them."""
    said = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.append(gettext(LOOK))
    return " · ".join(dict.fromkeys(said))


def _clear_up(file_id: str) -> None:
    for table in (CaseVersion, Submission, Watch):
        table.objects.filter(file=file_id).delete()
