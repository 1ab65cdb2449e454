"""A worker of the porch ends after each answer in which something was typed or a page was opened; a fresh one follows.

So what was read or written in a page lies in memory for that one answer, and not until memory happens to be used again.
Which answers these are follows from the form of the request alone, never from what a page held: whoever watches the
processes learns that somebody wrote or looked, which the line shows as well, and no more.

Workers are forks of a process that has loaded everything and has never served anybody. The next one is asked for
before the last one has gone, so that nobody waits for a slow neighbour's answer.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.template import engines
from django.urls import get_resolver

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = Path(__file__).resolve().parents[1]
VISIT_COOKIE = "visit"
"""The cookie that comes with each look at a page; `web.family.views` sets it."""


def hooks() -> Mapping[str, object]:
    """Give gunicorn's settings that make workers end in this way."""
    return {
        "preload_app": True,
        "on_starting": lambda _server: load_everything(),
        "pre_request": begin_answer,
        "post_request": end_answer,
        "child_exit": forget_one,
    }


def leaves_something(method: str, headers: Mapping[str, str]) -> bool:
    """Say whether an answer to such a request may leave words in memory. Names of headers are in capitals."""
    cookies = (one.partition("=")[0].strip() for one in headers.get("COOKIE", "").split(";"))
    return method == "POST" or VISIT_COOKIE in cookies


def begin_answer(_worker: object, request: Any) -> None:  # noqa: ANN401 - gunicorn has no types
    """Let the line end with this answer, where the worker does: what comes next on it would wait in vain."""
    if leaves_something(request.method, dict(request.headers)):
        request.force_close()


def end_answer(worker: Any, request: Any, _environment: object, _answer: object) -> None:  # noqa: ANN401 - the same
    """Ask for the next worker and take in nothing more; others whose answers are under way still get them."""
    if worker.alive and leaves_something(request.method, dict(request.headers)):
        worker.alive = False
        os.kill(worker.ppid, signal.SIGTTIN)


def forget_one(server: Any, _worker: object) -> None:  # noqa: ANN401 - the same
    """Let the number of workers be what it was, now that one of them is gone."""
    server.num_workers = max(server.cfg.workers, server.num_workers - 1)


def load_everything() -> None:
    """Load addresses, doors and our templates before any worker is forked, and hold no line to a database meanwhile."""
    get_resolver().url_patterns  # noqa: B018 - reading them loads the doors
    for engine in engines.all():
        for folder in map(Path, engine.template_dirs):
            for file in sorted(folder.rglob("*.html") if folder.is_relative_to(_OURS) else ()):
                engine.get_template(str(file.relative_to(folder)))
    connections.close_all()
