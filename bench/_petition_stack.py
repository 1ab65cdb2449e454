"""An association as the bench of petitions runs it: each process its own, and a mail server that opens each mail."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from khabar.config.install import Unlocker, lay_out, settings_text
from khabar.config.options import Options
from khabar.vault.passphrases import Cost

if TYPE_CHECKING:
    import multiprocessing

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "only for a bench, and long enough"  # noqa: S105 - opens nothing
LINK = re.compile(rb"/petition/mine/([\w=-]+)/")
PETITION = "ab" * 16
_PUBLISH = """
import django; django.setup()
from datetime import date, timedelta
from khabar.config.install import migrate
from khabar.apps.petitions.actions import publish
from khabar.config.wiring import parts
from khabar.domain.actors import system
from khabar.domain.petitions.plans import Plan, Place, Wording
migrate()
now = parts().clock.now()
places = tuple(Place(f"p{at}", {"en": f"Place {at}", "fa": f"Place {at}"}) for at in range(20))
plan = Plan(slug="bench", wordings={"en": Wording("Tell us where they are", "One word on each person. " * 40)},
            addressees=("The Ministry of Answers",), closes_on=now.date() + timedelta(days=300),
            thresholds=(1000, 5000), places=places)
publish(actor=system("bench"), now=now, petition_id=%r, plan=plan)
"""


def free_port() -> int:
    """Find a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Sink:
    """Takes mails, finds the link in each, and passes it on."""

    def __init__(self, links: "multiprocessing.Queue[str]") -> None:
        self._links = links

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - aiosmtpd's
        for found in LINK.findall(envelope.content):  # type: ignore[attr-defined]  # aiosmtpd has no types
            self._links.put(found.decode())
        return "250 OK"


def serve_mail(port: int, links: "multiprocessing.Queue[str]", over: object) -> None:
    """Take mails until it is over, and pass on the link in each."""
    controller = Controller(_Sink(links), hostname="127.0.0.1", port=port)
    controller.start()
    over.wait()  # type: ignore[attr-defined]  # an event
    controller.stop()


@contextlib.contextmanager
def association(home: Path, smtp: int, more: dict[str, object]) -> Iterator[tuple[int, list[int]]]:
    """Lay out and start an association; give the port of its porch, and its processes."""
    port = free_port()
    values: dict[str, object] = {
        "kind": "association",
        "home": str(home),
        "who_runs_this": "Families of Lindenau (invented)",
        "contact": "Lindenau, Mill Lane 5",
        "slip_salt": "5a" * 16,
        "porch_hosts": ["localhost"],
        "house_hosts": ["localhost"],
        "demo": True,
        "fast_keys": True,
        "https": False,
        "porch_bind": f"127.0.0.1:{port}",
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp,
        "mail_from": "petition@example.org",
        "trusted_proxies": ["127.0.0.1"],
        "porch_workers": 2,
        **more,
    }
    lay_out(Options.of(values), settings_text(values), Unlocker("unlocker", PASSPHRASE), cost=Cost(64, 1))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}
    environment |= {
        "PYTHONPATH": str(ROOT / "src"),
        "KHABAR_SETTINGS": str(home / "khabar.toml"),
        "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
    }
    publish = [sys.executable, "-c", _PUBLISH % PETITION]
    subprocess.run(publish, env=environment | {"KHABAR_PROCESS": "operator"}, check=True, timeout=120)
    (home / "pass").write_text(PASSPHRASE + "\n")
    (home / "pass").chmod(0o600)
    started = [_start(environment, home, "agent"), _start(environment, home, "serve", "porch")]
    try:
        _wait_until((home / "agent" / "control.sock").exists)
        unlock = ["unlock", "unlocker", "--passphrase-file", str(home / "pass")]
        subprocess.run([sys.executable, "-m", "khabar", *unlock], env=environment, check=True, capture_output=True)
        started.append(_start(environment, home, "work", "--no-rounds"))
        _wait_until(lambda: _answers(port))
        yield port, [process.pid for process in started]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=30)


def _start(environment: dict[str, str], home: Path, *words: str) -> subprocess.Popen[bytes]:
    with (home / f"{words[-1]}.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "khabar", *words], env=environment, stdout=log, stderr=log)


def _wait_until(holds: object, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]  # a function
        if time.monotonic() > until:
            raise TimeoutError("a process of the bench did not start")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
