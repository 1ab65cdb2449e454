from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, SHIRINS, opened, shirins_file
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.casework import actions, documents
from khabar.apps.casework.documents import Upload, keep_document, open_document
from khabar.apps.casework.files import Document
from khabar.apps.casework.models import Entry as FileEntry
from khabar.apps.ledger.models import Entry
from khabar.domain.errors import Conflict, Invalid, Outside, Refused

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SCAN = b"a letter of the ministry, as it was photographed"


def kept(file_id: str, association: Parts, *, data: bytes = SCAN, name: str = "Brief 12.PDF") -> str:
    upload = Upload("A letter of the ministry", "Shirin", name, data)
    now = association.clock.now()
    return keep_document(actor=LEYLA, now=now, parts=association, seen=opened(file_id, association), upload=upload)


def read(file_id: str, entry: str, association: Parts) -> bytes:
    now = association.clock.now()
    return open_document(actor=LEYLA, now=now, parts=association, seen=opened(file_id, association), entry=entry)


def blobs(association: Parts) -> dict[str, bytes]:
    assert isinstance(association.blobs, MemoryBlobs)
    return association.blobs.kept


def test_a_document_comes_back_byte_for_byte_and_its_hash_stands_in_the_file(association: Parts) -> None:
    file_id = shirins_file(association)
    entry = kept(file_id, association)
    (found,) = (one.content for one in opened(file_id, association).entries)
    assert isinstance(found, Document)
    assert (found.sha256, found.size, found.ending) == (hashlib.sha256(SCAN).hexdigest(), len(SCAN), "pdf")
    assert read(file_id, entry, association) == SCAN
    assert Entry.objects.filter(act="document opened", subject=file_id).count() == 1


def test_nothing_of_a_document_lies_in_clear(association: Parts) -> None:
    kept(shirins_file(association), association)
    (sealed,) = blobs(association).values()
    assert SCAN[:12] not in sealed
    assert len(sealed) > 2**16


@pytest.mark.parametrize("name", ["", "no ending", "a.sh;rm", "a." + "x" * 9, "../../etc/passwd"])
def test_an_ending_that_could_be_anything_is_not_kept(association: Parts, name: str) -> None:
    file_id = shirins_file(association)
    entry = kept(file_id, association, name=name)
    assert documents.document_of(opened(file_id, association), entry).ending == ""


def test_an_empty_a_huge_and_a_known_document_are_refused_and_nothing_is_left(association: Parts) -> None:
    file_id = shirins_file(association)
    kept(file_id, association)
    for data in (b"", bytes(documents.LARGEST + 1), SCAN):
        with pytest.raises(Invalid) as problem:
            kept(file_id, association, data=data)
        assert problem.value.field == "document"
    with pytest.raises(Invalid) as problem:
        keep_document(
            actor=LEYLA,
            now=association.clock.now(),
            parts=association,
            seen=opened(file_id, association),
            upload=Upload(" ", "", "a.pdf", b"x"),
        )
    assert problem.value.field == "title"
    assert len(blobs(association)) == FileEntry.objects.count() == 1


def test_a_document_of_one_file_is_not_in_another(association: Parts) -> None:
    entry = kept(shirins_file(association), association)
    with pytest.raises(Refused):
        read(shirins_file(association), entry, association)


def test_a_document_whose_row_could_not_be_kept_leaves_no_bytes(
    association: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = shirins_file(association)

    def broken(**_given: object) -> str:
        raise Conflict("somebody was first")

    monkeypatch.setattr(documents, "add_entry", broken)
    with pytest.raises(Conflict):
        kept(file_id, association)
    assert not blobs(association)


def test_a_full_disk_is_said_and_nothing_is_written(association: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = shirins_file(association)

    def full(_self: object, _sealed: bytes) -> str:
        raise OSError(28, "no space")

    monkeypatch.setattr(MemoryBlobs, "keep", full)
    with pytest.raises(Outside) as problem:
        kept(file_id, association)
    assert problem.value.retry
    assert not FileEntry.objects.exists()


def test_erasing_a_file_takes_the_bytes_of_its_documents_along(
    association: Parts, django_capture_on_commit_callbacks: object
) -> None:
    file_id, other = shirins_file(association), shirins_file(association, SHIRINS)
    kept(file_id, association)
    kept(other, association)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        actions.erase_file(actor=LEYLA, now=association.clock.now(), parts=association, file_id=file_id)
    assert len(blobs(association)) == 1
