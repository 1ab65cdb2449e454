from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.ledger.models import Entry
from khabar.apps.outbox.actions import put
from khabar.apps.outbox.models import Item, State
from khabar.apps.post.mails import send_due
from khabar.domain.actors import system
from khabar.domain.errors import Locked, Outside
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
MAIL = system("mail")
SHIRIN = "shirin@families.example"


@dataclass
class PostBox:
    """A mailer that fails as it is told to, and keeps what it was given."""

    failures: list[Outside] = field(default_factory=list)
    given: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        self.given.append(envelope)
        if self.failures:
            raise self.failures.pop(0)


class Killed(BaseException):
    """What a kill does: it is no exception that anybody catches."""


def queue(parts: Parts) -> None:
    body = {"to": SHIRIN, "subject": "Your request", "text": "Your request is with us."}
    put(actor=MAIL, now=parts.clock.now(), parts=parts, kind="standing mail", body=body, key_class=KeyClass.MAIL)


def rounds(parts: Parts, box: PostBox, count: int) -> list[int]:
    with_box = replace(parts, mailer=box)
    return [send_due(actor=MAIL, now=parts.clock.now(), parts=with_box) for _ in range(count)]


def item() -> tuple[str, int, bytes]:
    found = Item.objects.get()
    return found.state, found.attempts, bytes(found.sealed)


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_a_mail_is_sent_once_and_its_row_is_emptied(parts: Parts) -> None:
    queue(parts)
    box = PostBox()
    assert rounds(parts, box, 3) == [1, 0, 0]
    assert [mail.recipient for mail in box.given] == [SHIRIN]
    assert item() == (State.DONE, 1, b"")
    assert acts() == ["mail sent"]


def test_a_server_that_is_down_is_asked_again_at_every_round_until_it_answers(parts: Parts) -> None:
    queue(parts)
    box = PostBox([Outside("down", retry=True) for _ in range(5)])
    assert rounds(parts, box, 7) == [0, 0, 0, 0, 0, 1, 0]
    assert len({mail.message_id for mail in box.given}) == 1


def test_a_mail_refused_for_good_is_given_up_and_emptied(parts: Parts) -> None:
    queue(parts)
    box = PostBox([Outside("no such recipient", retry=False)])
    assert rounds(parts, box, 2) == [0, 0]
    assert len(box.given) == 1
    assert item() == (State.DONE, 1, b"")
    assert acts() == ["mail given up"]


def test_a_mail_of_unknown_fate_is_sent_once_more_under_the_same_id_and_never_a_third_time(parts: Parts) -> None:
    queue(parts)
    box = PostBox([Outside("hung up in the middle", retry=True, fate_unknown=True) for _ in range(5)])
    assert rounds(parts, box, 4) == [0, 0, 0, 0]
    assert [mail.message_id for mail in box.given] == [box.given[0].message_id] * 2
    assert acts() == ["mail given up"]
    assert item() == (State.DONE, 2, b"")


def test_a_process_killed_while_sending_leaves_a_mail_of_unknown_fate(parts: Parts) -> None:
    queue(parts)

    class Killer(PostBox):
        def send(self, envelope: Envelope) -> None:
            super().send(envelope)
            if len(self.given) == 1:
                raise Killed

    box = Killer()
    with pytest.raises(Killed):
        rounds(parts, box, 1)
    assert rounds(parts, box, 2) == [1, 0]
    assert len(box.given) == 2


def test_mails_wait_while_their_key_is_locked(
    parts: Parts, agent: MemoryKeyAgent, clock: SettableClock, unlocked: object
) -> None:
    queue(parts)
    agent.lock()
    box = PostBox()
    with pytest.raises(Locked):
        rounds(parts, box, 1)
    agent.unlock(unlocked)  # type: ignore[arg-type]  # the keys of the tests
    clock.advance(timedelta(hours=6))
    assert rounds(parts, box, 1) == [1]


def test_the_ledger_and_the_row_never_hold_the_address(parts: Parts) -> None:
    queue(parts)
    rounds(parts, PostBox(), 1)
    for entry in Entry.objects.all():
        assert SHIRIN not in f"{entry.actor}{entry.act}{entry.subject}"
