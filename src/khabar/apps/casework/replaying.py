"""What of families' files belongs into the journal: that a file was erased, a file of help too, and each consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from khabar.apps.casework.models import CaseFile, Entry, HelpFile
from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

FILE_ERASED, HELP_ERASED, WRITTEN = "file erased", "help erased", "file written in"
ACTS = frozenset({FILE_ERASED, HELP_ERASED, WRITTEN})


def told(entry: Any, parts: Parts) -> dict[str, str] | None:  # noqa: ANN401 - a row of the ledger
    """Give the id of the file; of lines in it only consents, which name an event."""
    del parts
    return None if entry.act == WRITTEN and not entry.event else {"id": entry.subject}


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Destroy the data key once more; a consent that is lost has to be asked for again by people."""
    file = str(body["id"])
    if act == WRITTEN:
        return LOOK if CaseFile.objects.filter(id=file, wrapped_key__isnull=False).exists() else NOBODY
    table: type[CaseFile | HelpFile] = CaseFile if act == FILE_ERASED else HelpFile
    with transaction.atomic():
        rows = table.objects.filter(id=file)
        gone = rows.filter(wrapped_key__isnull=False).update(
            wrapped_key=None, body=b"", is_closed=True, next_step_on=None
        )
        if table is CaseFile:
            Entry.objects.filter(file_id=file).delete()
        if gone:
            record(actor=actor, now=now, parts=parts, act=act, subject=file)
    return DONE if rows.exists() else NOBODY
