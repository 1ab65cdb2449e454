"""How the states of messages are held against their stations, and made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.post.stations import messages_that_differ
from khabar.apps.post.stations import rebuild as rebuild_states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def differences(parts: Parts) -> Iterator[str]:
    """Name each message whose state is not what its stations say."""
    for message in messages_that_differ(parts=parts):
        yield f"post: the state of message {message} is not what its stations say; `khabar rebuild` mends it."


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> str:
    """Make the states anew and say how many."""
    return f"the states of {rebuild_states(actor=actor, now=now, parts=parts)} messages"
