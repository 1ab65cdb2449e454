"""Which families are called, out of all requests: by voice, with a number, promised a day that comes.

It looks at requests alone. It must never look at a presence, a pair or an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import kin_by_account
from khabar.apps.calls.files import StandingInside, standing_of
from khabar.apps.post.queries import next_contacts
from khabar.apps.registry.queries import open_requests
from khabar.domain.calls import DAYS_AHEAD, DueCall
from khabar.domain.reaching import Way
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

BY_VOICE = frozenset({Way.TELEPHONE, Way.BRINGER})


@dataclass(frozen=True)
class Family:
    """A family that is spoken with: its request, the day promised, and how it stands with us on the telephone."""

    request: RequestFile
    by: date
    standing: StandingInside

    @property
    def is_stopped(self) -> bool:
        """Whether somebody said the stop word, and nobody has looked into it yet."""
        return self.standing.stopped_on is not None

    @property
    def may_be_called(self) -> bool:
        """Whether a call can be planned at all."""
        return bool(self.request.form.phone) and not self.is_stopped


def families_by_voice(*, today: date, parts: Parts) -> list[Family]:
    """List the families that are spoken with, in the order in which they filed."""
    requests = [one for one in open_requests(parts=parts) if one.form.way in BY_VOICE]
    by = next_contacts({str(one.id): one.filed_at.date() for one in requests}, today=today, parts=parts)
    return [Family(one, by[one.id], standing_of(one.id, parts=parts)) for one in requests]


def due_calls(
    families: Iterable[Family], helpers: Collection[AccountId], *, today: date, parts: Parts
) -> list[DueCall]:
    """Give what has to be planned: whose date comes, or who was missed; with the helpers whose own people they are."""
    kin = {helper: names for helper, names in kin_by_account(parts=parts).items() if helper in helpers}
    ahead = today + timedelta(days=DAYS_AHEAD - 1)
    return [
        DueCall(
            one.request.id,
            one.by,
            missed=one.standing.missed_on is not None,
            not_by=frozenset(helper for helper, names in kin.items() if is_own_family(names, one.request)),
        )
        for one in families
        if one.may_be_called and one.by <= ahead
    ]


def is_own_family(kin: Collection[str], request: RequestFile) -> bool:
    """Say whether a request may be that of these relatives."""
    form = request.form
    return bool(kin) and is_withheld_from(kin, [form.name, *form.other_names, form.enquirer_name])
