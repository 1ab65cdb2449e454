"""Serving the porch or the house: one process, a few threads, an address of this machine.

TLS ends in the proxy before it. A porch worker that has shown a page keeps nothing of it on the disk, and an
intermediary's ends after it (`config.recycling`).
"""

from __future__ import annotations

import os
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication

from khabar.config import recycling
from khabar.config.front import bounded
from khabar.config.lock_watch import watch
from khabar.config.options import Options
from khabar.domain.bridge.sizes import sizes_taken_by
from khabar.domain.kinds import Kind
from khabar.web.components.bodies import MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from khabar.ports import Parts

THREADS = 8
MOST_OF_HOUSE = 80_000_000
"""Bytes of the largest body to the house: a little more than the files of one form, which then say it in a sentence."""
_NOTHING_MORE: Mapping[str, object] = MappingProxyType({})


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our application, told what to do here and not by a file."""

    def __init__(self, application: Callable[..., Any], bind: str, workers: int, more: Mapping[str, object]) -> None:
        self._application, self._bind, self._workers, self._more = application, bind, workers, more
        super().__init__()

    def load_config(self) -> None:
        """Worker processes with threads; no access log, because it would hold addresses."""
        for name, value in {
            "bind": self._bind,
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": bounded(MOST_OF_HOUSE),
            "accesslog": None,
            "loglevel": "error",  # a warning of a request that is none names the address it came from
            "proc_name": "khabar",
            "limit_request_line": 2000,
            "limit_request_fields": 50,
            "timeout": 60,
            "graceful_timeout": 5,
            "control_socket_disable": True,
            **self._more,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Give the application."""
        return self._application


@click.group()
def serve() -> None:
    """Serve one side of this installation."""


@serve.command()
@click.pass_obj
def porch(parts: Parts) -> None:
    """Serve the porch: families, people on the spot, everybody."""
    options = _options(parts)
    often = recycling.hooks() if options.kind is Kind.INTERMEDIARY else _NOTHING_MORE
    taken = {"worker_class": bounded(max(MOST_WORDS, *sizes_taken_by(options.kind)))}
    _serve("porch", options.porch_bind, options.porch_workers, more={**often, **taken})


@serve.command()
@click.pass_obj
def house(parts: Parts) -> None:
    """Serve the house: the desks."""
    options = _options(parts)
    watches = {"post_worker_init": lambda _worker: _watch_the_lock()}
    _serve("house", options.house_bind, more=watches)


@serve.command(hidden=True)
@click.pass_obj
def demo(parts: Parts) -> None:
    """Serve the start page of the demonstration, which shows its passphrases; refused anywhere else."""
    options = _options(parts)
    if not options.demo:
        raise click.ClickException("This is a real installation. It has no start page of a demonstration.")
    _serve("demo", options.demo_bind)


def _watch_the_lock() -> None:
    """Let what the desks' process remembers leave its memory when the house is locked: words of the archive, wishes."""
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process
    from khabar.config.work import deeds  # noqa: PLC0415 - the same

    watch(lambda: deeds(parts().options.kind).forget_when_locked(parts()), Event())


def _serve(process: str, bind: str, workers: int = 1, *, more: Mapping[str, object] = _NOTHING_MORE) -> None:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the process is named only now

    _Server(get_wsgi_application(), bind, workers, more).run()


def _options(parts: Parts) -> Options:
    if not isinstance(parts.options, Options):
        raise TypeError("the wiring gives our own settings")
    return parts.options
