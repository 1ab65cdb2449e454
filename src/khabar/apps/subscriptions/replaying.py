"""What of readers belongs into the journal: who left, and which mailbox is to be asked no more.

As with signatures no ledger names them; they are read off the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.apps.journal.outcomes import DONE, NOBODY
from khabar.apps.petitions.together import DATABASE
from khabar.apps.subscriptions.models import Reader, Silenced
from khabar.domain.publishing.readers import HAS_AN_ADDRESS, ReaderState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

LEFT, SILENCED = "reader left", "reader silenced"
ACTS = frozenset({LEFT, SILENCED})


def in_rows(*, everything: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each act as the tables show it: those of which no line tells yet, or everything."""
    gone = Reader.objects.using(DATABASE).exclude(state__in=HAS_AN_ADDRESS).order_by("id")
    silent = Silenced.objects.using(DATABASE).order_by("id")
    new = {} if everything else {"journaled": False}
    yield from ((LEFT, {"id": one}) for one in gone.filter(**new).values_list("id", flat=True))
    yield from ((SILENCED, {"id": one}) for one in silent.filter(**new).values_list("mailbox", flat=True))


def written(acts: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Note of which acts a line tells now; a round that is killed before tells of them twice."""
    for act, body in acts:
        ours = {"id": body["id"]} if act == LEFT else {"mailbox": body["id"]}
        (Reader if act == LEFT else Silenced).objects.using(DATABASE).filter(**ours).update(journaled=True)


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Destroy the address once more, or be silent once more."""
    del actor, parts
    if act == SILENCED:
        Silenced.objects.using(DATABASE).get_or_create(mailbox=str(body["id"]))
        return DONE
    reader = Reader.objects.using(DATABASE).filter(id=body["id"])
    reader.filter(state__in=HAS_AN_ADDRESS).update(state=ReaderState.LEFT, sealed=b"", mailbox="", ended_on=now.date())
    return DONE if reader.exists() else NOBODY
