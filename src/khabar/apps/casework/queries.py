"""Reading families' files: which are open, which step is due, whom to call, one file opened for an advocate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_of
from khabar.apps.casework.files import Contact, OpenedFile, body_of, opened_entry, record_of
from khabar.apps.casework.models import CaseFile, Entry
from khabar.domain.actors import require_account
from khabar.domain.casework.next_steps import ToCall, calling_order
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from khabar.apps.casework.files import FileBody
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
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
    rows = CaseFile.objects.filter(is_closed=False, wrapped_key__isnull=False).order_by("next_step_on", "id")
    return _lines(rows, actor, parts=parts)


def closed_files(actor: Actor, *, parts: Parts) -> list[FileLine]:
    """List the closed files for an advocate, the newest first, without those of their own family."""
    rows = CaseFile.objects.filter(is_closed=True, wrapped_key__isnull=False).order_by("-opened_at", "id")
    return _lines(rows, actor, parts=parts)


def every_file(*, parts: Parts) -> Iterator[FileLine]:
    """Open each file that was not erased, closed ones too: for the list of those to warn after a breach."""
    for row in CaseFile.objects.filter(wrapped_key__isnull=False).order_by("opened_at", "id").iterator():
        yield FileLine(row.id, body_of(row, record_of(row, parts=parts)))


def file_for(file_id: str, actor: Actor, *, parts: Parts) -> OpenedFile:
    """Open one file with its entries; Refused for an unknown one and for one of the advocate's own family alike."""
    kin = kin_of(require_account(actor, Duty.ADVOCATE), parts=parts)
    found = opened_file(file_id, parts=parts)
    if _is_own_family(kin, found.body):
        raise Refused("no such file")
    return found


def opened_file(file_id: str, *, parts: Parts) -> OpenedFile:
    """Open one file for a job of ours; Refused for an unknown or erased one."""
    row = _file_row(file_id)
    record = record_of(row, parts=parts)
    entries = Entry.objects.filter(file=row).order_by("place")
    return OpenedFile(
        row.id, row.version, body_of(row, record), tuple(opened_entry(one, record) for one in entries), row.is_closed
    )


def key_of_file(file_id: str, *, parts: Parts) -> bytes:
    """Give the data key of a file, for what belongs to it and lies outside its row; Refused for an unknown one."""
    return record_of(_file_row(file_id), parts=parts).key


def kept_files(file_ids: Collection[str]) -> frozenset[str]:
    """Give those of these files that were not erased. Needs no key."""
    kept = CaseFile.objects.filter(id__in=file_ids, wrapped_key__isnull=False)
    return frozenset(kept.values_list("id", flat=True))


@dataclass(frozen=True)
class CallLine:
    """One family on today's calling list: its file, and the day on which it was last spoken with."""

    file: OpenedFile
    last_spoken: date | None


def calling_list(actor: Actor, *, today: date, parts: Parts) -> list[CallLine]:
    """List the families to call today, the longest unheard first, but for the advocate's own and for stopped ones."""
    due = [line for line in open_files(actor, parts=parts) if line.due_on <= today]
    files = {line.id: opened_file(line.id, parts=parts) for line in due}
    spoken = {one.id: _last_spoken(one) for one in files.values()}
    calls = [ToCall(one.id, one.body.step.on, spoken[one.id], one.body.stopped) for one in files.values()]
    return [CallLine(files[one.file], one.last_spoken) for one in calling_order(calls, today)]


def stopped_families(actor: Actor, *, parts: Parts) -> list[FileLine]:
    """List the open files whose family said the stop word: somebody has to find out by another way."""
    return [line for line in open_files(actor, parts=parts) if line.body.stopped]


def _last_spoken(file: OpenedFile) -> date | None:
    contacts = (one.content for one in file.entries if isinstance(one.content, Contact))
    return max((one.on for one in contacts if one.with_family), default=None)


def _file_row(file_id: str) -> CaseFile:
    row = CaseFile.objects.filter(id=file_id).first()
    if row is None:
        raise Refused("no such file")
    return row


def _lines(rows: Iterable[CaseFile], actor: Actor, *, parts: Parts) -> list[FileLine]:
    kin = kin_of(require_account(actor, Duty.ADVOCATE), parts=parts)
    lines = (FileLine(row.id, body_of(row, record_of(row, parts=parts))) for row in rows)
    return [line for line in lines if not _is_own_family(kin, line.body)]


def is_own_family(account: AccountId, body: FileBody, *, parts: Parts) -> bool:
    """Say whether a file names somebody who may be of this colleague's own family."""
    return _is_own_family(kin_of(account, parts=parts), body)


def _is_own_family(kin: Collection[str], body: FileBody) -> bool:
    return is_withheld_from(kin, [name for one in body.people for name in (one.name, *one.other_names)])
