"""Lists as PFIF that tests of copies hand over at the shell, and what came of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from click.testing import CliRunner

from khabar.adapters.pfif import pfif_bytes
from khabar.apps.copies.models import Copy
from khabar.apps.registry.models import Presence, Request
from khabar.apps.registry.queries import request_file
from khabar.cli.pfif_taking import import_
from khabar.domain.ids import RequestId
from khabar.domain.pfif import Document, Record, Status, Version
from khabar.domain.pfif.formats import written_moment
from pfif_parts import darius, shirins_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from conftest import SettableClock
    from khabar.ports import Parts

ASKED = ("--made-by", "The tracing office of Lindenau (invented)", "--people-knew", "yes")
SEEKS = {"status": Status.INFORMATION_SOUGHT.value, "author_email": "shirin@mail.example", "author_phone": "555 0100"}
EVERYTHING = {
    "full_name": "Darius Ahmadi\nداریوش احمدی",
    "alternate_names": "Dara",
    "sex": "male",
    "age": "35-45",
    "home_city": "Lindenau",
    "home_country": "AL",
    "description": "A scar on the left hand.",
    "profile_urls": "https://a.example/dara",
}


def taken(parts: Parts, path: Path, document: Document | bytes, *words: str | Path) -> Result:
    path.write_bytes(document if isinstance(document, bytes) else pfif_bytes(document))
    return CliRunner().invoke(import_, [str(word) for word in (path, *(words or ASKED))], obj=parts)


def of(*persons: Record, version: Version = Version.V1_4, notes: Sequence[Record] = ()) -> Document:
    return Document(version, persons, tuple(notes))


def sought(**more: str) -> Record:
    return darius(Version.V1_4, shirins_note(**SEEKS), **more)


def the_request(parts: Parts) -> RequestId:
    request = RequestId(Request.objects.values_list("id", flat=True).get())
    request_file(request, parts=parts)
    return request


def nothing_is_here() -> bool:
    return not (Request.objects.exists() or Presence.objects.exists() or Copy.objects.exists())


def ends(clock: SettableClock, days: int) -> str:
    return written_moment(clock.now() + timedelta(days=days))
