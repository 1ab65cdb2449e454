"""Keeping the timetable: a parent that knows the time, and one child process for each key class.

The parent holds no key. Each child gets its one class from the agent and does the steps that need it; the step that
needs none is done by the parent, so that a locked house renews its pages all the same. Between the steps, and between
rounds, the child of the register answers what the family desk looks for by a name.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click
from django.db import DatabaseError

from khabar.adapters.keyagent.job import KeysForOneJob
from khabar.domain.actors import system
from khabar.domain.errors import Broken, Locked
from khabar.domain.rounds import KEYS_NEEDED, Step, round_number
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from khabar.ports import Parts

SECONDS_BETWEEN_LOOKS = 0.5
"""The family on the telephone waits about as long until a search is begun."""
SECONDS_AFTER_TROUBLE = 60.0
SECONDS_BETWEEN_LOCK_LOOKS = 5.0
"""After a lock, names stay in the memory of the process that matches for no longer than this."""

DONE, LOCKED, FAILED = "done", "locked", "failed"
LOOK_UP = "look_up"
"""What the child of the register is asked besides the steps: to answer the searches that wait."""


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
        from khabar.apps.rounds.steps import do_step  # noqa: PLC0415 - needs Django set up for this process

        needed = KEYS_NEEDED[step]
        if not needed:
            try:
                do_step(step, now=now, parts=parts)
            except DatabaseError as problem:
                raise Broken(f"{step}: {type(problem).__name__}") from problem
            return
        (key_class,) = needed
        self._have_done(key_class, step.value, now)

    def look_up(self, now: datetime) -> None:
        """Have what waits answered, if anything does; a locked house lets it wait.

        The child is there before the first question: a person on the telephone does not wait for it to start.
        """
        from khabar.apps.searches.queries import something_waits  # noqa: PLC0415 - needs Django set up

        self._child(KeyClass.REGISTER)
        if something_waits(now):
            with suppress(Locked):
                self._have_done(KeyClass.REGISTER, LOOK_UP, now)

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
    from khabar.apps.registry.remembered import Remembered  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    while True:
        try:
            while not pipe.poll(SECONDS_BETWEEN_LOCK_LOOKS):
                Remembered.forget_all_when_locked(parts())
            word, now = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            _do(word, now, parts())
        except Locked as problem:
            pipe.send((LOCKED, problem.key_class))
        except Exception as problem:  # noqa: BLE001 - a child's outer loop: the parent is told the kind and goes on
            pipe.send((FAILED, type(problem).__name__))
        else:
            pipe.send((DONE, ""))


def _do(task: str, now: datetime, ours: Parts) -> None:
    from khabar.apps.rounds.steps import do_step  # noqa: PLC0415 - needs Django
    from khabar.apps.searches.actions import answer_waiting  # noqa: PLC0415 - needs Django

    ours = replace(ours, keys=KeysForOneJob(ours.keys))
    if task == LOOK_UP:
        answer_waiting(actor=system("search"), now=now, parts=ours)
    else:
        do_step(Step(task), now=now, parts=ours)


@click.command()
@click.option("--no-rounds", is_flag=True, help="Only answer the desk's searches; rounds are done by hand.")
def work(*, no_rounds: bool) -> None:
    """Keep the timetable until stopped: one round every few hours, the same whether or not there is news.

    Between rounds it answers what the family desk looks for by a name.
    """
    _set_up("work")
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    children = Children()
    while True:
        pause = SECONDS_BETWEEN_LOOKS
        try:
            if not no_rounds:
                _round_if_due(parts(), children)
            children.look_up(parts().clock.now())
        except (Broken, DatabaseError) as problem:  # a full disk or a busy file ends no timetable
            told = problem if isinstance(problem, Broken) else "The database refused."
            click.echo(f"A step of a round broke and is tried again in a minute. {told}", err=True)
            pause = SECONDS_AFTER_TROUBLE
        time.sleep(pause)


@click.command("round")
def one_round() -> None:
    """Do the round that is due now, in this process, with the keys that are unlocked."""
    parts = _set_up("operator")
    from khabar.apps.rounds.actions import conduct, reopen  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.queries import state  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.steps import do_step  # noqa: PLC0415 - needs Django

    now = parts.clock.now()
    reopen(actor=system("round by hand"), now=now, parts=parts)
    number = conduct(
        actor=system("round by hand"),
        now=now,
        parts=parts,
        do=lambda step, moment: do_step(step, now=moment, parts=replace(parts, keys=KeysForOneJob(parts.keys))),
    )
    waiting = state(now, every_hours=parts.options.round_hours).waiting_for_keys
    words = f" These steps found the house locked and wait: {', '.join(waiting)}." if waiting else ""
    click.echo(f"Round {number} is done.{words}", err=True)


def _round_if_due(parts: Parts, children: Children) -> None:
    from khabar.apps.rounds.actions import conduct  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.queries import finished  # noqa: PLC0415 - needs Django

    now = parts.clock.now()
    if finished(round_number(now, parts.options.round_hours)):
        return

    def do(step: Step, moment: datetime) -> None:
        with suppress(Broken):  # a search that breaks is told after the round, and must not cost it a step
            children.look_up(moment)
        children.do(step, moment, parts)

    conduct(actor=system("work"), now=now, parts=parts, do=do)


def _set_up(process: str) -> Parts:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    import django  # noqa: PLC0415 - the process is named only now

    django.setup()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    return parts()
