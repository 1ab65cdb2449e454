"""Starts our own programs by a fork of a process that has them loaded, so that a thousand can be killed in minutes.

`python -m faults.quick shell` reads one list of words a line, forks, and lets the fork do what `khabar` does with them;
it answers with the fork's number, then with how it ended. `timetable` as the only word does the steps that are still to
be done of the round that is due, as `khabar work` does. `python -m faults.quick porch` serves the porch like `khabar
serve porch`, with its pages loaded before the workers are forked.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMETABLE = "timetable"
_COMMANDS = ("khabar.config.main", "khabar.config.work", "khabar.apps.rounds.actions", "khabar.adapters.keyagent.job")
_OF_AN_INTERMEDIARY = ("khabar.cli.lists",)


def serve(side: str) -> None:
    """Serve one side, everything loaded first."""
    _set_up(side)
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django

    from khabar.config.main import main  # noqa: PLC0415 - the same

    get_resolver().url_patterns  # noqa: B018 - reading them loads the pages
    main(["serve", side])


def listen() -> None:
    """Fork for every line that is read, one after the other, and tell how each ended."""
    _set_up("operator")
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from khabar.config.kinds import layout_of  # noqa: PLC0415 - the same
    from khabar.domain.kinds import Kind  # noqa: PLC0415 - the same

    kind = settings.OPTIONS.kind if hasattr(settings, "OPTIONS") else Kind.INTERMEDIARY
    more = _OF_AN_INTERMEDIARY if kind is Kind.INTERMEDIARY else ()
    for name in (*_COMMANDS, layout_of(kind).deeds, *more):
        importlib.import_module(name)
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _become(words: Sequence[str]) -> NoReturn:
    """Do what was asked in this fork and end; what it says goes to the log, and it hears nothing more of us."""
    code = 1
    try:
        os.dup2(2, 1)
        if list(words) == [TIMETABLE]:
            _keep_the_timetable()
        else:
            from khabar.config.main import main  # noqa: PLC0415 - needs Django

            main(words)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _keep_the_timetable() -> None:
    from khabar.adapters.keyagent.job import KeysForOneJob  # noqa: PLC0415 - needs Django
    from khabar.apps.rounds.actions import conduct  # noqa: PLC0415 - the same
    from khabar.config.wiring import parts  # noqa: PLC0415 - the same
    from khabar.config.work import deeds  # noqa: PLC0415 - the same
    from khabar.domain.actors import system  # noqa: PLC0415 - the same

    ours = parts()
    do_step, now = deeds(ours.options.kind).do_step, ours.clock.now()
    conduct(
        actor=system("work"),
        now=now,
        parts=ours,
        do=lambda step, at: do_step(step, now=at, parts=replace(ours, keys=KeysForOneJob(ours.keys))),
    )


def _set_up(process: str) -> None:
    os.environ |= {"KHABAR_PROCESS": process, "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - the process is named only now

    django.setup()


def _say(word: object) -> None:
    sys.stdout.write(json.dumps(word) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "shell":
        listen()
    else:
        serve(sys.argv[1])
