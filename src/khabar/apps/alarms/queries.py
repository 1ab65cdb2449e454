"""Reading alarms: opened with the key of the house's record, without any word about a person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from khabar.apps.alarms.models import Alarm as Row
from khabar.apps.alarms.models import Seen
from khabar.domain.alarms import LISTED_FOR, Alarm, AlarmKind, shown_to
from khabar.domain.bodies import text_of
from khabar.domain.ids import AccountId
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.alarms import ShownAlarm
    from khabar.domain.bodies import Body
    from khabar.ports import Parts


def alarms_for(actor: Actor, *, now: datetime, parts: Parts) -> tuple[ShownAlarm, ...]:
    """List what somebody sees of the alarms of the last months, newest first; raises Refused, and Locked."""
    return shown_to(actor, raised_alarms(now=now, parts=parts))


def raised_alarms(*, now: datetime, parts: Parts) -> list[Alarm]:
    """Open the alarms of the last months, newest first; raises Locked while the key is not at hand."""
    rows = list(Row.objects.filter(raised_at__gt=now - LISTED_FOR).order_by("-raised_at", "id"))
    seen: dict[str, list[AccountId]] = defaultdict(list)
    for alarm, account in Seen.objects.filter(alarm__in=rows).order_by("at", "id").values_list("alarm_id", "account"):
        seen[alarm].append(AccountId(account))
    parts.keys.key(parts.public.of_record)
    return [_opened(row, tuple(seen[row.id]), parts) for row in rows]


def _opened(row: Row, seen_by: tuple[AccountId, ...], parts: Parts) -> Alarm:
    body = _body(row, parts)
    return Alarm(row.id, AlarmKind(text_of(body, "kind")), row.raised_at, text_of(body, "by"), seen_by)


def _body(row: Row, parts: Parts) -> Body:
    sealed = bytes(row.sealed)
    private = parts.keys.key(parts.public.of_record, key_id_in(sealed)).private
    body = canonical.decode(unseal_with(private, sealed))
    if not isinstance(body, dict) or body.get("alarm") != row.id:
        raise Malformed("this belongs to another alarm")
    return body
