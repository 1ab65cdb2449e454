"""Commands of one installation, each a fork of a process that has our program loaded: what it does, without the wait.

`WarmShell.of(environment).run(words)` gives what `subprocess.run` would. Nothing is shared but loaded code: the fork
opens its own databases, asks the agent for its own keys, and ends. That `python -m khabar` starts at all, and what it
loads for which command, is tried in tests/config and tests/cli.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 120
"""How long a command may take."""
TESTS = Path(__file__).resolve().parents[1]
_LOADED = ("khabar.config.main", "khabar.config.work", "khabar.cli.staff", "khabar.cli.proofs")


@dataclass(frozen=True)
class WarmShell:
    """The process that forks; it holds no key and no open database."""

    process: subprocess.Popen[str]

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """Start it for the installation whose settings `environment` names."""
        paths = os.pathsep.join((environment["PYTHONPATH"], str(TESTS)))
        ours = {"PYTHONPATH": paths, "KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
        command = [sys.executable, "-m", "journeys.warm_shell"]
        pipe = subprocess.PIPE
        return cls(subprocess.Popen(command, env={**environment, **ours}, stdin=pipe, stdout=pipe, text=True))

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Do what `khabar` does with these words, and give its exit code and what it said."""
        with TemporaryDirectory(prefix="khabar-said-") as place:
            out, err = Path(place) / "out", Path(place) / "err"
            code = self._answer({"words": words, "out": str(out), "err": str(err)})
            return subprocess.CompletedProcess(words, code, out.read_text("utf-8"), err.read_text("utf-8"))

    def end(self) -> None:
        """Let it go."""
        self.process.communicate(timeout=SECONDS)

    def _answer(self, asked: dict[str, object]) -> int:
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        if not select.select([stdout], [], [], SECONDS)[0]:
            self.process.kill()
            raise AssertionError(f"{asked['words']} took more than {SECONDS} seconds")
        return int(stdout.readline())


def listen() -> None:
    """Fork for every line that is read, one after the other, and tell how each ended."""
    import django  # noqa: PLC0415 - the settings are named by the environment

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from khabar.config.kinds import layout_of  # noqa: PLC0415 - the same

    for name in (*_LOADED, layout_of(settings.OPTIONS.kind).deeds):
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(asked)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(asked: dict[str, str]) -> NoReturn:
    """Be the command: hear nothing, say everything into two files, and end as it ends."""
    for number, path in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        file = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
    code = 1
    try:
        from khabar.config.main import main  # noqa: PLC0415 - needs Django

        main(list(asked["words"]))
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
        if isinstance(end.code, str):
            sys.stderr.write(end.code + "\n")
    except BaseException:  # noqa: BLE001 - as Python itself ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    listen()
