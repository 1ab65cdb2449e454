"""The watch: it looks once whether an installation still runs by itself, and mails what turned bad or well.

A timer starts it anew each quarter of an hour, apart from the worker: so nothing of it can hang for long, and what
stops it stops its daily mail, too. It is given no key, opens nothing, and sees nothing of what is in the house.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from django.db import DatabaseError

from khabar.adapters.entropy import SystemEntropy
from khabar.config.alone import alone
from khabar.config.doctor import examine_disk, status_of_agent
from khabar.config.findings import Sign
from khabar.config.options import Options, SettingsError
from khabar.config.watch_notes import STATE, Notes, Waiting, envelope, read_notes, write_notes
from khabar.config.wiring import clock, mailer
from khabar.domain.errors import Outside
from khabar.domain.watching import Matter, Notice, look_at, together

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.ports import Entropy, Mailer

_LOCK = "watch.lock"
_OF_COPIES = {Matter.BACKUP, Matter.DRILL, Matter.JOURNAL, Matter.QUARANTINE}


def see(options: Options, now: datetime) -> dict[Matter, bool]:
    """Say of each thing whether it is not well; what cannot be seen is left out."""
    status = status_of_agent(options)
    seen = {
        Matter.DISK: examine_disk(options).sign is Sign.LOOK,
        Matter.LOCK: not (status and status.unlocked),
    }
    try:
        return seen | _see_in_tables(options, now) | {Matter.DATABASE: False}
    except DatabaseError:
        return seen | {Matter.DATABASE: True}


def _see_in_tables(options: Options, now: datetime) -> dict[Matter, bool]:
    from khabar.apps.rounds.queries import state  # noqa: PLC0415 - Django is set up only by now
    from khabar.config.doctor_copies import examine_copies  # noqa: PLC0415 - the same

    looked = {finding.about: finding.sign is Sign.LOOK for finding in examine_copies(options, now)}
    seen = {matter: looked.get(matter.value, False) for matter in _OF_COPIES}
    stands = state(now, every_hours=options.round_hours)
    if stands.last_finished_at is not None:
        seen[Matter.ROUNDS] = stands.is_overdue
    return seen


def note_look(notes: Notes, seen: dict[Matter, bool], now: datetime, options: Options, entropy: Entropy) -> Notes:
    """Put what this look has to say beside what still waits, for each address of the settings."""
    looked = look_at(notes.watched, seen, now)
    domain = options.mail_from.rpartition("@")[2]
    waiting = {}
    for address in options.watch_mail:
        before = notes.waiting.get(address)
        if looked.notice:
            words = together(before.notice if before else Notice(), looked.notice)
            waiting[address] = Waiting(words, f"<{entropy.bytes(16).hex()}@{domain}>")
        elif before:
            waiting[address] = before
    return Notes(looked.watched, waiting)


def send(notes: Notes, post: Mailer, sender: str) -> Notes:
    """Hand over what waits, and give what still waits: a mail of unknown fate leaves once more, and never again.

    One that is refused waits, too, so that somebody hears of it by the exit code.
    """
    left = {}
    for address, one in notes.waiting.items():
        try:
            post.send(envelope(one, sender, address))
        except Outside as problem:
            if not (problem.fate_unknown and one.may_have_left):
                left[address] = replace(one, may_have_left=one.may_have_left or problem.fate_unknown)
    return replace(notes, waiting=left)


def look_once(options: Options, now: datetime, post: Mailer, entropy: Entropy) -> Notes:
    """Look, keep what is to be said, say it, and keep what could not be said.

    Where nothing can be kept any more (a full disk), it is said all the same, and said again at the next look.
    """
    path = options.house / STATE
    with alone(options.house / _LOCK, "Another watch is looking. Wait for it."):
        notes = note_look(read_notes(path), see(options, now), now, options, entropy)
        try:
            write_notes(path, notes)
        finally:
            notes = send(notes, post, options.mail_from)
        write_notes(path, notes)
    return notes


@click.command("watch")
def watch() -> None:
    """Look once whether rounds, lock, disk, database and copies are well, and mail what changed. For a timer.

    Mails go to `watch_mail` of the settings: as a thing turns bad, each day it stays so, and when it is well; and once
    a day that the rounds are done. Exit code 1 while a mail could not leave.
    """
    options = Options.load()
    if not options.watch_mail:
        raise SettingsError("watch_mail is empty, so nobody would hear. Name an address in the settings.")
    os.environ |= {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - only where there are settings

    django.setup()
    notes = look_once(options, clock(options).now(), mailer(options), SystemEntropy())
    bad = ", ".join(matter for matter in Matter if matter in notes.watched.troubles)
    click.echo(f"Look: {bad}" if bad else "Everything that is watched is well.")
    if notes.waiting:
        raise Outside("a mail could not leave; it is tried again at the next look", retry=True)
