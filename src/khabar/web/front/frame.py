"""The frame round every page of a signed-in colleague: name, duties, navigation, what is locked, a session's end.

It is a context processor; pages that must be equal for all (not found) leave the frame out. It must never put into
the frame anything that depends on a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.messages import get_messages
from django.urls import reverse

from khabar.apps.accounts.queries import display_name_of, operator_session
from khabar.domain.actors import Actor
from khabar.domain.duties import Duty
from khabar.web.front.desks import duty_words, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from khabar.domain.ids import AccountId
    from khabar.ports import Parts
    from khabar.web.front.desks import Place


@dataclass(frozen=True)
class HouseFrame:
    """What `components/house_base.html` shows round a page."""

    signed_in_as: str
    duties: Sequence[str]
    navigation: Sequence[Place]
    locked: bool
    session_until: datetime | None
    sign_out_url: str
    messages: Sequence[str]


def house(request: HttpRequest) -> dict[str, HouseFrame]:
    """Give the frame to templates as `house`; nothing while nobody is signed in."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor) or actor.account is None:
        return {}
    return {"house": _frame(request, actor, actor.account)}


def _frame(request: HttpRequest, actor: Actor, account: AccountId) -> HouseFrame:
    parts: Parts = request.parts  # type: ignore[attr-defined]  # set by config.wiring.give_parts
    session = operator_session(account, now=parts.clock.now()) if actor.has(Duty.OPERATOR) else None
    return HouseFrame(
        signed_in_as=display_name_of(account),
        duties=duty_words(actor.duties),
        navigation=[place for place in places(actor.duties, at=request.path_info) if place.url],
        locked=bool(parts.keys.locked()),
        session_until=session.until if session else None,
        sign_out_url=reverse("account_logout"),
        messages=[str(message) for message in get_messages(request)],
    )
