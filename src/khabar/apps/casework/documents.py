"""Documents of a file: kept as they came, sealed under the file's own key, named by their SHA-256.

Nothing is read out of a document, whatever kind it is, and a wrong kind is no fault: it is kept, and given back byte
for byte. That it was opened is in the ledger before it is.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from khabar.apps.alarms.readings import count_opened
from khabar.apps.casework.actions import add_entry
from khabar.apps.casework.files import FILES, Document
from khabar.apps.casework.queries import key_of_file
from khabar.apps.ledger.actions import record
from khabar.domain.errors import Invalid, Outside, Refused
from khabar.vault.keys import key_id_of
from khabar.vault.seals import Context, seal, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.casework.files import OpenedFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

LARGEST = 20_000_000
"""Bytes of one document: a long scan in colour, and small enough to be sealed and opened in memory."""
SIZES = tuple(2**power for power in range(16, 26))
"""64 KiB to 32 MiB, doubling: the size of what lies on the disk tells little of what it is."""
NO_TITLE = "Please write what this document is: a letter of whom, a certificate of what."
NO_BYTES = "This file is empty. Please choose it again."
TOO_LARGE = "This file is larger than 20 megabytes. Please make it smaller, or send it in parts."
HERE_ALREADY = "This very document lies in the file already."
NO_ROOM = "There is no room to keep this. Nothing of it was taken in. Please tell whoever keeps the machines."
_SCHEMA = 1
_ENDING = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True)
class Upload:
    """A document as somebody sends it: what it is, from whom it comes, its name as a file, its bytes."""

    title: str = field(repr=False)
    origin: str = field(repr=False)
    name: str = field(repr=False)
    data: bytes = field(repr=False)


def keep_document(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, upload: Upload) -> str:
    """Seal a document into a file and return the id of its entry; Invalid for an empty, too large or known one."""
    digest = hashlib.sha256(upload.data).hexdigest()
    _require_keepable(upload, digest, seen)
    key = key_of_file(seen.id, parts=parts)
    place = _place(key, seen.id, digest)
    sealed = seal(key, upload.data, place, random=parts.entropy.bytes, pad_to=SIZES)
    try:
        blob = parts.blobs.keep(sealed)
    except OSError as trouble:
        raise Outside(NO_ROOM, retry=True) from trouble
    document = Document(upload.title, digest, blob, len(upload.data), upload.origin, _ending(upload.name))
    try:
        return add_entry(actor=actor, now=now, parts=parts, seen=seen, content=document)
    except BaseException:
        parts.blobs.drop(blob)
        raise


def open_document(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, entry: str) -> bytes:
    """Give a document's bytes as they came, with an entry in the ledger first; Refused for one of another file."""
    document = document_of(seen, entry)
    count_opened(actor=actor, now=now, parts=parts)
    record(actor=actor, now=now, parts=parts, act="document opened", subject=seen.id, details={"document": entry})
    key = key_of_file(seen.id, parts=parts)
    return unseal(key, parts.blobs.fetch(document.blob), _place(key, seen.id, document.sha256))


def document_of(seen: OpenedFile, entry: str) -> Document:
    """Find a document among the entries of a file; Refused for any other id."""
    for one in seen.entries:
        if one.id == entry and isinstance(one.content, Document):
            return one.content
    raise Refused("no such document")


def _require_keepable(upload: Upload, digest: str, seen: OpenedFile) -> None:
    if not upload.title.strip():
        raise Invalid("title", NO_TITLE)
    if not upload.data:
        raise Invalid("document", NO_BYTES)
    if len(upload.data) > LARGEST:
        raise Invalid("document", TOO_LARGE)
    if any(isinstance(one.content, Document) and one.content.sha256 == digest for one in seen.entries):
        raise Invalid("document", HERE_ALREADY)


def _place(key: bytes, file_id: str, digest: str) -> Context:
    """Where a document belongs: its file, and its own hash, so that no other document opens in its place."""
    return Context(FILES, file_id, f"document:{digest}", key_id_of(key), _SCHEMA)


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.removeprefix(".").lower()
    return ending if _ENDING.fullmatch(ending) else ""
