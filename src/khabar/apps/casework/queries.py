"""Reading families' files: which are open, which step is due, one file opened for an advocate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.casework.files import OpenedFile, body_of, opened_entry, record_of
from khabar.apps.casework.models import CaseFile, Entry
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from khabar.apps.casework.files import FileBody
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

DAYS_AHEAD = 7


@dataclass(frozen=True)
class FileLine:
    """One file in the list: its id, its label, the next step."""

    id: str
    body: FileBody

    @property
    def due_on(self) -> date:
        """The day of the next step."""
        return self.body.step.on


def dates_at_risk(today: date) -> int:
    """Count the files whose next step is due within a week: a locked house would miss them. Needs no key."""
    return CaseFile.objects.filter(is_closed=False, next_step_on__lte=today + timedelta(days=DAYS_AHEAD)).count()


def open_files(actor: Actor, *, parts: Parts) -> list[FileLine]:
    """List the open files for an advocate, the step that is due first on top, without those of their own family."""
    kin = kin_of(require_account(actor, Duty.ADVOCATE), parts=parts)
    rows = CaseFile.objects.filter(is_closed=False, wrapped_key__isnull=False).order_by("next_step_on", "id")
    lines = (FileLine(row.id, body_of(row, record_of(row, parts=parts))) for row in rows)
    return [line for line in lines if not _is_own_family(kin, line.body)]


def file_for(file_id: str, actor: Actor, *, parts: Parts) -> OpenedFile:
    """Open one file with its entries; Refused for an unknown one and for one of the advocate's own family alike."""
    kin = kin_of(require_account(actor, Duty.ADVOCATE), parts=parts)
    found = opened_file(file_id, parts=parts)
    if _is_own_family(kin, found.body):
        raise Refused("no such file")
    return found


def opened_file(file_id: str, *, parts: Parts) -> OpenedFile:
    """Open one file for a job of ours; Refused for an unknown or erased one."""
    row = CaseFile.objects.filter(id=file_id).first()
    if row is None:
        raise Refused("no such file")
    record = record_of(row, parts=parts)
    entries = Entry.objects.filter(file=row).order_by("made_at", "id")
    return OpenedFile(
        row.id, row.version, body_of(row, record), tuple(opened_entry(one, record) for one in entries), row.is_closed
    )


def _is_own_family(kin: Collection[str], body: FileBody) -> bool:
    return is_withheld_from(kin, [name for one in body.people for name in (one.name, *one.other_names)])
