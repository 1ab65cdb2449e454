"""What of petitions belongs into the journal: who withdrew, and which mailbox wants no more mail about one.

No ledger names them, for it would be a list of moments: they are read off the rows, and a line says of a round alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.apps.journal.outcomes import DONE, NOBODY
from khabar.apps.petitions.models import Petition, Signature, Silenced
from khabar.apps.petitions.together import DATABASE
from khabar.domain.petitions.states import SignatureAct, SignatureState, states_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

WITHDRAWN, SILENCED = "signature withdrawn", "signer silenced"
ACTS = frozenset({WITHDRAWN, SILENCED})


def in_rows(*, everything: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each act as the tables show it: those of which no line tells yet, or everything."""
    gone = Signature.objects.using(DATABASE).filter(state=SignatureState.WITHDRAWN)
    silent = Silenced.objects.using(DATABASE).order_by("id")
    new = {} if everything else {"journaled": False}
    yield from ((WITHDRAWN, {"id": one}) for one in gone.filter(**new).order_by("id").values_list("id", flat=True))
    for petition, mailbox in silent.filter(**new).values_list("petition_id", "mailbox"):
        yield SILENCED, {"id": petition, "mailbox": mailbox}


def written(acts: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Note of which acts a line tells now; a round that is killed before tells of them twice."""
    for act, body in acts:
        if act == WITHDRAWN:
            Signature.objects.using(DATABASE).filter(id=body["id"]).update(journaled=True)
        else:
            ours = Silenced.objects.using(DATABASE).filter(petition=body["id"], mailbox=body["mailbox"])
            ours.update(journaled=True)


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Withdraw the signature once more, or be silent once more."""
    del actor, now, parts  # of whom and when is what the tables must not say
    if act == SILENCED:
        if not Petition.objects.using(DATABASE).filter(id=body["id"]).exists():
            return NOBODY
        Silenced.objects.using(DATABASE).get_or_create(petition_id=str(body["id"]), mailbox=str(body["mailbox"]))
        return DONE
    signature = Signature.objects.using(DATABASE).filter(id=body["id"])
    signature.filter(state__in=states_before(SignatureAct.WITHDRAW)).update(
        state=SignatureState.WITHDRAWN, sealed=b"", mailbox="", person=""
    )
    return DONE if signature.exists() else NOBODY
