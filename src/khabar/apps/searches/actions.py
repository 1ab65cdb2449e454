"""Asking for a request by a name, and answering; the one in the house's pages, the other where the names are.

The entry in the ledger says who asked, when and why, and never for whom. What was asked and found is gone within the
hour, so that no list grows of whom people asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.searches.blobs import question_in, sealed_answer, sealed_question
from khabar.apps.searches.memory import Called
from khabar.apps.searches.models import Search
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid
from khabar.domain.ids import new_id
from khabar.domain.searching import KEPT_FOR, MOST_AN_HOUR, name_looked_for, reason_given
from khabar.vault.errors import VaultError
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.searching import Why
    from khabar.ports import Parts

SearchId = NewType("SearchId", str)


def ask(*, actor: Actor, now: datetime, parts: Parts, name: str, why: Why, more: str = "") -> SearchId:
    """Put a question, sealed, with its reason on the record. A locked house takes none.

    Invalid without a name or a reason, and where this person has asked too often within the hour.
    """
    account = require_account(actor, Duty.FAMILY_DESK)
    parts.keys.key(KeyClass.REGISTER)
    wanted, words = name_looked_for(name), reason_given(why, more)
    search_id = SearchId(new_id(parts.entropy.bytes))
    with transaction.atomic():
        if Search.objects.filter(asked_by=account, asked_at__gt=now - KEPT_FOR).count() >= MOST_AN_HOUR:
            raise Invalid("", "You have looked for many names within an hour. Please go on a little later.")
        question = sealed_question(search_id, wanted, parts=parts)
        Search.objects.create(id=search_id, asked_by=account, asked_at=now, question=question)
        details = {"why": why.value, "more": words}
        record(actor=actor, now=now, parts=parts, act="requests searched", subject=search_id, details=details)
    return search_id


def answer_waiting(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Let go what is older than an hour, look up what waits, oldest first, and return how many were answered.

    A locked house lets go too, and answers none. A question that does not open, or was put under another search, is
    dropped: nobody of ours wrote it.
    """
    Search.objects.filter(asked_at__lte=now - KEPT_FOR).delete()
    parts.keys.key(KeyClass.REGISTER)
    answered = 0
    for row in Search.objects.filter(answer=None).order_by("asked_at", "id"):
        try:
            name = question_in(row.id, bytes(row.question), parts=parts)
        except VaultError:
            row.delete()
            continue
        found = Called.of_this_process().requests_called(name, parts=parts)
        answer = sealed_answer(row.id, found, parts=parts)
        with transaction.atomic():
            if Search.objects.filter(id=row.id, answer=None).update(answer=answer) == 1:
                record(actor=actor, now=now, parts=parts, act="search answered", subject=row.id)
                answered += 1
    return answered
