"""Which consents to publish have been taken back, by their references: what an editor's desk may know of files.

No name, no file and no reason is told; whoever published on such a reference has to take it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.casework.models import CaseFile
from khabar.apps.casework.queries import opened_file
from khabar.domain.casework.consents import closed_publications

if TYPE_CHECKING:
    from datetime import date

    from khabar.ports import Parts


def closed_references(today: date, *, parts: Parts) -> frozenset[str]:
    """List the references under which a consent to publish was given that is refused or withdrawn today."""
    ids = CaseFile.objects.filter(wrapped_key__isnull=False).values_list("id", flat=True)
    files = (opened_file(one, parts=parts) for one in ids)
    return frozenset(reference for file in files for reference in closed_publications(file.consents, today))
