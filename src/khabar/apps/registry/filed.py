"""What the rule about lists that pose as requests may see of requests: a day, a hand, a place, whether there was news.

Nothing else of a request leaves this module, and what leaves it goes to that rule alone.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import list_file, opened_request
from khabar.domain.guaranteeing.patterns import MANY, Filed
from khabar.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from khabar.apps.registry.queries import RequestFile
    from khabar.ports import Parts

MOST_LOOKED_AT: Final = 2000
"""Requests that are opened for this in a round: about a second. A list of more is told by its newest."""


def filed_by_day(since: datetime) -> tuple[tuple[date, int], ...]:
    """Count the requests that came on each day (UTC), oldest first; erased and closed ones too. Needs no key."""
    moments = Request.objects.filter(filed_at__gte=since).values_list("filed_at", flat=True)
    return tuple(sorted(Counter(one.date() for one in moments.iterator()).items()))


def filed_since(since: datetime, *, parts: Parts) -> Iterator[Filed]:
    """Give the requests that came since then and are not erased, as far as that rule may see them: the newest 2,000.

    None is opened where there are fewer than could ever be a pattern.
    """
    brought_by = cache(lambda list_id: _bringer(list_id, parts))
    rows = Request.objects.filter(filed_at__gte=since, wrapped_key__isnull=False).order_by("-filed_at", "id")
    newest = list(rows[:MOST_LOOKED_AT])
    for row in newest if len(newest) >= MANY else ():
        yield _seen(opened_request(row, parts=parts), brought_by)


def _seen(request: RequestFile, brought_by: Callable[[str], str]) -> Filed:
    form = request.form
    return Filed(
        day=request.filed_at.date(),
        hand=_hand_of(request, brought_by),
        place=normalise(form.last_place).casefold(),
        has_last_contact=bool(form.last_news.strip() or form.last_news_date.strip()),
    )


def _hand_of(request: RequestFile, brought_by: Callable[[str], str]) -> str:
    """Say who typed it or brought its list, or which address many requests name; else nobody.

    Not which list: one that was cut into many small ones would be nobody's.
    """
    if request.from_list is not None:
        return brought_by(request.from_list.list_id)
    if request.filed_from.by:
        return f"colleague {request.filed_from.by}"
    return f"address {request.form.email.casefold()}" if request.form.email else ""


def _bringer(list_id: str, parts: Parts) -> str:
    """Say whose hand a list is: the colleague's who brought it; its own where that is not known."""
    known = list_file(list_id, parts=parts)
    return f"colleague {known.brought_by}" if known and known.brought_by else f"list {list_id}"
