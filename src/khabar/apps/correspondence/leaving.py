"""What is asked again at the moment a letter leaves: every rule, and whether its words are those that were approved."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from khabar.apps.correspondence.queries import objections, written
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.domain.letters.filling import Written
    from khabar.ports import Parts

STILL_OBJECTED = "Something keeps this letter from leaving. The list on its page says what."
OTHER_WORDS = "Its words are others than those that were approved."


def digest_of(letter: Written) -> str:
    """Hash the words of a letter, subject and paragraphs: what is approved is what leaves."""
    text = "\n\n".join([letter.subject_text, *(block.text for block in letter.blocks)])
    return hashlib.sha256(text.encode()).hexdigest()


def require_sendable_now(letter: OpenedLetter, *, now: datetime, parts: Parts) -> None:
    """Ask every rule with today's consents and bars; Refused where anything objects."""
    if objections(letter, today=now.date(), parts=parts):
        raise Refused(STILL_OBJECTED)


def require_approved_words(letter: OpenedLetter, digest: str, *, now: datetime, parts: Parts) -> None:
    """Refuse a letter whose words are not those with this hash."""
    if digest_of(written(letter.body, today=now.date(), parts=parts)) != digest:
        raise Refused(OTHER_WORDS)
