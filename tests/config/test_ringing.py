"""The bell as it is in life: a thread of the worker, a mail server, and mails that leave whatever a round does."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.db import DatabaseError

from cast import FARID
from config.ground import free_port
from khabar.adapters.smtp import SmtpMailer
from khabar.apps.alarms.actions import raise_alarm
from khabar.config import ringing, wiring
from khabar.domain.alarms import TOLD_WITHIN, AlarmKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.config.options import Options
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

GUARANTOR, WATCH = "guarantor@example.org", "watch@example.org"


@dataclass
class Office:
    """A mail server: to whom each mail went, and what stood in it."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own name; it has no types
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


@contextmanager
def house_with(office: Office, parts: Parts) -> Iterator[Parts]:
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    options = replace(parts.options, mail_from="house@example.org")  # type: ignore[type-var]  # a dataclass
    ours = replace(parts, mailer=SmtpMailer("127.0.0.1", port), options=options)
    wiring.use(ours)
    try:
        yield ours
    finally:
        wiring.use(None)
        controller.stop()


def test_an_alarm_reaches_the_guarantor_and_the_watch_by_a_real_mail_server(parts: Parts) -> None:
    office = Office()
    with house_with(office, parts) as ours:
        began = time.monotonic()
        raise_alarm(actor=FARID, now=ours.clock.now(), parts=ours, kind=AlarmKind.CANARY, details={})
        assert ringing.look((GUARANTOR, WATCH)) == ringing.SECONDS_BETWEEN_LOOKS
        took = time.monotonic() - began
    assert [to for to, _ in office.taken] == [GUARANTOR, WATCH]
    assert len({len(text.replace(to.encode(), b"")) for to, text in office.taken}) == 1
    assert all(b"canary" not in text and FARID.name.encode() not in text for _, text in office.taken)
    assert took + ringing.SECONDS_BETWEEN_LOOKS < TOLD_WITHIN.total_seconds()


def test_what_breaks_is_told_by_its_kind_and_tried_again(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_rest: object) -> int:
        raise DatabaseError("a name that must not be told")

    monkeypatch.setattr(ringing, "ring", broken)
    with house_with(Office(), parts):
        assert ringing.look((GUARANTOR,)) == ringing.SECONDS_AFTER_TROUBLE
    said = capsys.readouterr().err
    assert "DatabaseError" in said
    assert "name" not in said
    assert TOLD_WITHIN.total_seconds() > ringing.SECONDS_AFTER_TROUBLE + ringing.SECONDS_BETWEEN_LOOKS


def test_a_bell_hangs_where_somebody_is_to_hear_it_and_only_there(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = threading.Event()
    rung: list[tuple[str, ...]] = []

    def once(addresses: tuple[str, ...]) -> None:
        rung.append(addresses)
        heard.set()

    monkeypatch.setattr(ringing, "_ring_on", once)
    ringing.start_bell(options)
    assert rung == []
    both = replace(options, mail_from="house@example.org", alarm_to=(GUARANTOR, WATCH), watch_mail=(WATCH,))
    ringing.start_bell(both)
    assert heard.wait(5)
    assert rung == [(GUARANTOR, WATCH)]
