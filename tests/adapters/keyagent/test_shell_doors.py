import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.keyagent.agent_stage import PASSPHRASE, StandingClock, furnished, stage
from khabar.adapters.keyagent import AgentControl, Role, SocketKeyAgent, socket_path
from khabar.cli.keys import _idle_seconds, agent, keyring_path, lock, sockets_path, unlock
from khabar.domain.errors import Locked
from khabar.vault import KeyClass

SRC = Path(__file__).resolve().parents[3] / "src"
AGENT_PROCESS = """
import sys
from dataclasses import dataclass
from pathlib import Path
from khabar.adapters.clock import SystemClock
from khabar.cli.keys import agent

@dataclass(frozen=True)
class Options:
    home: Path
    demo: bool = True

@dataclass(frozen=True)
class Parts:
    clock: SystemClock
    options: Options

agent.main([], obj=Parts(SystemClock(), Options(Path(sys.argv[1]))))
"""


@dataclass(frozen=True)
class Options:
    home: Path
    demo: bool = True


@dataclass(frozen=True)
class Parts:
    options: Options
    clock: StandingClock = field(default_factory=StandingClock)


def told(home: Path, *arguments: str, typed: str = "") -> Result:
    command = {"unlock": unlock, "lock": lock, "agent": agent}[arguments[0]]
    return CliRunner().invoke(command, arguments[1:], obj=Parts(Options(home)), input=typed)


def secret_file(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "passphrase"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_the_house_is_unlocked_by_prompt_by_file_and_by_shares_and_locked_again(tmp_path: Path) -> None:
    with stage(tmp_path) as ready:
        file = secret_file(tmp_path, PASSPHRASE.encode() + b"\n")
        two = "\n".join([*ready.held.shares[:2], "", ""])
        for arguments, typed in (
            (["unlock", "mira"], PASSPHRASE + "\n"),
            (["unlock"], f"mira\n{PASSPHRASE}\n"),
            (["unlock", "mira", "--passphrase-file", str(file)], ""),
            (["unlock", "--shares"], two),
        ):
            result = told(tmp_path, *arguments, typed=typed)
            assert result.exit_code == 0, result.output
            assert PASSPHRASE not in result.output
            assert ready.control().status().unlocked
            assert told(tmp_path, "lock").exit_code == 0
            assert not ready.control().status().unlocked


def test_a_wrong_answer_is_one_clear_line_and_exit_code_1(tmp_path: Path) -> None:
    with stage(tmp_path):
        for arguments, typed in (
            (["unlock", "mira"], "ten grey herons\n"),
            (["unlock", "ezra"], PASSPHRASE + "\n"),
            (["unlock", "--shares"], "not a share\n\n"),
        ):
            result = told(tmp_path, *arguments, typed=typed)
            assert result.exit_code == 1
            assert result.output.count("Error: ") == 1
            assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "mode", "words"),
    [
        (PASSPHRASE.encode(), 0o644, "open to others"),
        (b"", 0o600, "one line"),
        (b"one\ntwo\n", 0o600, "one line"),
        (b"\xff\xfe", 0o600, "not UTF-8"),
        (b"x" * 9000, 0o600, "one line"),
    ],
)
def test_a_passphrase_file_is_ones_own_and_holds_one_line(
    tmp_path: Path, content: bytes, mode: int, words: str
) -> None:
    file = secret_file(tmp_path, content, mode)
    result = told(tmp_path, "unlock", "mira", "--passphrase-file", str(file))
    assert (result.exit_code, words in result.output) == (1, True)


def test_a_missing_file_and_a_missing_agent_are_said_plainly(tmp_path: Path) -> None:
    result = told(tmp_path, "unlock", "mira", "--passphrase-file", str(tmp_path / "none"))
    assert (result.exit_code, "cannot be read" in result.output) == (1, True)
    result = told(tmp_path, "lock")
    assert (result.exit_code, "not running" in result.output) == (1, True)


def test_a_passphrase_is_taken_from_no_argument_and_no_variable() -> None:
    options = {option for command in (agent, unlock, lock) for parameter in command.params for option in parameter.opts}
    assert options == {"--idle-lock", "--allow-uid", "--group", "name", "--passphrase-file", "--shares"}
    assert all(parameter.envvar is None for parameter in unlock.params)


def agent_started(home: Path) -> "subprocess.Popen[bytes]":
    """Start the agent as a process of its own: it hardens itself for good, which no test process should be."""
    command = [sys.executable, "-c", AGENT_PROCESS, str(home)]
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)


@contextmanager
def agent_process(home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with agent_started(home) as process:
        try:
            assert process.stderr is not None
            assert b"ready" in process.stderr.readline()
            yield process
        finally:
            process.kill()


def test_the_agents_own_process_gives_no_dump_ends_on_a_signal_and_starts_locked_again(tmp_path: Path) -> None:
    held = furnished(keyring_path(tmp_path).parent)
    assert held.path == keyring_path(tmp_path)
    client = SocketKeyAgent(socket_path(sockets_path(tmp_path), Role.HOUSE), KeyClass.REGISTER)
    with agent_process(tmp_path) as process:
        AgentControl(socket_path(sockets_path(tmp_path), Role.CONTROL)).unlock("mira", PASSPHRASE)
        assert client.key(KeyClass.REGISTER) == held.unlocked[KeyClass.REGISTER]
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
        assert "Max core file size        0                    0" in limits
        with agent_started(tmp_path) as second:
            assert second.communicate(timeout=60)[1] == b"Error: An agent is already running here.\n"
            assert second.returncode == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert client.locked() == {KeyClass.REGISTER}
    with agent_process(tmp_path), pytest.raises(Locked):
        client.key(KeyClass.REGISTER)


@pytest.mark.parametrize(
    ("demo", "said", "idle"), [(False, None, 1800), (True, None, None), (False, 0, None), (True, 5, 5)]
)
def test_an_agent_locks_itself_after_half_an_hour_unless_told_otherwise_a_demonstration_never(
    tmp_path: Path, *, demo: bool, said: int | None, idle: int | None
) -> None:
    assert _idle_seconds(Parts(Options(tmp_path, demo)), said) == idle
