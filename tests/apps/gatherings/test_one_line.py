from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from khabar.apps.rounds import association_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.gatherings.conftest import Hall, Post
    from khabar.ports import Envelope, Mailer

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@dataclass
class Exchange:
    """A mail server that is called, and counts how often."""

    post: Post
    calls: list[str] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        self.calls.append("a call for one mail")
        self.post.send(envelope)

    @contextmanager
    def many(self) -> Iterator[Mailer]:
        self.calls.append("a call for many")
        yield self.post


@pytest.mark.parametrize("step", [association_steps.mail, association_steps.write_to_readers])
def test_mails_of_one_step_share_one_connection(hall: Hall, step: object) -> None:
    hall.admit("Sparrow")
    hall.admit("Wren")
    hall.invite()
    exchange = Exchange(hall.post)
    step(hall.parts.clock.now(), replace(hall.parts, mailer=exchange))  # type: ignore[operator]  # a step
    assert exchange.calls == ["a call for many"]
    assert len(hall.post.sent) == (2 if step is association_steps.mail else 0)
