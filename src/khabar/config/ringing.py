"""The bell: what tells of alarms by mail while the worker does whatever it does.

It is a thread of the worker that holds no key and opens nothing. A round may last longer than an alarm may wait, so it
waits for no step; what breaks here costs no round anything.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

from django.db import close_old_connections

from khabar.apps.alarms.ringing import ring
from khabar.config.wiring import parts
from khabar.domain.actors import system

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.config.options import Options

SECONDS_BETWEEN_LOOKS = 5.0
SECONDS_AFTER_TROUBLE = 20.0


def addresses_of(options: Options) -> tuple[str, ...]:
    """Give who hears of alarms: those of `alarm_to` (the guarantor is one), and those who hear the watch."""
    return tuple(dict.fromkeys((*options.alarm_to, *options.watch_mail)))


def start_bell(options: Options) -> None:
    """Let alarms be told from now on, as long as this process lives; nothing where nobody is to hear of them."""
    if addresses := addresses_of(options):
        threading.Thread(target=_ring_on, args=(addresses,), name="khabar-bell", daemon=True).start()


def look(addresses: tuple[str, ...]) -> float:
    """Tell what has not been told, and give the seconds until the next look."""
    close_old_connections()
    ours = parts()
    try:
        ring(actor=system("alarms"), now=ours.clock.now(), parts=ours, addresses=addresses)
    except Exception as problem:  # noqa: BLE001 - the bell's outer loop: the kind is told, and it goes on
        sys.stderr.write(f"Alarms could not be told and are tried again. {type(problem).__name__}\n")
        return SECONDS_AFTER_TROUBLE
    return SECONDS_BETWEEN_LOOKS


def _ring_on(addresses: tuple[str, ...], pause: Callable[[float], None] = time.sleep) -> None:
    while True:
        pause(look(addresses))
