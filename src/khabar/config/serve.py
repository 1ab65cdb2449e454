"""Serving the porch or the house: one process, a few threads, an address of this machine.

TLS ends in the proxy before it. A porch worker that has shown a page keeps nothing of it on the disk.
"""

from __future__ import annotations

import os
from threading import Event
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication

from khabar.config.lock_watch import watch
from khabar.config.options import Options
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ports import Parts

THREADS = 8


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our application, told what to do here and not by a file."""

    def __init__(self, application: Callable[..., Any], bind: str, workers: int, at_start: Callable[[], None]) -> None:
        self._application, self._bind, self._workers, self._at_start = application, bind, workers, at_start
        super().__init__()

    def load_config(self) -> None:
        """Worker processes with threads; no access log, because it would hold addresses."""
        for name, value in {
            "bind": self._bind,
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "accesslog": None,
            "loglevel": "error",  # a warning of a request that is none names the address it came from
            "proc_name": "khabar",
            "limit_request_line": 2000,
            "limit_request_fields": 50,
            "timeout": 60,
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "post_worker_init": lambda _worker: self._at_start(),
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
    _serve("porch", _options(parts).porch_bind, _options(parts).porch_workers)


@serve.command()
@click.pass_obj
def house(parts: Parts) -> None:
    """Serve the house: the desks."""
    options = _options(parts)
    _serve("house", options.house_bind, at_start=_watch_the_lock if options.kind is Kind.ASSOCIATION else _nothing)


@serve.command(hidden=True)
@click.pass_obj
def demo(parts: Parts) -> None:
    """Serve the start page of the demonstration, which shows its passphrases; refused anywhere else."""
    options = _options(parts)
    if not options.demo:
        raise click.ClickException("This is a real installation. It has no start page of a demonstration.")
    _serve("demo", options.demo_bind)


def _nothing() -> None:
    """Start nothing beside the server."""


def _watch_the_lock() -> None:
    """Let the words of the archive leave the desk's memory when the house is locked."""
    from khabar.apps.rounds.association_steps import forget_when_locked  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings of this process

    watch(lambda: forget_when_locked(parts()), Event())


def _serve(process: str, bind: str, workers: int = 1, at_start: Callable[[], None] = _nothing) -> None:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the process is named only now

    _Server(get_wsgi_application(), bind, workers, at_start).run()


def _options(parts: Parts) -> Options:
    if not isinstance(parts.options, Options):
        raise TypeError("the wiring gives our own settings")
    return parts.options
