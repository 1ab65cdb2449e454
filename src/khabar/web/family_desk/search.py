"""Finding the request of whoever is on the telephone, in whatever script and spelling the name was filed.

It looks at requests alone: who is sought and who seeks. It must never look at a presence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.apps.registry.queries import RequestFile

MOST = 20
LIKELY = 0.5
"""At a prior of one in four: more likely the same name than not."""


def requests_called(name: str, requests: Iterable[RequestFile]) -> list[RequestFile]:
    """Give the requests in which the sought person or the enquirer may be called so, likeliest first."""
    found = [(_likeness(name, request), request) for request in requests]
    likely = [pair for pair in found if pair[0] >= LIKELY]
    return [request for _, request in sorted(likely, key=lambda pair: (-pair[0], pair[1].id))[:MOST]]


def _likeness(name: str, request: RequestFile) -> float:
    form = request.form
    called = [form.name, *form.other_names, form.enquirer_name, form.enquirer_given]
    return max((names.compare(name, one).probability for one in called if one), default=0.0)
