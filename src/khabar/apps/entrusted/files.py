"""What lies sealed with a family's file about a request that goes over the bridge: the request, the page's secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.casework.queries import key_of_file
from khabar.domain import bodies
from khabar.domain.forms import RequestForm
from khabar.vault.errors import Malformed
from khabar.vault.pigeonholes import PigeonholeKeys, keys_of_root
from khabar.vault.records import Record

if TYPE_CHECKING:
    from khabar.apps.entrusted.models import Entrusted
    from khabar.ports import Parts

TABLE = "entrusted_entrusted"


@dataclass(frozen=True)
class Inside:
    """The sealed part: whose consent it stands on (a person of the file), the request, the root of the page's keys."""

    enquirer: str
    form: RequestForm = field(repr=False)
    secret: bytes = field(repr=False)

    @property
    def keys(self) -> PigeonholeKeys:
        """What opens the family's page; only whoever has the file's key can make it."""
        return keys_of_root(self.secret)


def record_of(row_id: str, file_id: str, *, parts: Parts) -> Record:
    """Give the record under which a request of this file is sealed; Refused where the file was erased."""
    return Record(TABLE, row_id, key_of_file(file_id, parts=parts))


def sealed_inside(record: Record, inside: Inside, *, parts: Parts) -> bytes:
    """Seal what belongs inside."""
    body = {"schema": 1, "enquirer": inside.enquirer, "form": inside.form.to_body(), "secret": inside.secret}
    return record.seal("sealed", body, random=parts.entropy.bytes)


def opened_inside(row: Entrusted, *, parts: Parts) -> Inside:
    """Open a row; Refused where its file was erased."""
    body = record_of(row.id, row.file, parts=parts).open("sealed", bytes(row.sealed))
    form = body["form"]
    if not isinstance(form, dict):
        raise Malformed("not a request")
    return Inside(bodies.text_of(body, "enquirer"), RequestForm.from_body(form), bodies.bytes_of(body, "secret"))
