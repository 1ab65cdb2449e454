"""Keeping the timetable: a parent that knows the time, and one child process for each key class.

The parent holds no key. Each child gets its one class from the agent and does the steps that need it; the step that
needs none is done by the parent, so that a locked house renews its pages all the same. Between the steps, and between
rounds, the child of the register answers what the family desk looks for by a name.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.db import DatabaseError, close_old_connections

from khabar.adapters.keyagent.job import KeysForOneJob
from khabar.cli.whole_files import write_whole
from khabar.config.kinds import layout_of
from khabar.config.options import Options
from khabar.domain.actors import system
from khabar.domain.errors import Broken, Locked
from khabar.domain.rounds import Step, round_number, timetable

if TYPE_CHECKING:
    from datetime import datetime
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from khabar.domain.kinds import Kind
    from khabar.ports import Parts

SECONDS_BETWEEN_LOOKS = 0.5
"""The family on the telephone waits about as long until a search is begun."""
SECONDS_AFTER_TROUBLE = 60.0
SECONDS_BETWEEN_LOCK_LOOKS = 5.0
"""After a lock, names stay in the memory of the process that matches for no longer than this."""

BUNDLE = "waiting.bundle"
"""How the newest bundle for the guarantor is called in its folder."""

DONE, LOCKED, FAILED = "done", "locked", "failed"


@dataclass(frozen=True)
class Child:
    """One process that holds one key class, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection

    def do(self, task: str, now: datetime) -> None:
        """Have a step done there, or the searches answered; raises Locked or Broken."""
        self.pipe.send((task, now))
        outcome, word = self.pipe.recv()
        if outcome == LOCKED:
            raise Locked(word)
        if outcome == FAILED:
            raise Broken(f"{task}: {word}")


class Children:
    """The processes of all key classes, started when first needed and again when one has died."""

    def __init__(self) -> None:
        self._started: dict[str, Child] = {}

    def do(self, step: Step, now: datetime, parts: Parts) -> None:
        """Do a step where its key is: in a child, or here when it needs none."""
        key_class = timetable(parts.options.kind).key_for(step)
        if key_class:
            self._have_done(key_class, step.value, now)
            return
        try:
            deeds(parts.options.kind).do_step(step, now=now, parts=parts)
        except DatabaseError as problem:
            raise Broken(f"{step}: {type(problem).__name__}") from problem

    def run_errands(self, now: datetime, parts: Parts) -> None:
        """Have done what waits between rounds, if anything does; a locked house lets it wait.

        Each child is there before its first errand: a person on the telephone does not wait for it to start.
        """
        for errand in deeds(parts.options.kind).ERRANDS:
            if errand.key_class:
                self._child(errand.key_class)
            if not errand.waits(now) or (errand.tells and _keeps_still()):
                continue
            if errand.key_class:
                with suppress(Locked):
                    self._have_done(errand.key_class, errand.name, now)
            else:
                errand.do(now, parts)

    def _have_done(self, key_class: str, task: str, now: datetime) -> None:
        try:
            self._child(key_class).do(task, now)
        except (EOFError, OSError) as problem:
            self._started.pop(key_class, None)
            raise Broken(f"{task}: its process has died") from problem

    def _child(self, key_class: str) -> Child:
        child = self._started.get(key_class)
        if child is None or not child.process.is_alive():
            ours, theirs = multiprocessing.get_context("spawn").Pipe()
            process = multiprocessing.get_context("spawn").Process(
                target=serve_steps, args=(key_class, theirs), name=f"khabar-{key_class}", daemon=True
            )
            process.start()
            theirs.close()
            child = self._started[key_class] = Child(process, ours)
        return child


def serve_steps(key_class: str, pipe: Connection) -> None:
    """Be one child: do what the parent asks for until the pipe closes."""
    os.environ["KHABAR_PROCESS"] = f"work-{key_class}"
    import django  # noqa: PLC0415 - the process is named only now

    django.setup()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    while True:
        try:
            while not pipe.poll(SECONDS_BETWEEN_LOCK_LOOKS):
                deeds(parts().options.kind).forget_when_locked(parts())
            word, now = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        close_old_connections()
        try:
            _do(word, now, parts())
        except Locked as problem:
            pipe.send((LOCKED, problem.key_class))
        except Exception as problem:  # noqa: BLE001 - a child's outer loop: the parent is told the kind and goes on
            pipe.send((FAILED, type(problem).__name__))
        else:
            pipe.send((DONE, ""))


def deeds(kind: Kind) -> Any:  # noqa: ANN401 - a module, with DEEDS, ERRANDS, do_step and forget_when_locked
    """Give the module that does what this kind of installation does in its rounds and between them."""
    return importlib.import_module(layout_of(kind).deeds)


def _do(task: str, now: datetime, ours: Parts) -> None:
    ours = replace(ours, keys=KeysForOneJob(ours.keys))
    of_kind = deeds(ours.options.kind)
    for errand in of_kind.ERRANDS:
        if errand.name == task:
            errand.do(now, ours)
            return
    of_kind.do_step(Step(task), now=now, parts=ours)


@click.command()
@click.option("--no-rounds", is_flag=True, help="Only what waits for no round; rounds are done by hand.")
def work(*, no_rounds: bool) -> None:
    """Keep the timetable until stopped: one round every few hours, the same whether or not there is news.

    Between rounds it does what waits for no round: searches of the family desk, or signatures of a petition.
    """
    _set_up("work")
    from khabar.config.ringing import start_bell  # noqa: PLC0415 - the same
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    start_bell(Options.load())
    children, has_looked = Children(), False
    while True:
        pause = SECONDS_BETWEEN_LOOKS
        try:
            has_looked = has_looked or _look_back(parts())
            if not no_rounds:
                _round_if_due(parts(), children)
            children.run_errands(parts().clock.now(), parts())
        except (Broken, DatabaseError) as problem:  # a full disk or a busy file ends no timetable
            told = problem if isinstance(problem, Broken) else "The database refused."
            click.echo(f"A step of a round broke and is tried again in a minute. {told}", err=True)
            pause = SECONDS_AFTER_TROUBLE
            close_old_connections()  # to a server that was started anew we have to knock again
        time.sleep(pause)


@click.command("round")
def one_round() -> None:
    """Do the round that is due now, in this process, with the keys that are unlocked."""
    parts = _set_up("operator")
    from khabar.apps.rounds.actions import conduct, reopen  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.queries import state  # noqa: PLC0415 - needs Django

    do_step = deeds(parts.options.kind).do_step
    now = parts.clock.now()
    reopen(actor=system("round by hand"), now=now, parts=parts)
    number = conduct(
        actor=system("round by hand"),
        now=now,
        parts=parts,
        do=lambda step, moment: do_step(step, now=moment, parts=replace(parts, keys=KeysForOneJob(parts.keys))),
    )
    _lay_out_for_guarantor()
    waiting = state(now, every_hours=parts.options.round_hours).waiting_for_keys
    words = f" These steps found the house locked and wait: {', '.join(waiting)}." if waiting else ""
    click.echo(f"Round {number} is done.{words}", err=True)


def _keeps_still() -> bool:
    from khabar.apps.quarantine.queries import is_quarantined  # noqa: PLC0415 - needs Django

    return is_quarantined()


def _look_back(parts: Parts) -> bool:
    """Look once at the start whether an older database was put back: the round of now may be done, errands are not."""
    from khabar.apps.journal.actions import look_back  # noqa: PLC0415 - needs Django

    look_back(actor=system("work"), now=parts.clock.now(), parts=parts)
    return True


def _round_if_due(parts: Parts, children: Children) -> None:
    from khabar.apps.rounds.actions import conduct  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.queries import finished  # noqa: PLC0415 - needs Django

    now = parts.clock.now()
    if finished(round_number(now, parts.options.round_hours)):
        return

    def do(step: Step, moment: datetime) -> None:
        with suppress(Broken):  # an errand that breaks is told after the round, and must not cost it a step
            children.run_errands(moment, parts)
        children.do(step, moment, parts)

    conduct(actor=system("work"), now=now, parts=parts, do=do)
    _lay_out_for_guarantor()


def _lay_out_for_guarantor() -> None:
    """Put the newest bundle where the guarantor fetches it; a folder that is away costs no round."""
    folder = Options.load().guarantor_folder
    if not folder:
        return
    from khabar.apps.guarantor.queries import newest_bundle  # noqa: PLC0415 - needs Django, and an intermediary's tables

    bundle = newest_bundle()
    if not bundle:
        return
    try:
        write_whole(Path(folder) / BUNDLE, bundle)
    except OSError as problem:
        click.echo(f"The bundle for the guarantor could not be put into its folder: {problem.strerror}.", err=True)


def _set_up(process: str) -> Parts:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    import django  # noqa: PLC0415 - the process is named only now

    django.setup()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    return parts()
