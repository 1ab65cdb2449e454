"""A real installation in an empty folder: its agent, porch and house as processes, its clock moved by hand.

Rounds are done by `khabar round`, so that a test says when; the worker answers what the desk looks for. Costs of keys
are low; everything else is as it is in life.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from journeys.visitor import Visitor
from journeys.warm_shell import WarmShell
from khabar.adapters.clock import OffsetClock, advance
from khabar.config.install import Unlocker, lay_out, settings_text
from khabar.config.options import Options
from khabar.vault.passphrases import Cost
from migrated import give_databases

PASSPHRASE = "only for tests, and long enough"
SOURCE = Path(__file__).resolve().parents[2] / "src"
HOUR = 3600


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """One installation; `with Installation.at(folder) as inst:` starts it and leaves nothing behind."""

    home: Path
    porch_port: int
    house_port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    more: dict[str, object] = field(default_factory=dict)
    is_locked: bool = True
    shell: WarmShell | None = None

    @classmethod
    def at(cls, home: Path, **more: object) -> Installation:
        return cls(home, free_port(), free_port(), more=more)

    def __enter__(self) -> Self:
        values = {
            "kind": "intermediary",
            "home": str(self.home),
            "who_runs_this": "The Tracing House of Lindenau",
            "contact": "Lindenau, Mill Lane 3",
            "slip_salt": "5a" * 16,
            "porch_hosts": ["localhost", "shirin.localhost", "darius.localhost", "ezra.localhost"],
            "house_hosts": [".localhost", "localhost"],
            "demo": True,
            "fast_keys": True,
            "https": False,
            "porch_bind": f"127.0.0.1:{self.porch_port}",
            "house_bind": f"127.0.0.1:{self.house_port}",
            "filings_per_day": 1000,
            "sign_ins_per_hour": 1000,
            "records_per_day": 10_000,
            **self.more,
        }
        lay_out(Options.of(values), settings_text(values), Unlocker("unlocker", PASSPHRASE), cost=Cost(64, 1))
        self.home.joinpath("pass").write_text(PASSPHRASE + "\n")
        self.home.joinpath("pass").chmod(0o600)
        give_databases(self.home, str(values["kind"]), self.environment)
        self.start_all()
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.processes):
            self.stop(name)
        if self.shell is not None:
            self.shell.end()

    def start_all(self) -> None:
        self.shell = self.shell or WarmShell.of(self.environment)
        self.start("agent", "agent")
        self.start("porch", "serve", "porch")
        self.start("house", "serve", "house")
        self.start("work", "work", "--no-rounds")
        self._wait_for(self.porch_port)
        self._wait_for(self.house_port)
        self._wait_for_agent()
        self.unlock()

    def start(self, name: str, *words: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "khabar", *words], env=self.environment, stdout=log, stderr=log
            )

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        process.wait(timeout=20)

    def unlock(self) -> None:
        self.khabar("unlock", "unlocker", "--passphrase-file", str(self.home / "pass"))
        self.is_locked = False

    def lock(self) -> None:
        self.khabar("lock")
        self.is_locked = True

    def round(self) -> None:
        """Let six hours pass and do the round that is due then."""
        self.pass_time(6 * HOUR)
        self.khabar("round")

    def pass_time(self, seconds: int) -> None:
        advance(self.home / "clock.json", seconds)

    def khabar_today(self) -> str:
        """The day it is in this installation."""
        return OffsetClock(self.home / "clock.json").now().date().isoformat()

    def khabar(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        assert self.shell is not None
        done = self.shell.run(*words)
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def at_porch(self, host: str = "shirin.localhost") -> Visitor:
        return Visitor(host, self.porch_port)

    def at_house(self, name: str) -> Visitor:
        return Visitor(f"{name}.localhost", self.house_port)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return kept | {"PYTHONPATH": str(SOURCE), "KHABAR_SETTINGS": str(self.home / "khabar.toml")}

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text()

    def _wait_for(self, port: int) -> None:
        for _ in range(1500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("a process did not start: " + self.log("porch") + self.log("house"))

    def _wait_for_agent(self) -> None:
        for _ in range(500):
            if (self.home / "agent" / "control.sock").exists():
                return
            time.sleep(0.02)
        raise AssertionError("the agent did not start: " + self.log("agent"))
