"""Serving the porch or the house: one process, a few threads, an address of this machine.

TLS ends in the proxy before it. A porch worker that has shown a page keeps nothing of it on the disk.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication

from khabar.config.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ports import Parts

THREADS = 8


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our application, told what to do here and not by a file."""

    def __init__(self, application: Callable[..., Any], bind: str, workers: int) -> None:
        self._application, self._bind, self._workers = application, bind, workers
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
    _serve("house", _options(parts).house_bind)


@serve.command(hidden=True)
@click.pass_obj
def demo(parts: Parts) -> None:
    """Serve the start page of the demonstration, which shows its passphrases; refused anywhere else."""
    options = _options(parts)
    if not options.demo:
        raise click.ClickException("This is a real installation. It has no start page of a demonstration.")
    _serve("demo", options.demo_bind)


def _serve(process: str, bind: str, workers: int = 1) -> None:
    os.environ["KHABAR_PROCESS"] = process
    os.environ["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the process is named only now

    _Server(get_wsgi_application(), bind, workers).run()


def _options(parts: Parts) -> Options:
    if not isinstance(parts.options, Options):
        raise TypeError("the wiring gives our own settings")
    return parts.options
