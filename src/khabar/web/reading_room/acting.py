"""What every page of the archive hands to an action, and how a refusal becomes a page that was not found."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.http import Http404

from khabar.domain.duties import Duty
from khabar.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import TypedDict

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest

    class Acting(TypedDict):
        """What every action is given."""

        actor: Actor
        now: datetime
        parts: Parts


def acting(request: StaffRequest) -> Acting:
    """Give what every action is given."""
    return {"actor": request.actor, "now": request.parts.clock.now(), "parts": request.parts}


def may_change(request: StaffRequest) -> bool:
    """Say whether somebody may change the archive, or only read it."""
    return request.actor.has(Duty.EDITOR)


@contextmanager
def found() -> Iterator[None]:
    """Answer as for a page that does not exist where an action knows no such thing."""
    try:
        yield
    except Refused:
        raise Http404 from None


def version_seen(request: StaffRequest) -> int:
    """Give the version that stood on the page whose button was pressed; 0, which nothing has, for anything else."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else 0
