"""Digests of petitions as letters: drafted for the addressees that the address book knows, approved by people, sent.

Numbers only. A digest whose addressees nobody has put into the address book waits, and is never sent to anybody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.campaigns.actions import hand_digest
from khabar.apps.campaigns.queries import due_digests
from khabar.apps.correspondence.actions import draft_letter
from khabar.apps.correspondence.letters import LetterBody
from khabar.apps.correspondence.queries import address_book, usable_templates
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.petitions.digests import digest_paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.apps.campaigns.queries import DueDigest
    from khabar.apps.correspondence.queries import Listed
    from khabar.domain.actors import Actor
    from khabar.domain.letters.templates import Template
    from khabar.ports import Parts

SALUTATION: Final = {"en": "Sir or Madam", "fa": "مقام محترم"}


def draft_digests(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Draft a letter for each digest that none carries, in the language of its first addressee; say how many."""
    texts = {one.language: one for one in usable_templates().values() if one.kind is LetterKind.DIGEST}
    book = address_book(parts=parts)
    return sum(_draft(digest, texts, book, actor=actor, now=now, parts=parts) for digest in due_digests(parts=parts))


def _draft(
    digest: DueDigest,
    texts: Mapping[str, Template],
    book: Mapping[str, Listed],
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
) -> bool:
    wanted = {" ".join(name.split()).casefold() for name in digest.addressees}
    known = [one for one in book.values() if one.card.name.casefold() in wanted]
    template = texts.get(known[0].card.language) if known else None
    if template is None:
        return False
    told = digest.told(template.language)
    body = LetterBody(
        kind=LetterKind.DIGEST,
        language=template.language,
        template=template.name,
        author=actor.name,
        signed=(parts.options.who_runs_this,),
        to=known[0].id,
        copies=tuple(one.id for one in known[1:]),
        texts={
            "salutation": SALUTATION[template.language],
            "title": told.title,
            "digest": "\n".join(digest_paragraphs(told, template.language)),
        },
        named=(),
        not_a_person=tuple(one.card.name for one in known),
    )
    with transaction.atomic():
        letter = draft_letter(actor=actor, now=now, parts=parts, body=body)
        return hand_digest(actor=actor, now=now, parts=parts, digest_id=digest.id, letter=letter)
