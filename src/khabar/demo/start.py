"""Starting the demonstration: the first time it makes an installation, every time it runs its programs until stopped.

It is the parent of all of them and holds no key. It must never leave a program, a socket or half an installation behind
that the next start would trip over.
"""

from __future__ import annotations

import http.client
import signal
import socket
import time
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console

from khabar.demo import cast, cast_of_association
from khabar.demo.keys import unlock_if_there
from khabar.demo.making import make, make_association
from khabar.demo.plan import HOST
from khabar.demo.processes import HasEnded, Program, Programs
from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from types import FrameType

    from khabar.demo.folder import Folder
    from khabar.demo.plan import Plan, Ports

_SECONDS_BETWEEN_LOOKS = 0.2
_SECONDS_FOR_AN_ANSWER = 10.0
_HOSTS_OF_ASSOCIATION = (cast_of_association.VISITORS[0].host, cast_of_association.COLLEAGUES[0].host)
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(folder: Folder, plan: Plan) -> int:
    """Run the demonstration in this folder until somebody stops it; return the exit code."""
    console = Console(stderr=True, highlight=False)
    for ending in _ENDINGS:
        signal.signal(ending, _end)
    houses = (Programs(folder.settings, folder.logs), Programs(folder.association.settings, folder.association.logs))
    try:
        refuse_taken(plan.ports)
        refuse_taken(plan.association)
        make(folder, plan, console)
        make_association(folder, plan, console)
        _start(folder, plan.ports, houses[0], cast.VISITORS[0].host, cast.COLLEAGUES[0].host)
        _start(folder.association, plan.association, houses[1], *_HOSTS_OF_ASSOCIATION)
        console.print(f"Open [bold]http://localhost:{plan.ports.page}/[/bold] · Ctrl-C stops the demonstration.")
        console.print(f"The association's page: http://localhost:{plan.association.page}/", highlight=False)
        while True:
            for programs in houses:
                programs.refuse_ended()
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return _stopped(houses, console, "Stopped.", 0)
    except HasEnded as problem:
        return _stopped(houses, console, f"{problem}", 1)
    finally:
        _be_deaf()
        for programs in houses:
            programs.stop()


def refuse_taken(ports: Ports) -> None:
    """Raise Conflict when one of the ports is in use, and say what to do."""
    for port in (ports.porch, ports.house, ports.page):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except OSError:
                raise Conflict(
                    f"Port {port} is in use by another program. Choose three free ones: --ports 8100,8101,8180"
                ) from None


def _start(folder: Folder, ports: Ports, programs: Programs, visitor: str, colleague: str) -> None:
    """Start agent, porch, house, worker and start page; unlock; wait until each answers."""
    programs.start(Program("agent", ("agent",)))
    for words in (("serve", "porch"), ("serve", "house"), ("serve", "demo")):
        programs.start(Program(words[1], words, ending=signal.SIGINT))
    programs.wait_until(lambda: unlock_if_there(folder.path / "agent"))
    programs.wait_until(lambda: answers(ports.porch, visitor, "/"))
    programs.wait_until(lambda: answers(ports.house, colleague, "/sign-in/"))
    programs.wait_until(lambda: answers(ports.page, "localhost", "/"))
    programs.start(Program("work", ("work",)))


def answers(port: int, host: str, path: str) -> bool:
    """Say whether a page of ours can be had there."""
    connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS_FOR_AN_ANSWER)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= http.client.INTERNAL_SERVER_ERROR:
        raise HasEnded(f"What listens on port {port} answers with an error; its log says which.")
    return True


def _stopped(houses: tuple[Programs, ...], console: Console, sentence: str, code: int) -> int:
    _be_deaf()
    for programs in houses:
        programs.stop()
    console.print(sentence, markup=False, soft_wrap=True)
    return code


def _be_deaf() -> None:
    """Let a second Ctrl-C not disturb the ending, which takes two seconds at most."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
