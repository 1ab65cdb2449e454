from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from django.db import OperationalError

from cast import JOB, dariuss_presence, file_presence, file_request, shirins_request
from config.ground import free_port
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.smtp import SmtpMailer, written
from khabar.apps.quarantine.actions import begin
from khabar.apps.rounds.actions import conduct
from khabar.config import doctor, watching
from khabar.config.alone import alone
from khabar.config.findings import Sign
from khabar.config.options import Options, SettingsError
from khabar.config.watch_notes import STATE, Notes, Waiting, envelope, read_notes, write_notes
from khabar.domain.errors import Conflict, Outside
from khabar.domain.watching import Matter, Notice, Trouble, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from config.ground import Ground
    from conftest import SettableClock
    from khabar.ports import Envelope, Parts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NIMA, TOMAS = "nima@example.org", "tomas@example.org"
DISK = Notice(frozenset({Matter.DISK}))


@dataclass
class Office:
    """A mail server: what it answers to a text, and what it took."""

    answer: str = "250 OK"
    taken: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own name; it has no types
        self.taken.append(envelope.content)
        return self.answer


@contextmanager
def serving(office: Office, port: int) -> Iterator[None]:
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@dataclass
class Refusing:
    """Refuses every mail in one way, and counts them."""

    problem: Outside
    asked: int = 0

    def send(self, _envelope: Envelope) -> None:
        self.asked += 1
        raise self.problem


@pytest.fixture
def here(options: Options, tmp_path: Path) -> Options:
    """A house with two who are told."""
    (tmp_path / "house").mkdir()
    return replace(options, home=tmp_path, watch_mail=(NIMA, TOMAS), mail_from="post@office.example")


def subjects(office: Office) -> list[str]:
    return [line[9:].decode() for mail in office.taken for line in mail.splitlines() if line.startswith(b"Subject: ")]


@pytest.mark.django_db(databases=["default", "porch"])
def test_rounds_that_stop_are_told_to_everybody_once_and_so_is_that_they_go_on(
    here: Options, parts: Parts, clock: SettableClock
) -> None:
    office, port, random = Office(), free_port(), SeededEntropy("watch")
    post = SmtpMailer("127.0.0.1", port)

    def look() -> Notes:
        return watching.look_once(here, clock.now(), post, random)

    def round_done() -> None:
        conduct(actor=JOB, now=clock.now(), parts=parts, do=lambda _step, _now: None)

    round_done()
    with serving(office, port):
        look()
        assert subjects(office) == ["Timetable: rounds done"] * 2
        look()
        clock.advance(timedelta(hours=2 * parts.options.round_hours))
        assert Matter.ROUNDS in look().watched.troubles
        look()
        assert subjects(office)[2:] == ["Timetable: please look"] * 2
    round_done()
    down = look()
    assert set(down.waiting) == {NIMA, TOMAS}
    with serving(office, port):
        assert not look().waiting
    assert subjects(office)[4:] == ["Timetable: well again."] * 2
    assert b"Well again: rounds" in office.taken[-1]
    assert len({len(mail.replace(NIMA.encode(), TOMAS.encode())) for mail in office.taken}) == 1


@pytest.mark.django_db(databases=["default", "porch"])
def test_what_is_seen_is_the_same_whoever_is_registered(here: Options, parts: Parts, clock: SettableClock) -> None:
    clock.advance(timedelta(days=1))
    empty = watching.see(here, clock.now())
    file_request(parts, shirins_request(clock.now()))
    file_presence(parts, dariuss_presence(clock.now()))
    clock.advance(timedelta(days=27))
    assert watching.see(here, clock.now()) == empty, "a promised date that is near changes no mail"


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_house_that_keeps_still_a_full_disk_and_a_database_that_refuses_are_seen(
    here: Options, parts: Parts, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watching.see(here, clock.now())
    assert {matter for matter, is_bad in seen.items() if is_bad} == {Matter.LOCK}
    assert Matter.ROUNDS not in seen, "none has been done yet"
    begin(actor=JOB, now=clock.now(), parts=parts, as_of=clock.now())
    monkeypatch.setattr("khabar.config.doctor.LEAST_FREE_BYTES", 1 << 62)
    seen = watching.see(here, clock.now())
    assert {matter for matter, is_bad in seen.items() if is_bad} == {Matter.LOCK, Matter.QUARANTINE, Matter.DISK}


@pytest.mark.parametrize("unknown", [False, True])
def test_a_mail_that_did_not_leave_waits_and_one_that_may_have_left_leaves_once_more(*, unknown: bool) -> None:
    notes = Notes(waiting={NIMA: Waiting(DISK, "<a1@office.example>")})
    post = Refusing(Outside("no", retry=True, fate_unknown=unknown))
    for _ in range(5):
        notes = watching.send(notes, post, "post@office.example")
    assert post.asked == (2 if unknown else 5)
    assert bool(notes.waiting) is not unknown


def test_what_waits_is_put_together_under_a_number_of_its_own(options: Options) -> None:
    ours = replace(options, watch_mail=(NIMA,), mail_from="post@office.example")
    before = Notes(
        Watched(signed_on=NOON.date()), {NIMA: Waiting(DISK, "<a1@x>"), "gone@example.org": Waiting(DISK, "<a2@x>")}
    )
    random = SeededEntropy("one")
    same = watching.note_look(before, {}, NOON, ours, random)
    assert same.waiting == {NIMA: before.waiting[NIMA]}, "an address that was taken out is told nothing"
    more = watching.note_look(before, {Matter.BACKUP: True, Matter.ROUNDS: False}, NOON, ours, random).waiting[NIMA]
    assert more.notice == Notice(frozenset({Matter.DISK, Matter.BACKUP}))
    assert more.message_id != "<a1@x>"


def test_where_nothing_can_be_kept_it_is_said_all_the_same(here: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _notes: Notes) -> None:
        raise OSError(28, "No space left on device")

    post = Refusing(Outside("no", retry=True))
    monkeypatch.setattr(watching, "see", lambda _options, _now: {Matter.DISK: True})
    monkeypatch.setattr(watching, "write_notes", full)
    with pytest.raises(OSError, match="No space"):
        watching.look_once(here, NOON, post, SeededEntropy("full"))
    assert post.asked == 2


def test_two_watches_do_not_look_at_once(here: Options) -> None:
    with (
        alone(here.house / "watch.lock", "no"),
        pytest.raises(Conflict, match="Another watch"),
    ):
        watching.look_once(here, NOON, Refusing(Outside(retry=True)), SeededEntropy("two"))


def test_every_mail_has_one_size_and_names_nobody() -> None:
    every = frozenset(Matter)
    said = [
        DISK,
        Notice(every),
        Notice(well=every),
        Notice(sign=True),
        Notice(frozenset(), every - {Matter.DISK}, sign=True),
    ]
    mails = [written(envelope(Waiting(one, "<a1@office.example>"), "post@office.example", NIMA)) for one in said]
    assert len({len(mail) for mail in mails}) == 1
    assert len(set(mails)) == len(mails)
    told = b"".join(mails).lower()
    assert not any(word in told for word in (b"khabar", b"lindenau", b"famil", b"request", b"base64", b"quoted"))


def test_notes_are_read_as_they_were_kept_and_damaged_ones_are_none(tmp_path: Path) -> None:
    path = tmp_path / STATE
    assert read_notes(path) == Notes()
    notes = Notes(
        Watched({Matter.DISK: Trouble(NOON, NOON), Matter.LOCK: Trouble(NOON)}, NOON.date()),
        {NIMA: Waiting(Notice(well=frozenset({Matter.DRILL}), sign=True), "<a1@x>", may_have_left=True)},
    )
    write_notes(path, notes)
    assert read_notes(path) == notes
    assert path.stat().st_mode & 0o777 == 0o600
    kept = json.loads(path.read_text())
    for name, value in (("troubles", {"mood": {}}), ("signed_on", "today"), ("waiting", [])):
        path.write_text(json.dumps(kept | {name: value}))
        assert read_notes(path) == Notes()
    for text in ("", "[]", '{"troubles": {"disk": {"since": "2026-03-01T12:00:00", "told_at": ""}}}'):
        path.write_text(text)
        assert read_notes(path) == Notes()


def test_the_command_looks_at_a_real_house_without_a_key_and_says_what_is_wrong(ground: Ground) -> None:
    office, port = Office(), free_port()
    mails = {"smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "post@office.example"}
    ground.write(watch_mail=[NIMA], backup_recipients=["age1nobody"], **mails)
    (ground.home / "house" / "keyring.cbor").unlink()
    with closing(sqlite3.connect(ground.home / "porch" / "porch.sqlite3")) as held, serving(office, port):
        held.execute("BEGIN IMMEDIATE")
        done = ground.khabar("watch")
    assert (done.returncode, done.stdout) == (0, "Look: lock, backup, drill\n"), done.stderr
    (mail,) = office.taken
    assert b"Look: backup, drill " in mail


def test_the_command_refuses_to_watch_for_nobody_and_says_when_a_mail_waits(
    here: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KHABAR_PROCESS", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    said = []
    for options in (replace(here, watch_mail=()), here):
        monkeypatch.setattr(Options, "load", lambda given=options: given)
        monkeypatch.setattr(watching, "look_once", lambda *_: Notes(waiting={NIMA: Waiting(DISK, "<a1@x>")}))
        said.append(CliRunner().invoke(watching.watch).exception)
    assert [type(one) for one in said] == [SettingsError, Outside]
    assert "watch_mail is empty" in str(said[0])
    assert "tried again" in str(said[1])


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_database_that_refuses_is_seen_and_what_lies_in_it_is_left_out(
    here: Options, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_options: Options, _now: datetime) -> dict[Matter, bool]:
        raise OperationalError("the server is gone")

    monkeypatch.setattr(watching, "_see_in_tables", refused)
    seen = watching.see(here, clock.now())
    assert seen == {Matter.DISK: False, Matter.LOCK: True, Matter.DATABASE: True}


def test_the_doctor_says_whether_anybody_watches(here: Options) -> None:
    assert doctor._watch(replace(here, watch_mail=()), NOON).sign is Sign.NOTE
    assert doctor._watch(here, NOON).sentence.startswith("It has never looked")
    write_notes(here.house / STATE, Notes())
    now = datetime.now(UTC)
    signs = [doctor._watch(here, now + timedelta(hours=hours)).sign for hours in (0, 1, 3, -3)]
    assert signs == [Sign.OK, Sign.OK, Sign.LOOK, Sign.LOOK]
