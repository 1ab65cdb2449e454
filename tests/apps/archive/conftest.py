"""An archive of an association with a few documents, and acts on it by Leyla, an editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

import pytest

from association_cast import LEYLA
from khabar.apps.archive import reading
from khabar.apps.archive.deciding import claims, confirm, proposal_ids
from khabar.apps.archive.memory import Words
from khabar.apps.archive.queries import document, document_ids, look_for
from khabar.apps.archive.taking_in import Sent, add_document
from khabar.domain.actors import Actor, system
from khabar.domain.archive_documents import Filing
from khabar.domain.archive_files import FileKind, Origin, ReadDocument
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.repair.plain_text import text_blocks
from khabar.domain.repair.repairing import repaired_blocks
from khabar.domain.search_queries import wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from khabar.apps.archive.deciding import OpenedClaim
    from khabar.apps.archive.queries import Found, OpenedDocument
    from khabar.ports import Parts

MINISTRY = "The ministry said on 12 March 2025 that 120 people were detained in the north on 3 March 2025."
GAZETTE = Filing("Morning Gazette of Lindenau", "Morning Gazette", "gazette.example/12", "2025-03-12")


class Acting(TypedDict):
    """What every action is given."""

    actor: Actor
    now: datetime
    parts: Parts


class TextsInProcess:
    """Reads texts without a process of their own, which is tried elsewhere."""

    def __init__(self) -> None:
        self.failing: Exception | None = None
        self.pages = 0

    def read(
        self, data: bytes, progress: Callable[[int, int], None] | None = None, *, within: float | None = None
    ) -> ReadDocument:
        """Read a text; within a time only where there are few pages."""
        for page in range(1, self.pages + 1):
            if progress is not None:
                progress(page, self.pages)
        if self.failing is not None:
            raise self.failing
        assert within is None or within > 0
        paragraphs = repaired_blocks(list(text_blocks(data.decode())), guessed=False)
        return ReadDocument(Origin("00" * 32, len(data), FileKind.TEXT), tuple(paragraphs))


@dataclass
class Stacks:
    """An archive and who works in it."""

    parts: Parts
    texts: TextsInProcess

    def by(self, actor: Actor = LEYLA) -> Acting:
        return {"actor": actor, "now": self.parts.clock.now(), "parts": self.parts}

    def add(self, text: str = MINISTRY, filing: Filing = GAZETTE, actor: Actor = LEYLA) -> str:
        return add_document(**self.by(actor), sent=Sent(filing, text.encode()))

    def work(self) -> None:
        reading.do_all(**self.by(system("archive")))

    def open(self, document_id: str = "", number: int = 0) -> OpenedDocument:
        return document(document_id or document_ids(LEYLA)[0], number, LEYLA, parts=self.parts)

    def look(self, words: str, *, by_sound: bool = False) -> Found:
        return look_for(wanted(words, by_sound=by_sound), LEYLA, parts=self.parts)

    def texts_found(self, words: str) -> list[str]:
        return [one.passage.text for one in self.look(words).hits]

    def proposals(self) -> list[OpenedClaim]:
        return claims(proposal_ids(LEYLA), LEYLA, parts=self.parts)

    def confirm_all(self) -> None:
        for one in self.proposals():
            confirm(**self.by(), seen=one, fields=as_it_stands(one.claim))


@pytest.fixture
def stacks(db: None, association: Parts) -> Iterator[Stacks]:  # noqa: ARG001 - db opens the house database
    """An empty archive."""
    texts = TextsInProcess()
    yield Stacks(replace(association, documents=texts), texts)
    Words.forget()
