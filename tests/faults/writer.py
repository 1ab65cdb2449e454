"""One of eight who write at once, with the real actions: `python -m faults.writer NUMBER SECONDS`.

It writes and reads one cell (the count of signatures on paper), and opens files. Each deed is noted on stdout before it
is begun and when it was answered, so that a kill leaves a deed of unknown fate and never a lost note.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PETITION = "ab" * 16
WRITE, READ, ADD = "write", "read", "add"


def main(number: int, seconds: float) -> None:
    """Write, read and add in turn until the time is over."""
    os.environ |= {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - this process has settings only now

    django.setup()
    import association_cast  # noqa: PLC0415 - needs Django
    from khabar.apps.petitions.actions import note_on_paper  # noqa: PLC0415 - the same
    from khabar.apps.petitions.models import Petition  # noqa: PLC0415 - the same
    from khabar.config.wiring import parts  # noqa: PLC0415 - the same
    from khabar.domain.casework.next_steps import NextStep  # noqa: PLC0415 - the same

    ours, until, turn = parts(), time.monotonic() + seconds, 0

    def write(value: int) -> int:
        now = ours.clock.now()
        note_on_paper(actor=association_cast.LEYLA, now=now, petition_id=PETITION, number=value)
        return value

    def read(_value: int) -> int:
        return int(Petition.objects.values_list("on_paper", flat=True).get(id=PETITION))

    def add(value: int) -> str:
        step = NextStep("write to the ministry", ours.clock.now().date() + timedelta(days=14))
        body = replace(association_cast.SHIRINS, label=f"File {value}", step=step)
        return association_cast.shirins_file(ours, body)

    while time.monotonic() < until:
        turn += 1
        value = turn * 1000 + number + 1
        for kind, deed in ((WRITE, write), (READ, read), (ADD, add)):
            _noted(kind, deed, value)


def _noted(kind: str, deed: Callable[[int], object], value: int) -> None:
    from django.db import OperationalError  # noqa: PLC0415 - needs Django

    _say({"kind": kind, "begun": time.monotonic(), "value": value})
    try:
        _say({"answer": deed(value), "ended": time.monotonic()})
    except OperationalError:
        _say({"refused": True, "ended": time.monotonic()})


def _say(note: dict[str, object]) -> None:
    os.write(1, (json.dumps(note) + "\n").encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
